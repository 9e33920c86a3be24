// Sixteen bytes at a time: the questions that are asked of text, answered with SSE2 (every x86-64 has it), NEON
// (every arm64 has it) or plain loops. Loads and stores may be unaligned.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

namespace dsprep::json::block16 {

// A set of positions among 16 bytes; `bits` bits stand for each, because that is what NEON can make cheaply.
using Mask = std::uint64_t;

#if defined(__SSE2__)

inline unsigned first(Mask mask) { return static_cast<unsigned>(std::countr_zero(mask)); }

// Copies 16 bytes and tells which of them a JSON string must escape.
inline Mask copy_find_escapable(const char* from, char* to) {
  const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
  _mm_storeu_si128(reinterpret_cast<__m128i*>(to), bytes);
  const __m128i last_control = _mm_set1_epi8(0x1f);
  const __m128i control = _mm_cmpeq_epi8(_mm_max_epu8(bytes, last_control), last_control);
  const __m128i quote = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('"'));
  const __m128i backslash = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\'));
  return static_cast<unsigned>(_mm_movemask_epi8(_mm_or_si128(control, _mm_or_si128(quote, backslash))));
}

// The same, and which of them are `other`.
inline Mask copy_find_escapable_or(const char* from, char* to, char other) {
  const __m128i equal = _mm_cmpeq_epi8(_mm_loadu_si128(reinterpret_cast<const __m128i*>(from)), _mm_set1_epi8(other));
  return copy_find_escapable(from, to) | static_cast<unsigned>(_mm_movemask_epi8(equal));
}

// Copies 16 bytes and tells which of them are backslashes.
inline Mask copy_find_backslash(const char* from, char* to) {
  const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
  _mm_storeu_si128(reinterpret_cast<__m128i*>(to), bytes);
  return static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\'))));
}

// What ends a run of plain text in a string: quotes, backslashes and line feeds among 16 bytes.
inline Mask ends_of_text(const char* p) {
  const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
  const __m128i quote = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('"'));
  const __m128i backslash = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\'));
  const __m128i line_feed = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\n'));
  return static_cast<unsigned>(_mm_movemask_epi8(_mm_or_si128(line_feed, _mm_or_si128(quote, backslash))));
}

// The backslashes among 64 bytes, one bit a byte.
inline std::uint64_t backslashes64(const char* p) {
  const __m128i backslash = _mm_set1_epi8('\\');
  std::uint64_t mask = 0;
  for (int i = 0; i < 4; ++i) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p + 16 * i));
    const auto part = static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, backslash)));
    mask |= static_cast<std::uint64_t>(part) << (16 * i);
  }
  return mask;
}

#elif defined(__aarch64__)

inline unsigned first(Mask mask) { return static_cast<unsigned>(std::countr_zero(mask)) / 4; }

inline Mask narrow(uint8x16_t matches) {
  return vget_lane_u64(vreinterpret_u64_u8(vshrn_n_u16(vreinterpretq_u16_u8(matches), 4)), 0);
}

inline Mask copy_find_escapable(const char* from, char* to) {
  const uint8x16_t bytes = vld1q_u8(reinterpret_cast<const std::uint8_t*>(from));
  vst1q_u8(reinterpret_cast<std::uint8_t*>(to), bytes);
  const uint8x16_t control = vcltq_u8(bytes, vdupq_n_u8(0x20));
  const uint8x16_t quote = vceqq_u8(bytes, vdupq_n_u8('"'));
  const uint8x16_t backslash = vceqq_u8(bytes, vdupq_n_u8('\\'));
  return narrow(vorrq_u8(control, vorrq_u8(quote, backslash)));
}

inline Mask copy_find_escapable_or(const char* from, char* to, char other) {
  const uint8x16_t bytes = vld1q_u8(reinterpret_cast<const std::uint8_t*>(from));
  return copy_find_escapable(from, to) | narrow(vceqq_u8(bytes, vdupq_n_u8(static_cast<std::uint8_t>(other))));
}

inline Mask copy_find_backslash(const char* from, char* to) {
  const uint8x16_t bytes = vld1q_u8(reinterpret_cast<const std::uint8_t*>(from));
  vst1q_u8(reinterpret_cast<std::uint8_t*>(to), bytes);
  return narrow(vceqq_u8(bytes, vdupq_n_u8('\\')));
}

inline Mask ends_of_text(const char* p) {
  const uint8x16_t bytes = vld1q_u8(reinterpret_cast<const std::uint8_t*>(p));
  const uint8x16_t quote = vceqq_u8(bytes, vdupq_n_u8('"'));
  const uint8x16_t backslash = vceqq_u8(bytes, vdupq_n_u8('\\'));
  return narrow(vorrq_u8(vceqq_u8(bytes, vdupq_n_u8('\n')), vorrq_u8(quote, backslash)));
}

inline std::uint64_t backslashes64(const char* p) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(p);
  const uint8x16_t weights = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
  const uint8x16_t backslash = vdupq_n_u8('\\');
  const uint8x16_t a = vandq_u8(vceqq_u8(vld1q_u8(bytes), backslash), weights);
  const uint8x16_t b = vandq_u8(vceqq_u8(vld1q_u8(bytes + 16), backslash), weights);
  const uint8x16_t c = vandq_u8(vceqq_u8(vld1q_u8(bytes + 32), backslash), weights);
  const uint8x16_t d = vandq_u8(vceqq_u8(vld1q_u8(bytes + 48), backslash), weights);
  uint8x16_t sum = vpaddq_u8(vpaddq_u8(a, b), vpaddq_u8(c, d));
  sum = vpaddq_u8(sum, sum);
  return vgetq_lane_u64(vreinterpretq_u64_u8(sum), 0);
}

#else

inline unsigned first(Mask mask) { return static_cast<unsigned>(std::countr_zero(mask)); }

inline Mask copy_find_escapable(const char* from, char* to) {
  std::memcpy(to, from, 16);
  Mask mask = 0;
  for (unsigned i = 0; i < 16; ++i) {
    const auto c = static_cast<unsigned char>(from[i]);
    mask |= static_cast<Mask>(c < 0x20 || c == '"' || c == '\\') << i;
  }
  return mask;
}

inline Mask copy_find_escapable_or(const char* from, char* to, char other) {
  Mask mask = copy_find_escapable(from, to);
  for (unsigned i = 0; i < 16; ++i) mask |= static_cast<Mask>(from[i] == other) << i;
  return mask;
}

inline Mask copy_find_backslash(const char* from, char* to) {
  std::memcpy(to, from, 16);
  Mask mask = 0;
  for (unsigned i = 0; i < 16; ++i) mask |= static_cast<Mask>(from[i] == '\\') << i;
  return mask;
}

inline Mask ends_of_text(const char* p) {
  Mask mask = 0;
  for (unsigned i = 0; i < 16; ++i) mask |= static_cast<Mask>(p[i] == '"' || p[i] == '\\' || p[i] == '\n') << i;
  return mask;
}

inline std::uint64_t backslashes64(const char* p) {
  std::uint64_t mask = 0;
  for (unsigned i = 0; i < 64; ++i) mask |= static_cast<std::uint64_t>(p[i] == '\\') << i;
  return mask;
}

#endif

}  // namespace dsprep::json::block16
