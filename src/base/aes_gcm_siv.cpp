#include "base/aes_gcm_siv.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <algorithm>
#include <cassert>
#include <cstring>

namespace dsprep::base {
namespace {

using Block = std::array<unsigned char, 16>;

// An element of GF(2^128) as RFC 8452 writes it: bit i of the number is the coefficient of x^i.
struct Element {
  std::uint64_t low = 0, high = 0;

  static std::uint64_t word(const unsigned char* p) {
    std::uint64_t value = 0;
    for (int i = 7; i >= 0; --i) value = value << 8 | p[i];
    return value;
  }
  static Element of(const unsigned char* p) { return {word(p), word(p + 8)}; }
  Block bytes() const {
    Block block;
    for (int i = 0; i < 8; ++i) {
      block[static_cast<std::size_t>(i)] = static_cast<unsigned char>(low >> (8 * i));
      block[static_cast<std::size_t>(i) + 8] = static_cast<unsigned char>(high >> (8 * i));
    }
    return block;
  }
};

// a · b · x^-128 modulo x^128 + x^127 + x^126 + x^121 + 1, bit by bit and without branches on the bits: what is sealed here
// is as short as an e-mail address.
Element dot(Element a, Element b) {
  Element sum;
  for (int i = 0; i < 128; ++i) {
    const std::uint64_t bit = (i < 64 ? b.low >> i : b.high >> (i - 64)) & 1;
    sum.low ^= a.low & (0 - bit);
    sum.high ^= a.high & (0 - bit);
    const std::uint64_t carry = 0 - (sum.low & 1);
    sum.low = sum.low >> 1 | sum.high << 63;
    sum.high = sum.high >> 1 ^ (carry & 0xE100000000000000u);
  }
  return sum;
}

class Polyval {
 public:
  explicit Polyval(const unsigned char* key) : key_(Element::of(key)) {}
  void block(const unsigned char* p) {
    const Element x = Element::of(p);
    sum_ = dot({sum_.low ^ x.low, sum_.high ^ x.high}, key_);
  }
  void padded(std::string_view bytes) {               // zeros up to a whole block
    Block last{};
    for (; !bytes.empty(); bytes.remove_prefix(std::min<std::size_t>(16, bytes.size()))) {
      if (bytes.size() >= 16) {
        block(reinterpret_cast<const unsigned char*>(bytes.data()));
      } else {
        std::memcpy(last.data(), bytes.data(), bytes.size());
        block(last.data());
      }
    }
  }
  Block sum() const { return sum_.bytes(); }

 private:
  Element key_, sum_;
};

// One key of the block cipher.
class Aes {
 public:
  Aes() : context_(EVP_CIPHER_CTX_new()) {}
  ~Aes() { EVP_CIPHER_CTX_free(context_); }
  Aes(const Aes&) = delete;
  Aes& operator=(const Aes&) = delete;

  void set_key(std::string_view key) {
    const EVP_CIPHER* cipher = key.size() == 16 ? EVP_aes_128_ecb() : EVP_aes_256_ecb();
    EVP_EncryptInit_ex(context_, cipher, nullptr, reinterpret_cast<const unsigned char*>(key.data()), nullptr);
    EVP_CIPHER_CTX_set_padding(context_, 0);
  }
  Block encrypt(const Block& in) {
    Block out;
    int size = 0;
    EVP_EncryptUpdate(context_, out.data(), &size, in.data(), 16);
    return out;
  }

 private:
  EVP_CIPHER_CTX* context_;
};

}  // namespace

struct AesGcmSiv::State {
  Aes generator, cipher;
  std::size_t bytes_of_key = 0;
  std::string nonce;                                  // of which the derived keys are
  Block authentication{};

  ~State() { OPENSSL_cleanse(authentication.data(), authentication.size()); }

  // RFC 8452 § 4: the keys of a nonce.
  void derive(std::string_view wanted) {
    if (nonce == wanted) return;
    std::array<unsigned char, 48> keys;
    for (unsigned i = 0; i < (bytes_of_key == 16 ? 4u : 6u); ++i) {
      Block in{static_cast<unsigned char>(i)};
      std::memcpy(in.data() + 4, wanted.data(), nonce_size);
      std::memcpy(keys.data() + 8 * std::size_t{i}, generator.encrypt(in).data(), 8);
    }
    std::memcpy(authentication.data(), keys.data(), 16);
    cipher.set_key({reinterpret_cast<const char*>(keys.data()) + 16, bytes_of_key});
    OPENSSL_cleanse(keys.data(), keys.size());
    nonce = wanted;
  }

  Block tag(std::string_view associated, std::string_view plain) {
    Polyval hash(authentication.data());
    hash.padded(associated);
    hash.padded(plain);
    const Element lengths{std::uint64_t{associated.size()} * 8, std::uint64_t{plain.size()} * 8};
    hash.block(lengths.bytes().data());
    Block sum = hash.sum();
    for (std::size_t i = 0; i < nonce_size; ++i) sum[i] ^= static_cast<unsigned char>(nonce[i]);
    sum[15] &= 0x7f;
    return cipher.encrypt(sum);
  }

  void counter_mode(const Block& tag, std::string_view in, std::string& out) {
    Block counter = tag;
    counter[15] |= 0x80;
    std::uint32_t number = 0;
    for (int i = 3; i >= 0; --i) number = number << 8 | counter[static_cast<std::size_t>(i)];
    for (; !in.empty(); in.remove_prefix(std::min<std::size_t>(16, in.size()))) {
      for (int i = 0; i < 4; ++i) counter[static_cast<std::size_t>(i)] = static_cast<unsigned char>(number >> (8 * i));
      ++number;
      const Block stream = cipher.encrypt(counter);
      for (std::size_t i = 0; i < std::min<std::size_t>(16, in.size()); ++i)
        out += static_cast<char>(static_cast<unsigned char>(in[i]) ^ stream[i]);
    }
  }
};

AesGcmSiv::AesGcmSiv(std::string_view key) : state_(std::make_unique<State>()) {
  assert(key.size() == 16 || key.size() == 32);
  state_->bytes_of_key = key.size();
  state_->generator.set_key(key);
}
AesGcmSiv::~AesGcmSiv() = default;
AesGcmSiv::AesGcmSiv(AesGcmSiv&&) noexcept = default;

void AesGcmSiv::seal(std::string_view nonce, std::string_view associated, std::string_view plain, std::string& out) {
  assert(nonce.size() == nonce_size);
  state_->derive(nonce);
  const Block tag = state_->tag(associated, plain);
  state_->counter_mode(tag, plain, out);
  out.append(reinterpret_cast<const char*>(tag.data()), tag.size());
}

bool AesGcmSiv::open(std::string_view nonce, std::string_view associated, std::string_view sealed, std::string& out) {
  assert(nonce.size() == nonce_size);
  if (sealed.size() < tag_size) return false;
  state_->derive(nonce);
  Block given;
  std::memcpy(given.data(), sealed.data() + sealed.size() - tag_size, tag_size);
  std::string plain;
  state_->counter_mode(given, sealed.substr(0, sealed.size() - tag_size), plain);
  const Block tag = state_->tag(associated, plain);
  if (CRYPTO_memcmp(tag.data(), given.data(), tag_size) != 0) return false;
  out += plain;
  return true;
}

std::array<unsigned char, 16> polyval(std::string_view key, std::string_view blocks) {
  assert(key.size() == 16 && blocks.size() % 16 == 0);
  Polyval hash(reinterpret_cast<const unsigned char*>(key.data()));
  hash.padded(blocks);
  return hash.sum();
}

}  // namespace dsprep::base
