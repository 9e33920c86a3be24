// The table label × part of a split: records and shares, as a report shows them.
#include <string>

#include "support/catch.h"
#include "support/run_op.h"

using namespace dsprep;

namespace {

const Finding& table_of(const test::RunOp& run) {
  REQUIRE(run.error == "");
  for (const Finding& finding : run.result.findings.at(0).findings.sections)
    if (finding.id == "strata") return finding;
  FAIL("no table");
  return run.result.findings.at(0).findings.sections.at(0);
}

}  // namespace

TEST_CASE("ratio: labels by part, as counts and as shares of the part") {
  std::string input;
  for (int i = 0; i < 40; ++i)
    input += "{\"text\":\"t" + std::to_string(i) + "\",\"label\":\"" + (i < 30 ? "好" : "坏") + "\"}\n";
  const test::RunOp run = test::run_op("ratio", "ratios = { train = 0.8, test = 0.2 }\nstratify = \"label\"", input);
  const Finding& table = table_of(run);
  REQUIRE(table.columns.size() == 7);
  CHECK(table.columns[2].name == "train");
  CHECK(table.columns[6].name == "share of test");
  CHECK(table.columns[6].kind == Column::Kind::share);
  CHECK(table.chart == Finding::Chart::none);  // the table is seen at once
  const std::vector<Finding::Cell> good = {
      std::string("好"), std::int64_t{30}, std::int64_t{24}, std::int64_t{6}, 0.75, 0.75, 0.75};
  CHECK(table.rows.at(0) == good);
}

TEST_CASE("ratio: of very many labels the largest are shown, and how many there are") {
  std::string input;
  for (int i = 0; i < 900; ++i)
    input += "{\"text\":\"t" + std::to_string(i) + "\",\"label\":" + std::to_string(i % 300) + "}\n";
  const test::RunOp run = test::run_op("ratio", "ratios = { train = 0.8, test = 0.2 }\nstratify = \"label\"", input);
  CHECK(table_of(run).rows.size() == 200);
  CHECK(table_of(run).note.find("The 200 largest of 300. ") != std::string::npos);
}
