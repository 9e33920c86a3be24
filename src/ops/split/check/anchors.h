// Anchors: how a text that stands whole inside another is found: hashes of a few of its word windows, such that both
// texts choose the same ones.
//
// Minimizers (winnowing; Schleimer, Wilkerson, Aiken 2003): of every `window` neighbouring windows of `size` words the
// one with the smallest hash is chosen. Which one that is depends on nothing around them, so that a text of at least
// size + window - 1 words chooses inside another what it chooses alone.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/text_view.h"

namespace dsprep::ops::check {

// Of one text at a time; keeps its memory.
class Anchors {
 public:
  // min_words: the fewest words of a text that is to be found; at least 4.
  explicit Anchors(std::size_t min_words);

  // REQUIRES valid UTF-8 of less than 4 GiB.
  void read(std::string_view text);
  // A hash of each word (UAX-29, NFKC_Casefold), in order.
  std::span<const std::uint64_t> words() const { return words_; }
  // The minimizers of all windows, each once, ascending. The text is to be looked for in others by first(). Both are
  // empty for a text of fewer than min_words words.
  std::span<const std::uint64_t> chosen() const { return chosen_; }
  std::uint64_t first() const { return first_; }

 private:
  const std::size_t size_, window_;
  std::string folded_;
  std::vector<TextSpan> spans_;
  std::vector<std::uint64_t> words_, windows_, chosen_;
  std::uint64_t first_ = 0;
};

// Does `whole` stand in `text`, word for word?
bool holds(std::span<const std::uint64_t> text, std::span<const std::uint64_t> whole);

}  // namespace dsprep::ops::check
