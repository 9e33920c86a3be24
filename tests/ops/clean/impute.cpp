#include <algorithm>
#include <map>
#include <set>

#include "base/human.h"
#include "base/rng.h"
#include "support/catch.h"
#include "support/run_op.h"

using namespace dsprep;
using test::run_op;

namespace {

std::string filled(std::string_view params, std::string_view input) {
  const test::RunOp run = run_op("impute", "field = \"x\"\n" + std::string(params), input);
  REQUIRE(run.error == "");
  return run.malformed + run.output;
}

}  // namespace

TEST_CASE("impute: a constant") {
  CHECK(filled("value = \"中\"", "{}\n{\"x\":null}\n{\"x\":\"\"}\n{\"x\":0}\n") ==
        "{\"x\":\"中\"}\n{\"x\":\"中\"}\n{\"x\":\"\"}\n{\"x\":0}\n");
  CHECK(filled("value = \"[1.50]\"\ntype = \"json\"\nfill = [\"empty\"]", "{}\n{\"x\":\" \"}\n") ==
        "{}\n{\"x\":[1.50]}\n");
  CHECK(run_op("impute", "field = \"/m/x\"\nvalue = \"1\"", "{\"m\":{}}\n{}\n").output ==
        "{\"m\":{\"x\":\"1\"}}\n{\"m\":{\"x\":\"1\"}}\n");
  CHECK(
      run_op("impute", "field = \"/m/x\"\nvalue = \"1\"", "{\"m\":3}\n").malformed.find("field /m/x cannot be added") !=
      std::string::npos);
  CHECK(
      run_op("impute", "field = \"/m/x\"\nvalue = \"1\"\nmark = \"/m/y\"", "{\"m\":{}}\n{\"m\":{\"x\":2}}\n").output ==
      "{\"m\":{\"x\":1,\"y\":true}}\n{\"m\":{\"x\":2}}\n");
}

TEST_CASE("impute: the mode") {
  CHECK(filled("method = \"mode\"", "{}\n{\"x\":2}\n{\"x\":\"a\"}\n{\"x\":\"\\u0061\"}\n") ==
        "{\"x\":\"a\"}\n{\"x\":2}\n{\"x\":\"a\"}\n{\"x\":\"\\u0061\"}\n");
  CHECK(filled("method = \"mode\"", "{}\n{\"x\":2}\n{\"x\":\"2\"}\n") ==
        "{\"x\":2}\n{\"x\":2}\n{\"x\":\"2\"}\n");  // a tie: the first
  CHECK(filled("method = \"mode\"", "{\"x\":[1]}\n{}\n") == "{\"x\":[1]}\n{\"x\":[1]}\n");
  CHECK(filled("method = \"mode\"", "{}\n{\"y\":1}\n") == "{}\n{\"y\":1}\n");
}

TEST_CASE("impute: mean and median") {
  CHECK(filled("method = \"mean\"", "{\"x\":1}\n{\"x\":2}\n{}\n{\"x\":\"9\"}\n{\"x\":1e999}\n") ==
        "{\"x\":1}\n{\"x\":2}\n{\"x\":1.5}\n{\"x\":\"9\"}\n{\"x\":1e999}\n");
  CHECK(filled("method = \"mean\"\nround = true", "{\"x\":1}\n{\"x\":2}\n{}\n") == "{\"x\":1}\n{\"x\":2}\n{\"x\":2}\n");
  CHECK(filled("method = \"median\"", "{\"x\":1}\n{\"x\":100}\n{}\n{\"x\":3}\n") ==
        "{\"x\":1}\n{\"x\":100}\n{\"x\":3}\n{\"x\":3}\n");
  CHECK(filled("method = \"median\"", "{\"x\":1e308}\n{\"x\":1.5e308}\n{}\n") ==
        "{\"x\":1e308}\n{\"x\":1.5e308}\n{\"x\":1.25e+308}\n");
  CHECK(
      filled("method = \"mean\"", "{\"x\":1e16}\n{\"x\":1}\n{\"x\":-1e16}\n{}\n").find("{\"x\":0.3333333333333333}") !=
      std::string::npos);
}

TEST_CASE("impute: groups") {
  const std::string input =
      "{\"g\":1,\"x\":10}\n{\"g\":\"1\",\"x\":20}\n{\"g\":1}\n{\"g\":\"\\u0031\"}\n{\"g\":null}\n{\"g\":\"other\"}\n{"
      "\"x\":60}\n";
  CHECK(filled("method = \"mean\"\nby = \"g\"", input) ==
        "{\"g\":1,\"x\":10}\n{\"g\":\"1\",\"x\":20}\n{\"g\":1,\"x\":10}\n{\"g\":\"\\u0031\",\"x\":20}\n{\"g\":null,"
        "\"x\":30}\n{\"g\":\"other\",\"x\":30}\n{\"x\":60}\n");
}

TEST_CASE("impute: refusals") {
  const auto error = [](std::string_view params) { return run_op("impute", params, "").error; };
  CHECK(error("") != "");
  CHECK(error("field = \"x\"").find("needs value") != std::string::npos);
  CHECK(error("field = \"x\"\nvalue = \"a\"\ntype = \"json\"").find("is not JSON") != std::string::npos);
  CHECK(error("field = \"x\"\nvalue = \"a\"\nmethod = \"mode\"").find("value is for method") != std::string::npos);
  CHECK(error("field = \"x\"\nvalue = \"a\"\nby = \"g\"").find("by is for the methods") != std::string::npos);
  CHECK(error("field = \"/a/*\"\nvalue = \"a\"").find("names several places") != std::string::npos);
  CHECK(error("field = \"x\"\nvalue = \"a\"\nmark = \"x\"").find("name another") != std::string::npos);
  CHECK(error("field = \"x\"\nvalue = \"a\"\nfill = []").find("nothing would be filled") != std::string::npos);
}

// The slow twin: everything in maps.
TEST_CASE("impute: exact, for any threads, chunk size and memory") {
  base::Rng rng(9);
  struct Row {
    std::string g;
    int x;
  };
  std::vector<Row> rows;
  for (int i = 0; i < 8000; ++i)
    rows.push_back({"组" + std::to_string(rng.below(60)), rng.below(5) == 0 ? -1 : static_cast<int>(rng.below(1000))});
  std::map<std::string, std::vector<double>> groups;
  std::string input;
  for (const Row& row : rows) {
    if (row.x >= 0) groups[row.g].push_back(row.x);
    input += "{\"g\":\"" + row.g + "\"" + (row.x >= 0 ? ",\"x\":" + std::to_string(row.x) : "") + "}\n";
  }
  std::map<std::string, std::string> median, mean, mode;
  for (auto& [g, values] : groups) {
    std::map<double, int> counts;
    double sum = 0, best = -1;
    for (const double x : values) ++counts[x], sum += x;
    for (const double x : values)
      if (best < 0 || counts[x] > counts[best]) best = x;  // in input order: the first of the most frequent
    mode[g] = base::format_number(best);
    mean[g] = base::format_number(sum / static_cast<double>(values.size()));
    std::sort(values.begin(), values.end());
    median[g] = base::format_number((values[(values.size() - 1) / 2] + values[values.size() / 2]) / 2);
  }
  for (const auto& [method, by_group] : {std::pair{"median", median}, {"mean", mean}, {"mode", mode}}) {
    std::string expected;
    for (const Row& row : rows)
      expected += "{\"g\":\"" + row.g + "\",\"x\":" + (row.x >= 0 ? std::to_string(row.x) : by_group.at(row.g)) + "}\n";
    for (const unsigned threads : {1u, 3u})
      for (const std::size_t chunk_size : {std::size_t{500}, std::size_t{1} << 20})
        for (const std::uint64_t memory : {std::uint64_t{32} << 10, std::uint64_t{64} << 20}) {
          test::RunHow how;
          how.threads = threads;
          how.chunk_size = chunk_size;
          how.memory_budget = memory;
          const test::RunOp run =
              run_op("impute", "field = \"x\"\nby = \"g\"\nmethod = \"" + std::string(method) + "\"", input, how);
          REQUIRE(run.error == "");
          CHECK(run.output == expected);
        }
  }
}

TEST_CASE("impute: a constant like a number is one beside numbers, and a text beside texts") {
  const auto of = [](std::string_view value, std::string_view present, std::string_view more = "") {
    const std::string line = "{\"x\":null}\n";
    const std::string output =
        run_op("impute", "field = \"x\"\nvalue = \"" + std::string(value) + "\"\n" + std::string(more),
               line + std::string(present))
            .output;
    return output.substr(5, output.find('\n') - 6);
  };
  CHECK(of("0", "{\"x\":1}\n{\"x\":2.5}\n{\"x\":\"a\"}\n") == "0");
  CHECK(of("-1.50", "{\"x\":1}\n") == "-1.50");
  CHECK(of("0", "{\"x\":\"00501\"}\n{\"x\":\"2\"}\n{\"x\":3}\n") == "\"0\"");
  CHECK(of("0", "") == "\"0\"");
  CHECK(of("0", "{\"x\":true}\n") == "\"0\"");
  CHECK(of("true", "{\"x\":false}\n") == "true");
  CHECK(of("true", "{\"x\":\"yes\"}\n") == "\"true\"");
  CHECK(of("007", "{\"x\":1}\n") == "\"007\"");
  CHECK(of("无", "{\"x\":1}\n") == "\"无\"");
  CHECK(of("0", "{\"x\":1}\n", "type = \"text\"") == "\"0\"");
  CHECK(of("0", "{\"x\":\"a\"}\n", "type = \"json\"") == "0");
  // Blank texts that are filled too are no evidence.
  CHECK(of("0", "{\"x\":\" \"}\n{\"x\":\"\"}\n{\"x\":5}\n", "fill = [\"null\", \"empty\"]") == "0");
}
