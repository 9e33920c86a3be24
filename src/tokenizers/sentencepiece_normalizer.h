// What SentencePiece does to a text before it cuts it (Normalizer::Normalize): replacements, needless spaces, ▁ for
// spaces.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dsprep/result.h"
#include "tokenizers/byte_trie.h"
#include "tokenizers/charsmap.h"
#include "tokenizers/sentencepiece_proto.h"
#include "tokenizers/space_symbol.h"

namespace dsprep::tokenizers {

// Immutable; thread-safe.
class SentencePieceNormalizer {
 public:
  static Result<SentencePieceNormalizer> make(const SentencePieceProto& model);
  // Replaces `out`. REQUIRES valid UTF-8.
  void normalize(std::string_view text, std::string& out) const;
  // The length of the user-defined symbol that `text` begins with, or 0.
  std::size_t symbol(std::string_view text) const;

 private:
  // What stands for the beginning of `text`, and how many bytes of it that is.
  std::string_view prefix(std::string_view text, std::size_t& size) const;

  Charsmap map_;
  ByteTrie symbols_;
  bool has_symbols_ = false, suffix_ = false, dummy_prefix_ = true, remove_extra_ = true, escape_ = true;
};

}  // namespace dsprep::tokenizers
