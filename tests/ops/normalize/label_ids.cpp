#include <string>
#include <vector>

#include "dsprep/value.h"
#include "support/catch.h"
#include "support/run_op.h"

using namespace dsprep;
using test::run_op;
using test::RunOp;

namespace {

RunOp ids(std::string_view params, std::string_view input, const std::string& file = "") {
  test::RunHow how;
  if (!file.empty()) how.files["f"] = file;
  return run_op("label_ids", params, input, how);
}
std::string lines(std::initializer_list<std::string_view> labels) {
  std::string out;
  for (const std::string_view label : labels) out += "{\"label\":" + std::string(label) + "}\n";
  return out;
}
bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

const std::string three = "{\"field\":\"/label\",\"first_id\":5,\"labels\":[\"b\",\"a\",\"中\"]}";

}  // namespace

TEST_CASE("label_ids: by name or frequency, from the first id, lists element by element") {
  const std::string input = lines({"\"b\"", "\"a\"", "\"中\"", "\"\\u4e2d\"", "\"b\"", "\"B\""});
  CHECK(ids("", input).output == lines({"2", "1", "3", "3", "2", "0"}));
  CHECK(ids("order = \"frequency\"\nfirst_id = 1", input).output == lines({"1", "4", "2", "2", "1", "3"}));
  CHECK(ids("", lines({"[\"x\",\"y\",\"x\"]", "[]", "\"z\""})).output == lines({"[0,1,0]", "[]", "2"}));
  CHECK(run_op("label_ids", "field = \"/e/*/t\"", "{\"e\":[{\"t\":\"q\"},{\"t\":null},{\"t\":\"p\"}]}\n").output ==
        "{\"e\":[{\"t\":1},{\"t\":null},{\"t\":0}]}\n");
  CHECK(ids("into = \"/id\"", lines({"\"x\""})).output == "{\"label\":\"x\",\"id\":0}\n");
  const std::string json = ids("", input).artifacts.at("label_ids.json");
  const Value saved(json);
  CHECK(saved["labels"].size() == 4);
  CHECK(saved["counts"].at(3).number() == 2);
}

TEST_CASE("label_ids: saved, used without counting, and back again") {
  const std::string input = lines({"\"b\"", "[\"a\",\"中\"]", "\"with \\\"quotes\\\"\\n\\tand more\"", "\"\""});
  const RunOp counted = ids("", input);
  const std::string& saved = counted.artifacts.at("label_ids.json");
  CHECK(ids("file = \"f\"", input, saved).output == counted.output);
  CHECK(ids("file = \"f\"", input, saved).artifacts.empty());
  CHECK(ids("file = \"f\"\nto = \"names\"", counted.output, saved).output == input);
  CHECK(ids("file = \"f\"", lines({"\"b\""}),
            "\xef\xbb\xbf"
            "a\r\nb\r\n")
            .output == lines({"1"}));
  CHECK(ids("file = \"f\"\nfirst_id = 1", lines({"\"b\""}), "[\"a\",\"b\"]").output == lines({"2"}));
}

TEST_CASE("label_ids: labels that are added get the next ids, known ones keep theirs") {
  const RunOp grown = ids("file = \"f\"\nadd = true", lines({"\"z\"", "\"A\"", "\"a\"", "\"z\""}), three);
  CHECK(grown.output == lines({"9", "8", "6", "9"}));
  const Value saved(grown.artifacts.at("label_ids.json"));
  CHECK(saved["labels"].raw().find("b") < saved["labels"].raw().find("a"));
  CHECK(saved["labels"].at(2).text() == "中");
  CHECK(saved["labels"].at(3).text() == "A");
  CHECK(saved["counts"].at(4).number() == 2);
  CHECK(saved["first_id"].number() == 5);
  CHECK(ids("file = \"f\"\nadd = true\norder = \"frequency\"", lines({"\"z\"", "\"A\"", "\"z\""}), three).output ==
        lines({"8", "9", "8"}));
  // Again with what was saved: nothing changes.
  const std::string& longer = grown.artifacts.at("label_ids.json");
  CHECK(ids("file = \"f\"\nadd = true", lines({"\"z\"", "\"A\"", "\"a\"", "\"z\""}), longer)
            .artifacts.at("label_ids.json") == longer);
}

TEST_CASE("label_ids: what is not in the list is malformed, kept, or gets an id of its own") {
  const std::string input = lines({"\"x\"", "[\"a\",\"x\"]", "\"a\""});
  const RunOp malformed = ids("file = \"f\"", input, three);
  CHECK(malformed.output == lines({"6"}));
  CHECK(has(malformed.malformed, "has a label that is not in the list: \\\"x\\\""));
  CHECK(malformed.result.books.steps[0].counters == std::vector<std::uint64_t>{2});
  CHECK(ids("file = \"f\"\nunknown = \"keep\"", input, three).output == lines({"\"x\"", "[\"a\",\"x\"]", "6"}));
  CHECK(ids("file = \"f\"\nunknown_id = -100", input, three).output == lines({"-100", "[6,-100]", "6"}));
  CHECK(ids("min_count = 2\nunknown_id = -1", lines({"\"x\"", "\"y\"", "\"y\""})).output == lines({"-1", "0", "0"}));
  const RunOp back =
      ids("file = \"f\"\nto = \"names\"", lines({"4", "8", "9223372036854775807", "1.0", "\"b\"", "7", "1e99"}), three);
  CHECK(back.output == lines({"\"中\""}));
  CHECK(has(back.malformed, "has an id that is not in the list: 4 (there are 5 to 7)"));
  CHECK(has(back.malformed, "is text, not an id"));
  CHECK(has(back.malformed, "is a number that is no integer"));
}

TEST_CASE("label_ids: records without a label, and the same step twice") {
  const RunOp run = ids("", lines({"null", "1", "true", "[null]", "[\"a\",1]", "\"a\""}) + "{}\n");
  CHECK(run.output == lines({"0"}));
  CHECK(has(run.malformed, "field /label is null, not text"));
  CHECK(has(run.malformed, "field /label is number, not text: element 2"));
  CHECK(ids("missing = \"keep\"", lines({"null", "\"a\""}) + "{}\n").output == lines({"null", "0"}) + "{}\n");
  CHECK(has(ids("", ids("", lines({"\"a\""})).output).malformed, "is number, not text"));
  CHECK(ids("", "").error == "");
}

TEST_CASE("label_ids: what cannot be is refused") {
  const auto error = [](std::string_view params, const std::string& file = three) {
    return ids(params, "", file).error;
  };
  CHECK(has(error("to = \"names\""), "needs the list of names"));
  CHECK(has(error("add = true"), "give it in file"));
  CHECK(has(error("file = \"f\"\norder = \"name\""), "or say add"));
  CHECK(has(error("file = \"f\"\nunknown_id = 6"), "unknown_id = 6 is the id of \"a\""));
  CHECK(has(ids("unknown_id = 0", lines({"\"a\""})).error, "unknown_id = 0 is the id of \"a\""));
  CHECK(has(error("unknown_id = 1\nunknown = \"keep\""), "leave one of them out"));
  CHECK(has(error("file = \"f\"\nfirst_id = 1"), "has the first_id 5"));
  CHECK(has(error("file = \"f\"\nfield = \"/other\""), "is of the field /label, not /other"));
  CHECK(has(error("file = \"f\"", "{\"labels\":[\"a\""), "is no JSON"));
  CHECK(has(error("file = \"f\"", "{\"op\":\"scale\"}"), "has no list \"labels\""));
  CHECK(has(error("file = \"f\"", "[\"a\",\"b\",\"a\"]"), "has \"a\" twice"));
  CHECK(has(error("file = \"f\"", "[\"a\",{}]"), "has {} among its labels"));
  CHECK(has(error("file = \"f\"", "a\nb\na\n"), "f:3: \"a\" is there already"));
  CHECK(has(error("file = \"f\"", "a\n\nb\n"), "f:2: no label"));
  CHECK(has(error("file = \"f\"", "a\n\xff\n"), "f:2: this is not UTF-8"));
  CHECK(has(error("file = \"f\"", " \n"), "has no label in it"));
  CHECK(has(error("into = \"/label/x\""), "lies in /label"));
}

TEST_CASE("label_ids: counts are of the whole dataset, whatever memory, threads and chunks") {
  std::string input, expected;
  for (int i = 0; i < 4000; ++i) input += "{\"label\":\"l" + std::to_string(i * i % 977) + "\"}\n";
  for (const std::size_t chunk_size : {std::size_t{100}, std::size_t{1} << 20})
    for (const std::uint64_t memory : {std::uint64_t{4} << 10, std::uint64_t{64} << 20}) {
      const RunOp run = run_op("label_ids", "order = \"frequency\"", input,
                               {.threads = 2, .chunk_size = chunk_size, .memory_budget = memory});
      REQUIRE(run.error == "");
      const std::string all = run.artifacts.at("label_ids.json") + run.output;
      if (expected.empty()) expected = all;
      CHECK(all == expected);
    }
}
