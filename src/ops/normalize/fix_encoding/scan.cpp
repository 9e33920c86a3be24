#include "ops/normalize/fix_encoding/scan.h"

#include <algorithm>
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

Findings scan(std::string_view text) {
  static const Badness& badness = Badness::get();
  static const CharFacts& chars = CharFacts::get();
  Findings found;
  Badness::State state = Badness::begin;
  std::size_t ideographs = 0;  // in a row
  for (std::size_t i = 0; i < text.size();) {
    if (static_cast<signed char>(text[i]) >= 0) {
      ideographs = 0;
      const std::size_t end = ascii_end(text, i, found.facts);
      // Of a long run only its ends can be part of what is looked for.
      const bool is_long = end - i > 2 * Badness::most_ascii;
      for (const std::size_t stop = is_long ? i + Badness::most_ascii : end; i < stop; ++i)
        state = badness.next(state, chars[static_cast<unsigned char>(text[i])].badness);
      if (is_long) {
        if (state != Badness::bad) state = Badness::amid;
        for (i = end - Badness::most_ascii; i < end; ++i)
          state = badness.next(state, chars[static_cast<unsigned char>(text[i])].badness);
      }
      continue;
    }
    if (ideographs == Badness::most_ascii) {
      // What comes next is what came before.
      i = ideographs_end(text, i);
      ideographs = 0;
      continue;
    }
    ideographs = is_ideograph(text[i]) ? ideographs + 1 : 0;
    const CharFacts::Kind& kind = chars[text::decode(text, i)];
    found.facts |= kind.facts;
    state = badness.next(state, kind.badness);
  }
  found.bad = state == Badness::bad;
  return found;
}

}  // namespace dsprep::ops::fix_encoding
