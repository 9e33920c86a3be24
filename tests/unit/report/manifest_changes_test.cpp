#include "report/manifest_changes.h"

#include <string>

#include "support/catch.h"

using namespace dsprep;

namespace {

std::string rows(const Finding& finding) {
  std::string out;
  for (const auto& row : finding.rows) {
    for (const auto& cell : row) {
      if (const auto* text = std::get_if<std::string>(&cell)) out += *text;
      if (const auto* whole = std::get_if<std::int64_t>(&cell)) out += std::to_string(*whole);
      out += '|';
    }
    out += '\n';
  }
  return out;
}

const char* const old_one =
    R"({"dsprep":"0.1.0","seed":0,"config":{"dataset":{"text":"/text"},"step":[{"op":"length","name":"length","params":
    {"min_chars":2,"max_chars":null}},{"op":"url","name":"url","params":{"a":1}}]},"options":{},"steps":[
    {"name":"length","in":5,"changed":0,"dropped":2,"malformed":0,"added":0}]})";
const char* const new_one =
    R"({"dsprep":"0.1.0","seed":7,"config":{"dataset":{"text":"/正文"},"step":[{"op":"length","name":"length","params":
    {"min_chars":1,"max_chars":null}}]},"options":{"--limit":"10"},"steps":[
    {"name":"length","in":6,"changed":0,"dropped":1,"malformed":0,"added":0}]})";

}  // namespace

TEST_CASE("manifests side by side: the settings that differ, and what the steps did") {
  const auto tables = report::manifest_changes(old_one, new_one);
  REQUIRE(tables.size() == 2);
  CHECK(rows(tables[0]) ==
        "|dataset.text|/text|/正文|\n|seed|0|7|\nlength|min_chars|2|1|\nurl|(the step)|there|(none)|\n"
        "|options.--limit|(none)|10|\n");
  CHECK(rows(tables[1]) == "length|5|6|0|0|2|1|0|0|0|0|\n");
  const auto same = report::manifest_changes(old_one, old_one);
  CHECK(same[0].rows.empty());
  CHECK(same[0].note == "None: the two were made in the same way.");
}
