#include "cli/gate.h"

#include "support/catch.h"

using namespace dsprep;
using namespace dsprep::cli;

TEST_CASE("what is no gate") {
  for (const char* bad : {"", "x", "x=3", "x<", "<3", "x<=y", "x<=3z", "x<nan", " <3"}) {
    INFO(bad);
    CHECK_FALSE(parse_gate(bad).ok());
  }
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
