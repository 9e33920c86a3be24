// What an op finds is what it says it may find: gates are checked against that before anything is read.
#include "support/catch.h"
#include "support/example_files.h"
#include "support/run_op.h"

using namespace dsprep;

namespace {

bool listed(const OpSpec& op, std::string_view name) {
  for (const std::string_view pattern : op.metrics) {
    const std::size_t star = pattern.find('*');
    if (star == pattern.npos ? name == pattern
                             : name.starts_with(pattern.substr(0, star)) && name.ends_with(pattern.substr(star + 1)))
      return true;
  }
  return false;
}

}  // namespace

TEST_CASE("metrics: those of every example, and of odd inputs, are listed by the op") {
  const std::string odd =
      "{\"text\":\"a b c d\",\"label\":\"x\",\"n\":1,\"price\":2.5}\n{\"text\":\"a b c "
      "d\",\"label\":\"y\",\"n\":null}\n{\"text\":\"\"}\n{\"标签\":true}\n";
  std::size_t found = 0;
  for (const OpSpec* op : registry::built_in().all()) {
    const auto look = [&](const test::RunOp& ran) {
      for (const auto& findings : ran.result.findings)
        for (const Metric& metric : findings.findings.metrics) {
          INFO(op->name << ": " << metric.name);
          CHECK(listed(*op, metric.name));
          CHECK(metric.error >= 0);
          ++found;
        }
    };
    test::RunHow how;
    for (const Example& example : op->examples) {
      how.files = test::files_of(example);
      look(test::run_op(op->name, example.params, example.input, how));
      look(test::run_op(op->name, example.params, odd, how));
      look(test::run_op(op->name, example.params, "", how));
    }
  }
  CHECK(found > 100);
}
