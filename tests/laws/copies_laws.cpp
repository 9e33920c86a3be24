// What is written several times: to the steps behind it a record is one, so those that count or send records are
// refused.
#include <string>

#include "support/catch.h"
#include "support/run_op.h"
#include "support/test_ops.h"

using namespace dsprep;
using namespace dsprep::test;

namespace {

std::string step(const std::string& op, const std::string& params = "") {
  return "[[step]]\nop = \"" + op + "\"\n" + params + "\n";
}

}  // namespace

TEST_CASE("behind a step that makes copies nothing counts records, sends them to parts or orders them") {
  const registry::Registry registry = with_test_ops();
  RunHow how;
  how.registry = &registry;
  const std::string input =
      "{\"text\":\"一\",\"label\":1}\n{\"text\":\"二\",\"label\":1}\n{\"text\":\"三\",\"label\":2}\n";
  for (const char* behind : {"ratio", "balance", "profile", "test_shuffle"}) {
    CAPTURE(behind);
    const std::string error = run_toml(step("balance") + step(behind), input, how).error;
    CHECK(error.find("let it read the output of this run") != std::string::npos);
  }
  const std::string folds = step("folds", "k = 2\nparts = true");
  CHECK(run_toml(folds + step("profile"), input, how).error.find("let it read the output of this run") !=
        std::string::npos);
  CHECK(run_toml(step("folds", "k = 2") + step("profile"), input, how).error == "");
  const RunOp filtered = run_toml(step("balance") + step("length", "min_chars = 1") + step("dedup_exact"), input, how);
  CHECK(filtered.error == "");
  CHECK(filtered.result.books.copies == 1);
}

TEST_CASE("a record that is in several parts is sent to no others") {
  const registry::Registry registry = with_test_ops();
  RunHow how;
  how.registry = &registry;
  const std::string input = "{\"text\":\"一\"}\n{\"text\":\"二\"}\n";
  CHECK(run_toml(step("test_folds") + step("ratio"), input, how).error.find("several parts") != std::string::npos);
  CHECK(run_toml(step("test_folds") + step("length", "min_chars = 1"), input, how).error == "");
}
