#include "base/secret_key.h"

#include <optional>

#include <openssl/crypto.h>

#include "base/ascii.h"
#include "base/base64url.h"
#include "base/hmac.h"
#include "base/trim_ends.h"

namespace dsprep::base {
namespace {

constexpr std::size_t key_size = 32;

std::string from_hex(std::string_view text) {  // "" where it is none
  std::string bytes;
  for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
    const int high = hex_value(text[i]), low = hex_value(text[i + 1]);
    if (high < 0 || low < 0) return "";
    bytes += static_cast<char>(high << 4 | low);
  }
  return bytes;
}

}  // namespace

Result<SecretKey> SecretKey::read(std::string_view text) {
  const std::string_view core = trim_ends(text, " \t\r\n");
  if (core.size() == 2 * key_size)
    if (std::string bytes = from_hex(core); bytes.size() == key_size) return SecretKey(std::move(bytes));
  if (core.size() == 43 || core.size() == 44)
    if (auto bytes = decode_base64url(core, true); bytes && bytes->size() == key_size)
      return SecretKey(*std::move(bytes));
  if (text.size() == key_size) return SecretKey(std::string(text));
  return usage_error(
      "not a key: it must be 32 bytes, as 64 hex digits, base64 or raw; `openssl rand -hex 32` makes one");
}

SecretKey SecretKey::derive(std::string_view purpose) const {
  return SecretKey(std::string(bytes_of(hmac_sha256(bytes_, purpose))));
}

void SecretKey::wipe() {
  if (!bytes_.empty()) OPENSSL_cleanse(bytes_.data(), bytes_.size());
  bytes_.clear();
}

}  // namespace dsprep::base
