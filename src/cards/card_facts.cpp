#include "cards/card_facts.h"

#include <algorithm>
#include <numeric>
#include <utility>
#include <variant>

#include "report/utf8.h"

namespace dsprep::cards {
namespace {

std::string split_name(const std::string& part) {
  std::string name = part.empty() ? "train" : part;
  std::replace(name.begin(), name.end(), '-', '_');
  if (name == "all") name += '_';  // which means all splits there
  return name;
}

void add_once(std::vector<std::string>& list, const std::string& one) {
  if (std::find(list.begin(), list.end(), one) == list.end()) list.push_back(one);
}

// Of the last step that judges whole records by their language: what it kept. Under --audit it drops nothing.
std::vector<std::string> kept_languages(const pipeline::Pipeline& pipeline, const pipeline::RunResult& result) {
  std::vector<std::string> languages;
  if (result.audit) return languages;
  for (const pipeline::Step& step : pipeline.steps) {
    if (!step.spec || step.spec->name != "language") continue;
    for (const auto& [name, value] : step.values) {
      const ParamList* const list = name == "keep" ? std::get_if<ParamList>(&value) : nullptr;
      if (!list || list->empty()) continue;
      languages.clear();
      for (const ParamValue& one : *list)
        if (const auto* text = std::get_if<std::string>(&one)) add_once(languages, *text);
    }
  }
  return languages;
}

// A program of the user's may write anything, and derived records may be in any language.
bool may_translate(const pipeline::Pipeline& pipeline) {
  return pipeline.derives() ||
         std::any_of(pipeline.steps.begin(), pipeline.steps.end(),
                     [](const pipeline::Step& step) { return step.spec && step.spec->name == "external"; });
}

}  // namespace

// Numbers have five digits, and more only where there are so many files (io/shard_sink.h).
std::string Split::pattern() const {
  if (part.empty()) return "data/part-[0-9]*";
  constexpr std::uint64_t most_of_five_digits = 100'000;
  const std::string number = "-[0-9][0-9][0-9][0-9][0-9]";
  return "data/" + part + number + (files > most_of_five_digits ? "*" : "") + "-of-*";
}

std::uint64_t CardFacts::records() const {
  return std::accumulate(splits.begin(), splits.end(), std::uint64_t{0},
                         [](std::uint64_t n, const Split& split) { return n + split.records; });
}

std::uint64_t CardFacts::bytes() const {
  return std::accumulate(splits.begin(), splits.end(), std::uint64_t{0},
                         [](std::uint64_t n, const Split& split) { return n + split.bytes; });
}

CardFacts card_facts(const pipeline::Pipeline& pipeline, const pipeline::RunResult& result, OutputTypes types,
                     const Inherited& parents, std::string version) {
  CardFacts facts;
  facts.version = std::move(version);
  facts.types = std::move(types);
  facts.types.features = report::valid_utf8(facts.types.features);
  for (const pipeline::OutputFile& file : result.outputs) {
    if (file.kind != pipeline::OutputFile::Kind::data) continue;
    auto split =
        std::find_if(facts.splits.begin(), facts.splits.end(), [&](const Split& s) { return s.part == file.part; });
    if (split == facts.splits.end()) split = facts.splits.insert(split, Split{split_name(file.part), file.part});
    ++split->files;
    split->records += file.records;
    split->bytes += file.bytes;
    if (facts.first_file.empty() && file.records > 0) facts.first_file = file.path;
  }
  facts.languages = kept_languages(pipeline, result);
  if (facts.languages.empty() && pipeline.spec.sources.empty() && !may_translate(pipeline))
    facts.languages = parents.languages;
  facts.all_licensed = !pipeline.sources.empty();
  for (const SourceInfo& source : pipeline.sources) {
    facts.all_licensed &= !source.licence.empty();
    if (!source.licence.empty()) add_once(facts.licences, source.licence);
  }
  if (pipeline.spec.sources.empty() && !parents.licences.empty()) {
    facts.licences = parents.licences;
    facts.all_licensed = true;
  }
  return facts;
}

}  // namespace dsprep::cards
