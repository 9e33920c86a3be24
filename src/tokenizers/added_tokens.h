// AddedTokens: texts that are tokens wherever they stand, whatever the model would make of them: "<|endoftext|>",
// "[MASK]".
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tokenizers/byte_trie.h"

namespace dsprep::tokenizers {

struct AddedToken {
  std::string content;
  std::uint32_t id = 0;
  bool single_word = false;             // only where no letter or digit is beside it
  bool lstrip = false, rstrip = false;  // takes the white space on its left, on its right
  bool normalized = true;               // looked for in the text as normalized, and normalized itself
  bool special = false;
};

// Immutable once made; thread-safe.
class AddedTokens {
 public:
  AddedTokens() = default;
  explicit AddedTokens(std::vector<AddedToken> tokens);
  bool empty() const { return tokens_.empty(); }

  // Calls text(begin, end) and token(id) in turn, as they stand in `text`. Of those that begin at one place the longest
  // counts.
  template <class Text, class Token>
  void split(std::string_view text, Text piece, Token token) const {
    std::size_t start = 0;
    for (std::size_t i = 0; i < text.size();) {
      Found found;
      if (!find(text, i, found)) break;
      i = found.next;
      if (found.token == nullptr) continue;
      const std::size_t begin = found.begin < start ? start : found.begin;
      if (begin > start) piece(start, begin);
      token(found.token->id);
      start = found.end;
    }
    if (start < text.size()) piece(start, text.size());
  }

 private:
  struct Found {
    const AddedToken* token = nullptr;  // null: one that does not count here
    std::size_t begin = 0, end = 0, next = 0;
  };
  bool find(std::string_view text, std::size_t from, Found& found) const;
  bool may_begin(std::string_view text, std::size_t i) const {
    const auto first = static_cast<unsigned char>(text[i]);
    const unsigned second = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0u;
    return starts_[first] && (pairs_[first * 4 + second / 64] >> second % 64 & 1);
  }

  std::vector<AddedToken> tokens_;
  ByteTrie trie_;
  std::array<bool, 256> starts_{};
  std::vector<std::uint64_t> pairs_;  // of the first two bytes of a token
};

}  // namespace dsprep::tokenizers
