#include "ops/clean/language/kept_languages.h"

#include <string_view>

#include "base/spell.h"

namespace dsprep::ops::language {
namespace {

bool matches(std::string_view wanted, std::string_view label) {
  if (wanted == "zh-Hans" && label == "zh") return true;
  if (label.substr(0, wanted.size()) != wanted) return false;
  return label.size() == wanted.size() || label[wanted.size()] == '-' || label[wanted.size()] == '_';
}

}  // namespace

Result<std::vector<bool>> kept_languages(const std::vector<std::string>& keep, const models::LanguageModel& model) {
  if (keep.empty()) return std::vector<bool>();
  std::vector<bool> kept(model.labels().size(), false);
  for (const std::string& wanted : keep) {
    bool found = false;
    for (std::size_t i = 0; i < kept.size(); ++i) {
      if (!matches(wanted, model.labels()[i])) continue;
      kept[i] = found = true;
    }
    if (!found)
      return usage_error("keep: \"" + wanted + "\" is no language the model knows" +
                         base::did_you_mean(wanted, model.labels()) +
                         "; languages are named by their codes, such as en, zh, pt");
  }
  return kept;
}

}  // namespace dsprep::ops::language
