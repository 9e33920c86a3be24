// kept_languages: which of a model's labels a list of languages means.
#pragma once

#include <string>
#include <vector>

#include "dsprep/result.h"
#include "models/language_id.h"

namespace dsprep::ops::language {

// By label; empty where `keep` is, which keeps all. "zh" means zh and zh-Hant too, as a language range does (RFC 4647);
// "zh-Hans" means what has no script of its own as well.
Result<std::vector<bool>> kept_languages(const std::vector<std::string>& keep, const models::LanguageModel& model);

}  // namespace dsprep::ops::language
