// TOML → PipelineSpec, with file, line and column in every error. toml++ lives in config.cpp only.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/pipeline.h"
#include "dsprep/result.h"

namespace dsprep::config {

// What a config file may hold beside the pipeline: options of the command line by their long names ([run] table),
// for `dsprep run`. The command line wins.
struct Config {
  PipelineSpec pipeline;
  std::vector<ParamSetting> run;  // [run] output = "…", threads = 4, …
  bool has_text = false, has_id = false, has_seed = false;
};

// `name` stands in errors. Unknown tables and keys are refused with the nearest valid name. Op names, parameters and
// their types are checked later, by pipeline::compile, with the locations kept here. Relative paths stay as written.
Result<Config> parse(std::string_view toml, const std::string& name);

// One TOML value, as given on the command line: `30`, `"x"`, `["a"]`, `{ a = 1 }`, true. Nothing where it is not TOML.
std::optional<ParamValue> parse_value(std::string_view text);

}  // namespace dsprep::config
