#include "report/gates.h"

#include <limits>

#include "support/catch.h"

using namespace dsprep;
using report::Gate;
using State = pipeline::GateResult::State;
using Compare = Gate::Compare;

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double no_number = std::numeric_limits<double>::quiet_NaN();

std::vector<pipeline::StepFindings> findings(Metric metric) {
  std::vector<pipeline::StepFindings> all(1);
  all[0].step = "profile";
  all[0].findings.metrics = {{"records", 10}, std::move(metric)};
  return all;
}

// Of the one gate.
State state(Compare compare, double limit, double value, double error = 0) {
  const auto results =
      report::judge_gates({{"duplicates", compare, limit, "typed"}}, findings({"duplicates", value, error}));
  REQUIRE(results.size() == 1);
  CHECK(results[0].gate == "typed");
  CHECK(results[0].metric == "profile.duplicates");
  CHECK(results[0].line.empty() == (results[0].state == State::held));
  return results[0].state;
}

}  // namespace

TEST_CASE("every comparison") {
  CHECK(state(Compare::at_most, 0.1, 0.1) == State::held);
  CHECK(state(Compare::at_most, 0.1, 0.2) == State::broken);
  CHECK(state(Compare::below, 0.1, 0.1) == State::broken);
  CHECK(state(Compare::at_least, 0.1, 0.1) == State::held);
  CHECK(state(Compare::above, 0.1, 0.1) == State::broken);
  CHECK(state(Compare::equals, 0.1, 0.1) == State::held);
  CHECK(state(Compare::equals, 0.1, 0.2) == State::broken);
  CHECK(state(Compare::at_most, 0.1, no_number) == State::broken);
}

TEST_CASE("a gate passes on what is known of an estimate") {
  CHECK(state(Compare::at_most, 10'000, 9000, 45) == State::held);
  CHECK(state(Compare::at_most, 9010, 9000, 45) == State::undecided);
  CHECK(state(Compare::at_most, 8990, 9000, 45) == State::undecided);
  CHECK(state(Compare::at_most, 8000, 9000, 45) == State::broken);
  CHECK(state(Compare::equals, 9000, 9000, 45) == State::undecided);
  CHECK(state(Compare::at_least, 1, 9000, infinite) == State::undecided);
  CHECK(state(Compare::equals, 1, 9000, infinite) == State::undecided);
  CHECK(state(Compare::at_most, 9000, 9000, 0) == State::held);
}

TEST_CASE("a gate names its metric with or without the step; one that is not there breaks it") {
  const auto all = findings({"duplicates", 3});
  const auto judged = [&](const char* metric) {
    return report::judge_gates({{metric, Compare::at_most, 1, std::string(metric) + "<=1"}}, all).at(0);
  };
  CHECK(judged("duplicates").line == "gate \"duplicates<=1\" is broken: profile.duplicates is 3");
  CHECK(judged("profile.duplicates").line == "gate \"profile.duplicates<=1\" is broken: profile.duplicates is 3");
  const pipeline::GateResult missing = judged("duplicate");
  CHECK(missing.state == State::broken);
  CHECK(missing.metric.empty());
  CHECK_FALSE(missing.value);
  CHECK(missing.line ==
        "gate \"duplicate<=1\" is broken: the report has no metric \"duplicate\" (did you mean \"duplicates\"?)");
}

TEST_CASE("a metric's own limits are gates, in the same words") {
  const auto judged = [](double value, double error, std::optional<double> least, std::optional<double> most) {
    Metric metric{"agreement", value, error};
    metric.at_least = least;
    metric.at_most = most;
    return report::judge_gates({}, findings(metric));
  };
  CHECK(judged(0.5, 0, {}, {}).empty());
  CHECK(judged(0.5, 0, 0.5, {}).at(0).state == State::held);
  const auto broken = judged(0.25, 0, 0.5, {});
  REQUIRE(broken.size() == 1);
  CHECK(broken[0].gate == "profile.agreement>=0.5");
  CHECK(broken[0].line == "gate \"profile.agreement>=0.5\" is broken: profile.agreement is 0.25");
  const auto both = judged(0.5, 0.1, 0.45, 0.55);
  REQUIRE(both.size() == 2);
  CHECK(both[0].state == State::undecided);
  CHECK(both[1].line ==
        "gate \"profile.agreement<=0.55\" cannot be judged: profile.agreement is about 0.5, an estimate, and the limit "
        "is too near to tell");
  CHECK(judged(0.5, 0.1, 0.4, 0.6)[0].state == State::held);
  CHECK(judged(no_number, 0, 0.5, {})[0].state == State::broken);
}
