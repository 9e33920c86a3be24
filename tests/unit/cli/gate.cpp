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

std::size_t broken(const std::string& gate, double value) {
  return broken_gates({*parse_gate(gate)}, findings(value)).size();
}

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
  CHECK(lines[0] ==
        "gate \"duplicate<=0.1\" is broken: the report has no metric \"duplicate\" (did you mean \"duplicates\"?)");
}

TEST_CASE("what is no gate") {
  for (const char* bad : {"", "x", "x=3", "x<", "<3", "x<=y", "x<=3z", "x<nan", " <3"}) {
    INFO(bad);
    CHECK_FALSE(parse_gate(bad).ok());
  }
}

TEST_CASE("a gate passes on what is known of an estimate") {
  const auto judge = [](const char* gate, double value, double error) {
    std::vector<pipeline::StepFindings> all(1);
    all[0] = {"profile", {}};
    all[0].findings.metrics = {{"p95", value, error}};
    const auto lines = broken_gates({*parse_gate(gate)}, all);
    return lines.empty()                                            ? std::string("holds")
           : lines[0].find("cannot be judged") != std::string::npos ? "unknown"
                                                                    : "broken";
  };
  const double infinite = std::numeric_limits<double>::infinity();
  CHECK(judge("p95<=10000", 9000, 45) == "holds");
  CHECK(judge("p95<=9010", 9000, 45) == "unknown");
  CHECK(judge("p95<=8990", 9000, 45) == "unknown");
  CHECK(judge("p95<=8000", 9000, 45) == "broken");
  CHECK(judge("p95==9000", 9000, 45) == "unknown");
  CHECK(judge("p95>=1", 9000, infinite) == "unknown");
  CHECK(judge("p95==1", 9000, infinite) == "unknown");
  CHECK(judge("p95<=9000", 9000, 0) == "holds");
}

TEST_CASE("a gate on what no step finds is refused") {
  static constexpr std::string_view metrics[] = {"records", "field.*.mean"};
  OpSpec op{};
  op.metrics = metrics;
  pipeline::Pipeline pipeline;
  pipeline.steps.resize(2);
  pipeline.steps[0].name = "profile";
  pipeline.steps[0].spec = &op;
  OpSpec other{};
  pipeline.steps[1].name = "length";
  pipeline.steps[1].spec = &other;
  const auto check = [&](const char* gate) {
    const Status status = check_gates({*parse_gate(gate)}, pipeline);
    return status.ok() ? std::string() : status.error().message;
  };
  for (const char* good :
       {"records>1", "profile.records>1", "field.price.mean<3", "profile.field.标签.mean<3", "field.a.b.mean<3"})
    CHECK(check(good) == "");
  CHECK(check("record>1") ==
        "--gate \"record>1\": there is no metric \"record\" (did you mean \"records\"?); there are: records, "
        "field.NAME.mean");
  for (const char* bad : {"length.records>1", "field..mean>1", "field.mean>1", "field.x.median>1", "profile>1"})
    CHECK(check(bad) != "");
  pipeline.steps.erase(pipeline.steps.begin());
  CHECK(check("records>1").find("no step of this run finds a number") != std::string::npos);
}
