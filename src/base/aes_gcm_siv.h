// AES-256-GCM-SIV (RFC 8452): authenticated encryption that survives a nonce used twice. With one nonce for everything it is
// deterministic: equal texts become equal ciphertexts, and nothing else shows.
//
// The block cipher is OpenSSL's; POLYVAL and the counter mode are here, because OpenSSL 3.0 has no GCM-SIV.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace dsprep::base {

// Not thread-safe: one per worker.
class AesGcmSiv {
 public:
  static constexpr std::size_t key_size = 32, nonce_size = 12, tag_size = 16;

  explicit AesGcmSiv(std::string_view key);          // REQUIRES 16 or 32 bytes (AES-128, AES-256)
  ~AesGcmSiv();
  AesGcmSiv(AesGcmSiv&&) noexcept;

  // Appends ciphertext and tag. REQUIRES a nonce of 12 bytes.
  void seal(std::string_view nonce, std::string_view associated, std::string_view plain, std::string& out);
  // Appends the plaintext; false, and nothing appended, where it was sealed with another key, nonce or associated data, or
  // was changed.
  bool open(std::string_view nonce, std::string_view associated, std::string_view sealed, std::string& out);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Polyval (RFC 8452 § 3) of whole blocks: for the RFC's test vectors.
std::array<unsigned char, 16> polyval(std::string_view key, std::string_view blocks);   // REQUIRES 16 bytes; a multiple of 16

}  // namespace dsprep::base
