// AES-SIV (RFC 5297), OpenSSL's: deterministic authenticated encryption. Equal texts with equal associated data become
// equal ciphertexts, and nothing else shows but the length.
#pragma once

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>

namespace dsprep::base {

// Not thread-safe: one per worker.
class AesSiv {
 public:
  static constexpr std::size_t tag_size = 16;

  static bool available();  // false where OpenSSL was built or set up without it
  // REQUIRES available(), and two keys of one size: 16, 24 or 32 bytes (AES-128, -192, -256).
  AesSiv(std::string_view tag_key, std::string_view text_key);
  ~AesSiv();
  AesSiv(AesSiv&&) noexcept;

  using Associated = std::initializer_list<std::string_view>;  // REQUIRES none of them empty
  // Appends the tag and the ciphertext. REQUIRES a plaintext that is not empty.
  void seal(Associated associated, std::string_view plain, std::string& out);
  // Appends the plaintext; false, and nothing appended, where it was sealed with another key or associated data, was
  // changed, or is none.
  bool open(Associated associated, std::string_view sealed, std::string& out);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace dsprep::base
