#include <string>
#include <vector>

#include "support/catch.h"
#include "support/run_op.h"

using namespace dsprep;
using test::run_op;
using test::RunOp;

namespace {

RunOp one_hot(std::string_view params, std::string_view input, const std::string& file = "") {
  test::RunHow how;
  if (!file.empty()) how.files["f"] = file;
  return run_op("one_hot", params, input, how);
}
std::string lines(std::initializer_list<std::string_view> labels) {
  std::string out;
  for (const std::string_view label : labels) out += "{\"label\":" + std::string(label) + "}\n";
  return out;
}
bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("one_hot: a label has its place, lists have several; texts, integers and booleans are apart") {
  CHECK(one_hot("", lines({"\"b\"", "\"a\"", "\"中\""})).output == lines({"[0,1,0]", "[1,0,0]", "[0,0,1]"}));
  CHECK(one_hot("", lines({"10", "9", "-1"})).output == lines({"[0,0,1]", "[0,1,0]", "[1,0,0]"}));
  CHECK(one_hot("", lines({"\"1\"", "1", "true", "false"})).output ==
        lines({"[0,0,0,1]", "[0,0,1,0]", "[0,1,0,0]", "[1,0,0,0]"}));
  CHECK(one_hot("", lines({"[\"x\",\"y\",\"x\"]", "[]", "\"z\""})).output == lines({"[1,1,0]", "[0,0,0]", "[0,0,1]"}));
  CHECK(one_hot("order = \"frequency\"\ninto = \"/y\"", lines({"\"a\"", "\"b\"", "\"b\""})).output ==
        "{\"label\":\"a\",\"y\":[0,1]}\n{\"label\":\"b\",\"y\":[1,0]}\n{\"label\":\"b\",\"y\":[1,0]}\n");
}

TEST_CASE("one_hot: saved lists, its own and that of label_ids") {
  const std::string input = lines({"\"b\"", "[\"a\",\"c\"]"});
  const RunOp counted = one_hot("", input);
  CHECK(one_hot("file = \"f\"", input, counted.artifacts.at("one_hot.json")).output == counted.output);
  CHECK(one_hot("file = \"f\"", input, run_op("label_ids", "", input).artifacts.at("label_ids.json")).output ==
        counted.output);
  CHECK(one_hot("file = \"f\"", lines({"\"b\""}), "c\nb\n").output == lines({"[0,1]"}));
  CHECK(has(one_hot("file = \"f\"\nfield = \"/x\"", "", counted.artifacts.at("one_hot.json")).error,
            "is of the field /label, not /x"));
  CHECK(has(one_hot("file = \"f\"\norder = \"name\"", "", "a\n").error, "leave it out"));
  CHECK(has(one_hot("file = \"f\"", "", "{\"labels\":3}").error, "has no list \"labels\""));
  CHECK(has(one_hot("field = \"/a/*\"", "").error, "name the list itself"));
}

TEST_CASE("one_hot: labels that have no place, records that have no label") {
  const std::string input = lines({"\"x\"", "[\"a\",\"x\"]", "\"a\""});
  const RunOp run = one_hot("file = \"f\"", input, "a\nb\n");
  CHECK(run.output == lines({"[1,0]"}));
  CHECK(has(run.malformed, "has a label that is not in the list: \\\"x\\\""));
  const RunOp ignored = one_hot("file = \"f\"\nunknown = \"ignore\"", input, "a\nb\n");
  CHECK(ignored.output == lines({"[0,0]", "[1,0]", "[1,0]"}));
  CHECK(ignored.result.books.steps[0].counters == std::vector<std::uint64_t>{2});
  CHECK(one_hot("min_count = 2\nunknown = \"ignore\"", lines({"1", "2", "2"})).output == lines({"[0]", "[1]", "[1]"}));
  const std::string without = lines({"null", "\"a\""}) + "{}\n";
  CHECK(one_hot("", without).result.books.malformed == 2);
  CHECK(one_hot("missing = \"keep\"", without).output == lines({"null", "[1]"}) + "{}\n");
  CHECK(one_hot("missing = \"zeros\"", without).output == lines({"[0]", "[1]", "[0]"}));
  CHECK(has(one_hot("", lines({"1.5", "{}", "[null]"})).malformed, "is null, not text, integer or boolean: element 1"));
  CHECK(one_hot("", "").error == "");
}

TEST_CASE("one_hot: a field with too many values ends the run") {
  std::string input;
  for (int i = 0; i < 65'537; ++i) input += "{\"label\":" + std::to_string(i) + "}\n";
  CHECK(has(one_hot("", input).error, "/label has more than 65,536 different values"));
}
