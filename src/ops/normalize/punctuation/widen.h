// Widener: ASCII and half-width punctuation of a Chinese or Japanese line as the full-width marks that belong there.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "dsprep/text_draft.h"

namespace dsprep::ops::punctuation {

// Scratch of one worker. Begins with each text; its lines come from left to right.
class Widener {
 public:
  void start() { closers_.clear(); }
  // Rewrites the mark at text[at], of a line that ends at `line_end`, where it is to be wide; else keeps it. Returns
  // the place behind it.
  std::size_t rewrite(std::string_view text, std::size_t at, std::size_t line_end, TextDraft& draft);

 private:
  // Where the bracket that is opened before `at` is closed; line_end where it is not, or too far away.
  static std::size_t closer_of(std::string_view text, std::size_t at, std::size_t line_end);

  std::vector<std::size_t> closers_;  // closing brackets whose opening one is wide: where they stand
};

}  // namespace dsprep::ops::punctuation
