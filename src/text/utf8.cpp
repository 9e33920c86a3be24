#include "text/utf8.h"

#include <algorithm>
#include <array>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace dsprep::text {
namespace {

constexpr std::uint64_t high_bits = 0x8080808080808080ull;

std::uint64_t load8(const char* p) {
  std::uint64_t word;
  std::memcpy(&word, p, sizeof word);
  return word;
}

// How many of eight bytes start a code point: all but 10xxxxxx.
unsigned starts_in(std::uint64_t word) {
  const std::uint64_t starts = ((~word >> 7) | (word >> 6)) & 0x0101010101010101ull;
  return static_cast<unsigned>((starts * 0x0101010101010101ull) >> 56);
}

bool in(char byte, unsigned char first, unsigned char last) {
  const auto value = static_cast<unsigned char>(byte);
  return value >= first && value <= last;
}

// The length of the code point at p, which is not ASCII, or 0 where it is not valid. `left` bytes may be read.
std::size_t valid_length(const char* p, std::size_t left) {
  const auto lead = static_cast<unsigned char>(p[0]);
  if (lead < 0xe0) return lead >= 0xc2 && left >= 2 && is_continuation(p[1]) ? 2 : 0;
  if (lead < 0xf0) {
    if (left < 3 || !is_continuation(p[2])) return 0;
    return in(p[1], lead == 0xe0 ? 0xa0 : 0x80, lead == 0xed ? 0x9f : 0xbf) ? 3 : 0;
  }
  if (lead > 0xf4 || left < 4 || !is_continuation(p[2]) || !is_continuation(p[3])) return 0;
  return in(p[1], lead == 0xf0 ? 0x90 : 0x80, lead == 0xf4 ? 0x8f : 0xbf) ? 4 : 0;
}

}  // namespace

std::size_t ascii_prefix(std::string_view text) {
  const char* p = text.data();
  std::size_t i = 0;
  for (; i + 64 <= text.size(); i += 64) {
    std::uint64_t all = 0;
    for (std::size_t k = 0; k < 64; k += 8) all |= load8(p + i + k);
    if (all & high_bits) break;
  }
  while (i + 8 <= text.size() && (load8(p + i) & high_bits) == 0) i += 8;
  while (i < text.size() && static_cast<signed char>(p[i]) >= 0) ++i;
  return i;
}

bool is_ascii(std::string_view text) { return ascii_prefix(text) == text.size(); }

bool valid_utf8(std::string_view text) {
  const char* const p = text.data();
  std::size_t i = 0;
  while (i < text.size()) {
    if (static_cast<signed char>(p[i]) >= 0) {
      i += ascii_prefix(text.substr(i));
      if (i == text.size()) return true;
    }
    // Stays with what is not ASCII: a single space between two words is not worth a new run.
    while (i < text.size()) {
      if (static_cast<signed char>(p[i]) >= 0) {
        if (i + 8 <= text.size() && (load8(p + i) & high_bits) == 0) break;
        ++i;
        continue;
      }
      const std::size_t length = valid_length(p + i, text.size() - i);
      if (length == 0) return false;
      i += length;
    }
  }
  return true;
}

std::uint64_t count_chars(std::string_view text) {
  const char* p = text.data();
  std::size_t i = 0;
  std::uint64_t count = 0;
#if defined(__SSE2__)
  // Starting bytes are those above -65 as signed numbers. Each comparison gives -1; 255 of them fit into a byte.
  const __m128i bound = _mm_set1_epi8(-65);
  __m128i total = _mm_setzero_si128();
  while (i + 64 <= text.size()) {
    const std::size_t rounds = std::min<std::size_t>((text.size() - i) / 64, 63);
    __m128i sums[4] = {};
    for (std::size_t r = 0; r < rounds; ++r, i += 64) {
      for (int k = 0; k < 4; ++k) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p + i + 16 * k));
        sums[k] = _mm_sub_epi8(sums[k], _mm_cmpgt_epi8(bytes, bound));
      }
    }
    for (const __m128i& sum : sums) total = _mm_add_epi64(total, _mm_sad_epu8(sum, _mm_setzero_si128()));
  }
  std::array<std::uint64_t, 2> halves;
  _mm_storeu_si128(reinterpret_cast<__m128i*>(halves.data()), total);
  count = halves[0] + halves[1];
#endif
  for (; i + 8 <= text.size(); i += 8) count += starts_in(load8(p + i));
  for (; i < text.size(); ++i) count += !is_continuation(p[i]);
  return count;
}

std::size_t byte_offset(std::string_view text, std::uint64_t n) {
  const char* p = text.data();
  std::size_t i = 0;
  for (; i + 8 <= text.size(); i += 8) {
    const unsigned starts = starts_in(load8(p + i));
    if (starts > n) break;
    n -= starts;
  }
  for (; i < text.size(); ++i) {
    if (is_continuation(p[i])) continue;
    if (n == 0) return i;
    --n;
  }
  return text.size();
}

void append_utf8(std::string& out, char32_t c) {
  const auto tail = [&](int shift) { return static_cast<char>(0x80 | (c >> shift & 0x3f)); };
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += {static_cast<char>(0xc0 | c >> 6), tail(0)};
  } else if (c < 0x10000) {
    out += {static_cast<char>(0xe0 | c >> 12), tail(6), tail(0)};
  } else {
    out += {static_cast<char>(0xf0 | c >> 18), tail(12), tail(6), tail(0)};
  }
}

}  // namespace dsprep::text
