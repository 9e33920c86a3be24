#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/break_iterator.h"
#include "text/code_point_table.h"
#include "text/han_words.h"
#include "text/properties.h"
#include "text/segment.h"
#include "text/utf8.h"
#include "text/word_break.h"

// ICU's iterator is slow (43 MB/s for English, 10 for Chinese), and of its rules most text needs few: letters, digits
// and low lines make runs, some marks join the letters or the digits beside them, Hangul syllables make runs of their
// own, and runs of Han characters are cut by a dictionary. All of that is done here. What else the rules speak of
// (combining marks, joiners, kana, Hebrew, Thai, flags) is ICU's: a stretch of text around it is handed over.
//
// A stretch begins and ends before a gap, a character that joins nothing. A boundary is certain there, and what stands
// on one side of it says nothing about the other; ICU begins anew at every boundary, so the pieces are those of the
// whole.
//
// Which marks join what is asked of ICU itself, once: it differs from UAX-29 and between its versions (in ICU 72, ":"
// does not join letters, and "@" is a letter). tests/unit/text/unicode_words.cpp holds every code point against ICU.

namespace dsprep::text {
namespace {

BreakIterator& icu_words() {
  thread_local BreakIterator iterator(&icu::BreakIterator::createWordInstance);
  return iterator;
}

enum Role : std::uint8_t {
  role_gap = 0,
  role_letter = 1,
  role_digit = 2,
  role_joiner = 4,  // joiner: "_"
  role_mid_letter = 8,
  role_mid_digit = 16,     // joins the letters, the digits around it
  role_alphanumeric = 32,  // makes its segment a word
  role_han = 64,
  role_hangul = 128,
  role_hard = 192,  // by the two highest bits
};
constexpr unsigned role_in_run = role_letter | role_digit | role_joiner;
constexpr unsigned role_script = 192;

bool is_one_segment(std::string_view text) {
  int segments = 0;
  icu_words().run(text, [&](std::size_t, std::size_t, std::int32_t) { ++segments; });
  return segments == 1;
}

// Of a mark that joins, what it joins.
unsigned ask_role(char32_t c) {
  std::string mark;
  append_utf8(mark, c);
  if (is_one_segment(mark + "a")) return role_letter;
  unsigned role = role_gap;
  if (is_one_segment("a" + mark + "a")) role |= role_mid_letter;
  if (is_one_segment("1" + mark + "1")) role |= role_mid_digit;
  return role;
}

unsigned role_of(char32_t c, std::uint8_t word_break, bool complex, bool cjk) {
  const unsigned alphanumeric = (word_break & is_alphanumeric_bit) != 0 ? unsigned{role_alphanumeric} : 0u;
  if (c >= 0xac00 && c <= 0xd7a3) return role_hangul;
  if (complex) return role_hard;
  if (cjk) {  // "々", Han and a letter, joins letters
    const bool han = (word_break & word_break_mask) == wb_other && HanWords::covers(c) && HanWords::get() != nullptr;
    return han ? unsigned{role_han} : unsigned{role_hard};
  }
  switch (word_break & word_break_mask) {
    case wb_letter: return role_letter | alphanumeric;
    case wb_numeric: return role_digit | alphanumeric;
    case wb_extend_num_let: return role_joiner;
    case wb_cr:
    case wb_lf:
    case wb_newline:
    case wb_space: return role_gap;
    case wb_other: return c < 128 ? ask_role(c) : unsigned{role_gap};
    case wb_single_quote:
    case wb_double_quote:
    case wb_mid_num_let:
    case wb_mid_letter:
    case wb_mid_num: return ask_role(c);
    default: return role_hard;
  }
}

CodePointTable make_roles() {
  const CodePointTable& word_breaks = word_break_table();
  const std::vector<std::uint8_t> line_breaks = enumerated_property(UCHAR_LINE_BREAK);
  const std::vector<std::uint8_t> ideographic = binary_property(UCHAR_IDEOGRAPHIC);
  const std::vector<std::uint8_t> scripts = enumerated_property(UCHAR_SCRIPT);
  std::vector<std::uint8_t> roles(code_points);
  for (char32_t c = 0; c < code_points; ++c) {
    const bool cjk = ideographic[c] != 0 || scripts[c] == USCRIPT_HAN || scripts[c] == USCRIPT_HIRAGANA ||
                     scripts[c] == USCRIPT_KATAKANA;
    roles[c] = static_cast<std::uint8_t>(role_of(c, word_breaks[c], line_breaks[c] == U_LB_COMPLEX_CONTEXT, cjk));
  }
  return CodePointTable(roles);
}

// Cuts a text from left to right. Kept from text to text for its scratch; one per thread.
class Splitter {
 public:
  void run(std::string_view text, std::vector<TextSpan>& spans) {
    text_ = text;
    spans_ = &spans;
    for (std::size_t i = 0; i < text.size();) {
      std::size_t behind = i;
      switch (const unsigned role = read(behind); role & role_script) {
        case role_han: i = cut_han(i); break;
        case role_hangul: i = cut_hangul(i); break;
        case role_hard: i = hand_over(i); break;
        default: i = role == role_gap ? behind : cut_run(i); break;
      }
    }
  }

 private:
  unsigned read(std::size_t& i) const {
    const auto byte = static_cast<unsigned char>(text_[i]);
    if (byte < 0x80) return ++i, ascii_[byte];
    return roles_[decode(text_, i)];
  }
  unsigned peek(std::size_t i) const { return i < text_.size() ? read(i) : unsigned{role_gap}; }

  void add(std::size_t begin, std::size_t end) {
    spans_->push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
  }

  // A word of letters and digits; or a mark that joins nothing here. A hard character right behind takes all of it
  // along.
  std::size_t cut_run(std::size_t begin) {
    unsigned seen = 0, before = role_gap;
    std::size_t i = begin;
    while (i < text_.size()) {
      std::size_t behind = i;
      const unsigned here = read(behind);
      if (here & role_script) break;
      if ((here & role_in_run) == 0) {
        if (here == role_gap) break;
        const unsigned next = peek(behind), around = before & next;
        if ((next & role_script) == role_hard) return hand_over(begin);
        const bool joins =
            ((here & role_mid_letter) && (around & role_letter)) || ((here & role_mid_digit) && (around & role_digit));
        if (!joins) break;
      }
      seen |= here;
      before = here;
      i = behind;
    }
    if ((peek(i) & role_script) == role_hard) return hand_over(begin);
    if (seen & role_alphanumeric) add(begin, i);
    if (i == begin) read(i);
    return i;
  }

  std::size_t cut_hangul(std::size_t begin) {
    const std::size_t end = end_of(role_hangul, begin);
    if ((peek(end) & role_script) == role_hard) return hand_over(begin);
    add(begin, end);
    return end;
  }

  std::size_t cut_han(std::size_t begin) {
    constexpr std::size_t most = std::size_t{3} << 20;  // ICU, too, is given pieces (BreakIterator)
    std::size_t end = end_of(role_han, begin);
    if ((peek(end) & role_script) == role_hard) return hand_over(begin);
    end = std::min(end, begin + most);
    han_->cut(text_, begin, end, scratch_, *spans_);
    return end;
  }

  std::size_t end_of(unsigned script, std::size_t i) const {
    for (std::size_t behind = i; i < text_.size(); i = behind) {
      if ((read(behind) & role_script) != script) break;
    }
    return i;
  }

  // Gives ICU the text from `begin`, where a boundary is certain, to a gap with no hard character for a while before
  // it.
  std::size_t hand_over(std::size_t begin) {
    constexpr std::size_t worthwhile = 64;
    std::size_t hard = begin, i = begin;
    for (std::size_t behind = i; i < text_.size(); i = behind) {
      const unsigned role = read(behind);
      if ((role & role_script) == role_hard) hard = behind;
      else if (role == role_gap && i >= hard + worthwhile) break;
    }
    // What lies between the last hard character and the gap behind it is ICU's, the rest is done here again.
    std::size_t end = hard;
    if (end < text_.size()) read(end);  // a zero width joiner takes what follows along, were it a gap
    while (end < i && peek(end) != role_gap) read(end);
    icu_words().run(text_.substr(begin, end - begin), [&](std::size_t from, std::size_t to, std::int32_t status) {
      if (status >= UBRK_WORD_NONE_LIMIT && holds_alphanumeric(text_.substr(begin + from, to - from)))
        add(begin + from, begin + to);
    });
    return end;
  }

  // ICU calls a run of low lines letters.
  static bool holds_alphanumeric(std::string_view word) {
    for (std::size_t i = 0; i < word.size();) {
      if (word_break_table()[decode(word, i)] & is_alphanumeric_bit) return true;
    }
    return false;
  }

  static const CodePointTable& roles() {
    static const CodePointTable table = make_roles();
    return table;
  }

  const CodePointTable& roles_ = roles();
  const std::uint8_t* ascii_ = roles_.ascii();
  const HanWords* han_ = HanWords::get();
  HanWords::Scratch scratch_;
  std::string_view text_;
  std::vector<TextSpan>* spans_ = nullptr;
};

}  // namespace

void split_words_unicode(std::string_view text, std::vector<TextSpan>& spans) {
  thread_local Splitter splitter;
  spans.clear();
  splitter.run(text, spans);
}

}  // namespace dsprep::text
