// Resolved answers of real annotators and rules, against the right labels.
#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "dsprep/value.h"
#include "support/catch.h"
#include "support/run_op.h"
#include "support/unpacked_file.h"

using namespace dsprep;
namespace fs = std::filesystem;

namespace {

fs::path data() {
  const char* shared = std::getenv("DSPREP_SHARED");
  return shared ? fs::path(shared) / "data" / "weak_supervision" : fs::path();
}

// Rows of a table, the header left out.
std::vector<std::vector<std::string>> rows(const fs::path& path, char separator) {
  std::vector<std::vector<std::string>> rows;
  const std::string bytes = test::unpacked_file(path);
  for (std::size_t at = 0, end; at < bytes.size(); at = end + 1) {
    end = std::min(bytes.find('\n', at), bytes.size());
    std::string_view line = std::string_view(bytes).substr(at, end - at);
    if (line.ends_with('\r')) line.remove_suffix(1);
    std::vector<std::string> cells(1);
    for (const char c : line)
      if (c == separator) cells.emplace_back();
      else cells.back() += c;
    rows.push_back(std::move(cells));
  }
  rows.erase(rows.begin());
  return rows;
}

struct Task {
  std::vector<std::pair<std::string, std::string>> answers;
  std::string gold;
};

std::string records(const std::map<std::string, Task>& tasks) {
  std::string input;
  for (const auto& [name, task] : tasks) {
    ValueBuilder out;
    out.begin_object().member("gold", task.gold).key("answers").begin_array();
    for (const auto& [annotator, label] : task.answers)
      out.begin_object().member("annotator", annotator).member("label", label).end_object();
    input += out.end_array().end_object().take() + "\n";
  }
  return input;
}

std::string crowd(const char* name) {
  std::map<std::string, Task> tasks;
  for (const auto& row : rows(data() / "crowd" / name / "answer.csv", ','))
    tasks[row.at(0)].answers.emplace_back(row.at(1), row.at(2));
  for (const auto& row : rows(data() / "crowd" / name / "truth.csv", ',')) tasks[row.at(0)].gold = row.at(1);
  return records(tasks);
}

std::string rte() {
  std::map<std::string, Task> tasks;
  for (const auto& row : rows(data() / "rte" / "rte.standardized.tsv", '\t')) {
    tasks[row.at(2)].answers.emplace_back(row.at(1), row.at(3));
    tasks[row.at(2)].gold = row.at(4);
  }
  return records(tasks);
}

std::string wrench(const char* name, const char* part) {
  std::string input;
  const std::string bytes = test::unpacked_file(data() / "wrench" / name / (std::string(part) + ".json"));
  for (Value::Members it = Value(bytes).members(); it.next();)
    input += ValueBuilder()
                 .begin_object()
                 .key("votes")
                 .raw(it.value()["weak_labels"].raw())
                 .key("gold")
                 .raw(it.value()["label"].raw())
                 .end_object()
                 .take() +
             "\n";
  return input;
}

double metric(const test::RunOp& run, std::string_view name) {
  for (const auto& step : run.result.findings)
    for (const Metric& metric : step.findings.metrics)
      if (metric.name == name) return metric.value;
  return -1;
}

}  // namespace

TEST_CASE("votes: Dawid and Skene's model and majority on three crowds", "[votes]") {
  if (data().empty()) return;
  const auto check = [](const std::string& input, double accuracy, double majority) {
    const test::RunOp run = test::run_op("dawid_skene", "answers = \"answers\"\ngold = \"gold\"", input);
    REQUIRE(run.error == "");
    CHECK(metric(run, "accuracy") == Approx(accuracy).margin(0.0005));
    CHECK(metric(run, "majority_accuracy") == Approx(majority).margin(0.0005));
  };
  check(crowd("product"), 0.940, 0.897);
  check(crowd("dog"), 0.843, 0.822);
  check(rte(), 0.9275, 0.897);
}

TEST_CASE("votes: the label model and majority on two sets of rules", "[votes]") {
  if (data().empty()) return;
  // Snorkel 0.10.0, seed 0, 100 epochs, on the same rows: tests/parity/label_model.py.
  const auto check = [](const std::string& input, double accuracy, double majority) {
    const test::RunOp run = test::run_op("label_model", "votes = \"votes\"\nabstain = \"-1\"\ngold = \"gold\"", input);
    REQUIRE(run.error == "");
    CHECK(metric(run, "accuracy") == Approx(accuracy).margin(0.0005));
    CHECK(metric(run, "majority_accuracy") == Approx(majority).margin(0.0005));
  };
  check(wrench("youtube", "train"), 0.8552, 0.8526);
  check(wrench("youtube", "test"), 0.8922, 0.8405);
  check(wrench("trec", "train"), 0.5080, 0.5371);
  check(wrench("trec", "test"), 0.6029, 0.6286);
}
