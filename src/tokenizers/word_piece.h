// WordPiece and WordLevel: words by a list of tokens alone.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "tokenizers/model.h"
#include "tokenizers/vocabulary.h"

namespace dsprep::tokenizers {

struct WordPieceTables {
  Vocabulary vocabulary;
  std::uint32_t unknown = 0;
  std::string prefix = "##";         // of parts that do not begin a word
  std::uint64_t longest_word = 100;  // characters; a longer one is unknown
};

// From the left the longest token that fits, again and again; a word with a part for which there is none is unknown as
// a whole.
std::unique_ptr<Model> make_word_piece(WordPieceTables tables);

// A word is a token, or unknown; without a token for that it is an error.
std::unique_ptr<Model> make_word_level(Vocabulary vocabulary, std::optional<std::uint32_t> unknown);

}  // namespace dsprep::tokenizers
