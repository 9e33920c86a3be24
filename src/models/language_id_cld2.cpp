// CLD2 behind LanguageModel.
#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "models/cld2_detect.h"
#include "models/cld2_internals.h"
#include "models/cld2_tables.h"
#include "models/language_id.h"
#include "port/allocator.h"
#include "text/utf8.h"

namespace dsprep::models {
namespace {

constexpr std::size_t longest = std::size_t{1} << 30;  // CLD2 counts in int

// CLD2's code as BCP 47. It has names for what is no language (pig latin, ENGLISH upside down), and numbers for gaps in
// its table.
std::string bcp47(std::string_view code) {
  static constexpr std::pair<std::string_view, std::string_view> other_names[] = {
      {"iw", "he"},   {"jw", "jv"},   {"mo", "ro"},   {"un", "und"},      {"xxx", "und"},    {"zzb", "und"},
      {"zze", "und"}, {"zzh", "und"}, {"zzp", "und"}, {"xx-Qaai", "und"}, {"xx-Zyyy", "und"}};
  for (const auto& [theirs, ours] : other_names)
    if (code == theirs) return std::string(ours);
  if (code.empty() || (code[0] >= '0' && code[0] <= '9')) return "und";
  if (code.substr(0, 3) == "xx-") return "und-" + std::string(code.substr(3));  // only the script is known
  return std::string(code);
}

class Cld2Detector final : public LanguageDetector {
 public:
  Cld2Detector(const CLD2::ScoringTables& tables, const std::vector<std::uint32_t>& labels)
      : labels_(labels), detect_(tables) {}

  const LanguageAnswer& detect(std::string_view text) override {
    if (text.size() > longest) {
      std::size_t end = longest;
      while (text::is_continuation(text[end])) --end;
      text = text.substr(0, end);
    }
    const Cld2Summary summary = detect_(text);
    answer_.count = 0;
    for (int i = 0; i < 3; ++i) {
      const auto language = static_cast<std::size_t>(summary.languages[i]);
      const std::uint32_t label = language < labels_.size() ? labels_[language] : 0;
      if (label == 0 || summary.percents[i] <= 0) continue;
      answer_.guesses[answer_.count++] = {label, std::min(summary.percents[i], 100) / 100.0};
    }
    if (answer_.count == 0) answer_.guesses[answer_.count++] = {0, 0};
    answer_.reliable = summary.reliable && answer_.guesses[0].label != 0;
    return answer_;
  }

 private:
  const std::vector<std::uint32_t>& labels_;  // by CLD2::Language
  Cld2Detect detect_;
  LanguageAnswer answer_;
};

class Cld2Model final : public LanguageModel {
 public:
  explicit Cld2Model(const CLD2::ScoringTables& tables) : tables_(tables) {
    labels_ = {"und"};
    std::map<std::string, std::uint32_t> known = {{"und", 0}};
    for (int i = 0; i < CLD2::NUM_LANGUAGES; ++i) {
      std::string label = bcp47(CLD2::LanguageCode(static_cast<CLD2::Language>(i)));
      const auto [place, fresh] = known.try_emplace(std::move(label), static_cast<std::uint32_t>(labels_.size()));
      if (fresh) labels_.push_back(place->first);
      by_language_.push_back(place->second);
    }
  }
  std::unique_ptr<LanguageDetector> detector() const override {
    return std::make_unique<Cld2Detector>(tables_, by_language_);
  }

 private:
  const CLD2::ScoringTables& tables_;
  std::vector<std::uint32_t> by_language_;
};

}  // namespace

Result<std::unique_ptr<LanguageModel>> cld2_language_model(Cld2Tables tables) {
  DSPREP_TRY(const CLD2::ScoringTables* const scored_by, cld2_tables(tables));
  port::keep_freed_memory();
  return std::make_unique<Cld2Model>(*scored_by);
}

}  // namespace dsprep::models
