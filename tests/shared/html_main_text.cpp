// Main text of real pages against what people say it is: html/ of $DSPREP_SHARED/data. The trees were fitted to these
// very pages, so that this holds what is in the binary; tests/parity/html_main.py scores pages the trees have not seen
// (docs/quality.md).
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "dsprep/value.h"
#include "html/page_text.h"
#include "support/catch.h"
#include "support/unpacked_file.h"
#include "text/classes.h"
#include "text/normalize.h"
#include "text/utf8.h"

using namespace dsprep;

namespace {

using Counts = std::map<std::string, int>;

struct Score {
  double precision = 0, recall = 0;
  double f1() const { return precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0; }
};

// The folder of html/ of that name, or "" and a line that says that the test is skipped.
std::string folder(const std::string& name) {
  const char* shared = std::getenv("DSPREP_SHARED");
  const std::string path = std::string(shared != nullptr ? shared : "") + "/data/html/" + name;
  if (shared != nullptr && std::filesystem::exists(path)) return path;
  std::cout << "skipped: html/" << name << " (DSPREP_SHARED is not set, or has none)\n";
  return {};
}

std::string main_text_of(const std::string& path) {
  static html::PageText page;
  // The few that are no UTF-8 lose their letters beyond ASCII.
  page.read(test::unpacked_file(path), html::PageText::What::main);
  return page.text();
}

// Python's \w+.
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  bool in_word = false;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = i;
    const char32_t c = text::decode(text, i);
    const bool word = c == '_' || (text::classes_of(c) & (text::letter | text::digit | text::other_number)) != 0;
    if (word && !in_word) words.emplace_back();
    if (word) words.back().append(text, begin, i - begin);
    in_word = word;
  }
  return words;
}

Counts counted(const std::vector<std::string>& words) {
  Counts counts;
  for (const std::string& word : words) ++counts[word];
  return counts;
}

Counts shingles_of(const std::vector<std::string>& words) {
  Counts counts;
  if (words.empty()) return counts;
  for (std::size_t i = 0; i < std::max<std::size_t>(1, words.size() < 4 ? 1 : words.size() - 3); ++i) {
    std::string shingle;
    for (std::size_t k = i; k < std::min(i + 4, words.size()); ++k) shingle += words[k] + " ";
    ++counts[shingle];
  }
  return counts;
}

double total(const Counts& counts) {
  double sum = 0;
  for (const auto& [what, n] : counts) sum += n;
  return sum;
}

Score score_of(const Counts& ours, const Counts& gold) {
  if (ours.empty() || gold.empty()) return ours.empty() && gold.empty() ? Score{1, 1} : Score{};
  double right = 0;
  for (const auto& [what, n] : ours) {
    const auto it = gold.find(what);
    if (it != gold.end()) right += std::min(n, it->second);
  }
  return {right / total(ours), right / total(gold)};
}

std::string low(std::string_view text) {
  std::string out;
  text::to_lower(text, out);
  return out;
}

std::string spaced(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
      if (!out.empty() && out.back() != ' ') out += ' ';
    } else {
      out += c;
    }
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

void print(std::string_view name, const Score& score, double f1) {
  std::printf("%-28.*s precision %.3f  recall %.3f  F1 %.4f\n", static_cast<int>(name.size()), name.data(),
              score.precision, score.recall, f1);
}

}  // namespace

TEST_CASE("main text: WCXB, by type of page", "[html]") {
  const std::string root = folder("wcxb");
  if (root.empty()) return;
  struct Sum {
    double pages = 0, precision = 0, recall = 0, f1 = 0;
    void add(const Score& score) { ++pages, precision += score.precision, recall += score.recall, f1 += score.f1(); }
  };
  std::map<std::string, Sum> by_type;
  Sum all;
  for (const auto& entry : std::filesystem::directory_iterator(root + "/ground-truth")) {
    const std::string json = test::unpacked_file(entry.path());
    const Value page(json);
    std::string type(page["_internal"]["page_type"]["primary"].text().value_or("article"));
    if (type == "category") type = "collection";
    const std::string gold(page["ground_truth"]["main_content"].text().value_or(""));
    const std::string ours = main_text_of(root + "/html/" + entry.path().stem().string() + ".html.gz");
    const Score score = score_of(counted(words_of(low(ours))), counted(words_of(low(gold))));
    by_type[type].add(score);
    all.add(score);
  }
  double others = 0;
  for (const auto& [type, sum] : by_type) {
    print(type, {sum.precision / sum.pages, sum.recall / sum.pages}, sum.f1 / sum.pages);
    if (type != "article") others += sum.f1 / sum.pages / static_cast<double>(by_type.size() - 1);
  }
  print("wcxb", {all.precision / all.pages, all.recall / all.pages}, all.f1 / all.pages);
  std::cout << "mean of the types but article: " << others << "\n";
  CHECK(all.f1 / all.pages > 0.90);
  CHECK(others > 0.835);
}

TEST_CASE("main text: Zyte's articles", "[html]") {
  const std::string root = folder("aeb");
  if (root.empty()) return;
  const std::string json = test::unpacked_file(root + "/ground-truth.json");
  Score sum;
  double ours_pages = 0, gold_pages = 0;
  std::string scratch;
  for (Value::Members it = Value(json).members(); it.next();) {
    const std::string name(it.key(scratch));
    const std::string gold(it.value()["articleBody"].text().value_or(""));
    const Counts ours = shingles_of(words_of(main_text_of(root + "/html/" + name + ".html.gz")));
    const Score score = score_of(ours, shingles_of(words_of(gold)));
    sum.precision += score.precision;
    sum.recall += score.recall;
    ours_pages += !ours.empty();
    ++gold_pages;
  }
  const Score mean{sum.precision / ours_pages, sum.recall / gold_pages};
  print("aeb", mean, mean.f1());
  CHECK(mean.f1() > 0.97);
}

TEST_CASE("main text: trafilatura's segments", "[html]") {
  const std::string root = folder("trafilatura_eval");
  if (root.empty()) return;
  const std::string json = test::unpacked_file(root + "/evaldata.json");
  double right = 0, wrong = 0, missed = 0;
  for (Value::Members it = Value(json).members(); it.next();) {
    std::string file(it.value()["file"].text().value_or(""));
    if (!file.ends_with(".gz")) file += ".gz";
    const std::string ours = spaced(main_text_of(root + "/pages/" + file));
    for (Value::Elements s = it.value()["with"].elements(); s.next();) {
      const bool found = ours.find(spaced(s.value().text().value_or(""))) != std::string::npos;
      (found ? right : missed) += 1;
    }
    for (Value::Elements s = it.value()["without"].elements(); s.next();)
      wrong += ours.find(spaced(s.value().text().value_or(""))) != std::string::npos;
  }
  const Score score{right / (right + wrong), right / (right + missed)};
  print("trafilatura_eval", score, score.f1());
  CHECK(score.f1() > 0.96);
}
