// Which thesaurus a step works with: parameters, and the files behind them.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dsprep/binder.h"
#include "dsprep/params.h"
#include "dsprep/record.h"
#include "dsprep/result.h"
#include "thesauri/thesaurus.h"
#include "thesauri/wordnet.h"

namespace dsprep::thesauri {

// The parameters of an op that looks words up.
struct ThesaurusParams {
  std::string language = "en";
  std::optional<std::string> language_field;
  std::vector<std::string> languages;
  std::optional<std::string> thesaurus;
  std::string kind = "auto";
  std::string part_of_speech = "agree";
  std::vector<std::string> parts_of_speech = {"noun", "verb", "adjective", "adverb"};
  std::int64_t senses = 2;
  std::optional<std::string> frequencies;
  std::int64_t min_frequency = 100;
  std::string script = "simplified";
  void fields(ParamFields& f);
};

// The thesauri of one step, by language. Immutable.
class Thesauri {
 public:
  // For the texts of a record. Null where its language has none here.
  const Thesaurus* of(const Record& record) const;

 private:
  friend Result<Thesauri> open_thesauri(const ThesaurusParams&, std::span<const std::string_view>, Binder&);
  std::optional<Field> language_;
  std::vector<std::pair<std::string, std::shared_ptr<const Thesaurus>>> by_language_;  // the first: the default
};

// The files of the WordNet that the parameters name, or of Debian's.
Result<std::shared_ptr<const WordNetFiles>> open_wordnet_files(const ThesaurusParams& params, Binder& binder);

// Reads them. `stop_words`: of English, which get no synonyms; other languages go by dsprep's stop word lists.
Result<Thesauri> open_thesauri(const ThesaurusParams& params, std::span<const std::string_view> stop_words,
                               Binder& binder);

}  // namespace dsprep::thesauri
