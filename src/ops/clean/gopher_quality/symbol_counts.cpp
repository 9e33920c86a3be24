#include "ops/clean/gopher_quality/symbol_counts.h"

#include <algorithm>

#include "text/occurrences.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

// Most texts have none of the longer signs. So only whether they begin anywhere is found at many bytes a cycle, and
// where one does, it is counted by itself. Number signs are counted in bytes, up to 255 times 16 at once.

namespace dsprep::ops::gopher_quality {

#if defined(__SSE2__)

SymbolCounts count_symbols(std::string_view text) {
  constexpr std::size_t ahead = 2, rounds = 255;
  const auto equal = [](__m128i bytes, int value) {
    return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(static_cast<char>(value)));
  };
  __m128i three_dots = _mm_setzero_si128(), spaced_dots = three_dots, ellipses = three_dots;
  SymbolCounts counts;
  std::size_t at = 0;
  while (at + 16 + ahead <= text.size()) {
    __m128i hashes = _mm_setzero_si128();
    const std::size_t end = std::min(text.size(), at + rounds * 16 + ahead);
    for (; at + 16 + ahead <= end; at += 16) {
      const auto load = [&](std::size_t k) {
        return _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + at + k));
      };
      const __m128i first = load(0), second = load(1), third = load(2), dot = equal(first, '.');
      hashes = _mm_sub_epi8(hashes, equal(first, '#'));
      three_dots = _mm_or_si128(three_dots, _mm_and_si128(dot, equal(second, '.')));
      spaced_dots = _mm_or_si128(spaced_dots, _mm_and_si128(dot, _mm_and_si128(equal(second, ' '), equal(third, '.'))));
      ellipses = _mm_or_si128(
          ellipses, _mm_and_si128(_mm_and_si128(equal(first, 0xe2), equal(second, 0x80)), equal(third, 0xa6)));
    }
    const __m128i sums = _mm_sad_epu8(hashes, _mm_setzero_si128());
    counts.hashes += static_cast<std::uint64_t>(_mm_extract_epi16(sums, 0) + _mm_extract_epi16(sums, 4));
  }
  const std::string_view rest = text.substr(at);
  counts.hashes += text::count_byte(rest, '#');
  const auto count = [&](__m128i begins, std::string_view sign) {
    const bool somewhere = _mm_movemask_epi8(begins) != 0 || rest.find(sign) != std::string_view::npos;
    return somewhere ? text::count_occurrences(text, sign) : 0;
  };
  counts.three_dots = count(three_dots, "...");
  counts.spaced_dots = count(spaced_dots, ". . .");
  counts.ellipses = count(ellipses, "…");
  return counts;
}

#else

SymbolCounts count_symbols(std::string_view text) { return count_symbols_slowly(text); }

#endif

SymbolCounts count_symbols_slowly(std::string_view text) {
  return {text::count_byte(text, '#'), text::count_occurrences(text, "..."), text::count_occurrences(text, ". . ."),
          text::count_occurrences(text, "…")};
}

}  // namespace dsprep::ops::gopher_quality
