// What eda_nlp's code/eda.py makes of a sentence.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/rng.h"
#include "ops/augment/eda/script_synonyms.h"

namespace dsprep::ops {

enum class EdaEdit : std::uint8_t { replace, insert, swap, remove };  // SR, RI, RS, RD

// get_only_chars(): a-z and single spaces are left, none of them in front. Replaces `out`.
void clean_as_script(std::string_view text, std::string& out);

// Owned by one worker.
class EdaScript {
 public:
  // Takes a sentence up; the number of its words. It is kept until the next call.
  std::size_t start(std::string_view text);
  // Replaces `out` by a sentence with one of the four edits at `rate`. REQUIRES at least one word.
  void edit(EdaEdit edit, double rate, const ScriptSynonyms& synonyms, base::Rng& rng, std::string& out);

 private:
  void replace(std::uint64_t times, const ScriptSynonyms& synonyms, base::Rng& rng);
  void insert(std::uint64_t times, const ScriptSynonyms& synonyms, base::Rng& rng);
  void remove(double rate, base::Rng& rng);

  std::uint32_t add(std::string_view word);

  std::string clean_, joined_;
  std::vector<std::string> pool_;     // the sentence's words, then what takes their place
  std::size_t words_ = 0, used_ = 0;  // of pool_
  std::vector<std::uint32_t> now_;    // numbers in pool_
  std::vector<std::uint32_t> sorted_, order_;
  std::vector<std::vector<std::uint32_t>> places_;  // of each distinct word
  RememberedSynonyms remembered_;
};

}  // namespace dsprep::ops
