#include "pipeline/step_names.h"

#include "support/catch.h"

using namespace dsprep;

TEST_CASE("a step without a name is called op, op-2, op-3") {
  const std::vector<StepSpec> steps{{.op = "gopher-quality"}, {.op = "c4"},
                                    {.op = "gopher_quality"}, {.op = "gopher_quality", .name = "mine"},
                                    {.op = "gopher-quality"}, {.op = "c4", .name = "c4"}};
  CHECK(pipeline::step_names(steps) ==
        std::vector<std::string>{"gopher_quality", "c4", "gopher_quality-2", "mine", "gopher_quality-3", "c4"});
  CHECK(pipeline::step_names({}).empty());
}
