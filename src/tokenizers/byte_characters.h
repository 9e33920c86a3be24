// The characters by which GPT-2's files write bytes: those of Latin-1 that are seen stand for themselves, the others
// for U+0100 and on.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "text/utf8.h"

namespace dsprep::tokenizers {

inline constexpr std::array<char32_t, 256> byte_characters = [] {
  std::array<char32_t, 256> all{};
  char32_t other = 256;
  for (unsigned byte = 0; byte < 256; ++byte) {
    const bool seen = (byte >= '!' && byte <= '~') || (byte >= 0xa1 && byte <= 0xac) || byte >= 0xae;
    all[byte] = seen ? byte : other++;
  }
  return all;
}();

// Appends the characters of the bytes.
inline void append_byte_characters(std::string_view bytes, std::string& out) {
  for (const char byte : bytes) text::append_utf8(out, byte_characters[static_cast<unsigned char>(byte)]);
}

// The bytes that `token` is written for; nothing where it holds other characters. REQUIRES valid UTF-8.
inline std::optional<std::string> bytes_of(std::string_view token) {
  static const std::array<std::int16_t, 512> back = [] {
    std::array<std::int16_t, 512> all{};
    all.fill(-1);
    for (unsigned byte = 0; byte < 256; ++byte) all[byte_characters[byte]] = static_cast<std::int16_t>(byte);
    return all;
  }();
  std::string bytes;
  for (std::size_t i = 0; i < token.size();) {
    const char32_t c = text::decode(token, i);
    if (c >= back.size() || back[c] < 0) return std::nullopt;
    bytes += static_cast<char>(back[c]);
  }
  return bytes;
}

}  // namespace dsprep::tokenizers
