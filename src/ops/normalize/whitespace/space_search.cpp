#include "ops/normalize/whitespace/space_search.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace dsprep::ops::whitespace {
namespace {

constexpr std::size_t block = 64;

// True where white space that is more than one space or one LF, or is not of ASCII, may begin or go on somewhere in
// p[0, block). Reads block + 2 bytes. Written for the vectoriser: no branches, nothing but bytes.
bool stirs(const char* from) {
  const auto* p = reinterpret_cast<const unsigned char*>(from);
  unsigned char any = 0;
  for (std::size_t i = 0; i < block; ++i) {
    const unsigned char b = p[i], c = p[i + 1], d = p[i + 2];
    const unsigned char pair = ((b == ' ') | (b == '\n')) & ((c == ' ') | (c == '\n'));
    const unsigned char control = (b == '\t') | (static_cast<unsigned char>(b - '\v') <= '\r' - '\v');
    const unsigned char two = (b == 0xC2) & ((c == 0x85) | (c == 0xA0));
    const unsigned char general = (d <= 0x8A) | (static_cast<unsigned char>(d - 0xA8) <= 7);  // behind E2 80
    const unsigned char three = ((b == 0xE1) & (c == 0x9A)) | ((b == 0xE2) & (c == 0x81)) |
                                ((b == 0xE2) & (c == 0x80) & general) | ((b == 0xE3) & (c == 0x80) & (d == 0x80));
    any |= pair | control | two | three;
  }
  return any;
}

#if defined(__SSE2__)
__m128i equal(__m128i bytes, int value) { return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(static_cast<char>(value))); }
__m128i in_range(__m128i bytes, int first, int last) {
  const __m128i from_first = _mm_sub_epi8(bytes, _mm_set1_epi8(static_cast<char>(first)));
  return _mm_cmpeq_epi8(_mm_min_epu8(from_first, _mm_set1_epi8(static_cast<char>(last - first))), from_first);
}
std::uint64_t bits(__m128i matches, std::size_t at) {
  return static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm_movemask_epi8(matches))) << at;
}
__m128i load(const char* p) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(p)); }

// Which of 64 bytes white space outside of ASCII may begin with, where there is any.
std::uint64_t leads(const char* p) {
  std::uint64_t mask = 0;
  for (std::size_t k = 0; k < block; k += 16) {
    const __m128i b = load(p + k);
    mask |= bits(_mm_or_si128(equal(b, 0xC2), in_range(b, 0xE1, 0xE3)), k);
  }
  return mask != 0 && stirs(p) ? mask : 0;
}
#endif

}  // namespace

std::uint64_t PlainSpelling::notable(const char* p) {
  const auto is_plain = [](char c) { return c == ' ' || c == '\n'; };
#if defined(__SSE2__)
  std::uint64_t plain = 0, controls = 0;
  __m128i all = _mm_setzero_si128();
  for (std::size_t k = 0; k < block; k += 16) {
    const __m128i b = load(p + k), feed = equal(b, '\n');
    plain |= bits(_mm_or_si128(equal(b, ' '), feed), k);
    controls |= bits(_mm_andnot_si128(feed, in_range(b, '\t', '\r')), k);
    all = _mm_or_si128(all, b);
  }
  const std::uint64_t follows = plain >> 1 | std::uint64_t{is_plain(p[block])} << 63;
  const std::uint64_t mask = (plain & follows) | controls;
  return bits(all, 0) == 0 ? mask : mask | leads(p);
#else
  if (!stirs(p)) return 0;
  std::uint64_t mask = 0;
  for (std::size_t i = 0; i < block; ++i) {
    const bool pair = is_plain(p[i]) && is_plain(p[i + 1]), control = p[i] >= '\t' && p[i] <= '\r' && p[i] != '\n';
    mask |= std::uint64_t{pair || control || static_cast<unsigned char>(p[i]) >= 0xC2} << i;
  }
  return mask;
#endif
}

std::uint64_t EscapedSpelling::notable(const char* p) {
  const auto is_feed = [](const char* at) { return at[0] == '\\' && at[1] == 'n'; };
  const auto is_plain = [&](const char* at) { return *at == ' ' || is_feed(at); };
#if defined(__SSE2__)
  // A backslash that ends an escape may look as if it began one, and \b as if it were white space: the search asks.
  std::uint64_t spaces = 0, feeds = 0, controls = 0;
  __m128i all = _mm_setzero_si128();
  for (std::size_t k = 0; k < block; k += 16) {
    const __m128i b = load(p + k), letter = load(p + k + 1);
    const __m128i escape = _mm_and_si128(equal(b, '\\'), _mm_cmpgt_epi8(letter, _mm_set1_epi8('\\')));
    const __m128i feed = _mm_and_si128(escape, equal(letter, 'n'));
    spaces |= bits(equal(b, ' '), k);
    feeds |= bits(feed, k);
    controls |= bits(_mm_andnot_si128(feed, escape), k);
    all = _mm_or_si128(all, b);
  }
  const std::uint64_t plain = spaces | feeds;
  const std::uint64_t behind[] = {is_plain(p + block), is_plain(p + block + 1)};
  const std::uint64_t one_on = plain >> 1 | behind[0] << 63, two_on = plain >> 2 | behind[0] << 62 | behind[1] << 63;
  const std::uint64_t mask = (spaces & one_on) | (feeds & two_on) | controls;
  return bits(all, 0) == 0 ? mask : mask | leads(p);
#else
  std::uint64_t mask = 0;
  for (std::size_t i = 0; i < block; ++i) {
    const char* const at = p + i;
    const bool pair = (*at == ' ' && is_plain(at + 1)) || (is_feed(at) && is_plain(at + 2));
    const bool control = *at == '\\' && (at[1] == 't' || at[1] == 'r' || at[1] == 'f');
    mask |= std::uint64_t{pair || control || static_cast<unsigned char>(*at) >= 0xC2} << i;
  }
  return mask;
#endif
}

}  // namespace dsprep::ops::whitespace
