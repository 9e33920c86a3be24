#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "text/code_point_table.h"
#include "text/segment.h"
#include "text/utf8.h"
#include "text/word_break.h"

// The word boundary rules of UAX-29, from left to right in linear time.
//
// Rule WB4 says that Extend, Format and ZWJ stick to what stands before them and are then not seen by other rules. So
// two things are remembered of the segment so far: `previous`, the class of the character just before, which only CR,
// LF, ZWJ × emoji (WB3c) and spaces (WB3d) care about, and `last`, the class of the last one that was not stuck to
// another. What happens between `last` and the next character is one look-up in a table of actions. A few actions need
// more: one class further back (WB7, WB7c, WB11), or the class of the next character that is seen (WB6, WB7b, WB12).
// To look that one up, characters that stick are skipped; they are skipped once more when the segment grows over them
// and never again, which keeps the time linear.

namespace dsprep::text {
namespace {

enum Action : std::uint8_t {
  split,  // WB999
  join,
  join_spaces,    // WB3d: where nothing is stuck in between
  join_pair,      // WB15, WB16: the second of two regional indicators
  before_letter,  // WB6: where a letter follows
  before_hebrew,  // WB7b
  before_number,  // WB12
  after_letter,   // WB7: where a letter stands before `last`
  after_hebrew,   // WB7c
  after_number,   // WB11
};

constexpr bool sticks(unsigned c) { return c == wb_extend || c == wb_zwj || c == wb_format; }
constexpr bool is_line_end(unsigned c) { return c == wb_cr || c == wb_lf || c == wb_newline; }
constexpr bool is_letter(unsigned c) { return c == wb_letter || c == wb_hebrew_letter; }
constexpr bool is_mid_both(unsigned c) { return c == wb_mid_num_let || c == wb_single_quote; }

// The first rule that says something about `last` and `next`.
constexpr Action action_for(unsigned last, unsigned next) {
  const bool mid_letter = next == wb_mid_letter || is_mid_both(next);
  const bool mid_number = next == wb_mid_num || is_mid_both(next);
  const bool after_mid_letter = last == wb_mid_letter || is_mid_both(last);
  const bool after_mid_number = last == wb_mid_num || is_mid_both(last);
  const bool word = is_letter(next) || next == wb_numeric;
  if (last == wb_cr && next == wb_lf) return join;                                // WB3
  if (is_line_end(last) || is_line_end(next)) return split;                       // WB3a, WB3b
  if (last == wb_space && next == wb_space) return join_spaces;                   // WB3d
  if (sticks(next)) return join;                                                  // WB4
  if ((is_letter(last) || last == wb_numeric) && word) return join;               // WB5, WB8–WB10
  if (last == wb_hebrew_letter && next == wb_single_quote) return join;           // WB7a
  if (is_letter(last) && mid_letter) return before_letter;                        // WB6
  if (after_mid_letter && is_letter(next)) return after_letter;                   // WB7
  if (last == wb_hebrew_letter && next == wb_double_quote) return before_hebrew;  // WB7b
  if (last == wb_double_quote && next == wb_hebrew_letter) return after_hebrew;   // WB7c
  if (after_mid_number && next == wb_numeric) return after_number;                // WB11
  if (last == wb_numeric && mid_number) return before_number;                     // WB12
  if (last == wb_katakana && next == wb_katakana) return join;                    // WB13
  const bool extended = is_letter(last) || last == wb_numeric || last == wb_katakana || last == wb_extend_num_let;
  if (extended && next == wb_extend_num_let) return join;                                // WB13a
  if (last == wb_extend_num_let && (word || next == wb_katakana)) return join;           // WB13b
  if (last == wb_regional_indicator && next == wb_regional_indicator) return join_pair;  // WB15, WB16
  return split;
}

using Actions = std::array<std::array<Action, word_breaks>, word_breaks>;
constexpr Actions make_actions() {
  Actions actions{};
  for (unsigned last = 0; last < word_breaks; ++last) {
    for (unsigned next = 0; next < word_breaks; ++next) actions[last][next] = action_for(last, next);
  }
  return actions;
}
constexpr Actions actions = make_actions();

// Most text is ASCII, most of whose characters need no rules: what kind each is decides.
enum AsciiKind : std::uint8_t {
  needs_rules,   // CR; what is not ASCII
  in_run,        // letters, digits, low lines: all of them join each other
  joins_run,     // marks that may join two runs ("can't", "3.14")
  stands_alone,  // joins nothing in ASCII
  blank,         // spaces join each other
};

std::array<AsciiKind, 256> make_ascii_kinds() {
  std::array<AsciiKind, 256> kinds{};
  for (unsigned c = 0; c < 128; ++c) {
    switch (word_break_table()[c] & word_break_mask) {
      case wb_letter:
      case wb_numeric:
      case wb_extend_num_let: kinds[c] = in_run; break;
      case wb_single_quote:
      case wb_mid_num_let:
      case wb_mid_letter:
      case wb_mid_num: kinds[c] = joins_run; break;
      case wb_space: kinds[c] = blank; break;
      case wb_cr: kinds[c] = needs_rules; break;
      default: kinds[c] = stands_alone; break;
    }
  }
  return kinds;
}

class Segmenter {
 public:
  explicit Segmenter(std::string_view text) : text_(text) {}

  // Calls emit(begin, end, is_word) for each segment.
  template <class Emit>
  void run(Emit emit) const {
    static const std::array<AsciiKind, 256> kinds = make_ascii_kinds();
    for (std::size_t begin = 0; begin < text_.size();) {
      std::uint8_t flags = 0;
      if (static_cast<signed char>(text_[begin]) < 0) begin = emit_row(begin, emit);
      std::size_t end = grow_ascii(begin, kinds, flags);
      if (end == begin) end = grow(begin, flags);
      emit(static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), (flags & is_alphanumeric_bit) != 0);
      begin = end;
    }
  }

 private:
  // Ideographs stand in rows. Of two characters without a class the first is a segment, whatever stood before it; emits
  // these, and returns where the rules have to be asked again.
  template <class Emit>
  std::size_t emit_row(std::size_t begin, Emit& emit) const {
    std::size_t end = begin;
    std::uint8_t value = read(end);
    while ((value & word_break_mask) == wb_other && end < text_.size()) {
      std::size_t behind = end;
      const std::uint8_t next = read(behind);
      if ((next & word_break_mask) != wb_other) break;
      emit(static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), (value & is_alphanumeric_bit) != 0);
      begin = end;
      end = behind;
      value = next;
    }
    return begin;
  }

  // The end of the segment at `begin`, or `begin` where the rules have to be asked. Whatever stands before a character
  // that is not ASCII may have it stuck to it.
  std::size_t grow_ascii(std::size_t begin, const std::array<AsciiKind, 256>& kinds, std::uint8_t& flags) const {
    const auto kind = [&](std::size_t i) { return kinds[static_cast<unsigned char>(text_[i])]; };
    const auto ascii_or_end = [&](std::size_t i) {
      return i == text_.size() || static_cast<signed char>(text_[i]) >= 0;
    };
    std::size_t i = begin;
    const AsciiKind first = kind(i);
    if (first == in_run) {
      std::uint8_t seen = 0;
      do {
        seen |= ascii_[static_cast<unsigned char>(text_[i++])];
      } while (i < text_.size() && kind(i) == in_run);
      flags = seen;
      return ascii_or_end(i) && (i == text_.size() || kind(i) != joins_run) ? i : begin;
    }
    if (first == needs_rules) return begin;
    ++i;
    while (first == blank && i < text_.size() && kind(i) == blank) ++i;
    return ascii_or_end(i) ? i : begin;
  }

  // The end of the segment at `begin`; `flags` of all its characters.
  std::size_t grow(std::size_t begin, std::uint8_t& flags) const {
    std::size_t i = begin;
    std::uint8_t value = read(i);
    unsigned previous = value & word_break_mask, last = previous, before_last = wb_other;
    bool paired = false;
    flags = value;
    while (i < text_.size()) {
      const std::size_t end = i;
      value = read(i);
      const unsigned next = value & word_break_mask;
      if (!joins(previous, last, before_last, next, value, paired, i)) return end;
      flags |= value;
      previous = next;
      if (!sticks(next)) {
        paired = next == wb_regional_indicator;
        before_last = last;
        last = next;
      }
    }
    return i;
  }

  std::uint8_t read(std::size_t& i) const {
    const auto byte = static_cast<unsigned char>(text_[i]);
    if (byte < 0x80) return ++i, ascii_[byte];
    return table_[decode(text_, i)];
  }

  bool joins(unsigned previous, unsigned last, unsigned before_last, unsigned next, std::uint8_t value, bool paired,
             std::size_t behind) const {
    if (previous == wb_zwj && (value & is_pictographic_bit) != 0) return true;  // WB3c
    switch (actions[last][next]) {
      case split: return false;
      case join: return true;
      case join_spaces: return previous == wb_space;
      case join_pair: return !paired;
      case before_letter: return is_letter(seen_from(behind));
      case before_hebrew: return seen_from(behind) == wb_hebrew_letter;
      case before_number: return seen_from(behind) == wb_numeric;
      case after_letter: return is_letter(before_last);
      case after_hebrew: return before_last == wb_hebrew_letter;
      case after_number: return before_last == wb_numeric;
    }
    return false;
  }

  // The class of the first character at or behind i that does not stick.
  unsigned seen_from(std::size_t i) const {
    while (i < text_.size()) {
      const unsigned c = read(i) & word_break_mask;
      if (!sticks(c)) return c;
    }
    return wb_other;
  }

  std::string_view text_;
  const CodePointTable& table_ = word_break_table();
  const std::uint8_t* ascii_ = table_.ascii();
};

}  // namespace

void split_words_uax29(std::string_view text, std::vector<TextSpan>& spans) {
  spans.clear();
  Segmenter(text).run([&](std::uint32_t begin, std::uint32_t end, bool is_word) {
    if (is_word) spans.push_back({begin, end});
  });
}

void word_segments_uax29(std::string_view text, std::vector<TextSpan>& spans) {
  spans.clear();
  Segmenter(text).run([&](std::uint32_t begin, std::uint32_t end, bool) { spans.push_back({begin, end}); });
}

}  // namespace dsprep::text
