// ChineseConversion: between the variants of written Chinese, as OpenCC converts, with its dictionaries.
//
// OpenCC cuts a text at the phrases of one dictionary (the longest from the left; what lies between two phrases is one
// piece), and sends each piece through a chain of conversions, each of which replaces from the left the longest phrase
// of its dictionaries. Here the dictionaries come from OpenCC's library, once, and the rest is done by this file: what
// a phrase of the first dictionary becomes in the end is worked out beforehand, and characters that no dictionary knows
// are passed over.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/result.h"
#include "dsprep/text_draft.h"
#include "models/phrase_trie.h"

namespace dsprep::models {

// Immutable, thread-safe.
class ChineseConversion {
 public:
  // REQUIRES the name of one of OpenCC's configurations: "s2t". An error where its data is not installed.
  static Result<std::shared_ptr<const ChineseConversion>> load(std::string_view name);

  // What a worker needs to itself.
  struct Scratch {
    std::string from, to;
  };
  // Replaces in a draft, in which nothing was replaced, what the conversion changes. REQUIRES valid UTF-8.
  void convert(std::string_view text, TextDraft& draft, Scratch& scratch) const;

  // Whether the same may be done on a text as JSON spells it, with none but the shortest escapes.
  bool spares_escapes() const { return spares_escapes_; }

 private:
  struct Dictionaries;
  explicit ChineseConversion(const Dictionaries& dictionaries);

  void convert_piece(std::string_view text, std::size_t begin, std::size_t end, TextDraft& draft,
                     Scratch& scratch) const;
  void through_chain(std::string_view piece, Scratch& scratch) const;
  std::uint8_t facts_of(char32_t c) const { return c < facts_.size() ? facts_[c] : 0; }

  std::unique_ptr<const PhraseTrie> cuts_;  // what each phrase at which texts are cut becomes in the end
  std::vector<PhraseTrie> chain_;
  std::vector<std::uint8_t> facts_;  // by code point
  bool spares_escapes_ = true;
};

}  // namespace dsprep::models
