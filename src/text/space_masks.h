// White space in 64 bytes at a time, as masks with a bit a byte: SSE2 (every x86-64 has it) or plain loops.
#pragma once

#include <cstdint>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace dsprep::text {

// Of 64 bytes: which are ASCII white space; which may start white space of more than one byte.
struct SpaceMasks {
  std::uint64_t spaces = 0;
  std::uint64_t suspects = 0;
};

#if defined(__SSE2__)

inline SpaceMasks space_masks(const char* p) {
  SpaceMasks masks;
  const auto equal = [](__m128i bytes, int value) {
    return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(static_cast<char>(value)));
  };
  // Signed comparisons: bytes above 0x7f are negative and fall out of both ranges.
  const auto between = [](__m128i bytes, int first, int last) {
    return _mm_and_si128(_mm_cmpgt_epi8(bytes, _mm_set1_epi8(static_cast<char>(first - 1))),
                         _mm_cmpgt_epi8(_mm_set1_epi8(static_cast<char>(last + 1)), bytes));
  };
  const auto bits = [](__m128i flags, int k) {
    return static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm_movemask_epi8(flags))) << (16 * k);
  };
  __m128i blocks[4];
  for (int k = 0; k < 4; ++k) {
    blocks[k] = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p + 16 * k));
    // 0x1c–0x20 is one range.
    masks.spaces |= bits(_mm_or_si128(between(blocks[k], 0x09, 0x0d), between(blocks[k], 0x1c, 0x20)), k);
  }
  const __m128i any = _mm_or_si128(_mm_or_si128(blocks[0], blocks[1]), _mm_or_si128(blocks[2], blocks[3]));
  if (_mm_movemask_epi8(any) == 0) return masks;
  std::uint64_t rare = 0, leads = 0, seconds = 0;
  for (int k = 0; k < 4; ++k) {
    rare |= bits(_mm_or_si128(equal(blocks[k], 0xc2), equal(blocks[k], 0xe1)), k);
    leads |= bits(_mm_or_si128(equal(blocks[k], 0xe2), equal(blocks[k], 0xe3)), k);
    seconds |= bits(_mm_or_si128(equal(blocks[k], 0x80), equal(blocks[k], 0x81)), k);
  }
  // The second byte of a lead in the last place is not in sight.
  masks.suspects = rare | (leads & (seconds >> 1 | std::uint64_t{1} << 63));
  return masks;
}

#else

inline SpaceMasks space_masks(const char* p) {
  SpaceMasks masks;
  for (unsigned k = 0; k < 64; ++k) {
    const auto c = static_cast<unsigned char>(p[k]);
    masks.spaces |= std::uint64_t{(c >= 0x09 && c <= 0x0d) || (c >= 0x1c && c <= 0x20)} << k;
    masks.suspects |= std::uint64_t{c == 0xc2 || (c >= 0xe1 && c <= 0xe3)} << k;
  }
  return masks;
}

#endif

}  // namespace dsprep::text
