#include "cli/gate.h"

#include <limits>

#include "support/catch.h"

using namespace dsprep;
using namespace dsprep::cli;

namespace {

std::vector<pipeline::StepFindings> findings(double value) {
  std::vector<pipeline::StepFindings> all(1);
  all[0].step = "profile";
  all[0].findings.metrics = {{"records", 10}, {"duplicates", value}};
  return all;
}

std::size_t broken(const std::string& gate, double value) { return broken_gates({*parse_gate(gate)}, findings(value)).size(); }

}  // namespace

TEST_CASE("every comparison") {
  CHECK(broken("duplicates<=0.1", 0.1) == 0);
  CHECK(broken("duplicates<=0.1", 0.2) == 1);
  CHECK(broken("duplicates < 0.1", 0.1) == 1);
  CHECK(broken("duplicates>=0.1", 0.1) == 0);
  CHECK(broken("duplicates>0.1", 0.1) == 1);
  CHECK(broken("duplicates==0.1", 0.1) == 0);
  CHECK(broken("duplicates==0.1", 0.2) == 1);
  CHECK(broken("profile.duplicates<=1e-3", 0.1) == 1);
  CHECK(broken("duplicates<=0.1", std::numeric_limits<double>::quiet_NaN()) == 1);
}

TEST_CASE("a metric that is not there breaks the gate") {
  const auto lines = broken_gates({*parse_gate("duplicate<=0.1")}, findings(0));
  REQUIRE(lines.size() == 1);
  CHECK(lines[0] == "gate \"duplicate<=0.1\" is broken: the report has no metric \"duplicate\" (did you mean \"duplicates\"?)");
}

TEST_CASE("what is no gate") {
  for (const char* bad : {"", "x", "x=3", "x<", "<3", "x<=y", "x<=3z", "x<nan", " <3"}) {
    INFO(bad);
    CHECK_FALSE(parse_gate(bad).ok());
  }
}
