// Parameters as words of a command line: `min_words=30,keep=en,de,mode="a,b"` → typed values.
//
// Commas separate; a piece that does not start with `known_param=` continues the value before it as a list. A value
// that starts with a quote or a bracket and closes it is a TOML value, commas inside included; other values are bare
// words, taken as the parameter's type has it. What does not fit the type stays text: pipeline::check_params refuses it
// with the same words as in a config.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dsprep/op_spec.h"
#include "dsprep/pipeline.h"
#include "dsprep/result.h"
#include "pipeline/pipeline.h"

namespace dsprep::cli {

// "a=1,2" → settings of what is described, in the order written. `where` leads messages ("--gopher-quality").
Result<std::vector<ParamSetting>> parse_settings(const pipeline::Described& what, std::string_view text,
                                                 const Location& where);
Result<std::vector<ParamSetting>> parse_settings(const OpSpec& op, std::string_view text, const Location& where);

// The whole text as the value of one parameter: "en,de" for a list, "a,b" as it stands for a text.
ParamValue parse_param(const ParamInfo& info, std::string_view text);

}  // namespace dsprep::cli
