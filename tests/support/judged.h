// judged: what a filter says of one text, as a test wants to read it.
#pragma once

#include <string>
#include <string_view>

#include "dsprep/value.h"
#include "support/catch.h"
#include "support/run_op.h"

namespace dsprep::test {

// "" where the record was kept, else each rule that failed: "min_words 3 < 5; …" as "min_words 3; …", values as in
// dropped/.
inline std::string failed_of_record(std::string_view op, std::string_view params, std::string_view record,
                                    const RunHow& how = {}) {
  const RunOp run = run_op(op, params, record, how);
  REQUIRE(run.error == "");
  REQUIRE(run.malformed == "");
  if (run.dropped.empty()) {
    REQUIRE(run.output == record);
    return "";
  }
  const Value failed = Value(std::string_view(run.dropped).substr(0, run.dropped.find('\n')))["_dsprep"]["failed"];
  std::string rules;
  for (Value::Elements it = failed.elements(); it.next();)
    rules.append(rules.empty() ? "" : "; ")
        .append(it.value()["rule"].text().value())
        .append(" ")
        .append(it.value()["value"].raw());
  return rules;
}
inline std::string failed(std::string_view op, std::string_view params, std::string_view text, const RunHow& how = {}) {
  return failed_of_record(op, params, record(text), how);
}
inline bool kept(std::string_view op, std::string_view params, std::string_view text, const RunHow& how = {}) {
  return failed(op, params, text, how).empty();
}

// The value of one rule, from the trail of a run with --explain. REQUIRES that the rule has a limit.
inline double measured(std::string_view op, std::string_view params, std::string_view rule, std::string_view text,
                       const RunHow& how = {}) {
  RunHow explained = how;
  explained.explain = true;
  const RunOp run = run_op(op, params, record(text), explained);
  REQUIRE(run.error == "");
  const std::string& line = run.output.empty() ? run.dropped : run.output;
  const Value about = Value(std::string_view(line).substr(0, line.find('\n')))["_dsprep"];
  std::optional<double> found;
  const auto look = [&](Value rules) {
    for (Value::Elements it = rules.elements(); it.next();)
      if (it.value()["rule"].text() == rule) found = it.value()["value"].number();
  };
  look(about["failed"]);
  for (Value::Elements it = about["trail"].elements(); it.next();) look(it.value()["measured"]);
  INFO(line);
  REQUIRE(found.has_value());
  return *found;
}

}  // namespace dsprep::test
