// SecretKey: 32 bytes that nobody else may see, from a file's or a variable's text; keys for single purposes are
// derived from it. Overwritten when it goes.
#pragma once

#include <string>
#include <string_view>

#include "dsprep/result.h"

namespace dsprep::base {

class SecretKey {
 public:
  // 64 hex digits, or 32 bytes in base64 or base64url, with white space around; or 32 bytes as they are. The error says
  // what would do, and nothing of what was given.
  static Result<SecretKey> read(std::string_view text);
  SecretKey(SecretKey&& other) noexcept : bytes_(std::move(other.bytes_)) { other.wipe(); }
  SecretKey& operator=(SecretKey&& other) noexcept {
    if (this != &other) {
      wipe();
      bytes_ = std::move(other.bytes_);
      other.wipe();
    }
    return *this;
  }
  SecretKey(const SecretKey&) = default;
  ~SecretKey() { wipe(); }

  // HMAC-SHA-256 of the purpose: who knows one of these knows neither the key nor another.
  SecretKey derive(std::string_view purpose) const;
  std::string_view bytes() const { return bytes_; }

 private:
  explicit SecretKey(std::string bytes) : bytes_(std::move(bytes)) {}
  void wipe();
  std::string bytes_;
};

}  // namespace dsprep::base
