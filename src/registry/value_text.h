// How parameters are written for people: shared by the pages of this room.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dsprep/op_spec.h"

namespace dsprep::registry {

std::string toml_string(std::string_view text);     // quoted, escaped
std::string range_text(const ParamHints& hints);    // "0 to 1", "at least 1", "" where there is no bound
std::string choices_text(const ParamHints& hints);  // "a, b, c", "" where there are none
// What the variants of an op set: a row per parameter ("min_words", "50", "50", "off"), behind a row of the variants'
// names
// (""), each in the order of the op's description. Empty where there are none.
std::vector<std::vector<std::string>> variant_table(const OpSpec& op);
// "at least 50 (min_words)", "off unless max_words is set": what a rule asks of its metric, by default.
std::string limit_text(const RuleInfo& rule, const std::vector<ParamInfo>& params);

}  // namespace dsprep::registry
