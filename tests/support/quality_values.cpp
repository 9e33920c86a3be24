#include "support/quality_values.h"

#include <fstream>

#include "dsprep/value.h"
#include "support/run_op.h"
#include "support/source_dir.h"

namespace dsprep::test {

RuleValues measure_rules(std::string_view op, std::string_view params, std::string_view text) {
  const std::string record = ValueBuilder().begin_object().member("text", text).end_object().take() + "\n";
  RunHow how;
  how.explain = true;
  const RunOp run = run_op(op, params, record, how);
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

}  // namespace dsprep::test
