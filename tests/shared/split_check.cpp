// check on published splits: leaks that are known are found, and near-duplicates beyond.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>

#include "dsprep/value.h"
#include "support/catch.h"
#include "support/run_op.h"
#include "text/utf8.h"

using namespace dsprep;

namespace {

std::filesystem::path data() {
  const char* shared = std::getenv("DSPREP_SHARED");
  if (shared == nullptr) std::cout << "skipped: split_check (DSPREP_SHARED is not set)\n";
  return shared ? std::filesystem::path(shared) / "data/classification" : std::filesystem::path();
}

// Records of a file: `cut` gives text and label of a line.
template <class Cut>
std::string records(const std::filesystem::path& file, std::string_view part, Cut cut) {
  std::ifstream in(file);
  std::string out, line;
  while (std::getline(in, line)) {
    const auto [text, label] = cut(line);
    if (!text::valid_utf8(text)) continue;
    out += ValueBuilder()
               .begin_object()
               .member("part", part)
               .member("text", text)
               .member("label", label)
               .end_object()
               .take() +
           "\n";
  }
  return out;
}

double metric(const test::RunOp& run, std::string_view name) {
  REQUIRE(run.error == "");
  for (const Metric& m : run.result.findings.at(0).findings.metrics)
    if (m.name == name) return m.value;
  FAIL("no metric " << name);
  return 0;
}

using TextAndLabel = std::pair<std::string_view, std::string_view>;

}  // namespace

TEST_CASE("check: TREC's test has 10 texts of train, and near-duplicates beyond") {
  const auto folder = data();
  if (folder.empty()) return;
  const auto cut = [](std::string_view line) {
    return TextAndLabel(line.substr(line.find(' ') + 1), line.substr(0, line.find(' ')));
  };
  const std::string input = records(folder / "sentences/TREC.train.all", "train", cut) +
                            records(folder / "sentences/TREC.test.all", "test", cut);
  const auto run = test::run_op("check", "part = \"part\"", input);
  CHECK(metric(run, "exact") == 10);
  const auto wider = test::run_op("check", "part = \"part\"\nngram = \"words:2\"\nthreshold = 0.6", input);
  std::cout << "TREC: exact " << metric(run, "exact") << ", normalized " << metric(run, "normalized") << ", near "
            << metric(run, "near") << ", with pairs of words from 0.6 " << metric(wider, "near") << ", label drift "
            << metric(run, "label_drift") << "\n";
  CHECK(metric(wider, "exact") == 10);
  CHECK(metric(wider, "near") > metric(run, "near"));
}

TEST_CASE("check: GoEmotions' test has 32 texts of train, and near-duplicates beyond") {
  const auto folder = data();
  if (folder.empty()) return;
  const auto cut = [](std::string_view line) {
    const std::size_t tab = line.find('\t');
    return TextAndLabel(line.substr(0, tab), line.substr(tab + 1, line.find('\t', tab + 1) - tab - 1));
  };
  const std::string train = records(folder / "go_emotions/train.tsv", "train", cut),
                    dev = records(folder / "go_emotions/dev.tsv", "dev", cut),
                    test = records(folder / "go_emotions/test.tsv", "test", cut);
  CHECK(metric(test::run_op("check", "part = \"part\"", train + test), "exact") == 32);
  const auto run = test::run_op("check", "part = \"part\"", train + dev + test);
  std::cout << "GoEmotions: exact " << metric(run, "exact") << ", normalized " << metric(run, "normalized") << ", near "
            << metric(run, "near") << ", containment " << metric(run, "containment") << ", label conflicts "
            << metric(run, "label_conflicts") << "\n";
  CHECK(metric(run, "exact") == 77);  // 41 of dev, 36 of test
  CHECK(metric(run, "normalized") > 0);
  CHECK(metric(run, "near") > 0);
}
