#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "dsprep/value.h"
#include "support/catch.h"
#include "support/run_op.h"

using namespace dsprep;
using namespace dsprep::test;

namespace {

std::string line(std::string_view part, std::string_view text, std::string_view more = {}) {
  std::string out = ValueBuilder().begin_object().member("part", part).member("text", text).end_object().take();
  if (!more.empty()) out = out.substr(0, out.size() - 1) + "," + std::string(more) + "}";
  return out + "\n";
}

RunOp checked(const std::string& input, const std::string& params = "", const RunHow& how = {}) {
  const RunOp run = run_op("check", "part = \"part\"\n" + params, input, how);
  INFO(run.error);
  REQUIRE(run.error == "");
  CHECK(run.output == input);  // nothing is changed
  return run;
}

std::map<std::string, double> metrics(const RunOp& run) {
  std::map<std::string, double> found;
  for (const auto& step : run.result.findings)
    for (const Metric& m : step.findings.metrics) found[m.name] = m.value;
  return found;
}

// The rows of a section, cells joined by spaces.
std::vector<std::string> rows(const RunOp& run, std::string_view id) {
  std::vector<std::string> out;
  for (const auto& step : run.result.findings)
    for (const Finding& finding : step.findings.sections)
      if (finding.id == id)
        for (const auto& cells : finding.rows) {
          std::string row;
          for (const auto& cell : cells) {
            if (const auto* text = std::get_if<std::string>(&cell)) row += *text + " ";
            else if (const auto* whole = std::get_if<std::int64_t>(&cell)) row += std::to_string(*whole) + " ";
            else row += std::to_string(std::get<double>(cell)).substr(0, 4) + " ";
          }
          out.push_back(row);
        }
  return out;
}

const std::string long_text =
    "The committee met on the first Monday of every month to look at what had been proposed by the members since then";

}  // namespace

TEST_CASE("check: equal texts, to the letter and but for spelling, count once in the later part") {
  const RunOp run =
      checked(line("train", "今天天气很好。") + line("test", "今天天气很好。") + line("test", "今天天气很好。") +
              line("test", "今天天气很好！") + line("train", "Hello") + line("validation", "HELLO?") +
              line("test", "hello") + line("test", "สวัสดี") + line("validation", "مرحبا"));
  auto found = metrics(run);
  CHECK(found["exact"] == 1);       // a text, however many records have it
  CHECK(found["normalized"] == 2);  // HELLO? in validation, hello in test; a part that has it exactly counts as that
  CHECK(found["near"] == 0);
  CHECK(rows(run, "pairs").size() == 3);
  CHECK(rows(run, "pairs")[0].find("the same text test input.jsonl:2 train input.jsonl:1") != std::string::npos);
  CHECK(rows(run, "leaks") == std::vector<std::string>{"validation train 0 1 0 0 0 0 ", "test train 1 1 0 0 0 0 "});
}

TEST_CASE("check: near-duplicates are verified, and no leak twice") {
  std::string near = long_text, far = long_text;
  near.replace(near.find("Monday"), 6, "Friday");
  std::replace(far.begin(), far.end(), 'o', 'a');
  const std::string input = line("train", long_text) + line("test", near) + line("test", far) + line("test", long_text);
  auto found = metrics(checked(input, "threshold = 0.5"));
  CHECK(found["exact"] == 1);
  CHECK(found["near"] == 1);
  CHECK(metrics(checked(input, "threshold = 0.95"))["near"] == 0);
  // Numbers are all that tells them apart: no near-duplicates (as dedup_minhash does).
  CHECK(metrics(checked(line("train", "what is 12 plus 34 in the end, please") +
                        line("test", "what is 99 plus 71 in the end, please")))["near"] == 0);
}

TEST_CASE("check: a text inside another, in either direction") {
  const std::string inside = "on the first Monday of every month to look at what had been proposed";
  CHECK(metrics(checked(line("train", long_text) + line("test", "it met " + inside + ", so far") +
                        line("test", inside)))["containment"] == 1);
  CHECK(metrics(checked(line("train", inside) + line("test", long_text)))["containment"] == 1);
  CHECK(metrics(checked(line("train", long_text) + line("test", inside), "min_words = 15"))["containment"] == 0);
  CHECK(metrics(checked(line("test", long_text) + line("test", inside) + line("train", "x")))["containment"] == 0);
}

TEST_CASE("check: groups, label conflicts and label noise") {
  auto found =
      metrics(checked(line("train", "a", "\"c\":1") + line("test", "b", "\"c\":1") + line("test", "c", "\"c\":\"1\"") +
                          line("test", "d", "\"c\":2") + line("train", "e", "\"c\":null") + line("test", "f"),
                      "group = \"c\""));
  CHECK(found["group"] == 1);
  CHECK(metrics(checked(line("train", "a") + line("test", "b"))).count("group") == 0);
  found = metrics(checked(line("train", "A", "\"label\":\"x\"") + line("test", "a!", "\"label\":\"y\"") +
                          line("train", "b", "\"label\":[1,2]") + line("test", "b", "\"label\":[2,1]") +
                          line("test", "c", "\"label\":1") + line("test", "c", "\"label\":2") + line("train", "d")));
  CHECK(found["label_conflicts"] == 1);
  CHECK(found["label_noise"] == 1);
  CHECK(found["exact"] == 1);
  CHECK(found["normalized"] == 1);
}

TEST_CASE("check: drift, missing classes") {
  std::string input;
  for (int i = 0; i < 10; ++i) {
    input += line("train", "train " + std::to_string(i), i < 5 ? "\"label\":\"a\"" : "\"label\":\"b\"");
    input +=
        line("test", "test " + std::to_string(i) + (i < 5 ? "" : "."), i < 8 ? "\"label\":\"a\"" : "\"label\":\"c\"");
  }
  const RunOp run = checked(input);
  auto found = metrics(run);
  CHECK(found["label_drift"] == Approx(0.5));   // (|.8-.5| + |0-.5| + |.2-0|) / 2
  CHECK(found["missing_classes"] == 2);         // b in test, c in train
  CHECK(found["length_drift"] == Approx(0.5));  // 6 or 7 characters against 7
  CHECK(rows(run, "labels").front() == "a 5 8 ");
}

TEST_CASE("check: limits are gates") {
  const RunOp run =
      checked(line("train", "a") + line("test", "a"), "max_exact = 3\nmax_near = \"none\"\nmax_label_drift = 0.5");
  for (const Metric& m : run.result.findings[0].findings.metrics) {
    if (m.name == "exact") CHECK(m.at_most == 3.0);
    if (m.name == "near") CHECK(!m.at_most);
    if (m.name == "normalized") CHECK(m.at_most == 0.0);
    if (m.name == "label_drift") CHECK(m.at_most == 0.5);
    if (m.name == "length_drift" || m.name == "containment") CHECK(!m.at_most);
  }
}

TEST_CASE("check: what is no split is said so") {
  CHECK(run_op("check", "", line("train", "a")).error.find("say which field tells them") != std::string::npos);
  CHECK(run_op("check", "part = \"part\"", line("train", "a")).error ==
        "check: all records are in one part, train: there is nothing to compare it with");
  CHECK(run_op("check", "part = \"/a/*\"", "").error.find("names several places") != std::string::npos);
  CHECK(run_op("check", "part = \"part\"", "").error.find("nothing to compare") != std::string::npos);
  const std::string two = line("train", "a", "\"g\":null") + line("test", "b");
  CHECK(run_op("check", "part = \"part\"\ngroup = \"g\"", two).error ==
        "check: no record has a group, /g: look at the name of the field");
  CHECK(run_op("check", "part = \"part\"\nlabel = \"g\"", two).error.find("no record has a label, /g") !=
        std::string::npos);
  const RunOp ungrouped = checked(two + line("test", "c", "\"g\":1"), "group = \"g\"");
  CHECK(ungrouped.result.findings[0].findings.warnings[0].text == "2 records without /g: they are in no group");
  std::string many;
  for (int i = 0; i < 1002; ++i) many += line("p" + std::to_string(i), "x" + std::to_string(i));
  CHECK(run_op("check", "part = \"part\"", many).error.find("more than 1,000 parts") != std::string::npos);
  const RunOp run = run_op("check", "part = \"part\"",
                           "{\"text\":\"a\"}\n{\"part\":\"train\"}\n{\"part\":[],\"text\":\"b\"}\n" +
                               line("train", "a") + line("test", "b"));
  CHECK(run.result.books.malformed == 3);
}

// ---- against a slow twin ----

TEST_CASE("check: equal texts and groups as counted one by one, whatever chunks, threads and memory") {
  for (unsigned seed = 0; seed < 20; ++seed) {
    std::mt19937 engine(seed);
    const char* const parts[] = {"train", "validation", "test"};
    std::string input;
    std::map<std::string, std::set<int>> texts, groups;
    for (int i = 0; i < 200; ++i) {
      const int part = static_cast<int>(engine() % 3);
      const std::string text = "t" + std::to_string(engine() % 150), group = std::to_string(engine() % 100);
      texts[text].insert(part);
      groups[group].insert(part);
      input += line(parts[part], text, "\"g\":" + group);
    }
    std::size_t exact = 0, torn = 0;
    for (const auto& [text, of] : texts) exact += of.size() - 1;
    for (const auto& [group, of] : groups) torn += of.size() - 1;
    for (const RunHow& how : {RunHow{}, RunHow{.threads = 2, .chunk_size = 100, .memory_budget = 1u << 12}}) {
      auto found = metrics(checked(input, "group = \"g\"", how));
      CHECK(found["exact"] == static_cast<double>(exact));
      CHECK(found["group"] == static_cast<double>(torn));
      CHECK(found["normalized"] == 0);
    }
  }
}
