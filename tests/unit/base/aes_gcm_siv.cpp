#include "base/aes_gcm_siv.h"

#include <vector>

#include "base/rng.h"
#include "support/catch.h"

using dsprep::base::AesGcmSiv;

namespace {

std::string bytes(std::string_view hex) {
  std::string out;
  const auto value = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
  for (std::size_t i = 0; i < hex.size(); i += 2) out += static_cast<char>(value(hex[i]) << 4 | value(hex[i + 1]));
  return out;
}

struct Vector { const char *associated, *plain, *sealed; };

const std::string key_256 = "01" + std::string(62, '0'), key_128 = "01" + std::string(30, '0');
const std::string nonce = bytes("03" + std::string(22, '0'));

}  // namespace

TEST_CASE("POLYVAL: RFC 8452, appendix A") {
  const auto sum = dsprep::base::polyval(bytes("25629347589242761d31f826ba4b757b"),
                                         bytes("4f4f95668c83dfb6401762bb2d01a262d1a24ddd2721d006bbe45f20d3c9f362"));
  CHECK(std::string(sum.begin(), sum.end()) == bytes("f7a3b47b846119fae5b7866cf5e5b77e"));
}

TEST_CASE("AES-256-GCM-SIV: RFC 8452, appendix C.2") {
  const Vector vectors[] = {
    {"", "", "07f5f4169bbf55a8400cd47ea6fd400f"},
    {"", "0100000000000000", "c2ef328e5c71c83b843122130f7364b761e0b97427e3df28"},
    {"", "010000000000000000000000", "9aab2aeb3faa0a34aea8e2b18ca50da9ae6559e48fd10f6e5c9ca17e"},
    {"", "01000000000000000000000000000000", "85a01b63025ba19b7fd3ddfc033b3e76c9eac6fa700942702e90862383c6c366"},
    {"", "0100000000000000000000000000000002000000000000000000000000000000",
     "4a6a9db4c8c6549201b9edb53006cba821ec9cf850948a7c86c68ac7539d027fe819e63abcd020b006a976397632eb5d"},
    {"", "010000000000000000000000000000000200000000000000000000000000000003000000000000000000000000000000",
     "c00d121893a9fa603f48ccc1ca3c57ce7499245ea0046db16c53c7c66fe717e39cf6c748837b61f6ee3adcee17534ed5790bc96880a99ba804bd12c0e6a22cc4"},
    {"", "01000000000000000000000000000000020000000000000000000000000000000300000000000000000000000000000004000000000000000000000000000000",
     "c2d5160a1f8683834910acdafc41fbb1632d4a353e8b905ec9a5499ac34f96c7e1049eb080883891a4db8caaa1f99dd004d80487540735234e3744512c6f90ce112864c269fc0d9d88c61fa47e39aa08"},
    {"01", "0200000000000000", "1de22967237a813291213f267e3b452f02d01ae33e4ec854"},
    {"01", "020000000000000000000000", "163d6f9cc1b346cd453a2e4cc1a4a19ae800941ccdc57cc8413c277f"},
    {"01", "02000000000000000000000000000000", "c91545823cc24f17dbb0e9e807d5ec17b292d28ff61189e8e49f3875ef91aff7"},
    {"01", "0200000000000000000000000000000003000000000000000000000000000000",
     "07dad364bfc2b9da89116d7bef6daaaf6f255510aa654f920ac81b94e8bad365aea1bad12702e1965604374aab96dbbc"},
    {"01", "020000000000000000000000000000000300000000000000000000000000000004000000000000000000000000000000",
     "c67a1f0f567a5198aa1fcc8e3f21314336f7f51ca8b1af61feac35a86416fa47fbca3b5f749cdf564527f2314f42fe2503332742b228c647173616cfd44c54eb"},
    {"010000000000000000000000", "02000000", "22b3f4cd1835e517741dfddccfa07fa4661b74cf"},
    {"010000000000000000000000000000000200", "0300000000000000000000000000000004000000",
     "43dd0163cdb48f9fe3212bf61b201976067f342bb879ad976d8242acc188ab59cabfe307"},
    {"0100000000000000000000000000000002000000", "030000000000000000000000000000000400",
     "462401724b5ce6588d5a54aae5375513a075cfcdf5042112aa29685c912fc2056543"},
  };
  AesGcmSiv cipher(bytes(key_256));
  for (const Vector& v : vectors) {
    std::string sealed, plain;
    cipher.seal(nonce, bytes(v.associated), bytes(v.plain), sealed);
    CHECK(sealed == bytes(v.sealed));
    REQUIRE(cipher.open(nonce, bytes(v.associated), sealed, plain));
    CHECK(plain == bytes(v.plain));
  }
}

TEST_CASE("AES-128-GCM-SIV: RFC 8452, appendix C.1") {
  AesGcmSiv cipher(bytes(key_128));
  std::string empty, block;
  cipher.seal(nonce, "", "", empty);
  CHECK(empty == bytes("dc20e2d83f25705bb49e439eca56de25"));
  cipher.seal(nonce, "", bytes("01000000000000000000000000000000"), block);
  CHECK(block == bytes("743f7c8077ab25f8624e2e948579cf77303aaf90f6fe21199c6068577437a0c4"));
}

TEST_CASE("The counter wraps after 32 bits: RFC 8452, appendix C.3") {
  const Vector vectors[] = {
    {"", "000000000000000000000000000000004db923dc793ee6497c76dcc03a98e108",
     "f3f80f2cf0cb2dd9c5984fcda908456cc537703b5ba70324a6793a7bf218d3eaffffffff000000000000000000000000"},
    {"", "eb3640277c7ffd1303c7a542d02d3e4c0000000000000000",
     "18ce4f0b8cb4d0cac65fea8f79257b20888e53e72299e56dffffffff000000000000000000000000"},
  };
  AesGcmSiv cipher(std::string(32, '\0'));
  for (const Vector& v : vectors) {
    std::string sealed;
    cipher.seal(std::string(12, '\0'), "", bytes(v.plain), sealed);
    CHECK(sealed == bytes(v.sealed));
  }
}

TEST_CASE("What was changed, cut or sealed elsewhere does not open") {
  dsprep::base::Rng rng(1);
  AesGcmSiv cipher(bytes(key_256)), other(std::string(32, 'k'));
  for (std::size_t size : {0u, 1u, 15u, 16u, 17u, 1000u}) {
    std::string plain, sealed, back;
    for (std::size_t i = 0; i < size; ++i) plain += static_cast<char>(rng.next());
    cipher.seal(nonce, "email", plain, sealed);
    REQUIRE(sealed.size() == size + AesGcmSiv::tag_size);
    CHECK(cipher.open(nonce, "email", sealed, back));
    CHECK(back == plain);
    back.clear();
    CHECK_FALSE(cipher.open(nonce, "phone", sealed, back));
    CHECK_FALSE(cipher.open(std::string(12, 'x'), "email", sealed, back));
    CHECK_FALSE(other.open(nonce, "email", sealed, back));
    CHECK_FALSE(cipher.open(nonce, "email", sealed.substr(1), back));
    CHECK_FALSE(cipher.open(nonce, "email", "", back));
    for (int i = 0; i < 20; ++i) {
      std::string changed = sealed;
      changed[rng.below(changed.size())] ^= static_cast<char>(1 << rng.below(8));
      CHECK_FALSE(cipher.open(nonce, "email", changed, back));
    }
    CHECK(back == "");
  }
}
