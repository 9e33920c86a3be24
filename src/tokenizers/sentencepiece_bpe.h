// SentencePieceBpe: pairs of pieces by what they spell together, the best score first. A character that is no piece may
// still be part of one, so it has a symbol of its own, numbered behind the pieces.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "text/utf8.h"
#include "tokenizers/bpe_merger.h"
#include "tokenizers/pair_table.h"
#include "tokenizers/sentencepiece_normalizer.h"
#include "tokenizers/sentencepiece_proto.h"
#include "tokenizers/vocabulary.h"
#include "tokenizers/word_cache.h"

namespace dsprep::tokenizers {

// Immutable once made; thread-safe.
class SentencePieceBpe {
 public:
  SentencePieceBpe() = default;
  SentencePieceBpe(const SentencePieceProto& model, const Vocabulary& names);

  class Lane {
   public:
    explicit Lane(const SentencePieceBpe& bpe) : bpe_(bpe), merger_(bpe.pairs_) {}
    // Calls found(symbol, bytes) for each piece of `text`, which is normalized.
    template <class Found>
    void encode(std::string_view text, const SentencePieceNormalizer& normalizer, Found found) {
      for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t size = normalizer.symbol(text.substr(begin));
        if (size > 0) {  // a user's symbol is joined with nothing
          found(*bpe_.symbols_.find(text.substr(begin, size)), text.substr(begin, size));
          begin += size;
          continue;
        }
        const std::size_t end = word_end(text, begin, normalizer);
        encode_word(text.substr(begin, end - begin), found);
        begin = end;
      }
    }

   private:
    // Where a stretch ends that nothing is joined across: at a user's symbol; where no piece goes on with ▁, at the
    // next one behind another character.
    std::size_t word_end(std::string_view text, std::size_t begin, const SentencePieceNormalizer& normalizer) const;

    template <class Found>
    void encode_word(std::string_view word, Found& found) {
      parts_.clear();
      const bool small = word.size() <= WordCache::longest_word;
      const std::uint64_t hash = small ? base::hash64(word) : 0;
      if (!small || !cache_.find(word, hash, parts_)) {
        for (std::size_t i = 0; i < word.size();) {
          const std::string_view character = word.substr(i, text::char_length(word[i]));
          parts_.push_back(bpe_.symbols_.find(character).value_or(bpe_.stranger_));
          i += character.size();
        }
        merger_.merge(parts_);
        if (small) cache_.remember(word, hash, parts_);
      }
      std::size_t at = 0;
      for (const std::uint32_t part : parts_) {
        const std::size_t size = part == bpe_.stranger_ ? text::char_length(word[at]) : bpe_.sizes_[part];
        found(part, word.substr(at, size));
        at += size;
      }
    }

    const SentencePieceBpe& bpe_;
    BpeMerger merger_;
    WordCache cache_;
    std::vector<std::uint32_t> parts_;
  };

 private:
  Vocabulary symbols_;                // pieces, and characters that are parts of pieces
  std::vector<std::uint32_t> sizes_;  // bytes of each
  std::uint32_t stranger_ = 0;        // the symbol of all other characters
  PairTable pairs_{0};
  bool cuts_at_space_ = false;
};

}  // namespace dsprep::tokenizers
