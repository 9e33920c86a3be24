// Labels over the text of copies: those that protect_spans names stay over the same words, wherever these come to
// stand.
#include <string>

#include "dsprep/value.h"
#include "support/augmented.h"
#include "support/catch.h"
#include "support/run_op.h"

using namespace dsprep;
using namespace dsprep::test;

namespace {

// What a label covers. Offsets are code points, and the text has none above one byte.
std::string covered(const std::string& line, std::size_t label) {
  const Value span = Value(line)["spans"].at(label);
  const auto begin = static_cast<std::size_t>(span["start"].integer().value());
  return text_of(line).substr(begin, static_cast<std::size_t>(span["end"].integer().value()) - begin);
}

}  // namespace

TEST_CASE("labels that protect_spans names cover the same words in every copy") {
  const std::string line =
      "{\"text\":\"Yesterday Ada Lovelace met modern Charles in old London. They talked a lot.\",\"spans\":["
      "{\"start\":10,\"end\":22,\"label\":\"PER\"},{\"start\":34,\"end\":41,\"label\":\"PER\"},"
      "{\"start\":49,\"end\":55,\"label\":\"LOC\"}]}\n";
  REQUIRE(covered(line, 0) == "Ada Lovelace");
  const std::string ops[] = {"typo\"\nrate = 0.3", "keyboard\"\nrate = 0.3", "ocr\"\nrate = 0.5",
                             "random_delete\"\nrate = 0.4", "aeda\"\nrate = 0.8"};
  for (const std::string& op : ops)
    for (std::uint64_t seed = 0; seed < 30; ++seed) {
      RunHow how;
      how.seed = seed;
      const RunOp run = run_toml(
          "[dataset]\nspans = \"/spans\"\n[[step]]\nop = \"" + op + "\ncopies = 3\nprotect_spans = [\"spans\"]\n", line,
          how);
      REQUIRE(run.error == "");
      const auto lines = lines_of(run.output);
      CHECK(lines.size() > 1);
      CHECK(run.result.books.steps[0].counters.at(1) == 0);  // would_touch_protected: none was even tried
      for (const std::string& one : lines) {
        INFO(op << "\n" << one);
        CHECK(covered(one, 0) == "Ada Lovelace");
        CHECK(covered(one, 1) == "Charles");
        CHECK(covered(one, 2) == "London");
      }
    }
}
