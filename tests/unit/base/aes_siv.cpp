#include "base/aes_siv.h"

#include "base/rng.h"
#include "support/catch.h"

using dsprep::base::AesSiv;

namespace {

std::string bytes(std::string_view hex) {
  std::string out;
  const auto value = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
  for (std::size_t i = 0; i < hex.size(); i += 2) out += static_cast<char>(value(hex[i]) << 4 | value(hex[i + 1]));
  return out;
}

}  // namespace

TEST_CASE("AES-SIV: RFC 5297, appendix A.1") {
  AesSiv cipher(bytes("fffefdfcfbfaf9f8f7f6f5f4f3f2f1f0"), bytes("f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff"));
  const std::string associated = bytes("101112131415161718191a1b1c1d1e1f2021222324252627"),
                    plain = bytes("112233445566778899aabbccddee");
  std::string sealed, opened;
  cipher.seal({associated}, plain, sealed);
  CHECK(sealed == bytes("85632d07c6e8f37f950acd320a2ecc9340c02b9690c4dc04daef7f6afe5c"));
  CHECK(cipher.open({associated}, sealed, opened));
  CHECK(opened == plain);
}

TEST_CASE("AES-SIV: RFC 5297, appendix A.2, several associated data") {
  AesSiv cipher(bytes("7f7e7d7c7b7a79787776757473727170"), bytes("404142434445464748494a4b4c4d4e4f"));
  const std::string
      first = bytes("00112233445566778899aabbccddeeffdeaddadadeaddadaffeeddccbbaa99887766554433221100"),
      second = bytes("102030405060708090a0"), nonce = bytes("09f911029d74e35bd84156c5635688c0"),
      plain = bytes("7468697320697320736f6d6520706c61696e7465787420746f20656e6372797074207573696e67205349562d414553");
  std::string sealed, opened;
  cipher.seal({first, second, nonce}, plain, sealed);
  CHECK(sealed ==
        bytes("7bdb6e3b432667eb06f4d14bff2fbd0fcb900f2fddbe404326601965c889bf17dba77ceb094fa663b7a3f748ba8af829"
              "ea64ad544a272e9c485b62a3fd5c0d"));
  CHECK(cipher.open({first, second, nonce}, sealed, opened));
  CHECK(opened == plain);
  CHECK_FALSE(cipher.open({second, first, nonce}, sealed, opened));
  CHECK(opened == plain);
}

TEST_CASE("AES-256-SIV: there and back; what was changed does not open") {
  REQUIRE(AesSiv::available());
  AesSiv cipher(std::string(32, 'k'), std::string(32, 'm')), other(std::string(32, 'k'), std::string(31, 'm') + 'n');
  dsprep::base::Rng rng(7);
  for (int i = 0; i < 200; ++i) {
    std::string plain, sealed = "x", again = "x", opened = "y";
    for (std::uint64_t n = 1 + rng.below(80); n > 0; --n) plain += static_cast<char>(rng.next());
    cipher.seal({"EMAIL"}, plain, sealed);
    cipher.seal({"EMAIL"}, plain, again);
    CHECK(sealed == again);
    CHECK(sealed.size() == 1 + AesSiv::tag_size + plain.size());
    const std::string_view token = std::string_view(sealed).substr(1);
    CHECK(cipher.open({"EMAIL"}, token, opened));
    CHECK(opened == "y" + plain);
    std::string changed(token);
    changed[rng.below(changed.size())] ^= 1;
    CHECK_FALSE(cipher.open({"EMAIL"}, changed, opened));
    CHECK_FALSE(cipher.open({"PHONE"}, token, opened));
    CHECK_FALSE(cipher.open({}, token, opened));
    CHECK_FALSE(other.open({"EMAIL"}, token, opened));
    CHECK_FALSE(cipher.open({"EMAIL"}, token.substr(0, AesSiv::tag_size), opened));
    CHECK(opened == "y" + plain);
  }
}
