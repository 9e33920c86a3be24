// WindowTokens: a text as the tokens (words, characters or bytes) of which repeated stretches are made, the blocks of
// its windows, and which bytes a stretch of tokens is.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "base/hash128.h"
#include "dsprep/text_view.h"
#include "ops/clean/dedup_substring/window_blocks.h"

namespace dsprep::ops::dedup_substring {

enum class TokenUnit : std::uint8_t { words, characters, bytes };

// Of one text at a time: what it was read from must outlive its use. Not thread-safe; keeps its memory.
class WindowTokens {
 public:
  // REQUIRES length >= 1, the tokens in a window. `words` is for TokenUnit::words.
  WindowTokens(TokenUnit unit, WordModel words, std::size_t length);

  void read(const TextView& view);
  std::size_t size() const { return size_; }

  template <class Visit>
  void blocks(Visit visit) {  // see WindowBlocks
    switch (unit_) {
      case TokenUnit::words:
        return blocks_.find(
            size_, [&](std::size_t i) { return hashes_[i]; }, visit);
      case TokenUnit::characters:
        return blocks_.find(
            size_, [&](std::size_t i) { return base::mix(characters_[i], 2); }, visit);
      case TokenUnit::bytes:
        return blocks_.find(
            size_, [&](std::size_t i) { return of_byte(text_[i]); }, visit);
    }
  }

  // Of tokens [begin, end): equal for equal tokens, whatever stands between words.
  base::Hash128 hash(std::size_t begin, std::size_t end) const;

  // The bytes of tokens [begin, end), shortened to whole characters and words: not cut before a mark, nor between two
  // letters or digits, unless one is an ideograph. May be empty. REQUIRES begin < end, and is quick where ranges come
  // in order.
  TextSpan bytes(std::size_t begin, std::size_t end);

 private:
  std::uint64_t of_byte(char byte) const { return of_byte_[static_cast<unsigned char>(byte)]; }
  std::size_t walk_to(std::size_t token);
  TextSpan whole_words(std::size_t begin, std::size_t end) const;
  bool is_border(std::size_t at) const;

  const TokenUnit unit_;
  const WordModel words_;
  WindowBlocks blocks_;
  std::string_view text_;
  std::size_t size_ = 0;
  std::span<const TextSpan> spans_;
  std::span<const std::uint64_t> hashes_;
  std::vector<std::uint32_t> characters_;
  std::array<std::uint64_t, 256> of_byte_;
  std::size_t at_token_ = 0, at_byte_ = 0;  // how far walk_to() has come
};

// A range of bytes that is to go, with the white space on one of its sides: the side with more line ends stays, so that
// paragraphs stay apart, and words do not run together.
TextSpan with_gap(std::string_view text, TextSpan range);

}  // namespace dsprep::ops::dedup_substring
