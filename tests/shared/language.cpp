// language on lingua's sentences of 79 languages. Prints the table of docs/quality.md.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <set>

#include "dsprep/value.h"
#include "support/catch.h"
#include "support/run_op.h"

using namespace dsprep;
using test::record;
namespace fs = std::filesystem;

namespace {

fs::path lingua() {
  const char* shared = std::getenv("DSPREP_SHARED");
  const fs::path root = shared ? fs::path(shared) / "data/langid/lingua/sentences" : fs::path();
  if (shared && fs::exists(root)) return root;
  std::cout << "skipped: no data/langid/lingua (DSPREP_SHARED)\n";
  return {};
}

std::vector<std::string> lines_of(const fs::path& path) {
  std::ifstream in(path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);)
    if (!line.empty()) lines.push_back(line);
  return lines;
}

// Labels of each line's text.
std::map<std::string, int> labels(const std::vector<std::string>& texts, const std::string& params) {
  std::string input;
  for (const std::string& text : texts) input += record(text);
  const test::RunOp run = test::run_op("language", "into = \"l\"\n" + params, input);
  REQUIRE(run.error == "");
  std::map<std::string, int> counts;
  for (std::size_t at = 0; at < run.output.size();) {
    const std::size_t end = run.output.find('\n', at);
    ++counts[*Value(std::string_view(run.output).substr(at, end - at))["l"]["label"].text()];
    at = end + 1;
  }
  return counts;
}

// Which CLD2 calls otherwise: both standards of Norwegian may be "no", and Chinese may be told by its script.
bool is_right(const std::string& language, const std::string& label) {
  if (label == language) return true;
  if (language == "nb") return label == "no";
  if (language == "nn") return label == "no";
  return language == "zh" && label == "zh-Hant";
}

}  // namespace

TEST_CASE("language: CLD2 on lingua's sentences") {
  const fs::path root = lingua();
  if (root.empty()) return;
  // Languages of the test for which CLD2's small tables have nothing.
  const std::set<std::string> only_full = {"eo", "la", "mi", "mn", "om", "sn", "so",
                                           "ti", "tn", "ts", "xh", "yo", "zu"};
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(root)) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  CHECK(files.size() == 79);
  for (const std::string tables : {"full", "small"}) {
    struct Sum {
      int all = 0, right = 0, languages = 0;
    } every, known;  // known: to the small tables
    std::string below;
    for (const fs::path& file : files) {
      const std::string language = file.stem();
      int mine = 0, hits = 0, most = 0;
      std::string confused;
      for (const auto& [label, count] : labels(lines_of(file), "tables = \"" + tables + "\"")) {
        mine += count;
        if (is_right(language, label)) hits += count;
        else if (count > most) most = count, confused = label;
      }
      const bool strange = only_full.count(language) != 0;
      if (strange && tables == "small") CHECK(hits == 0);
      for (Sum* sum : {&every, &known}) {
        if (sum == &known && strange) continue;
        ++sum->languages;
        sum->all += mine;
        sum->right += hits;
      }
      char line[64];
      std::snprintf(line, sizeof line, "%s %.1f %% (%s)  ", language.c_str(), 100.0 * hits / mine, confused.c_str());
      if (hits < 0.95 * mine && !(strange && tables == "small")) below += line;
    }
    std::cout << tables << " tables:";
    for (const Sum& sum : {every, known})
      std::cout << " " << sum.languages << " languages, " << sum.all << " sentences: " << 100.0 * sum.right / sum.all
                << " % right;";
    std::cout << "\nbelow 95 %: " << below << "\n";
    CHECK(known.right >= 0.94 * known.all);
    if (tables == "full") CHECK(every.right >= 0.95 * every.all);
  }
}

TEST_CASE("language: paragraphs of a mixed article in Chinese and English are told apart") {
  const fs::path root = lingua();
  if (root.empty()) return;
  const std::vector<std::string> chinese = lines_of(root / "zh.txt"), english = lines_of(root / "en.txt");
  int all = 0, right = 0, articles = 0, clean = 0;
  for (std::size_t at = 0; at + 6 <= std::min(chinese.size(), english.size()); at += 6) {
    std::string article, only_chinese, expected = "[";
    for (std::size_t i = at; i < at + 6; i += 2) {
      const std::string zh = chinese[i] + chinese[i + 1], en = english[i] + " " + english[i + 1];
      article += zh + "\n\n" + en + "\n\n";
      only_chinese += (only_chinese.empty() ? "" : "\n\n") + zh;
    }
    article.resize(article.size() - 2);
    const test::RunOp told = test::run_op("language", "unit = \"paragraph\"\ninto = \"l\"", record(article));
    const Value paragraphs = Value(told.output)["l"]["paragraphs"];
    REQUIRE(paragraphs.size() == 6);
    for (std::size_t i = 0; i < 6; ++i) {
      ++all;
      right += paragraphs.at(i).text().value_or("").substr(0, 2) == (i % 2 == 0 ? "zh" : "en");
    }
    ++articles;
    const test::RunOp cut =
        test::run_op("language", "unit = \"paragraph\"\nkeep = [\"zh\"]\ndrop_others = true", record(article));
    clean += cut.output == record(only_chinese);
  }
  std::cout << articles << " mixed articles: " << right << " of " << all << " paragraphs right, " << clean
            << " articles cut to their Chinese exactly\n";
  CHECK(right >= 0.98 * all);
  CHECK(clean >= 0.95 * articles);
}
