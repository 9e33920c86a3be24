#include "ops/normalize/control_chars/invisible.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "text/utf8.h"

#if defined(__SSE2__)
#include <emmintrin.h>

#include <bit>
#endif

namespace dsprep::ops::control_chars {
namespace {

constexpr char32_t zero_width_space = 0x200b, non_joiner = 0x200c, joiner = 0x200d;
constexpr char32_t black_flag = 0x1f3f4, tag_first = 0xe0020, tag_last = 0xe007e, tag_end = 0xe007f;

// Does a character that is of a class begin with this byte? Nearly: those of ASCII do, others are looked at.
bool is_suspect(unsigned char byte) {
  return (byte < 0x20 && (byte < '\t' || byte > '\r')) || byte == 0x7f || byte == 0xc2 || byte == 0xd8 ||
         byte == 0xe1 || byte == 0xe2 || byte == 0xef || byte >= 0xf0;
}

bool has(char32_t c, UProperty property) { return u_hasBinaryProperty(static_cast<UChar32>(c), property) != 0; }

bool is_letter_or_mark(char32_t c) {
  return (U_GET_GC_MASK(static_cast<UChar32>(c)) & (U_GC_L_MASK | U_GC_M_MASK | U_GC_ND_MASK)) != 0;
}

UScriptCode script_of(char32_t c) {
  UErrorCode status = U_ZERO_ERROR;
  return uscript_getScript(static_cast<UChar32>(c), &status);
}

// Scripts in which joiners tell spellings apart: cursive ones, and those with conjuncts.
bool joins(char32_t c) {
  if (!is_letter_or_mark(c)) return false;
  switch (script_of(c)) {
    case USCRIPT_ARABIC:
    case USCRIPT_SYRIAC:
    case USCRIPT_MANDAIC:
    case USCRIPT_NKO:
    case USCRIPT_MONGOLIAN:
    case USCRIPT_PHAGS_PA:
    case USCRIPT_ADLAM:
    case USCRIPT_HANIFI_ROHINGYA:
    case USCRIPT_DEVANAGARI:
    case USCRIPT_BENGALI:
    case USCRIPT_GURMUKHI:
    case USCRIPT_GUJARATI:
    case USCRIPT_ORIYA:
    case USCRIPT_TAMIL:
    case USCRIPT_TELUGU:
    case USCRIPT_KANNADA:
    case USCRIPT_MALAYALAM:
    case USCRIPT_SINHALA:
    case USCRIPT_TIBETAN:
    case USCRIPT_MYANMAR:
    case USCRIPT_KHMER:
    case USCRIPT_BALINESE:
    case USCRIPT_JAVANESE:
    case USCRIPT_CHAKMA:
    case USCRIPT_MEITEI_MAYEK:
    case USCRIPT_NEWA:
    case USCRIPT_GRANTHA:
    case USCRIPT_TIRHUTA: return true;
    default: return false;
  }
}

// Scripts without spaces, in which U+200B parts words.
bool parts_words(char32_t c) {
  if (!is_letter_or_mark(c)) return false;
  switch (script_of(c)) {
    case USCRIPT_THAI:
    case USCRIPT_LAO:
    case USCRIPT_KHMER:
    case USCRIPT_MYANMAR:
    case USCRIPT_NEW_TAI_LUE:
    case USCRIPT_TAI_LE:
    case USCRIPT_LANNA:
    case USCRIPT_TAI_VIET:
    case USCRIPT_JAVANESE:
    case USCRIPT_BALINESE: return true;
    default: return false;
  }
}

bool is_virama(char32_t c) { return u_getCombiningClass(static_cast<UChar32>(c)) == 9; }

// The last character of a text, which is cut off; U+0000 where there is none.
char32_t last_of(std::string_view& text) {
  if (text.empty()) return 0;
  std::size_t at = text.size() - 1;
  while (at > 0 && text::is_continuation(text[at])) --at;
  std::size_t end = at;
  const char32_t c = text::decode(text, end);
  text = text.substr(0, at);
  return c;
}

bool is_emoji_end(std::string_view before) {
  char32_t c = last_of(before);
  while (c == 0xfe0f || has(c, UCHAR_EMOJI_MODIFIER)) c = last_of(before);
  return has(c, UCHAR_EXTENDED_PICTOGRAPHIC);
}

}  // namespace

Class class_of(char32_t c) {
  if (c < 0x20) return c >= U'\t' && c <= U'\r' ? Class::none : Class::c0;
  if (c < 0x7f) return Class::none;
  if (c == 0x7f) return Class::c0;
  if (c < 0xa0) return c == 0x85 ? Class::none : Class::c1;
  if (c == 0xad) return Class::soft_hyphen;
  if (c == zero_width_space || c == 0x2060 || c == 0x180e) return Class::zero_width;
  if (c == non_joiner || c == joiner) return Class::joiner;
  if (c == 0x61c || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069))
    return Class::bidi;
  if (c == 0x2028 || c == 0x2029) return Class::separator;
  if (c == 0xfeff) return Class::bom;
  if (c >= 0xe0000 && c <= 0xe007f) return Class::tag;
  if ((c >= 0x2061 && c <= 0x2065) || (c >= 0x206a && c <= 0x206f) || (c >= 0xfff9 && c <= 0xfffc) ||
      (c >= 0xfdd0 && c <= 0xfdef) || (c & 0xfffe) == 0xfffe)
    return Class::special;
  return Class::none;
}

std::size_t next_suspect(std::string_view text, std::size_t from) {
  std::size_t i = from;
#if defined(__SSE2__)
  const auto equal = [](__m128i bytes, int value) {
    return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(static_cast<char>(value)));
  };
  for (; i + 16 <= text.size(); i += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + i));
    // Bytes above 7f are negative: white space and what is not a control are told apart first.
    const __m128i low = _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(0x1f)), bytes);
    const __m128i from_tab = _mm_sub_epi8(bytes, _mm_set1_epi8('\t'));
    const __m128i space = _mm_cmpeq_epi8(_mm_min_epu8(from_tab, _mm_set1_epi8('\r' - '\t')), from_tab);
    const __m128i high = _mm_cmpeq_epi8(_mm_max_epu8(bytes, _mm_set1_epi8(static_cast<char>(0xf0))), bytes);
    const __m128i two = _mm_or_si128(equal(bytes, 0xc2), equal(bytes, 0xd8));
    const __m128i three = _mm_or_si128(_mm_or_si128(equal(bytes, 0xe1), equal(bytes, 0xe2)), equal(bytes, 0xef));
    const __m128i one = _mm_or_si128(_mm_andnot_si128(space, low), equal(bytes, 0x7f));
    const auto mask =
        static_cast<unsigned>(_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(one, two), _mm_or_si128(three, high))));
    if (mask != 0) return i + static_cast<std::size_t>(std::countr_zero(mask));
  }
#endif
  while (i < text.size() && !is_suspect(static_cast<unsigned char>(text[i]))) ++i;
  return i;
}

bool is_needed(char32_t c, std::string_view before, std::string_view after) {
  std::string_view in_front = before;
  const char32_t last = last_of(in_front);
  if (last == c) return false;  // of several in a row the first may stay
  char32_t next = 0;
  for (std::size_t i = 0; i < after.size();)
    if ((next = text::decode(after, i)) != c) break;
  if (c == zero_width_space) return parts_words(last) && parts_words(next);
  if (c == joiner && is_emoji_end(before) && has(next, UCHAR_EXTENDED_PICTOGRAPHIC)) return true;
  if (c == non_joiner) return joins(last) && (joins(next) || is_virama(last));
  return c == joiner && (joins(last) || joins(next));
}

std::size_t subdivision_flag(std::string_view text, std::size_t at) {
  std::size_t i = at;
  if (text::decode(text, i) != black_flag) return 0;
  for (int tags = 0; i < text.size(); ++tags) {
    const char32_t c = text::decode(text, i);
    if (c == tag_end) return tags >= 3 && tags <= 6 ? i - at : 0;
    const char32_t plain = c - (tag_first - 0x20);
    const bool is_name =
        c >= tag_first && c <= tag_last && ((plain >= U'a' && plain <= U'z') || (plain >= U'0' && plain <= U'9'));
    if (!is_name) return 0;
  }
  return 0;
}

}  // namespace dsprep::ops::control_chars
