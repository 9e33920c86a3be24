#include "text/lines.h"

#include <bit>
#include <cstdint>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace dsprep::text {
namespace {

// Calls found(i) for each LF at text[i]: 64 bytes at a time become a mask, since lines are too short for a memchr each.
template <class Found>
void each_feed(std::string_view text, Found found) {
  std::size_t at = 0;
#if defined(__SSE2__)
  for (; at + 64 <= text.size(); at += 64) {
    std::uint64_t feeds = 0;
    for (unsigned k = 0; k < 64; k += 16) {
      const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + at + k));
      feeds |= static_cast<std::uint64_t>(
                   static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('\n')))))
               << k;
    }
    for (; feeds != 0; feeds &= feeds - 1) found(at + static_cast<unsigned>(std::countr_zero(feeds)));
  }
#endif
  for (; at < text.size(); ++at)
    if (text[at] == '\n') found(at);
}

unsigned byte_at(std::string_view text, std::size_t i) { return static_cast<unsigned char>(text[i]); }

// The length of the line end at text[i], or 0.
std::size_t line_end_length(std::string_view text, std::size_t i) {
  const unsigned c = byte_at(text, i);
  if (c == '\r') return i + 1 < text.size() && text[i + 1] == '\n' ? 2 : 1;
  if ((c >= 0x0a && c <= 0x0c) || (c >= 0x1c && c <= 0x1e)) return 1;
  if (c == 0xc2) return byte_at(text, i + 1) == 0x85 ? 2 : 0;
  if (c == 0xe2) return byte_at(text, i + 1) == 0x80 && (byte_at(text, i + 2) | 1) == 0xa9 ? 3 : 0;
  return 0;
}

void add(std::vector<TextSpan>& spans, std::size_t begin, std::size_t end) {
  spans.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
}

}  // namespace

void split_lines(std::string_view text, std::vector<TextSpan>& spans) {
  spans.clear();
  std::size_t begin = 0;
  each_feed(text, [&](std::size_t feed) {
    add(spans, begin, feed);
    begin = feed + 1;
  });
  if (begin < text.size()) add(spans, begin, text.size());
}

void split_universal_lines(std::string_view text, std::vector<TextSpan>& spans) {
  spans.clear();
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = line_end_length(text, i);
    if (length == 0) {
      ++i;
      continue;
    }
    add(spans, begin, i);
    begin = i += length;
  }
  if (begin < text.size()) add(spans, begin, text.size());
}

void split_paragraphs(std::string_view text, std::vector<TextSpan>& spans) {
  spans.clear();
  std::size_t begin = 0;              // of the paragraph
  std::size_t first = 0, behind = 0;  // the last run of LF
  const auto end_paragraph = [&] {
    if (behind - first < 2) return;
    if (first > begin) add(spans, begin, first);
    begin = behind;
  };
  each_feed(text, [&](std::size_t feed) {
    if (feed != behind || first == behind) {
      end_paragraph();
      first = feed;
    }
    behind = feed + 1;
  });
  end_paragraph();
  if (begin < text.size()) add(spans, begin, text.size());
}

// A block at a time: whether it has a control character that ends lines, or a byte that may begin NEL, U+2028 or
// U+2029. Few blocks have, and these are looked at byte by byte.
bool has_only_lf(std::string_view text) {
  const auto ends_line = [&](std::size_t i) { return text[i] != '\n' && line_end_length(text, i) > 0; };
  std::size_t at = 0;
#if defined(__SSE2__)
  const auto between = [](__m128i bytes, char first, char last) {  // signed: what is beyond ASCII falls out
    return _mm_and_si128(_mm_cmpgt_epi8(bytes, _mm_set1_epi8(static_cast<char>(first - 1))),
                         _mm_cmplt_epi8(bytes, _mm_set1_epi8(static_cast<char>(last + 1))));
  };
  const auto equal = [](__m128i bytes, int value) {
    return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(static_cast<char>(value)));
  };
  for (; at + 64 <= text.size(); at += 64) {
    __m128i found = _mm_setzero_si128(), leads = found;
    for (unsigned k = 0; k < 64; k += 16) {
      const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + at + k));
      found = _mm_or_si128(found, _mm_or_si128(between(bytes, 0x0b, 0x0d), between(bytes, 0x1c, 0x1e)));
      leads = _mm_or_si128(leads, _mm_or_si128(equal(bytes, 0xc2), equal(bytes, 0xe2)));
    }
    if (_mm_movemask_epi8(found) != 0) return false;
    if (_mm_movemask_epi8(leads) == 0) continue;
    for (std::size_t i = at; i < at + 64; ++i)
      if (ends_line(i)) return false;
  }
#endif
  for (; at < text.size(); ++at)
    if (ends_line(at)) return false;
  return true;
}

}  // namespace dsprep::text
