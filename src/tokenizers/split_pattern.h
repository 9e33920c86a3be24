// SplitPattern: the regular expressions by which a tokenizer.json cuts text, as the engines behind `tokenizers` and
// `tiktoken` understand them: the first alternative that matches counts, with lookahead and possessive quantifiers,
// which RE2 has not. A small backtracking engine for a small language: what it does not know is refused when the
// pattern is read. The published patterns have faster ways (published_splits.h).
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "dsprep/result.h"
#include "dsprep/text_view.h"

namespace dsprep::tokenizers {

struct SplitProgram;

// Immutable once made; thread-safe. Repeats are of one character each, so that the stack is as deep as the pattern is
// long. A repeat that gives back characters one by one makes long texts quadratic at worst, as in the engines it
// follows.
class SplitPattern {
 public:
  enum class Dialect : std::uint8_t {
    oniguruma,  // tokenizer.json: $ and ^ are of lines there and are refused, and so is {2,3}+, which is not possessive
    rust,       // tiktoken: $ is the end of the text
  };
  // An error names the construct that is not known.
  static Result<SplitPattern> make(std::string_view expression, Dialect dialect);
  // The same for a literal text.
  static SplitPattern literal(std::string_view text);

  // Calls found(begin, end) for each match, from left to right; empty matches are passed over. REQUIRES valid UTF-8.
  template <class Found>
  void find(std::string_view text, Found found) const {
    std::size_t begin = 0, end = 0;
    while (next(text, end, begin, end)) found(begin, end);
  }

 private:
  // The first match at or behind `from`.
  bool next(std::string_view text, std::size_t from, std::size_t& begin, std::size_t& end) const;

  std::shared_ptr<const SplitProgram> program_;
};

}  // namespace dsprep::tokenizers
