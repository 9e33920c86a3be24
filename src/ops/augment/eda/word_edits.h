// The four edits of EDA on the words of a text, in place.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/rng.h"
#include "dsprep/augmenter.h"
#include "ops/augment/eda/script.h"
#include "thesauri/insertions.h"
#include "thesauri/sites.h"

namespace dsprep::ops {

// Owned by one worker.
class WordEdits {
 public:
  // Takes the texts of a record up. False where nothing in them may be changed.
  bool look(CopyTexts& texts, const thesauri::Thesaurus& thesaurus);
  // One edit of text i. Where it has nothing for it, the draft stays as it is.
  void edit(EdaEdit edit, double rate, const CopyTexts& texts, std::size_t i, base::Rng& rng, TextDraft& draft);

 private:
  void replace(std::uint64_t times, std::string_view text, std::size_t i, base::Rng& rng, TextDraft& draft);
  void swap(std::uint64_t times, std::string_view text, std::size_t i, base::Rng& rng, TextDraft& draft);
  void remove(double rate, std::string_view text, std::size_t i, base::Rng& rng, TextDraft& draft);

  thesauri::Sites sites_;
  thesauri::Insertions insertions_;
  std::vector<std::uint32_t> sorted_, kinds_, order_;  // words; where each distinct one begins in sorted_; drawn order
  std::vector<std::uint32_t> chosen_;                  // by word: its synonym's number + 1; 0: stays
  std::vector<std::uint8_t> gone_;
  std::string cased_;
};

}  // namespace dsprep::ops
