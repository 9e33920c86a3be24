// Nearly all of a text goes through a table of what becomes of each code point: ASCII by byte, the rest by a kind
// (space, digit, mark, itself) or, for capitals and accented letters, by a small memory of what ICU said before. Two
// things cannot be told from a code point alone, and send the whole text the plain way: a capital sigma, whose lower
// case depends on its neighbours, and marks that NFD may move and that stay (ccc > 0, but not Mn).
#include "text/simplify.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <vector>

#include "text/classes.h"
#include "text/code_point_table.h"
#include "text/normalize.h"
#include "text/utf8.h"

namespace dsprep::text {
namespace {

struct Range {
  char32_t first, last;
};
constexpr Range punctuation_marks[] = {
    {0x21, 0x2f},     {0x3a, 0x40},     {0x5b, 0x60},     {0x7b, 0x7e},     {0xab, 0xab},     {0xb4, 0xb4},
    {0xbb, 0xbb},     {0x2013, 0x2014}, {0x2019, 0x2019}, {0x201c, 0x201e}, {0x2026, 0x2026}, {0x2236, 0x2236},
    {0x2501, 0x2501}, {0x25ba, 0x25ba}, {0x3001, 0x3002}, {0x3008, 0x300d}, {0x3010, 0x3011}, {0xff01, 0xff01},
    {0xff05, 0xff05}, {0xff08, 0xff09}, {0xff0c, 0xff0c}, {0xff0e, 0xff0e}, {0xff11, 0xff11}, {0xff1a, 0xff1b},
    {0xff1f, 0xff1f}, {0xff5e, 0xff5e}, {0x00, 0x08},     {0x0b, 0x0c},     {0x0d, 0x1f},     {0x7f, 0x9f}};

bool is_separator(char32_t c) { return c == '.' || c == ',' || c == 0x60c || c == 0x66b || c == 0x2396 || c == 0x2398; }

bool is_digit(char32_t c) { return (classes_of(c) & digit) != 0; }

// Python's str.isspace().
bool is_space(char32_t c) { return (c >= 0x1c && c <= 0x1f) || is_whitespace(c); }

// What becomes of a code point.
enum Kind : std::uint8_t {
  itself,
  to_space,
  to_zero,
  to_nothing,
  by_icu,      // something else, whatever stands around it
  by_context,  // only the plain way can tell
};

const icu::Normalizer2* nfd() {
  UErrorCode status = U_ZERO_ERROR;
  return icu::Normalizer2::getNFDInstance(status);
}

const CodePointTable& kinds() {
  static const CodePointTable table([] {
    std::vector<std::uint8_t> flat(code_points);
    const icu::Normalizer2* const decompose = nfd();
    for (char32_t c = 0; c < code_points; ++c) {
      const auto code = static_cast<UChar32>(c);
      const int category = u_charType(code);
      Kind kind = itself;
      if (category == U_DECIMAL_DIGIT_NUMBER) kind = to_zero;  // before punctuation: U+FF11 is both
      else if (is_simplify_punctuation(c) || is_space(c)) kind = to_space;
      else if (c == 0x3a3) kind = by_context;
      else if (category == U_NON_SPACING_MARK) kind = to_nothing;
      else if (u_getCombiningClass(code) != 0) kind = by_context;
      else if (u_hasBinaryProperty(code, UCHAR_CHANGES_WHEN_LOWERCASED) ||
               (decompose != nullptr && !decompose->isInert(code) &&
                u_getIntPropertyValue(code, UCHAR_NFD_QUICK_CHECK) == UNORM_NO))
        kind = by_icu;
      flat[c] = kind;
    }
    return flat;
  }());
  return table;
}

void drop_marks(std::string_view text, std::string& out) {
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = i;
    const char32_t c = decode(text, i);
    if (c < 0x80 || u_charType(static_cast<UChar32>(c)) != U_NON_SPACING_MARK) out.append(text, begin, i - begin);
  }
}

// Lower case, NFD, no marks, of one code point.
class Folded {
 public:
  std::string_view of(char32_t c, std::string_view bytes) {
    if (c >= first_hangul && c <= last_hangul) return jamo(c - first_hangul);
    Entry& entry = entries_[c % entries_.size()];
    if (entry.code != c) {
      to_lower(bytes, lower_);
      normalize(lower_, Form::nfd, decomposed_);
      lower_.clear();
      drop_marks(decomposed_, lower_);
      if (lower_.size() > entry.bytes.size()) return lower_;
      entry.code = c;
      entry.size = static_cast<std::uint8_t>(lower_.size());
      std::memcpy(entry.bytes.data(), lower_.data(), lower_.size());
    }
    return {entry.bytes.data(), entry.size};
  }

 private:
  struct Entry {
    char32_t code = 0xffffffff;
    std::uint8_t size = 0;
    std::array<char, 11> bytes{};
  };
  static constexpr char32_t first_hangul = 0xac00, last_hangul = 0xd7a3;
  // Unicode 3.12: 588 syllables a leading consonant, 28 a vowel.
  std::string_view jamo(char32_t syllable) {
    lower_.clear();
    append_utf8(lower_, 0x1100 + syllable / 588);
    append_utf8(lower_, 0x1161 + syllable % 588 / 28);
    if (syllable % 28 != 0) append_utf8(lower_, 0x11a7 + syllable % 28);
    return lower_;
  }

  std::vector<Entry> entries_ = std::vector<Entry>(2048);
  std::string lower_, decomposed_;
};

struct AsciiTable {
  std::array<char, 128> becomes{};  // ' ', '0' or itself in lower case
  AsciiTable() {
    for (char32_t c = 0; c < 128; ++c) {
      char& to = becomes[c];
      if (is_simplify_punctuation(c) || is_space(c)) to = ' ';
      else if (c >= '0' && c <= '9') to = '0';
      else to = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
  }
};

// Where the number that begins at `i`, a digit, ends. A separator counts only with a digit behind it.
std::size_t skip_digits(std::string_view text, std::size_t i) {
  while (i < text.size()) {
    std::size_t next = i;
    if (!is_digit(decode(text, next))) break;
    i = next;
  }
  return i;
}
std::size_t skip_number(std::string_view text, std::size_t i) {
  i = skip_digits(text, i);
  if (i == text.size()) return i;
  std::size_t behind = i;
  if (!is_separator(decode(text, behind)) || behind == text.size()) return i;
  const std::size_t end = skip_digits(text, behind);
  return end > behind ? end : i;
}

// One space for each run of white space, none at the ends.
void collapse(std::string_view text, std::string& out) {
  bool space = false;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = i;
    if (is_space(decode(text, i))) {
      space = true;
      continue;
    }
    if (space && !out.empty()) out += ' ';
    space = false;
    out.append(text, begin, i - begin);
  }
}

}  // namespace

bool is_simplify_punctuation(char32_t c) {
  return std::any_of(std::begin(punctuation_marks), std::end(punctuation_marks),
                     [c](Range range) { return range.first <= c && c <= range.last; });
}

void simplify_plainly(std::string_view text, std::string& out) {
  std::string lower, step;
  to_lower(text, lower);
  for (std::size_t i = 0; i < lower.size();) {
    const std::size_t begin = i;
    const char32_t c = decode(lower, i);
    if (is_digit(c)) {
      step += '0';
      i = skip_number(lower, begin);
    } else if (is_simplify_punctuation(c)) {
      step += ' ';
    } else {
      step.append(lower, begin, i - begin);
    }
  }
  std::string collapsed, decomposed, bare;
  collapse(step, collapsed);
  normalize(collapsed, Form::nfd, decomposed);
  drop_marks(decomposed, bare);
  // Where all of a word was marks, spaces may stand at the ends, and two in a row: the ends alone are stripped.
  const auto begin = bare.find_first_not_of(' ');
  out.clear();
  if (begin != std::string::npos) out.append(bare, begin, bare.find_last_not_of(' ') - begin + 1);
}

void simplify(std::string_view text, std::string& out) {
  static const AsciiTable ascii;
  static const CodePointTable& table = kinds();
  static thread_local Folded folded;

  // Every code point writes at most as many bytes as it has, but for those by ICU, for which room is made as they come.
  // A space in front stands for the beginning, so that "one space, unless there is one already" is all that is to be
  // known of spaces.
  constexpr std::size_t front = 1;
  out.resize(front + text.size());
  out[0] = ' ';
  char* to = out.data() + front;
  char previous = ' ';
  const std::size_t size = text.size();
  for (std::size_t i = 0; i < size;) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x80) [[likely]] {
      const char c = ascii.becomes[byte];
      *to = c;
      to += static_cast<int>(c != ' ') | static_cast<int>(previous != ' ');
      previous = c;
      i = c == '0' ? skip_number(text, i) : i + 1;
      continue;
    }
    const std::size_t begin = i;
    const char32_t c = decode(text, i);
    const std::uint8_t kind = table[c];
    if (kind == itself) {
      std::memcpy(to, text.data() + begin, i - begin);
      to += i - begin;
      previous = 0;
    } else if (kind == to_space) {
      if (previous != ' ') *to++ = ' ';
      previous = ' ';
    } else if (kind == to_zero) {
      *to++ = '0';
      previous = '0';
      i = skip_number(text, begin);
    } else if (kind == by_icu) {
      const std::string_view becomes = folded.of(c, text.substr(begin, i - begin));
      const auto done = static_cast<std::size_t>(to - out.data());
      if (done + becomes.size() + (size - i) > out.size()) {
        out.resize(out.size() + (size - i) / 4 + becomes.size() + 64);
        to = out.data() + done;
      }
      if (becomes.empty()) return simplify_plainly(text, out);
      std::memcpy(to, becomes.data(), becomes.size());
      to += becomes.size();
      previous = 0;
    } else if (kind == by_context || previous == ' ') {
      // A sigma needs its neighbours; a mark at the beginning of a word could leave nothing of it, and two spaces in a
      // row.
      return simplify_plainly(text, out);
    }
  }
  if (previous == ' ') --to;  // the last of the text, or the one in front
  out.resize(static_cast<std::size_t>(to - out.data()));
  if (!out.empty()) out.erase(0, front);
}

}  // namespace dsprep::text
