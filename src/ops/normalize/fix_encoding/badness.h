// Whether a text looks like mojibake: ftfy's heuristic, as an automaton.
//
// Some 400 characters occur where UTF-8 is read in a single-byte encoding. They are of about twenty kinds, and there
// are sequences of two to six of them that hardly occur otherwise: "Ã©", "â€™", a lower-case letter before a currency
// sign. ftfy writes the sequences down as one regular expression. Here they are one deterministic automaton over
// classes of characters, made on first use: a character costs one look-up of its class and one of the next state.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "text/code_point_table.h"

namespace dsprep::ops::fix_encoding {

// Planes 4 to 16 have no letters, numbers, spaces or characters that compose: all of their characters are alike.
inline constexpr char32_t end_of_letters = 0x40000;

class Badness {
 public:
  static const Badness& get();

  using State = std::uint16_t;
  static constexpr State bad = 0;    // a sequence was found: stays so
  static constexpr State begin = 1;  // at the beginning of the text
  static constexpr State amid = 2;   // somewhere behind it, with nothing of a sequence seen
  // No sequence has more characters of ASCII, or of no kind of its own, in a row than this, at its beginning, within it
  // or at its end.
  static constexpr std::size_t most_quiet = 3;

  std::uint8_t class_of(char32_t c) const { return classes_[c]; }  // below class_count()
  std::size_t class_count() const { return class_count_; }
  State next(State state, std::uint8_t char_class) const { return transitions_[state * class_count_ + char_class]; }

  bool is_bad(std::u32string_view text) const;

 private:
  explicit Badness(std::size_t class_count, const std::vector<std::uint8_t>& classes, std::vector<State> transitions);
  static Badness make();

  std::size_t class_count_;
  text::CodePointTable classes_;
  std::vector<State> transitions_;
};

}  // namespace dsprep::ops::fix_encoding
