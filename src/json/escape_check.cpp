#include "json/escape_check.h"

#include <array>
#include <bit>

#include "json/block16.h"
#include "json/string_escape.h"

namespace dsprep::json {
namespace {

// By the letter behind the backslash, of escapes of two characters.
constexpr std::array<Escapes, 256> kind_of = [] {
  std::array<Escapes, 256> kinds{};
  for (const char c : {'"', '\\', 'b', 'f', 'n', 'r', 't'}) kinds[static_cast<unsigned char>(c)] = Escapes::shortest;
  kinds['/'] = Escapes::any;
  return kinds;
}();

// The length of the \u escape, or pair of them, at `p`; 0 where it is not valid.
std::size_t unicode_escape(const char* p) {
  if (p[1] != 'u') return 0;
  const std::int32_t unit = hex4(p + 2);
  if (unit < 0 || is_low_surrogate(unit)) return 0;
  if (!is_high_surrogate(unit)) return 6;
  if (p[6] != '\\' || p[7] != 'u' || !is_low_surrogate(hex4(p + 8))) return 0;
  return 12;
}

}  // namespace

Escapes check_escapes(std::string_view line) {
  Escapes all = Escapes::shortest;
  const char* const begin = line.data();
  std::size_t behind = 0;  // where the last escape ended
  for (std::size_t block = 0; block < line.size(); block += 64) {
    std::uint64_t backslashes = block16::backslashes64(begin + block);
    if (line.size() - block < 64) backslashes &= (std::uint64_t{1} << (line.size() - block)) - 1;
    if (behind > block) {
      // The longest escape has 12 bytes, so that it reaches into this block and no further.
      backslashes &= ~std::uint64_t{0} << (behind - block);
    }
    while (backslashes != 0) {
      const auto at = static_cast<std::size_t>(std::countr_zero(backslashes));
      const char* p = begin + block + at;
      std::size_t length = 2;
      if (const Escapes kind = kind_of[static_cast<unsigned char>(p[1])]; kind != Escapes::shortest) {
        all = Escapes::any;
        if (kind == Escapes::invalid) length = unicode_escape(p);
        if (length == 0) return Escapes::invalid;
      }
      behind = block + at + length;
      if (at + length >= 64) break;
      backslashes &= ~std::uint64_t{0} << (at + length);
    }
  }
  return all;
}

}  // namespace dsprep::json
