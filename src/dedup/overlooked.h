// Overlooked: what simplify() takes no notice of though it may be all that tells two texts apart: numbers (12 + 34, 99
// + 71), signs (C++, C#, x > 0, 😀) and marks on letters (かき, がぎ; ปิด, ปัด; mā, mǎ). Case, spacing, and what parts
// sentences or encloses words stay overlooked.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dsprep::dedup {

// Of one text at a time; keeps its memory. Not thread-safe.
class Overlooked {
 public:
  // REQUIRES valid UTF-8.
  void read(std::string_view text);

  // Words, numbers, signs: of what is written without spaces, each letter is a word.
  std::uint64_t tokens() const { return tokens_; }
  // A hash for each number, sign and marked letter, with the token before it (and its word up to there): ascending,
  // each once.
  std::span<const std::uint64_t> hashes() const { return hashes_; }
  // Of all tokens in a row. 0 where there is none.
  std::uint64_t written() const { return written_; }

 private:
  enum class Run : std::uint8_t { none, word, number, sign };
  void start(Run run);
  void add(char32_t c);
  void close();
  void add_mark(char32_t c);

  std::string lower_, decomposed_;
  std::vector<std::uint64_t> hashes_;
  std::uint64_t tokens_ = 0, written_ = 0;
  Run run_ = Run::none;
  std::uint64_t token_ = 0, bare_ = 0;  // of the run: all of it, and without marks
  std::uint64_t before_ = 0;            // the token before, without marks
};

}  // namespace dsprep::dedup
