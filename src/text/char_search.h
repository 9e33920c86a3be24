// CharSearch: where in a text the next character of a set stands, for ops that change few characters of many.
//
// ASCII text is skipped eight bytes at a time where no ASCII character is wanted; of a character of three bytes, the
// first two say which block of 64 it is of, and most blocks (those of ideographs, Hangul, kana) hold none that is
// wanted.
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "text/code_point_table.h"
#include "text/utf8.h"

namespace dsprep::text {

// Immutable once made; thread-safe.
class CharSearch {
 public:
  // `flat`: a value for each of the code_points, 0 for those that are not wanted.
  explicit CharSearch(const std::vector<std::uint8_t>& flat) : table_(flat) {
    for (char32_t c = 0; c < 0x10000; ++c)
      if (flat[c] != 0) blocks_.set(c / block_size);
    for (char32_t c = 0; c < 0x80; ++c) ascii_ |= flat[c] != 0;
  }

  std::uint8_t operator[](char32_t c) const { return table_[c]; }

  // The first wanted character at or behind `from`, or the text's size. REQUIRES valid UTF-8, `from` between
  // characters.
  std::size_t find(std::string_view text, std::size_t from) const {
    const auto* const start = reinterpret_cast<const unsigned char*>(text.data());
    const unsigned char* p = start + from;
    const unsigned char* const end = start + text.size();
    const std::uint8_t* const ascii = table_.ascii();
    while (p < end) {
      const unsigned lead = *p;
      if (lead < 0x80) {
        if (ascii_) {
          if (ascii[lead] != 0) break;
          ++p;
        } else {
          p = behind_ascii(p + 1, end);
        }
      } else if (lead < 0xe0) {
        const char32_t c = (lead & 0x1f) << 6 | (p[1] & 0x3fu);
        if (blocks_[c / block_size] && table_[c] != 0) break;
        p += 2;
      } else if (lead < 0xf0) {
        const unsigned block = (lead & 0x0f) << 6 | (p[1] & 0x3fu);
        if (blocks_[block] && table_[block << 6 | (p[2] & 0x3fu)] != 0) break;
        p += 3;
      } else {
        std::size_t i = static_cast<std::size_t>(p - start);
        if (table_[decode(text, i)] != 0) break;
        p += 4;
      }
    }
    return static_cast<std::size_t>(p - start);
  }

 private:
  static constexpr char32_t block_size = 64;

  static const unsigned char* behind_ascii(const unsigned char* p, const unsigned char* end) {
    for (std::uint64_t word; end - p >= 8; p += 8) {
      std::memcpy(&word, p, 8);
      if ((word & 0x8080808080808080u) != 0) break;
    }
    while (p < end && *p < 0x80) ++p;
    return p;
  }

  CodePointTable table_;
  std::bitset<0x10000 / block_size> blocks_;
  bool ascii_ = false;
};

}  // namespace dsprep::text
