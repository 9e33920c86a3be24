// What a rewriter makes of one text.
#pragma once

#include <string>
#include <string_view>

#include "dsprep/value.h"
#include "support/catch.h"
#include "support/run_op.h"

namespace dsprep::test {

inline std::string rewritten(std::string_view op, const std::string& params, std::string_view text) {
  const RunOp run = run_op(op, params, record(text));
  REQUIRE(run.error == "");
  REQUIRE(run.malformed == "");
  return Value(std::string_view(run.output).substr(0, run.output.find('\n')))["text"].text().value();
}

}  // namespace dsprep::test
