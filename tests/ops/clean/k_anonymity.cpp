#include <algorithm>
#include <cmath>
#include <map>

#include "base/rng.h"
#include "support/catch.h"
#include "support/run_op.h"

using namespace dsprep;
using test::run_op;
using test::RunHow;

namespace {

std::string row(int age, std::string_view city, std::string_view illness = "") {
  ValueBuilder b;
  b.begin_object().member("age", std::int64_t{age}).member("city", city);
  if (!illness.empty()) b.member("illness", illness);
  return b.end_object().take() + "\n";
}

double metric(const test::RunOp& run, std::string_view name) {
  for (const auto& step : run.result.findings)
    for (const Metric& m : step.findings.metrics)
      if (m.name == name) return m.value;
  return NAN;
}

}  // namespace

TEST_CASE("k_anonymity: the limit itself passes") {
  const std::string input = row(1, "北京") + row(1, "北京") + row(2, "北京") + row(1, "上海") + row(2, "北京");
  const test::RunOp run = run_op("k_anonymity", "fields = [\"age\", \"city\"]\nk = 2", input);
  REQUIRE(run.error == "");
  CHECK(run.output == row(1, "北京") + row(1, "北京") + row(2, "北京") + row(2, "北京"));
  CHECK(run.dropped.find("\"failed\":[{\"rule\":\"class_size\",\"value\":1,\"limit\":2}]") != std::string::npos);
  CHECK(run_op("k_anonymity", "fields = [\"age\", \"city\"]\nk = 3", input).output == "");
  CHECK(run_op("k_anonymity", "fields = [\"age\", \"city\"]\nk = 1", input).output == input);
  CHECK(run_op("k_anonymity", "fields = [\"age\"]", "").output == "");
}

TEST_CASE("k_anonymity: values are JSON values; what is missing is null, and a value of its own") {
  const std::string same = "{\"a\":30}\n{\"a\":30}\n", spelled = "{\"a\":30.5}\n{\"a\":3.05e1}\n",
                    none = "{\"a\":null}\n{}\n", type = "{\"a\":30}\n{\"a\":\"30\"}\n";
  for (const std::string& input : {same, spelled, none})
    CHECK(run_op("k_anonymity", "fields = [\"a\"]\nk = 2", input).output == input);
  CHECK(run_op("k_anonymity", "fields = [\"a\"]\nk = 2", type).output == "");
  // Two rows of values are never one, however the values are joined.
  CHECK(run_op("k_anonymity", "fields = [\"a\", \"b\"]\nk = 2",
               "{\"a\":\"x\",\"b\":\"yz\"}\n{\"a\":\"xy\",\"b\":\"z\"}\n")
            .output == "");
}

TEST_CASE("k_anonymity: l-diversity, distinct and by entropy") {
  const std::string mixed = row(1, "a", "flu") + row(1, "a", "cold") + row(1, "a", "flu"),
                    equal = row(2, "a", "flu") + row(2, "a", "flu") + row(2, "a", "flu");
  const std::string params = "fields = [\"age\"]\nk = 2\nsensitive = \"illness\"\nl = 2\n";
  const test::RunOp run = run_op("k_anonymity", params, mixed + equal);
  CHECK(run.output == mixed);
  CHECK(run.dropped.find("{\"rule\":\"diversity\",\"value\":1,\"limit\":2}") != std::string::npos);
  // Shares of 2/3 and 1/3: e^0.6365 = 1.8899 values.
  const test::RunOp entropy = run_op("k_anonymity", params + "measure = \"entropy\"", mixed + equal);
  CHECK(entropy.output == "");
  CHECK(entropy.dropped.find("\"value\":1.889881575,\"limit\":2") != std::string::npos);
  const std::string thirds = row(1, "a", "x") + row(1, "a", "y") + row(1, "a", "z");
  CHECK(
      run_op("k_anonymity", "fields = [\"age\"]\nk = 2\nsensitive = \"illness\"\nl = 3\nmeasure = \"entropy\"", thirds)
          .output == thirds);
}

TEST_CASE("k_anonymity: generalize takes the field with the most values, level by level, and drops the rest") {
  std::string input;
  for (int i = 0; i < 20; ++i) input += row(20 + i, i % 2 ? "北京" : "上海");
  input += row(95, "北京");
  const std::string params =
      "fields = [\"age\", \"city\"]\nk = 5\naction = \"generalize\"\nmax_dropped = 0.1\nhierarchies = [{ field = "
      "\"age\", by = \"range\", levels = [\"10\", \"20\"] }]";
  const test::RunOp run = run_op("k_anonymity", params, input);
  REQUIRE(run.error == "");
  std::map<std::string, int> classes;
  for (std::size_t at = 0; at < run.output.size();) {
    const std::size_t end = run.output.find('\n', at);
    ++classes[run.output.substr(at, end - at)];
    at = end + 1;
  }
  CHECK(classes == std::map<std::string, int>{{"{\"age\":\"[20, 30)\",\"city\":\"上海\"}", 5},
                                              {"{\"age\":\"[20, 30)\",\"city\":\"北京\"}", 5},
                                              {"{\"age\":\"[30, 40)\",\"city\":\"上海\"}", 5},
                                              {"{\"age\":\"[30, 40)\",\"city\":\"北京\"}", 5}});
  CHECK(run.dropped.find("\"age\":95") != std::string::npos);  // as it was read
  CHECK(metric(run, "smallest_class") == 1);
  // With nothing to drop, all goes up to *.
  const test::RunOp all =
      run_op("k_anonymity", "fields = [\"age\", \"city\"]\nk = 21\naction = \"generalize\"\nmax_dropped = 0.0", input);
  CHECK(all.dropped == "");
  CHECK(all.output.find("{\"age\":\"*\",\"city\":\"*\"}\n") == 0);
}

TEST_CASE("k_anonymity: report changes nothing and shows no value") {
  const std::string input = row(1, "secretville") + row(2, "北京") + row(2, "北京") + row(2, "北京");
  const test::RunOp run =
      run_op("k_anonymity", "fields = [\"age\", \"city\"]\nk = 2\naction = \"report\"\nsensitive = \"illness\"", input);
  CHECK(run.output == input);
  CHECK(metric(run, "classes") == 2);
  CHECK(metric(run, "smallest_class") == 1);
  CHECK(metric(run, "records_in_small_classes") == 1);
  CHECK(metric(run, "unique_share") == 0.25);
  CHECK(metric(run, "average_risk") == 0.5);
  CHECK(metric(run, "least_diversity") == 1);
  for (const auto& step : run.result.findings)
    for (const Finding& finding : step.findings.sections)
      for (const auto& cells : finding.rows)
        for (const Finding::Cell& cell : cells)
          if (const auto* text = std::get_if<std::string>(&cell)) CHECK(text->find("secretville") == std::string::npos);
}

TEST_CASE("k_anonymity: against counting in memory, with any memory, threads and chunks") {
  base::Rng rng(11);
  std::vector<std::pair<int, std::string>> people;
  std::string input;
  for (int i = 0; i < 3000; ++i) {
    const std::string city = std::string(1, static_cast<char>('a' + rng.below(6))) + "城";
    const int age = static_cast<int>(rng.below(20) * rng.below(20));
    people.emplace_back(age, city);
    input += row(age, city, std::string(1, static_cast<char>('p' + rng.below(3))));
  }
  std::map<std::pair<int, std::string>, int> counts;
  for (const auto& p : people) ++counts[p];
  std::string expected, rest = input;
  for (const auto& p : people) {
    const std::string line = rest.substr(0, rest.find('\n') + 1);
    rest.erase(0, line.size());
    if (counts[p] >= 7) expected += line;
  }
  for (const unsigned threads : {1u, 3u}) {
    for (const std::uint64_t memory : {std::uint64_t{1} << 12, std::uint64_t{64} << 20}) {
      RunHow how;
      how.threads = threads;
      how.chunk_size = threads == 1 ? 1u << 20 : 500;
      how.memory_budget = memory;
      CHECK(run_op("k_anonymity", "fields = [\"age\", \"city\"]\nk = 7", input, how).output == expected);
      const std::string generalize =
          "fields = [\"age\", \"city\"]\nk = 7\naction = \"generalize\"\nsensitive = \"illness\"\nl = 2\nhierarchies = "
          "[{ field = \"age\", by = \"range\", levels = [\"5\", \"20\"] }]";
      static const std::string first = run_op("k_anonymity", generalize, input).output;
      CHECK(run_op("k_anonymity", generalize, input, how).output == first);
    }
  }
}

TEST_CASE("k_anonymity: tables from files, and mistakes") {
  RunHow how;
  how.files["cities.tsv"] = "海淀\t北京\n朝阳\t北京\n";
  how.files["bad.tsv"] = "a\tb\n\nc\n";
  const std::string input = "{\"city\":\"海淀\"}\n{\"city\":\"朝阳\"}\n";
  CHECK(run_op("k_anonymity",
               "fields = [\"city\"]\nk = 2\naction = \"generalize\"\nhierarchies = [{ field = \"city\", by = \"file\", "
               "file = \"cities.tsv\" }]",
               input, how)
            .output == "{\"city\":\"北京\"}\n{\"city\":\"北京\"}\n");
  const auto error = [&](const std::string& params) { return run_op("k_anonymity", params, "", how).error; };
  CHECK(error("fields = [\"city\"]\nhierarchies = [{ field = \"city\", by = \"file\", file = \"bad.tsv\" }]")
            .find("bad.tsv:3: no TAB") != std::string::npos);
  CHECK(error("fields = [\"city\"]\nhierarchies = [{ field = \"age\", by = \"date\", levels = [\"year\"] }]")
            .find("\"age\" is not one of fields") != std::string::npos);
  CHECK(error("fields = [\"city\"]\nhierarchies = [{ field = \"city\", by = \"date\" }]").find("needs levels") !=
        std::string::npos);
  CHECK(error("fields = [\"city\"]\nhierarchies = [{ field = \"city\", by = \"file\" }]").find("needs a file") !=
        std::string::npos);
  CHECK(error("fields = [\"/m/*/a\"]").find("has a *") != std::string::npos);
  CHECK(error("fields = [\"a\"]\nl = 2").find("needs sensitive") != std::string::npos);
  CHECK(error("fields = []").find("fields is empty") != std::string::npos);
}
