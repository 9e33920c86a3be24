#include <array>
#include <string>
#include <vector>

#include "ops/label/agreement/coefficients.h"
#include "support/catch.h"
#include "support/run_op.h"

using namespace dsprep;
using namespace dsprep::ops::agreement;
using test::run_op;

namespace {

double metric(const test::RunOp& run, std::string_view name) {
  for (const auto& step : run.result.findings)
    for (const Metric& one : step.findings.metrics)
      if (one.name == name) return one.value;
  return -99;
}

// Krippendorff's example of three coders and 15 units, '*' where one is missing.
std::string coders() {
  const char* rows[] = {"*****34121133*3",
                        "1*2133"
                        "43*******",
                        "**213"
                        "44*21133*4"};
  std::string lines;
  for (std::size_t unit = 0; unit < 15; ++unit) {
    std::string answers;
    for (int coder = 0; coder < 3; ++coder)
      if (const char label = rows[coder][unit]; label != '*')
        answers += (answers.empty() ? "" : ",") + std::string("{\"annotator\":") + std::to_string(coder) +
                   ",\"label\":" + label + "}";
    lines += "{\"answers\":[" + answers + "]}\n";
  }
  return lines;
}

}  // namespace

TEST_CASE("agreement: Fleiss' kappa, AC1 and alpha of Fleiss' own table") {
  const std::vector<std::vector<std::uint32_t>> table = {
      {0, 0, 0, 0, 14}, {0, 2, 6, 4, 2}, {0, 0, 3, 5, 6}, {0, 3, 9, 2, 0}, {2, 2, 8, 1, 1},
      {7, 7, 0, 0, 0},  {3, 2, 6, 3, 0}, {2, 5, 3, 2, 2}, {6, 5, 2, 1, 0}, {0, 2, 2, 3, 7}};
  Coincidences counted(5);
  for (const auto& row : table) counted.add(row);
  CHECK(*counted.percent() == Approx(.37802).epsilon(1e-4));
  CHECK(*counted.fleiss() == Approx(.209931).margin(1e-6));
  CHECK(*counted.gwet() == Approx(.225614).margin(1e-6));
  CHECK(*counted.krippendorff(Level::nominal, {}) == Approx(.215574).margin(1e-6));
}

TEST_CASE("agreement: Krippendorff's alpha by level") {
  const auto alpha = [](const std::string& level) {
    return metric(run_op("agreement", "answers = \"answers\"\nlevel = \"" + level + "\"", coders()), "alpha");
  };
  CHECK(alpha("nominal") == Approx(.691358).margin(1e-6));
  CHECK(alpha("interval") == Approx(.810845).margin(1e-6));
  CHECK(alpha("ordinal") == Approx(.806721).margin(1e-6));
}

TEST_CASE("agreement: Cohen's kappa and its weights") {  // scikit-learn's cohen_kappa_score
  Confusion fifty(2);
  fifty.cells = {20, 5, 10, 15};
  CHECK(*fifty.cohen(Confusion::Weights::none) == Approx(.4));
  const int first[] = {2, 0, 2, 2, 0, 1}, second[] = {0, 0, 2, 2, 0, 2};
  std::string lines;
  for (int i = 0; i < 6; ++i)
    lines += "{\"votes\":[" + std::to_string(first[i]) + "," + std::to_string(second[i]) + "]}\n";
  const test::RunOp run = run_op("agreement", "votes = \"votes\"", lines);
  CHECK(run.output == lines);
  CHECK(metric(run, "cohen") == Approx(.428571).margin(1e-6));
  CHECK(metric(run, "cohen_linear") == Approx(.5).margin(1e-6));
  CHECK(metric(run, "cohen_quadratic") == Approx(.545455).margin(1e-6));
}

TEST_CASE("agreement: what cannot be told is said, not made up") {
  for (const char* lines : {"", "{\"votes\":[]}\n", "{\"votes\":[1,1]}\n{\"votes\":[1,1]}\n",
                            "{\"votes\":[1,null]}\n{\"votes\":[null,0]}\n"}) {
    const test::RunOp run = run_op("agreement", "votes = \"votes\"", lines);
    CHECK(run.error == "");
    CHECK(metric(run, "alpha") == -99);
    REQUIRE(run.result.findings.size() == 1);
    CHECK(run.result.findings[0].findings.warnings.size() == 1);
  }
  CHECK(run_op("agreement", "votes = \"votes\"\nlevel = \"ratio\"", "{\"votes\":[\"a\",\"b\"]}\n")
            .error.find("level is for numbers") != std::string::npos);
  CHECK(run_op("agreement", "", "").error.find("say where the answers are") != std::string::npos);
}
