#include "ops/normalize/fix_encoding/scan.h"

#include <bit>

#include "ops/normalize/fix_encoding/badness.h"
#include "ops/normalize/fix_encoding/char_facts.h"
#include "text/utf8.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace dsprep::ops::fix_encoding {
namespace {

std::uint16_t ascii_facts(unsigned char byte) {
  if (byte == '&') return ampersand;
  if (byte == '<') return less_than;
  return (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\f') || byte == 0x7f ? ascii_control : 0;
}

}  // namespace

std::size_t ascii_end(std::string_view text, std::size_t from, std::uint16_t& facts) {
  std::size_t i = from;
#if defined(__SSE2__)
  const auto equal = [](__m128i bytes, int value) {
    return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(static_cast<char>(value)));
  };
  for (; i + 16 <= text.size(); i += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + i));
    const auto wide = static_cast<unsigned>(_mm_movemask_epi8(bytes));
    const __m128i low = _mm_cmplt_epi8(bytes, _mm_set1_epi8(0x20));  // with bytes that are not ASCII
    const __m128i plain = _mm_or_si128(_mm_or_si128(equal(bytes, '\n'), equal(bytes, '\t')), equal(bytes, '\f'));
    const __m128i control = _mm_or_si128(_mm_andnot_si128(plain, low), equal(bytes, 0x7f));
    const __m128i some = _mm_or_si128(_mm_or_si128(equal(bytes, '&'), equal(bytes, '<')), control);
    const unsigned length = wide == 0 ? 16u : static_cast<unsigned>(std::countr_zero(wide));
    const unsigned within = (1u << length) - 1;
    if ((static_cast<unsigned>(_mm_movemask_epi8(some)) & within) != 0)
      for (unsigned k = 0; k < length; ++k) facts |= ascii_facts(static_cast<unsigned char>(text[i + k]));
    if (wide != 0) return i + length;
  }
#endif
  for (; i < text.size() && static_cast<signed char>(text[i]) >= 0; ++i)
    facts |= ascii_facts(static_cast<unsigned char>(text[i]));
  return i;
}

namespace {

// Goes from one character to the next that is not quiet, and notes what ASCII lies between.
class Search {
 public:
  explicit Search(std::string_view text) : text_(text) {}

  // Where the next such character begins, at or after `from`, where one begins; the text's end where there is none.
  std::size_t next(std::size_t from);
  std::uint16_t facts() const;

 private:
  std::string_view text_;
  std::uint16_t facts_ = 0;
#if defined(__SSE2__)
  __m128i ampersands_ = _mm_setzero_si128(), less_thans_ = _mm_setzero_si128(), controls_ = _mm_setzero_si128();
#endif
};

std::size_t Search::next(std::size_t from) {
  std::size_t i = from;
#if defined(__SSE2__)
  const auto equal = [](__m128i bytes, int value) {
    return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(static_cast<char>(value)));
  };
  const auto in_range = [](__m128i bytes, int first, int last) {
    const __m128i from_first = _mm_sub_epi8(bytes, _mm_set1_epi8(static_cast<char>(first)));
    return _mm_cmpeq_epi8(_mm_min_epu8(from_first, _mm_set1_epi8(static_cast<char>(last - first))), from_first);
  };
  const auto load = [&](std::size_t at) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(text_.data() + at));
  };
  for (; i + 18 <= text_.size(); i += 16) {
    const __m128i bytes = load(i);
    ampersands_ = _mm_or_si128(ampersands_, equal(bytes, '&'));
    less_thans_ = _mm_or_si128(less_thans_, equal(bytes, '<'));
    const __m128i plain = _mm_or_si128(in_range(bytes, '\t', '\n'), equal(bytes, '\f'));
    const __m128i control = _mm_or_si128(_mm_andnot_si128(plain, in_range(bytes, 0, 0x1f)), equal(bytes, 0x7f));
    controls_ = _mm_or_si128(controls_, control);
    const __m128i leads = in_range(bytes, 0xc0, 0xff);
    if (_mm_movemask_epi8(leads) == 0) continue;
    const __m128i marks =
        _mm_and_si128(equal(bytes, 0xe3), _mm_and_si128(equal(load(i + 1), 0x80), in_range(load(i + 2), 0x81, 0x91)));
    const __m128i quiet = _mm_or_si128(in_range(bytes, 0xe4, 0xe9), marks);
    const auto loud = static_cast<unsigned>(_mm_movemask_epi8(_mm_andnot_si128(quiet, leads)));
    if (loud != 0) return i + static_cast<std::size_t>(std::countr_zero(loud));
  }
  while (i < text_.size() && text::is_continuation(text_[i])) ++i;  // of a character that was passed over
#endif
  while (i < text_.size()) {
    if (static_cast<signed char>(text_[i]) >= 0) {
      facts_ |= ascii_facts(static_cast<unsigned char>(text_[i]));
      ++i;
      continue;
    }
    const std::size_t begin = i;
    if (!is_quiet(text::decode(text_, i))) return begin;
  }
  return i;
}

std::uint16_t Search::facts() const {
  unsigned facts = facts_;
#if defined(__SSE2__)
  if (_mm_movemask_epi8(ampersands_) != 0) facts |= ampersand;
  if (_mm_movemask_epi8(less_thans_) != 0) facts |= less_than;
  if (_mm_movemask_epi8(controls_) != 0) facts |= ascii_control;
#endif
  return static_cast<std::uint16_t>(facts);
}

}  // namespace

// Quiet characters are part of what is looked for only near others: up to three before and behind.
Findings scan(std::string_view text) {
  static const Badness& badness = Badness::get();
  static const CharFacts& chars = CharFacts::get();
  Search search(text);
  std::uint16_t facts = 0;
  Badness::State state = Badness::begin;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t loud = search.next(i);
    if (loud == text.size()) break;
    std::size_t begin = loud;
    for (std::size_t back = 0; back < Badness::most_quiet && begin > i; ++back) do
        --begin;
      while (text::is_continuation(text[begin]));
    if (begin > i && state != Badness::bad) state = Badness::amid;
    for (std::size_t at = begin, quiet = 0;;) {
      const char32_t c = text::decode(text, at);
      const CharFacts::Kind& kind = chars[c];
      facts |= kind.facts;
      state = badness.next(state, kind.badness);
      quiet = is_quiet(c) && at > loud ? quiet + 1 : 0;
      i = at;
      if (at == text.size() || quiet == Badness::most_quiet) break;
    }
  }
  return {static_cast<std::uint16_t>(facts | search.facts()), state == Badness::bad};
}

}  // namespace dsprep::ops::fix_encoding
