// EDA's random insertion, in place: synonyms of words of a text, put in front of other words of it.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/rng.h"
#include "dsprep/text_draft.h"
#include "thesauri/sites.h"

namespace dsprep::thesauri {

// Owned by one worker.
class Insertions {
 public:
  // So many times: a word with a synonym is drawn, one of its synonyms, and the word that it is to stand in front of,
  // all with the same probability. REQUIRES a text that has a word with a synonym, where times > 0.
  void draw(const Sites& sites, std::size_t text, std::uint64_t times, base::Rng& rng);
  // Writes them into a draft that nothing has been replaced in, with a space behind each in front of a word of a script
  // that has spaces.
  void write(const Sites& sites, std::size_t text, TextDraft& draft);

 private:
  struct Insertion {
    std::uint32_t word;  // number of free_words()
    std::string_view synonym;
  };
  std::vector<Insertion> insertions_;
  std::string inserted_;
};

}  // namespace dsprep::thesauri
