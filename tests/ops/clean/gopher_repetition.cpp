#include <cmath>
#include <cstdio>
#include <map>
#include <set>

#include "base/rng.h"
#include "dsprep/value.h"
#include "support/catch.h"
#include "support/quality_values.h"
#include "support/run_op.h"

using namespace dsprep;
using test::record;
using test::run_op;

namespace {

std::string open_limits() {
  std::string out = "min_lines = 0\n";
  for (const char* name :
       {"dup_lines", "dup_paragraphs", "dup_line_chars", "dup_paragraph_chars", "top_2gram", "top_3gram", "top_4gram",
        "dup_5grams", "dup_6grams", "dup_7grams", "dup_8grams", "dup_9grams", "dup_10grams"})
    out += "max_" + std::string(name) + " = 1e18\n";
  return out;
}

test::RuleValues measure(std::string_view variant, std::string_view text, const std::string& more = "") {
  return test::measure_rules("gopher_repetition", "variant = \"" + std::string(variant) + "\"\n" + open_limits() + more,
                             text);
}
double value(std::string_view variant, std::string_view rule, std::string_view text, const std::string& more = "") {
  const auto values = measure(variant, text, more);
  REQUIRE(values.contains(std::string(rule)));
  return values.at(std::string(rule)).value_or(std::nan(""));
}
constexpr std::string_view all_variants[] = {"paper", "datatrove", "dclm", "dolma"};

// The paper's shares, from words as they are written. REQUIRES ASCII.
struct SlowShares {
  std::map<std::size_t, double> of;  // by n; missing where there are fewer than n words
};
SlowShares slow_paper(const std::vector<std::string>& words) {
  SlowShares shares;
  double all = 0;
  for (const auto& word : words) all += static_cast<double>(word.size());
  for (std::size_t n = 2; n <= 10 && n <= words.size(); ++n) {
    std::map<std::vector<std::string>, std::vector<std::size_t>> positions;
    for (std::size_t i = 0; i + n <= words.size(); ++i)
      positions[{words.begin() + static_cast<std::ptrdiff_t>(i), words.begin() + static_cast<std::ptrdiff_t>(i + n)}]
          .push_back(i);
    std::size_t most = 0, longest = 0;
    std::set<std::size_t> covered;
    for (const auto& [ngram, at] : positions) {
      std::size_t size = 0;
      for (const auto& word : ngram) size += word.size();
      if (at.size() > most) most = at.size(), longest = size;
      else if (at.size() == most) longest = std::max(longest, size);
      if (at.size() > 1)
        for (const std::size_t i : at)
          for (std::size_t k = i; k < i + n; ++k) covered.insert(k);
    }
    double chars = 0;
    for (const std::size_t k : covered) chars += static_cast<double>(words[k].size());
    shares.of[n] = n < 5 ? (most < 2 ? 0 : static_cast<double>(most * longest) / all) : chars / all;
  }
  return shares;
}

}  // namespace

TEST_CASE("gopher_repetition: the values that the tools gave") {
  CHECK(test::compare_with_tools("gopher_repetition", [](std::string_view variant, std::string_view text) {
          return measure(variant, text);
        }) > 5000);
}

TEST_CASE("gopher_repetition: the paper's n-grams against a slow twin") {
  base::Rng rng(77);
  for (int round = 0; round < 40; ++round) {
    std::vector<std::string> words;
    std::string text;
    for (std::size_t n = rng.below(90); words.size() < n;) {
      if (words.size() > 25 && rng.below(5) == 0) {
        const std::size_t from = rng.below(words.size() - 20);
        for (std::size_t k = 0; k < 12; ++k) words.push_back(words[from + k]);
      } else {
        words.push_back(std::string(1 + rng.below(4), static_cast<char>('a' + rng.below(5))));
      }
    }
    for (const auto& word : words) text += word + (rng.below(9) == 0 ? "\n" : " ");
    const auto values = measure("paper", text);
    for (const auto& [n, share] : slow_paper(words).of) {
      const std::string rule =
          n < 5 ? "max_top_" + std::to_string(n) + "gram" : "max_dup_" + std::to_string(n) + "grams";
      INFO(rule << ": " << text);
      REQUIRE(values.at(rule).has_value());
      REQUIRE(std::abs(*values.at(rule) - share) < 1e-12);
    }
  }
}

// The verdict alone may come from bounds; the values, which are asked for here first, do not.
TEST_CASE("gopher_repetition: the verdict alone is that of the values, just above and just below each limit") {
  base::Rng rng(12);
  int dropped = 0;
  for (int round = 0; round < 40; ++round) {
    std::string text;
    const std::uint64_t kinds = 2 + rng.below(round % 2 == 0 ? 200 : 12), size = 1 + rng.below(120);
    for (std::uint64_t k = 0; k < size; ++k) {
      if (k > 30 && rng.below(40) == 0) text += text.substr(text.size() / 2);
      text += std::string(1 + rng.below(round % 3 == 0 ? 1 : 7), static_cast<char>('a' + rng.below(kinds) % 26)) +
              std::to_string(rng.below(kinds) / 26);
      text += rng.below(12) == 0 ? '\n' : ' ';
    }
    for (const std::string_view variant : all_variants) {
      for (const auto& [rule, measured] : measure(variant, text)) {
        if (!measured || !rule.starts_with("max_") || *measured <= 0) continue;
        INFO(variant << ' ' << rule << ' ' << *measured << ": " << text);
        const auto kept = [&](double limit) {
          std::string params = "variant = \"" + std::string(variant) + "\"\n" + open_limits();
          const std::string line = rule + " = 1e18";
          char number[40];
          std::snprintf(number, sizeof number, "%.17g", limit);
          params.replace(params.find(line), line.size(), rule + " = " + number);
          return run_op("gopher_repetition", params, record(text)).result.books.dropped == 0;
        };
        REQUIRE(kept(*measured));
        REQUIRE_FALSE(kept(std::nextafter(*measured, 0.0)));
        ++dropped;
      }
    }
  }
  CHECK(dropped > 500);
}

TEST_CASE("gopher_repetition: the definitions disagree as they are known to") {
  const std::string line = "one two three four five six seven eight nine ten eleven twelve";
  const std::string twice = line + "\n" + line, thrice = twice + "\n" + line;
  CHECK(value("paper", "max_dup_lines", twice) == 0.5);
  CHECK(value("datatrove", "max_dup_lines", twice) == 0.5);
  CHECK(value("dclm", "max_dup_lines", twice) == 1);
  CHECK(value("dolma", "max_dup_lines", twice) == 1);
  CHECK(value("dolma", "max_dup_line_chars", twice) > 1);
  CHECK(value("datatrove", "max_dup_lines", thrice) == 2.0 / 3);
  CHECK(value("dclm", "max_dup_5grams", thrice) == 1);
  CHECK(value("paper", "max_dup_5grams", thrice) == 1);
  CHECK(value("datatrove", "max_dup_5grams", thrice) < 0.5);
  const std::string different =
      "extraordinarily incomprehensible counterrevolutionaries disproportionately a b c d e f g h";
  CHECK(value("paper", "max_top_2gram", different) == 0);
  CHECK(value("dclm", "max_top_2gram", different) == 0);
  CHECK(value("datatrove", "max_top_2gram", different) > 0.3);  // comes once
  CHECK(value("dolma", "max_top_2gram", different) > 0.3);
}

TEST_CASE("gopher_repetition: lines and paragraphs by variant") {
  const std::string_view text = "\na\n\n a \n\n\na\nb\n";
  CHECK(value("paper", "min_lines", text) == 4);
  CHECK(value("datatrove", "min_lines", text) == 6);  // an empty one at either end
  CHECK(value("dclm", "min_lines", text) == 4);
  CHECK(value("dolma", "min_lines", text) == 9);
  CHECK(value("paper", "max_dup_lines", text) == 1.0 / 4);
  CHECK(value("datatrove", "max_dup_lines", text) == 2.0 / 6);
  CHECK(value("dclm", "max_dup_lines", text) == 3.0 / 4);
  CHECK(value("paper", "max_dup_paragraphs", "a\n\na\n\nb") == 1.0 / 3);
  CHECK(value("datatrove", "max_dup_paragraphs", "\n\n a\n\na\n\n\n ") == 1.0 / 2);
  CHECK(value("dclm", "max_dup_paragraphs", "a\n\n a\n\n \n\nb") == 2.0 / 3);
  CHECK(std::isnan(value("dolma", "max_dup_paragraphs", "a\n\na")));
  CHECK(value("paper", "max_dup_paragraph_chars", "中\n\n中\n\nb") == 1.0 / 7);
}

TEST_CASE("gopher_repetition: Chinese words by dictionary, and dclm's alphanumeric ones") {
  const std::string_view text = "点击这里下载软件，点击这里下载软件，点击这里下载软件。";
  CHECK(std::isnan(value("paper", "max_top_2gram", text)));
  CHECK(value("paper", "max_dup_5grams", text, "words = \"unicode\"") == 1);
  CHECK(value("dclm", "max_dup_5grams", text) == 1);
  CHECK(value("dclm", "max_top_2gram", "_a 1 _a 1") == 0);  // one word of each: 1 and 1
}

TEST_CASE("gopher_repetition: the limits themselves pass; a text without anything is dropped where the tool drops it") {
  const std::string twice = record("x y z\nx y z\nq");
  CHECK(run_op("gopher_repetition",
               "max_dup_lines = 0.3333333333333333\nmax_dup_line_chars = 1\nmax_top_2gram = 1\nmax_top_3gram = 1",
               twice)
            .output == twice);
  CHECK(run_op("gopher_repetition",
               "max_dup_lines = 0.3333\nmax_dup_line_chars = 1\nmax_top_2gram = 1\nmax_top_3gram = 1", twice)
            .output == "");
  CHECK(run_op("gopher_repetition", "", record("")).output == record(""));
  CHECK(run_op("gopher_repetition", "variant = \"datatrove\"", record("")).output == "");
  CHECK(run_op("gopher_repetition", "variant = \"dclm\"", record(" \n ")).output == "");
  CHECK(run_op("gopher_repetition", "variant = \"dolma\"", record("")).output == record(""));
}

TEST_CASE("gopher_repetition: bad input has a defined value for every rule") {
  std::string marks, letters, emoji, lines, distinct;
  for (int i = 0; i < 50'000; ++i)
    marks += "\u0301", letters += "x ", emoji += "😀\n", lines += "\n \n", distinct += std::to_string(i) + " ";
  for (const std::string& text :
       {std::string(), std::string(" \n\t "), marks, letters, emoji, lines, distinct,
        std::string("مرحبا بالعالم\nשלום שלום"), std::string(1 << 20, 'x'), std::string(1 << 20, '\n')}) {
    for (const std::string_view variant : all_variants) {
      const auto values = measure(variant, text);
      CHECK(values.size() == 14);
      for (const auto& [rule, measured] : values) CHECK((!measured || (std::isfinite(*measured) && *measured >= 0)));
    }
  }
  CHECK(value("paper", "max_dup_10grams", letters) == 1);
  CHECK(value("paper", "max_top_2gram", distinct) == 0);
}

TEST_CASE("gopher_repetition: text that is not there, joined fields, refusals") {
  CHECK(run_op("gopher_repetition", "", "{}\n").malformed.find("field /text is missing") != std::string::npos);
  CHECK(run_op("gopher_repetition", "", "{\"text\":[]}\n").malformed.find("not text") != std::string::npos);
  CHECK(run_op("gopher_repetition", "field = \"/m/*\"", "{\"m\":[\"a b\",\"a b\"]}\n").dropped != "");
  CHECK(run_op("gopher_repetition", "max_dup_lines = -1", "").error != "");
  CHECK(run_op("gopher_repetition", "words = \"chars\"", "").error.find("uax29") != std::string::npos);
}
