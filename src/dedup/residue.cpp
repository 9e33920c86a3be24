#include "dedup/residue.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>

#include "base/hash.h"
#include "text/normalize.h"
#include "text/utf8.h"

namespace dsprep::dedup {
namespace {

enum Kind : std::uint8_t { unknown, gap, letter, letter_word, digit, mark, sign, format, variation };

// Signs that Unicode counts as punctuation.
bool is_written_sign(char32_t c) {
  return std::u32string_view(U"#%&*/@\\§¶†‡‰※＃％＆＊／＠＼").find(c) != std::u32string_view::npos;
}

bool is_written_without_spaces(char32_t c) {
  if (u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_IDEOGRAPHIC)) return true;
  switch (u_getIntPropertyValue(static_cast<UChar32>(c), UCHAR_SCRIPT)) {
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_THAI:
    case USCRIPT_LAO:
    case USCRIPT_KHMER:
    case USCRIPT_MYANMAR: return true;
    default: return false;
  }
}

constexpr auto ascii_kinds = [] {
  std::array<Kind, 128> kinds{};
  for (char32_t c = 0; c < 128; ++c) {
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    kinds[c] = is_letter                                                                                    ? letter
               : c >= '0' && c <= '9'                                                                       ? digit
               : std::string_view("#%&*/@\\$+<=>^|~_").find(static_cast<char>(c)) != std::string_view::npos ? sign
                                                                                                            : gap;
  }
  return kinds;
}();

Kind other_kind(char32_t c) {
  if ((c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xe0100 && c <= 0xe01ef)) return variation;
  switch (u_charType(static_cast<UChar32>(c))) {
    case U_DECIMAL_DIGIT_NUMBER: return digit;
    case U_NON_SPACING_MARK: return mark;
    case U_FORMAT_CHAR: return format;
    case U_MATH_SYMBOL:
    case U_CURRENCY_SYMBOL:
    case U_MODIFIER_SYMBOL:
    case U_OTHER_SYMBOL:
    case U_CONNECTOR_PUNCTUATION: return sign;
    case U_OTHER_PUNCTUATION: return is_written_sign(c) ? sign : gap;
    case U_DASH_PUNCTUATION:
    case U_START_PUNCTUATION:
    case U_END_PUNCTUATION:
    case U_INITIAL_PUNCTUATION:
    case U_FINAL_PUNCTUATION:
    case U_SPACE_SEPARATOR:
    case U_LINE_SEPARATOR:
    case U_PARAGRAPH_SEPARATOR:
    case U_CONTROL_CHAR: return gap;
    default: return is_written_without_spaces(c) ? letter_word : letter;
  }
}

// What ICU was asked before is remembered, for the code points below U+10000.
Kind kind_of(char32_t c) {
  if (c < 0x80) return ascii_kinds[c];
  if (c >= 0x10000) return other_kind(c);
  static thread_local std::vector<std::uint8_t> known(0x10000);
  if (known[c] == unknown) known[c] = other_kind(c);
  return static_cast<Kind>(known[c]);
}

// ASCII punctuation that is a sign by where it stands: f(x), a[0], x.y, b != 0, 3, -5.
bool is_sign_here(char32_t before, char32_t c, char32_t behind) {
  const auto is_word = [](char32_t x) { return x < 0x80 && (ascii_kinds[x] == letter || ascii_kinds[x] == digit); };
  switch (c) {
    case '(':
    case '[':
    case '{': return is_word(before) || before == ')' || before == ']';
    case '.':
    case ':': return is_word(before) && is_word(behind);
    case '!': return behind == '=';
    case '-': return kind_of(behind) == digit && !is_word(before) && before < 0x80;
    default: return false;
  }
}

// Of a run, by one character more; mixed when it is done.
std::uint64_t next(std::uint64_t hash, char32_t c) { return (hash ^ c) * 0x9fb21c651e98df25ull; }

}  // namespace

void Residue::read(std::string_view text) {
  text::to_lower(text, lower_);
  if (!text::is_ascii(lower_)) {
    text::normalize(lower_, text::Form::nfd, decomposed_);
    lower_.swap(decomposed_);
  }
  hashes_.clear();
  tokens_ = sequence_ = before_ = 0;
  run_ = Run::none;
  const std::string_view form = lower_;
  char32_t before = ' ';
  for (std::size_t i = 0; i < form.size();) {
    const char32_t c = text::decode(form, i);
    std::size_t after = i;
    const char32_t behind = i < form.size() ? text::decode(form, after) : U' ';
    switch (kind_of(c)) {
      case letter:
        start(Run::word);
        add(c);
        break;
      case letter_word:
        close();
        start(Run::word);
        add(c);
        break;
      case digit:
        if (run_ == Run::sign && before == '-') close();
        start(Run::number);
        add('0' + static_cast<char32_t>(u_charDigitValue(static_cast<UChar32>(c))));
        break;
      case mark: add_mark(c); break;
      case sign:
        start(Run::sign);
        add(c);
        break;
      case format:
        if (run_ != Run::none) add(c);
        break;
      case variation:
      case unknown: break;
      case gap:
        if (run_ == Run::number && (c == '.' || c == ',') && kind_of(behind) == digit) {
          add(c);
        } else if (is_sign_here(before, c, behind)) {
          start(Run::sign);
          add(c);
        } else {
          close();
        }
    }
    before = c;
  }
  close();
  std::sort(hashes_.begin(), hashes_.end());
  hashes_.erase(std::unique(hashes_.begin(), hashes_.end()), hashes_.end());
}

void Residue::start(Run run) {
  if (run_ == run) return;
  close();
  run_ = run;
  token_ = bare_ = static_cast<std::uint64_t>(run);
}

void Residue::add(char32_t c) {
  token_ = next(token_, c);
  bare_ = next(bare_, c);
}

void Residue::add_mark(char32_t c) {
  if (run_ == Run::none) start(Run::word);  // it stands by itself
  token_ = next(token_, c);
  hashes_.push_back(base::mix(base::mix(before_, bare_), c));
}

void Residue::close() {
  if (run_ == Run::none) return;
  ++tokens_;
  sequence_ = base::mix(sequence_, token_);
  if (run_ != Run::word) hashes_.push_back(base::mix(before_, token_));
  before_ = bare_;
  run_ = Run::none;
}

}  // namespace dsprep::dedup
