// SignalText: everything about a text that its signals are computed from.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/text_view.h"
#include "text/interner.h"

namespace dsprep::ops::signals {

// Owned by one worker; storage is kept from text to text.
class SignalText {
 public:
  // What is read beyond lines and normalised words.
  struct Needs {
    bool raw_words = false, word_numbers = false;
  };
  struct Line {
    TextSpan raw;              // with its LF
    TextSpan normal;           // in normal
    std::uint64_t begin, end;  // in code points
  };
  struct Word {
    TextSpan span;  // in normal
    std::uint32_t chars;
  };

  explicit SignalText(Needs needs) : needs_(needs) {}

  void read(std::string_view bytes);

  std::string_view text;
  std::uint64_t length = 0;            // of the text, in code points
  std::vector<Line> lines;             // parted by LF
  std::string normal;                  // the text, normalised
  std::vector<Word> words;             // of normal
  std::uint64_t word_chars = 0;        // of words, in code points
  text::Interner distinct;             // words of normal
  std::vector<std::uint32_t> numbers;  // of words in distinct
  std::vector<TextSpan> raw_words;     // of text

 private:
  void split_normal_words();

  const Needs needs_;
  std::string normal_line_, scratch_;
};

}  // namespace dsprep::ops::signals
