// get_synonyms() of eda_nlp's code/eda.py on NLTK's WordNet corpus reader.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "dsprep/result.h"
#include "thesauri/thesaurus.h"
#include "thesauri/wordnet.h"

namespace dsprep::ops {

// Immutable; shared by all workers.
class ScriptSynonyms {
 public:
  static Result<std::shared_ptr<const ScriptSynonyms>> make(std::shared_ptr<const thesauri::WordNetFiles> files);

  // Replaces `out`: the words of all synsets of all parts of speech of the word and what NLTK's morphy() makes of it,
  // in lower case, `_` and `-` as spaces, without what is neither a-z nor a space; sorted, each once, without the word
  // itself. "" may be one of them ("one" has the synonym "1"). The script keeps them in a set, whose order changes from
  // run to run.
  void find(std::string_view word, std::vector<std::string>& out) const;

 private:
  std::array<std::shared_ptr<const thesauri::Thesaurus>, 4> parts_;
  std::array<std::unordered_map<std::string_view, std::vector<std::string_view>>, 4> exceptions_;  // form: lemmas
  std::shared_ptr<const thesauri::WordNetFiles> files_;
};

// The same with a memory. Owned by one worker.
class RememberedSynonyms {
 public:
  const std::vector<std::string>& of(const ScriptSynonyms& synonyms, const std::string& word);

 private:
  std::unordered_map<std::string, std::vector<std::string>> known_;
};

}  // namespace dsprep::ops
