// The first of a few bytes in a text, sixteen at a time (SSE2, NEON) or one by one.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

#if defined(__SSE2__)
#include <emmintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

namespace dsprep::formats::csv {

// Where the first of `a`, `b` and `c` stands at `at` or behind it; the size where none does.
inline std::size_t find_any(std::string_view text, std::size_t at, char a, char b, char c) {
  const char* const p = text.data();
  const std::size_t size = text.size();
#if defined(__SSE2__)
  const __m128i want_a = _mm_set1_epi8(a), want_b = _mm_set1_epi8(b), want_c = _mm_set1_epi8(c);
  for (; at + 16 <= size; at += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p + at));
    const __m128i hit = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(bytes, want_a), _mm_cmpeq_epi8(bytes, want_b)),
                                     _mm_cmpeq_epi8(bytes, want_c));
    const auto mask = static_cast<unsigned>(_mm_movemask_epi8(hit));
    if (mask != 0) return at + static_cast<unsigned>(std::countr_zero(mask));
  }
#elif defined(__aarch64__)
  const uint8x16_t want_a = vdupq_n_u8(static_cast<std::uint8_t>(a)), want_b = vdupq_n_u8(static_cast<std::uint8_t>(b)),
                   want_c = vdupq_n_u8(static_cast<std::uint8_t>(c));
  for (; at + 16 <= size; at += 16) {
    const uint8x16_t bytes = vld1q_u8(reinterpret_cast<const std::uint8_t*>(p + at));
    const uint8x16_t hit =
        vorrq_u8(vorrq_u8(vceqq_u8(bytes, want_a), vceqq_u8(bytes, want_b)), vceqq_u8(bytes, want_c));
    const std::uint64_t mask = vget_lane_u64(vreinterpret_u64_u8(vshrn_n_u16(vreinterpretq_u16_u8(hit), 4)), 0);
    if (mask != 0) return at + static_cast<unsigned>(std::countr_zero(mask)) / 4;
  }
#endif
  while (at < size && p[at] != a && p[at] != b && p[at] != c) ++at;
  return at < size ? at : size;
}

}  // namespace dsprep::formats::csv
