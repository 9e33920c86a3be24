// HMAC-SHA-256 (RFC 2104, FIPS 180-4), by OpenSSL: keyed pseudonyms, and keys derived from a key.
#pragma once

#include <array>
#include <string_view>

namespace dsprep::base {

using Mac = std::array<unsigned char, 32>;
Mac hmac_sha256(std::string_view key, std::string_view message);

inline std::string_view bytes_of(const Mac& mac) { return {reinterpret_cast<const char*>(mac.data()), mac.size()}; }

}  // namespace dsprep::base
