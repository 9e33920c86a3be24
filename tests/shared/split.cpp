// Exact splits of real classification data: strata come out, sizes are exact, labels are even, and nothing leaks.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "dsprep/value.h"
#include "support/catch.h"
#include "support/run_op.h"
#include "support/unpacked_file.h"
#include "text/utf8.h"

using namespace dsprep;
namespace fs = std::filesystem;

namespace {

// "" where there is none.
fs::path classification() {
  const char* shared = std::getenv("DSPREP_SHARED");
  return shared ? fs::path(shared) / "data" / "classification" : fs::path();
}

std::vector<std::string> lines_of(const std::string& bytes) {
  std::vector<std::string> lines;
  for (std::size_t at = 0, end; at < bytes.size(); at = end + 1) {
    end = std::min(bytes.find('\n', at), bytes.size());
    lines.push_back(bytes.substr(at, end - at));
  }
  return lines;
}

// "0 text": a class and a sentence.
std::string sentences(const std::vector<const char*>& names) {
  std::string input;
  for (const char* name : names)
    for (const std::string& line : lines_of(test::unpacked_file(classification() / "sentences" / name)))
      if (line.size() > 2 && text::valid_utf8(line))
        input += ValueBuilder()
                     .begin_object()
                     .member("text", line.substr(2))
                     .member("label", line.substr(0, 1))
                     .end_object()
                     .take() +
                 "\n";
  return input;
}

std::string emotions() {
  std::string input;
  for (const std::string& line : lines_of(test::unpacked_file(classification() / "go_emotions" / "train.tsv"))) {
    const std::size_t a = line.find('\t'), b = line.find('\t', a + 1);
    if (b == std::string::npos) continue;
    input += ValueBuilder()
                 .begin_object()
                 .member("text", line.substr(0, a))
                 .key("labels")
                 .raw("[" + line.substr(a + 1, b - a - 1) + "]")
                 .end_object()
                 .take() +
             "\n";
  }
  return input;
}

struct Line {
  std::string part;
  std::string json;
};

std::vector<Line> lines_of_run(const test::RunOp& run) {
  std::vector<Line> lines;
  for (const std::string& line : lines_of(run.output)) {
    const std::size_t tab = line.find('\t');
    lines.push_back({line.substr(0, tab), line.substr(tab + 1)});
  }
  return lines;
}

double metric(const test::RunOp& run, std::string_view name) {
  for (const Metric& found : run.result.findings.at(0).findings.metrics)
    if (found.name == name) return found.value;
  return -1;
}

}  // namespace

TEST_CASE("split, shared: shares of classes are right to less than a record, sizes exact, no text on two sides",
          "[split]") {
  if (!fs::exists(classification())) {
    WARN("skipped: no shared data");
    return;
  }
  const std::vector<std::vector<const char*>> sets = {
      {"TREC.train.all", "TREC.test.all"}, {"rt-polarity.all"}, {"stsa.binary.train"}, {"stsa.fine.train"}};
  for (const auto& names : sets) {
    const std::string input = sentences(names);
    for (std::uint64_t seed = 0; seed < 5; ++seed) {
      test::RunHow how;
      how.seed = seed;
      const test::RunOp run = test::run_op("ratio", "stratify = \"label\"", input, how);
      REQUIRE(run.error == "");
      CAPTURE(names.front(), seed);
      const double all = metric(run, "records"), test = metric(run, "part.test.records");
      CHECK(std::fabs(test - all / 10) <= 1);
      CHECK(metric(run, "largest_deviation") < 1 / test);
      std::map<std::string, std::set<std::string>> parts;
      for (const Line& line : lines_of_run(run)) parts[Value(line.json)["text"].text().value()].insert(line.part);
      for (const auto& [text, in] : parts) CHECK(in.size() == 1);
    }
  }
}

TEST_CASE("split, shared: the labels of GoEmotions are more even than by iterative stratification, sizes exact",
          "[split]") {
  if (!fs::exists(classification())) {
    WARN("skipped: no shared data");
    return;
  }
  std::string ratios = "ratios = { p0 = 0.1";
  for (int i = 1; i < 10; ++i) ratios += ", p" + std::to_string(i) + " = 0.1";
  const test::RunOp run = test::run_op("ratio", ratios + " }\nstratify = \"labels\"", emotions());
  REQUIRE(run.error == "");
  std::map<std::string, std::vector<double>> of_part;
  std::map<std::string, double> sizes;
  std::vector<double> of_all(28);
  double records = 0;
  for (const Line& line : lines_of_run(run)) {
    auto& counts = of_part.try_emplace(line.part, 28).first->second;
    ++sizes[line.part];
    ++records;
    for (Value::Elements it = Value(line.json)["labels"].elements(); it.next();) {
      const auto label = static_cast<std::size_t>(it.value().integer().value());
      ++counts[label];
      ++of_all[label];
    }
  }
  REQUIRE(records == 43'410);
  double distribution = 0;  // Sechidis et al. 2011
  for (const auto& [part, counts] : of_part) {
    CHECK(sizes[part] == 4341);
    for (std::size_t label = 0; label < 28; ++label)
      distribution +=
          std::fabs(counts[label] / (sizes[part] - counts[label]) - of_all[label] / (records - of_all[label]));
  }
  CHECK(distribution / 280 <= 0.000201);
}
