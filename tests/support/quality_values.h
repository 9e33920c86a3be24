// The values of all rules of an op on a text, and fixtures that hold what other tools gave.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dsprep::test {

// By rule; nothing where there was nothing to measure (null). REQUIRES params with which the text is kept.
using RuleValues = std::map<std::string, std::optional<double>>;
RuleValues measure_rules(std::string_view op, std::string_view params, std::string_view text);

// tests/parity/quality_fixtures.jsonl, which tests/parity/quality.py writes: texts, and by tool the values that it gave
// or confirmed, by "op.rule".
struct ToolFixture {
  std::string text;
  std::map<std::string, RuleValues> tools;
};
std::vector<ToolFixture> quality_fixtures();

// Requires of every fixture that measure(tool, text) gives for each rule of `op` what the tool gave, to 1e-9, and
// nothing where it gave nothing. Returns how many values were compared. Tools that say nothing of the op are not
// measured.
std::size_t compare_with_tools(std::string_view op,
                               const std::function<RuleValues(std::string_view tool, std::string_view text)>& measure);

}  // namespace dsprep::test
