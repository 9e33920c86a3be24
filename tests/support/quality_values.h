// The values of all rules of an op on a text, and fixtures that hold what other tools gave.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dsprep::test {

// By rule; nothing where there was nothing to measure (null). REQUIRES params with which the text is kept.
using RuleValues = std::map<std::string, std::optional<double>>;
RuleValues measure_rules(std::string_view op, std::string_view params, std::string_view text);

// tests/parity/quality_fixtures.jsonl, which tests/parity/quality.py writes: texts, and by tool the values that it gave or
// confirmed, by "op.rule".
struct ToolFixture {
  std::string text;
  std::map<std::string, RuleValues> tools;
};
std::vector<ToolFixture> quality_fixtures();

}  // namespace dsprep::test
