// Byte pair encoding (Sennrich et al. 2016): a word's parts are joined, the pair of the lowest rank first, the leftmost
// of equal ones.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "dsprep/result.h"
#include "tokenizers/model.h"
#include "tokenizers/pair_table.h"
#include "tokenizers/vocabulary.h"

namespace dsprep::tokenizers {

// What a file says. Words are bytes (byte-level: tokens are spelled in byte_characters.h, or are bytes themselves), or
// characters.
struct BpeTables {
  Vocabulary vocabulary;  // of a byte-level model: by bytes
  PairTable pairs{0};
  bool bytes = false;
  std::string prefix, suffix;  // of parts that do not begin a word, of the part that ends it; of characters only
  std::optional<std::uint32_t> unknown;  // none: what has no token is left out
  bool fuse_unknown = false;             // several in a row are one
  bool byte_fallback = false;  // a character without a token becomes the tokens <0x…> of its bytes, where all are there
  bool whole_words = false;    // a word that is a token is that token, whatever the pairs say (ignore_merges)
};

std::unique_ptr<Model> make_bpe(BpeTables tables);

}  // namespace dsprep::tokenizers
