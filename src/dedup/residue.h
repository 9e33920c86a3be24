// Residue: the tokens of a text that normalization (text/simplify.h) erases though they may be all that tells two texts
// apart: numbers (12 + 34, 99 + 71), signs (C++, C#, x > 0, 😀) and marks on letters (かき, がぎ; ปิด, ปัด; mā, mǎ).
// Case, spacing, and the punctuation that separates sentences or encloses words are no part of it.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dsprep::dedup {

// Of one text at a time; keeps its memory. Not thread-safe.
class Residue {
 public:
  // REQUIRES valid UTF-8.
  void read(std::string_view text);

  // Number of tokens of the whole text: words, numbers, signs. In scripts without spaces each letter is a word.
  std::uint64_t tokens() const { return tokens_; }
  // One hash for each number, sign and marked letter, made from it and the token before it (and its own word up to
  // there): ascending, without repetition.
  std::span<const std::uint64_t> hashes() const { return hashes_; }
  // A hash of all tokens of the text in order, those that normalization keeps included. 0 where there is no token.
  std::uint64_t sequence() const { return sequence_; }

 private:
  enum class Run : std::uint8_t { none, word, number, sign };
  void start(Run run);
  void add(char32_t c);
  void close();
  void add_mark(char32_t c);

  std::string lower_, decomposed_;
  std::vector<std::uint64_t> hashes_;
  std::uint64_t tokens_ = 0, sequence_ = 0;
  Run run_ = Run::none;
  std::uint64_t token_ = 0, bare_ = 0;  // hashes of the current token: all of it, and without marks
  std::uint64_t before_ = 0;            // the token before, without marks
};

}  // namespace dsprep::dedup
