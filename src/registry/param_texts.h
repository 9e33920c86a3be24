// Parameters as the pages of this room show them: ops and formats alike.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dsprep/params.h"

namespace dsprep::registry {

void write_param(std::string& out, const ParamInfo& info, std::size_t indent);  // for a terminal

inline constexpr std::string_view param_table_head =
    "| name | type | default | range | meaning |\n|---|---|---|---|---|\n";
void write_param_rows(std::string& out, const std::vector<ParamInfo>& params, const std::string& prefix);
// A fenced block of Markdown, whose fence is longer than any run of backticks inside.
void write_block(std::string& out, std::string_view language, std::string_view text);

}  // namespace dsprep::registry
