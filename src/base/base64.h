// Base64 (RFC 4648 § 4) of bytes that are not UTF-8, for malformed/.
#pragma once

#include <string>
#include <string_view>

namespace dsprep::base {

inline void append_base64(std::string& out, std::string_view bytes) {
  static constexpr char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::size_t i = 0;
  const auto at = [&](std::size_t k) { return static_cast<unsigned>(static_cast<unsigned char>(bytes[k])); };
  for (; i + 3 <= bytes.size(); i += 3) {
    const unsigned n = at(i) << 16 | at(i + 1) << 8 | at(i + 2);
    const char four[] = {digits[n >> 18], digits[n >> 12 & 63], digits[n >> 6 & 63], digits[n & 63]};
    out.append(four, 4);
  }
  if (i < bytes.size()) {
    const bool two = bytes.size() - i == 2;
    const unsigned n = at(i) << 16 | (two ? at(i + 1) << 8 : 0);
    const char four[] = {digits[n >> 18], digits[n >> 12 & 63], two ? digits[n >> 6 & 63] : '=', '='};
    out.append(four, 4);
  }
}

}  // namespace dsprep::base
