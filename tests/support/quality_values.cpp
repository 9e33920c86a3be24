#include "support/quality_values.h"

#include <cmath>
#include <fstream>

#include "dsprep/value.h"
#include "support/catch.h"
#include "support/run_op.h"
#include "support/source_dir.h"

namespace dsprep::test {

RuleValues measure_rules(std::string_view op, std::string_view params, std::string_view text) {
  RunHow how;
  how.explain = true;
  const RunOp run = run_op(op, params, record(text), how);
  RuleValues values;
  if (!run.error.empty()) values["error: " + run.error] = 0;
  const Value trail = Value(std::string_view(run.output).substr(0, run.output.find('\n')))["_dsprep"]["trail"];
  for (Value::Elements step = trail.elements(); step.next();) {
    for (Value::Elements m = step.value()["measured"].elements(); m.next();)
      values[m.value()["rule"].text().value()] = m.value()["value"].number();
  }
  return values;
}

std::vector<ToolFixture> quality_fixtures() {
  std::vector<ToolFixture> fixtures;
  std::ifstream in(source_dir() + "/tests/parity/quality_fixtures.jsonl", std::ios::binary);
  std::map<std::string, std::vector<std::string>> rules;
  std::string line, scratch;
  std::getline(in, line);
  for (Value::Members tool = Value(line).members(); tool.next();)
    for (Value::Elements rule = tool.value().elements(); rule.next();)
      rules[std::string(tool.key(scratch))].push_back(rule.value().text().value());
  while (std::getline(in, line)) {
    ToolFixture& fixture = fixtures.emplace_back();
    const Value row(line);
    fixture.text = row["text"].text().value();
    for (const auto& [tool, names] : rules) {
      std::size_t at = 0;
      for (Value::Elements it = row[tool].elements(); it.next(); ++at)
        if (it.value().type() != FieldType::boolean) fixture.tools[tool][names.at(at)] = it.value().number();
    }
  }
  return fixtures;
}

std::size_t compare_with_tools(std::string_view op,
                               const std::function<RuleValues(std::string_view, std::string_view)>& measure) {
  const std::string prefix = std::string(op) + ".";
  std::size_t compared = 0;
  for (const ToolFixture& fixture : quality_fixtures()) {
    for (const auto& [tool, values] : fixture.tools) {
      INFO(tool << ": " << fixture.text);
      const auto first = values.lower_bound(prefix);
      if (first == values.end() || !first->first.starts_with(prefix)) continue;
      const RuleValues ours = measure(tool, fixture.text);
      for (auto it = first; it != values.end() && it->first.starts_with(prefix); ++it) {
        const auto& [name, theirs] = *it;
        INFO(name);
        const auto found = ours.find(name.substr(prefix.size()));
        REQUIRE(found != ours.end());
        REQUIRE(found->second.has_value() == theirs.has_value());
        if (theirs) REQUIRE(std::abs(*found->second - *theirs) <= 1e-9);
        ++compared;
      }
    }
  }
  return compared;
}

}  // namespace dsprep::test
