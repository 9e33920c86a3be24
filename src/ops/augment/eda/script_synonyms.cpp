#include "ops/augment/eda/script_synonyms.h"

#include <algorithm>
#include <optional>
#include <span>
#include <utility>

#include "base/ascii.h"

namespace dsprep::ops {
namespace {

using Substitution = std::pair<std::string_view, std::string_view>;
constexpr Substitution noun_endings[] = {{"s", ""},      {"ses", "s"},   {"ves", "f"},   {"xes", "x"}, {"zes", "z"},
                                         {"ches", "ch"}, {"shes", "sh"}, {"men", "man"}, {"ies", "y"}};
constexpr Substitution verb_endings[] = {{"s", ""},   {"ies", "y"}, {"es", "e"},  {"es", ""},
                                         {"ed", "e"}, {"ed", ""},   {"ing", "e"}, {"ing", ""}};
constexpr Substitution adjective_endings[] = {{"er", ""}, {"est", ""}, {"er", "e"}, {"est", "e"}};

std::span<const Substitution> endings_of(std::size_t part) {
  switch (static_cast<thesauri::PartOfSpeech>(part)) {
    case thesauri::PartOfSpeech::noun: return noun_endings;
    case thesauri::PartOfSpeech::verb: return verb_endings;
    case thesauri::PartOfSpeech::adjective: return adjective_endings;
    case thesauri::PartOfSpeech::adverb: break;
  }
  return {};
}

// A lemma's name as the script has it.
std::string cleaned(std::string_view name) {
  std::string clean;
  for (const char c : name) {
    const char low = base::ascii_lower(c);
    if (low >= 'a' && low <= 'z') clean.push_back(low);
    else if (c == ' ' || c == '_' || c == '-') clean.push_back(' ');
  }
  return clean;
}

}  // namespace

Result<std::shared_ptr<const ScriptSynonyms>> ScriptSynonyms::make(
    std::shared_ptr<const thesauri::WordNetFiles> files) {
  auto made = std::make_shared<ScriptSynonyms>();
  for (std::size_t part = 0; part < made->parts_.size(); ++part) {
    thesauri::ThesaurusBuilder builder(files);
    builder.keep_all_words();
    DSPREP_CHECK(thesauri::read_wordnet_part(*files, static_cast<thesauri::PartOfSpeech>(part), builder));
    made->parts_[part] = builder.finish();
    std::string_view rest = files->exceptions[part]->bytes;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      std::string_view line = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      std::vector<std::string_view>* lemmas = nullptr;
      while (!line.empty()) {
        const std::size_t space = std::min(line.find(' '), line.size());
        const std::string_view word = line.substr(0, space);
        line.remove_prefix(std::min(space + 1, line.size()));
        if (lemmas == nullptr) lemmas = &made->exceptions_[part][word];
        else if (!word.empty()) lemmas->push_back(word);
      }
    }
  }
  made->files_ = std::move(files);
  return std::shared_ptr<const ScriptSynonyms>(std::move(made));
}

void ScriptSynonyms::find(std::string_view word, std::vector<std::string>& out) const {
  out.clear();
  std::string form;
  for (std::size_t part = 0; part < parts_.size(); ++part) {
    const auto add = [&](std::string_view lemma) {
      const auto synonyms = parts_[part]->entry(lemma);
      if (!synonyms) return;
      out.emplace_back(lemma);  // its synsets name it, too
      for (const std::string_view synonym : *synonyms) out.push_back(cleaned(synonym));
    };
    add(word);
    if (const auto listed = exceptions_[part].find(word); listed != exceptions_[part].end()) {
      for (const std::string_view lemma : listed->second) add(lemma);
      continue;
    }
    for (const auto& [ending, instead] : endings_of(part)) {
      if (!word.ends_with(ending)) continue;
      form.assign(word.substr(0, word.size() - ending.size())).append(instead);
      add(form);
    }
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  out.erase(std::remove(out.begin(), out.end(), word), out.end());
}

const std::vector<std::string>& RememberedSynonyms::of(const ScriptSynonyms& synonyms, const std::string& word) {
  constexpr std::size_t most = 100'000;
  if (known_.size() > most) known_.clear();
  const auto [known, fresh] = known_.try_emplace(word);
  if (fresh) synonyms.find(word, known->second);
  return known->second;
}

}  // namespace dsprep::ops
