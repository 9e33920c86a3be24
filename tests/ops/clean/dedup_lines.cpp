#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/rng.h"
#include "dsprep/value.h"
#include "ops/clean/dedup_lines/line_key.h"
#include "support/catch.h"
#include "support/run_op.h"
#include "text/utf8.h"

using namespace dsprep;
using test::record;
using test::run_op;

namespace {

std::string records(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += record(text);
  return all;
}

// The texts that came out; one that was dropped is missing.
std::vector<std::string> texts_of(const std::string& output) {
  std::vector<std::string> texts;
  for (std::size_t at = 0, end; at < output.size(); at = end + 1) {
    end = output.find('\n', at);
    texts.push_back(*Value(std::string_view(output).substr(at, end - at))["text"].text());
  }
  return texts;
}

using Texts = std::vector<std::string>;

Texts ran(std::string_view params, const Texts& texts) {
  const test::RunOp run = run_op("dedup_lines", params, records(texts));
  REQUIRE(run.error == "");
  return texts_of(run.output);
}

double metric(const test::RunOp& run, std::string_view name) {
  for (const auto& step : run.result.findings)
    for (const Metric& m : step.findings.metrics)
      if (m.name == name) return m.value;
  return -1;
}

// The slow twin, for lines: a map from forms, and the lines that stay joined again.
struct Twin {
  ops::dedup_lines::LineForm form = ops::dedup_lines::LineForm::simple;
  std::size_t min_length = 1, min_count = 2;
  bool by_record = true, keep_first = true;

  static Texts lines_of(const std::string& text) {
    Texts lines;
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      lines.push_back(text.substr(begin, end - begin));
      begin = end + 1;
    }
    return lines;
  }

  Texts apply(const Texts& texts) const {
    struct Seen {
      std::set<std::size_t> records;
      std::size_t occurrences = 0;
      std::pair<std::size_t, std::size_t> first;
    };
    std::map<std::string, Seen> seen;
    const auto key_of = [&](const std::string& line) {
      std::string key;
      ops::dedup_lines::line_key_slowly(line, form, key);
      return text::count_chars(key) < min_length ? "" : key;
    };
    for (std::size_t r = 0; r < texts.size(); ++r) {
      const Texts lines = lines_of(texts[r]);
      for (std::size_t l = 0; l < lines.size(); ++l) {
        const std::string key = key_of(lines[l]);
        if (key.empty()) continue;
        Seen& s = seen[key];
        if (s.occurrences++ == 0) s.first = {r, l};
        s.records.insert(r);
      }
    }
    Texts out;
    for (std::size_t r = 0; r < texts.size(); ++r) {
      const Texts lines = lines_of(texts[r]);
      Texts kept;
      std::size_t gone = 0;
      for (std::size_t l = 0; l < lines.size(); ++l) {
        const std::string key = key_of(lines[l]);
        bool goes = false;
        if (!key.empty()) {
          const Seen& s = seen[key];
          const bool first = by_record ? s.first.first == r : s.first == std::pair(r, l);
          goes = (by_record ? s.records.size() : s.occurrences) >= min_count && !(keep_first && first);
        }
        gone += goes;
        if (!goes) kept.push_back(lines[l]);
      }
      if (gone == 0) {
        out.push_back(texts[r]);
        continue;
      }
      if (kept.empty()) continue;  // min_chars_left = 1
      std::string text;
      for (std::size_t i = 0; i < kept.size(); ++i) text += (i ? "\n" : "") + kept[i];
      if (texts[r].back() == '\n') text += '\n';
      out.push_back(text);
    }
    return out;
  }
};

// Lines of few kinds, with other white space, case, digits and accents, never blank (what separates blank lines is
// tested by hand).
Texts random_texts(base::Rng& rng, std::size_t n) {
  static const char* words[] = {"home", "News",  "menu 1", "menu 2",     "版权所有", "été",
                                "ete",  "- - -", "}",      "продолжить", "سجل"};
  Texts texts;
  for (std::size_t i = 0; i < n; ++i) {
    std::string text;
    const std::uint64_t lines = 1 + rng.below(6);
    for (std::uint64_t l = 0; l < lines; ++l) {
      if (l > 0) text += '\n';
      const std::uint64_t k = 1 + rng.below(2);
      for (std::uint64_t w = 0; w < k; ++w)
        text += (w ? "  " : rng.below(5) ? "" : " ") + std::string(words[rng.below(std::size(words))]);
      if (rng.below(3) == 0)
        text += " unique " + std::string(1, static_cast<char>('a' + rng.below(26))) +
                std::string(1, static_cast<char>('a' + i % 26));
    }
    if (rng.below(3) == 0) text += '\n';
    texts.push_back(text);
  }
  return texts;
}

}  // namespace

TEST_CASE("dedup_lines: a plain map gives the same, for every setting") {
  base::Rng rng(11);
  const std::pair<ops::dedup_lines::LineForm, const char*> forms[] = {{ops::dedup_lines::LineForm::trimmed, "trimmed"},
                                                                      {ops::dedup_lines::LineForm::ccnet, "ccnet"},
                                                                      {ops::dedup_lines::LineForm::simple, "simple"}};
  for (int round = 0; round < 12; ++round) {
    const Texts texts = random_texts(rng, 1 + rng.below(60));
    for (const auto& [form, name] : forms)
      for (const bool by_record : {true, false})
        for (const bool keep_first : {true, false}) {
          Twin twin{form, 1 + rng.below(8), 2 + rng.below(3), by_record, keep_first};
          const std::string params =
              "form = \"" + std::string(name) + "\"\ncount = \"" + (by_record ? "records" : "occurrences") +
              "\"\nkeep = \"" + (keep_first ? "first" : "none") + "\"\nmin_count = " + std::to_string(twin.min_count) +
              "\nmin_length = " + std::to_string(twin.min_length);
          INFO(params << "\n" << records(texts));
          CHECK(ran(params, texts) == twin.apply(texts));
        }
  }
}

TEST_CASE("dedup_lines: what separates lines goes with the right side") {
  const std::string x = "a line that is repeated";
  CHECK(ran("", {x + "\nb", x + "\nc", "d\n" + x, "e\n" + x + "\nf", "g\n" + x + "\n", x, "h\n\n" + x + "\n\ni",
                 "j\r\n" + x + "\r\n"}) == Texts{x + "\nb", "c", "d", "e\nf", "g\n", "h\n\n\ni", "j\r\n"});
  const std::string y = "another one, repeated as well";
  CHECK(ran("", {x + "\n" + y, "a\n" + x + "\n" + y, x + "\n\n" + y, y + "\n" + x + "\nz"}) ==
        Texts{x + "\n" + y, "a", "z"});
}

TEST_CASE("dedup_lines: paragraphs and sentences") {
  const std::string p = "This paragraph\nis on every page.";
  CHECK(ran("unit = \"paragraph\"", {"One.\n\n" + p + "\n\nTwo.", "Three.\n\n\n" + p, p + "\n\nFour.\n", p}) ==
        Texts{"One.\n\n" + p + "\n\nTwo.", "Three.", "Four.\n"});
  const std::string s = "We use cookies. You can say no. Read our policy.";
  CHECK(ran("unit = \"sentence\"", {s + " First page.", "Second page. " + s, "Third. " + s + " More of it.\n\nNext.",
                                    s}) == Texts{s + " First page.", "Second page.", "Third. More of it.\n\nNext."});
  CHECK(ran("unit = \"sentence\"\nsentences = 1",
            {"天气很好，我们去公园散步。今天是星期天。", "他说：天气不好。天气很好，我们去公园散步。"}) ==
        Texts{"天气很好，我们去公园散步。今天是星期天。", "他说：天气不好。"});
  // Paragraphs stay apart.
  CHECK(ran("unit = \"sentence\"\nsentences = 1",
            {"A repeated sentence.", "One here. A repeated sentence.\n\nTwo here."}) ==
        Texts{"A repeated sentence.", "One here.\n\nTwo here."});
}

TEST_CASE("dedup_lines: paragraphs that share most of their words") {
  const std::string a = "the quick brown fox jumps over the lazy dog and runs into the dark forest at night";
  const std::string b = "the quick brown fox jumps over the lazy dog and runs into the dark forest at noon";
  CHECK(ran("ngram = 3", {a + "\nx", b + "\ny"}) == Texts{a + "\nx", "y"});
  CHECK(ran("ngram = 3\noverlap = 0.95", {a + "\nx", b + "\ny"}) == Texts{a + "\nx", b + "\ny"});
  CHECK(ran("ngram = 3", {a + " " + a}) == Texts{a + " " + a});
  CHECK(ran("variant = \"dolma\"", {a, b, a}) == Texts{a, b});  // 13-grams: 5 of 6 in common, 0.83 > 0.8
}

TEST_CASE("dedup_lines: a page of which too little is left is dropped, with what was measured") {
  const std::string x = "a line that is repeated";
  const test::RunOp run =
      run_op("dedup_lines", "min_chars_left = 3\nmin_words_left = 2\nmin_share_left = 0.5\nmin_units_left = 2",
             record(x) + record(x + "\n好") + record("short"));
  REQUIRE(run.error == "");
  CHECK(run.output == record(x) + record("short"));
  const Value mark = Value(run.dropped)["_dsprep"];
  REQUIRE(mark["failed"].size() == 4);
  CHECK(mark["failed"].at(0)["rule"].text() == "min_chars_left");
  CHECK(mark["failed"].at(0)["value"].number() == 1);
  CHECK(mark["failed"].at(1)["value"].number() == 1);
  CHECK(mark["failed"].at(2)["value"].number() == 1);
  CHECK(*mark["failed"].at(3)["value"].number() == Approx(1.0 / 25));
  CHECK(mark["units_removed"].integer() == 1);
  CHECK(Value(run.dropped)["text"].text() == x + "\n好");  // as it was read
  REQUIRE(run.result.books.steps[0].counters.size() == 2);
  CHECK(run.result.books.steps[0].counters[0] == 1);
  CHECK(run.result.books.steps[0].counters[1] == 24);
}

TEST_CASE("dedup_lines: the report shows what is repeated most") {
  const test::RunOp run = run_op("dedup_lines", "",
                                 records({"版权所有，未经授权不得转载。\na", "版权所有，未经授权不得转载。\nb",
                                          "版权所有，未经授权不得转载!\nHome, News, Contact", "home news contact"}));
  REQUIRE(run.error == "");
  CHECK(metric(run, "records") == 4);
  CHECK(metric(run, "units") == 5);
  CHECK(metric(run, "repeated") == 2);
  CHECK(metric(run, "repeated_occurrences") == 5);
  const Finding& table = run.result.findings[0].findings.sections.at(0);
  REQUIRE(table.rows.size() == 2);
  CHECK(std::get<std::string>(table.rows[0][0]) == "版权所有，未经授权不得转载。");
  CHECK(std::get<std::int64_t>(table.rows[0][1]) == 3);
  CHECK(std::get<std::int64_t>(table.rows[0][4]) == 1);
  const std::string shown = std::get<std::string>(table.rows[1][0]);  // of one of the records
  CHECK((shown == "Home, News, Contact" || shown == "home news contact"));
}

TEST_CASE("dedup_lines: elements of a field, one by one") {
  const std::string x = "a line that is repeated";
  const std::string a = "{\"m\":[{\"c\":\"" + x + "\\na\"},{\"c\":\"b\\n" + x + "\"}]}\n";
  const test::RunOp run = run_op("dedup_lines", "field = \"/m/*/c\"\ncount = \"occurrences\"", a + a);
  REQUIRE(run.error == "");
  CHECK(run.output == "{\"m\":[{\"c\":\"" + x + "\\na\"},{\"c\":\"b\"}]}\n{\"m\":[{\"c\":\"a\"},{\"c\":\"b\"}]}\n");
  const test::RunOp none = run_op("dedup_lines", "", "{}\n{\"text\":1}\n" + record("a"));
  CHECK(none.output == record("a"));
  CHECK(none.result.books.malformed == 2);
}

TEST_CASE("dedup_lines: empty, equal, and very repetitive input") {
  CHECK(ran("", {}) == Texts{});
  CHECK(ran("", {"", "", ""}) == Texts{"", "", ""});
  CHECK(ran("", Texts(1000, "this page is always the same\nand so is this line")).size() == 1);
  std::string many;
  for (int i = 0; i < 20000; ++i) many += "the same line again\n";
  CHECK(ran("", {many}) == Texts{many});
  CHECK(ran("count = \"occurrences\"", {many}) == Texts{"the same line again\n"});
  CHECK(ran("min_count = 3\nkeep = \"none\"", {many, many, "x"}) == Texts{many, many, "x"});
  CHECK(ran("keep = \"none\"", {many, many, "x"}) == Texts{"x"});  // held back in a sorter, then let go
}

TEST_CASE("dedup_lines: the same for any threads, chunk size and memory") {
  base::Rng rng(5);
  const Texts texts = random_texts(rng, 4000);
  for (const char* params :
       {"", "variant = \"ccnet\"\nmin_chars_left = 5",
        "variant = \"datatrove\"\nsentences = 1\nmin_words_left = 1\nmin_units_left = 1", "ngram = 2"}) {
    std::set<std::string> outputs, reports;
    for (const unsigned threads : {1u, 3u})
      for (const std::size_t chunk_size : {std::size_t{300}, std::size_t{1} << 20})
        for (const std::uint64_t memory : {std::uint64_t{64} << 10, std::uint64_t{64} << 20}) {
          test::RunHow how;
          how.threads = threads;
          how.chunk_size = chunk_size;
          how.memory_budget = memory;
          const test::RunOp run = run_op("dedup_lines", params, records(texts), how);
          REQUIRE(run.error == "");
          outputs.insert(run.output + run.dropped);
          std::string report;
          for (const Finding& finding : run.result.findings[0].findings.sections)
            for (const auto& row : finding.rows) report += std::get<std::string>(row[0]) + "\n";
          reports.insert(report);
        }
    CHECK(outputs.size() == 1);
    CHECK(reports.size() == 1);
  }
}
