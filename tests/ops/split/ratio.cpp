#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/rng.h"
#include "dsprep/value.h"
#include "support/catch.h"
#include "support/run_op.h"

using namespace dsprep;
using test::run_op;

namespace {

std::string record(std::string_view text, std::string_view label = {}) {
  ValueBuilder builder;
  builder.begin_object().member("text", text);
  if (!label.empty()) builder.member("label", label);
  return builder.end_object().take() + "\n";
}

std::string texts(int n, std::string_view start = "text ") {
  std::string input;
  for (int i = 0; i < n; ++i) input += record(std::string(start) + std::to_string(i));
  return input;
}

struct Line {
  std::string part, json;
};
std::vector<Line> lines_of(const test::RunOp& run) {
  std::vector<Line> lines;
  for (std::size_t at = 0, end; at < run.output.size(); at = end + 1) {
    end = run.output.find('\n', at);
    const std::string line = run.output.substr(at, end - at);
    const std::size_t tab = line.find('\t');
    lines.push_back({line.substr(0, tab), line.substr(tab + 1)});
  }
  return lines;
}

std::map<std::string, std::string> part_by_text(const test::RunOp& run) {
  std::map<std::string, std::string> parts;
  for (const Line& line : lines_of(run)) parts[Value(line.json)["text"].text().value()] = line.part;
  return parts;
}

std::map<std::string, int> sizes_of(const test::RunOp& run) {
  std::map<std::string, int> sizes;
  for (const Line& line : lines_of(run)) ++sizes[line.part];
  return sizes;
}

using Sizes = std::map<std::string, int>;

test::RunOp split(std::string_view params, const std::string& input, std::uint64_t seed = 0) {
  test::RunHow how;
  how.seed = seed;
  test::RunOp run = run_op("ratio", params, input, how);
  CAPTURE(params);
  REQUIRE(run.error == "");
  return run;
}

std::string error_of(std::string_view params, const std::string& input = record("a")) {
  return run_op("ratio", params, input).error;
}

}  // namespace

TEST_CASE("ratio: stable shares come out roughly, by default 80:10:10") {
  const Sizes sizes = sizes_of(split("", texts(5000)));
  REQUIRE(sizes.size() == 3);
  CHECK(std::abs(sizes.at("train") - 4000) < 120);
  CHECK(std::abs(sizes.at("validation") - 500) < 90);
  CHECK(std::abs(sizes.at("test") - 500) < 90);
}

TEST_CASE("ratio: a stable split does not depend on the other records, and grows by nesting") {
  const auto all = part_by_text(split("ratios = { train = 0.5, test = 0.5 }", texts(1000)));
  const auto few = part_by_text(split("ratios = { train = 0.5, test = 0.5 }", texts(300)));
  for (const auto& [text, part] : few) CHECK(all.at(text) == part);
  const auto more = part_by_text(split("ratios = { train = 0.7, test = 0.3 }", texts(1000)));
  int moved = 0;
  for (const auto& [text, part] : all) {
    if (part == "train") CHECK(more.at(text) == "train");
    moved += more.at(text) != part;
  }
  CHECK(std::abs(moved - 200) < 70);
}

TEST_CASE("ratio: seed and salt change the assignment") {
  const std::string params = "ratios = { a = 0.5, b = 0.5 }";
  const std::string input = texts(200);
  const std::string plain = split(params, input).output;
  CHECK(split(params, input).output == plain);
  CHECK(split(params, input, 1).output != plain);
  CHECK(split(params + "\nsalt = \"x\"", input).output != plain);
}

TEST_CASE("ratio: variants of a text share its part") {
  const std::vector<std::vector<std::string>> groups = {
      {"Hello, World 12!", "hello world 12", "HELLO  WORLD\n12", "ｈｅｌｌｏ，ｗｏｒｌｄ１２", "hello world 12 😀"},
      {"今天天气很好。", "今天，天气很好！", "今天 天气 很好"},
      {"caf\u00e9", "cafe\u0301", "CAFÉ"},
      {"Straße", "STRASSE", "strasse"},
      {"ｶﾞ", "ガ"},
      {"한국어", "\u1112\u1161\u11ab\u1100\u116e\u11a8\u110b\u1165"},
      {"مرحبا بكم", "مرحبا، بكم!"},
  };
  for (const auto& group : groups) {
    for (std::uint64_t seed = 0; seed < 6; ++seed) {
      std::string input;
      for (const std::string& text : group) input += record(text);
      CAPTURE(group.front(), seed);
      CHECK(sizes_of(split("ratios = { a = 0.5, b = 0.5 }", input, seed)).size() == 1);
      CHECK(sizes_of(split("ratios = { a = 0.5, b = 0.5 }\nmode = \"exact\"", input, seed)).size() == 1);
    }
  }
  // Marks count, and so does what is nothing but symbols: these part for some seed.
  for (const auto& [a, b] :
       std::vector<std::pair<std::string, std::string>>{{"e", "é"}, {"กา", "กี"}, {"👍", "👎"}, {"!!", "??"}}) {
    bool parted = false;
    for (std::uint64_t seed = 0; seed < 20; ++seed)
      parted |= sizes_of(split("ratios = { a = 0.5, b = 0.5 }", record(a) + record(b), seed)).size() == 2;
    CAPTURE(a, b);
    CHECK(parted);
  }
}

TEST_CASE("ratio: exact shares are exact") {
  const std::string exact = "\nmode = \"exact\"";
  CHECK(sizes_of(split("mode = \"exact\"", texts(1000))) == Sizes{{"train", 800}, {"validation", 100}, {"test", 100}});
  CHECK(sizes_of(split("mode = \"exact\"", texts(15))) ==
        Sizes{{"train", 12}, {"validation", 2}, {"test", 1}});  // a tie goes to the earlier
  CHECK(sizes_of(split("ratios = { a = 0.25, b = 0.25, c = 0.5 }" + exact, texts(7))) ==
        Sizes{{"a", 2}, {"b", 2}, {"c", 3}});
  CHECK(sizes_of(split("ratios = { a = 1 }" + exact, texts(3))) == Sizes{{"a", 3}});
  CHECK(sizes_of(split("mode = \"exact\"", texts(1))) == Sizes{{"train", 1}});
  CHECK(split("mode = \"exact\"", "").output == "");
}

TEST_CASE("ratio: sizes are exact, and what is left is dropped") {
  const test::RunOp run = split("ratios = { train = 70, test = 20 }", texts(100));
  CHECK(sizes_of(run) == Sizes{{"train", 70}, {"test", 20}});
  CHECK(run.result.books.dropped == 10);
  CHECK(run.dropped.find("\"rule\":\"beyond_sizes\",\"value\":1,\"limit\":0") != std::string::npos);
  const test::RunOp all = split("train = 60\nvalidation = 20\ntest = 20\nunit = \"records\"", texts(100));
  CHECK(sizes_of(all) == Sizes{{"train", 60}, {"validation", 20}, {"test", 20}});
  CHECK(all.dropped == "");
  const std::string error = error_of("ratios = { train = 70, test = 31 }", texts(100));
  CHECK(error.find("101") != std::string::npos);
  CHECK(error.find("100") != std::string::npos);
}

TEST_CASE("ratio: strata are divided in proportion, and totals come out") {
  std::string input;
  const std::map<std::string, int> labels = {{"体育", 50}, {"财经", 30}, {"rare", 7}, {"两", 2}, {"一", 1}};
  for (const auto& [label, n] : labels)
    for (int i = 0; i < n; ++i) input += record(label + " text " + std::to_string(i), label);
  for (int i = 0; i < 10; ++i) input += record("no label " + std::to_string(i));
  const test::RunOp run = split("stratify = \"/label\"", input);  // mode auto: exact
  CHECK(sizes_of(run) == Sizes{{"train", 80}, {"validation", 10}, {"test", 10}});
  std::map<std::string, Sizes> by_label;
  for (const Line& line : lines_of(run)) ++by_label[Value(line.json)["label"].text().value_or("(missing)")][line.part];
  for (const auto& [label, n] : labels) {
    CAPTURE(label);
    CHECK(std::abs(by_label[label]["train"] - 0.8 * n) < 1);
    CHECK(std::abs(by_label[label]["validation"] - 0.1 * n) < 2);
    CHECK(std::abs(by_label[label]["test"] - 0.1 * n) < 2);
  }
  CHECK(by_label["(missing)"]["train"] == 8);
  REQUIRE(run.result.findings.size() == 1);
  const Findings& findings = run.result.findings[0].findings;
  REQUIRE(findings.sections.size() == 2);
  CHECK(findings.sections[0].rows.size() == 3);
  REQUIRE(findings.sections[1].rows.size() == 6);
  CHECK(std::get<std::string>(findings.sections[1].rows[0][0]) == "体育");
  CHECK(std::get<std::int64_t>(findings.sections[1].rows[0][1]) == 50);
}

TEST_CASE("ratio: totals come out for any strata, with one record or thousands in each") {
  base::Rng rng(3);
  for (int round = 0; round < 15; ++round) {
    std::string input;
    const std::uint64_t strata = 1 + rng.below(60);
    const int n = static_cast<int>(1 + rng.below(400));
    std::map<std::string, int> sizes;
    for (int i = 0; i < n; ++i) {
      const std::string label = std::to_string(std::min(rng.below(strata), rng.below(strata)));
      ++sizes[label];
      input += record("t" + std::to_string(round) + "-" + std::to_string(i), label);
    }
    const test::RunOp run =
        split("ratios = { a = 0.7, b = 0.2, c = 0.1 }\nstratify = \"label\"", input, rng.next() >> 1);
    const Sizes whole = sizes_of(split("ratios = { a = 0.7, b = 0.2, c = 0.1 }\nmode = \"exact\"", input));
    CHECK(sizes_of(run) == whole);
    std::map<std::string, int> train;
    for (const Line& line : lines_of(run))
      if (line.part == "a") ++train[Value(line.json)["label"].text().value()];
    for (const auto& [label, size] : sizes) CHECK(std::abs(train[label] - 0.7 * size) < 1.0001);
  }
}

TEST_CASE("ratio: types of strata") {
  std::string input;
  for (int i = 0; i < 10; ++i) {
    const std::string text = ",\"text\":\"t" + std::to_string(i) + "\"}\n";
    input += "{\"label\":1" + text + "{\"label\":\"1\"" + text + "{\"label\":null" + text + "{\"other\":0" + text +
             "{\"label\":[\"a\",\"b\"]" + text;
  }
  const test::RunOp run = split("ratios = { a = 0.5, b = 0.5 }\nstratify = \"label\"", input);
  const Findings& findings = run.result.findings.at(0).findings;
  REQUIRE(findings.sections.size() == 2);
  REQUIRE(findings.sections[1].rows.size() == 5);  // 1, "1", the two of the list, and null with missing
  CHECK(std::get<std::int64_t>(findings.sections[1].rows[0][1]) == 20);
}

TEST_CASE("ratio: groups stay together, near their quota") {
  base::Rng rng(8);
  std::string input;
  std::map<int, int> groups;
  for (int i = 0; i < 3000; ++i) {
    const int author = static_cast<int>(rng.below(200));
    ++groups[author];
    input += "{\"author\":" + std::to_string(author) + ",\"text\":\"文 " + std::to_string(i) + "\"}\n";
  }
  int largest = 0;
  for (const auto& group : groups) largest = std::max(largest, group.second);
  for (const std::string mode : {"stable", "exact"}) {
    const test::RunOp run = split("key = \"author\"\nmode = \"" + mode + "\"", input);
    std::map<std::int64_t, std::set<std::string>> parts;
    for (const Line& line : lines_of(run)) parts[Value(line.json)["author"].integer().value()].insert(line.part);
    for (const auto& author : parts) CHECK(author.second.size() == 1);
    if (mode == "exact") {
      CHECK(std::abs(sizes_of(run)["train"] - 2400) <= largest);
      CHECK(std::abs(sizes_of(run)["test"] - 300) <= largest);
    }
  }
}

TEST_CASE("ratio: exact splits are the same for any threads, chunk size and memory") {
  std::string input;
  for (int i = 0; i < 8000; ++i) input += record("text " + std::to_string(i % 7000), std::to_string(i % 13));
  const std::string params = "stratify = \"label\"";
  const std::string expected = split(params, input).output;
  for (const unsigned threads : {1u, 3u}) {
    for (const std::size_t chunk_size : {std::size_t{500}, std::size_t{1} << 20}) {
      test::RunHow how;
      how.threads = threads;
      how.chunk_size = chunk_size;
      how.memory_budget = 64u << 10;
      const test::RunOp run = run_op("ratio", params, input, how);
      REQUIRE(run.error == "");
      CHECK(run.output == expected);
    }
  }
}

TEST_CASE("ratio: records without a key are malformed") {
  for (const std::string mode : {"stable", "exact"}) {
    const test::RunOp run = split("key = \"author\"\nmode = \"" + mode + "\"",
                                  "{\"text\":\"a\"}\n{\"author\":null,\"text\":\"a\"}\n{\"author\":{},\"text\":\"a\"}"
                                  "\n{\"author\":true,\"text\":1}\n");
    CHECK(run.result.books.malformed == 3);
    CHECK(run.result.books.kept == 1);
    CHECK(run.malformed.find("field /author is missing") != std::string::npos);
  }
  CHECK(split("", "{\"text\":5}\n" + record("a")).result.books.malformed == 1);
}

TEST_CASE("ratio: train, validation and test replace ratios, and what is 0 is left out") {
  CHECK(sizes_of(split("train = 0.5\ntest = 0.5\nmode = \"exact\"", texts(10))) == Sizes{{"train", 5}, {"test", 5}});
  CHECK(sizes_of(split("ratios = { a = 1 }\nvalidation = 1", texts(10))) == Sizes{{"validation", 10}});
  CHECK(sizes_of(split("ratios = { a = 1.0, b = 0 }", texts(10))) == Sizes{{"a", 10}});
}

TEST_CASE("ratio: what it refuses, and says why") {
  CHECK(error_of("ratios = { train = 0.8, test = 0.1 }").find("add up to 0.9, not to 1") != std::string::npos);
  CHECK(error_of("ratios = { train = 100, test = 0.1 }").find("not some of both") != std::string::npos);
  CHECK(error_of("ratios = { train = 1, test = 1 }").find("add up to 2") != std::string::npos);
  CHECK(error_of("ratios = { train = 2.5 }").find("not some of both") != std::string::npos);
  CHECK(error_of("ratios = { train = -0.5, test = 1.5 }") != "");
  CHECK(error_of("ratios = { train = nan }") != "");
  CHECK(error_of("ratios = { train = inf }") != "");
  CHECK(error_of("train = 0").find("every part is 0") != std::string::npos);
  CHECK(error_of("train = 20\nmode = \"stable\"").find("sizes") != std::string::npos);
  CHECK(error_of("ratios = { \"a/b\" = 1 }").find("a/b") != std::string::npos);
  CHECK(error_of("mode = \"exakt\"").find("exact") != std::string::npos);
  CHECK(error_of("ratios = { a = 0.333333333333, b = 0.333333333333, c = 0.333333333333 }") == "");
}

TEST_CASE("ratio: the key comes before the stratum: one text with several labels stays in one part") {
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    std::string input = record("同一句话", "a") + record("同一句话。", "b") + record("同一句话", "b");
    for (int i = 0; i < 7; ++i) input += record("text " + std::to_string(i), i % 2 ? "a" : "b");
    const test::RunOp run = split("ratios = { x = 0.5, y = 0.5 }\nstratify = \"label\"", input, seed);
    const std::vector<Line> lines = lines_of(run);
    CHECK(lines[0].part == lines[1].part);
    CHECK(lines[0].part == lines[2].part);
    const Findings& findings = run.result.findings.at(0).findings;
    CHECK(findings.metrics.back().name == "shared_keys");
    CHECK(findings.metrics.back().value == 1);
    REQUIRE(findings.warnings.size() == 1);
    CHECK(findings.warnings[0].text.starts_with("1 key (/text), of 3 records, has several values of /label"));
    // What the table says is what came out.
    std::map<std::string, std::map<std::string, std::int64_t>> came, told;
    for (const Line& line : lines) ++came[Value(line.json)["label"].text().value()][line.part];
    for (const auto& row : findings.sections[1].rows)
      for (std::size_t i = 0; i < 2; ++i)
        if (const auto n = std::get<std::int64_t>(row[2 + i]); n > 0)
          told[std::get<std::string>(row[0])][i == 0 ? "x" : "y"] = n;
    CHECK(came == told);
  }
  // Without such texts nothing is said.
  CHECK(split("ratios = { only = 1 }\nstratify = \"label\"", record("a", "x") + record("b", "y"))
            .result.findings.at(0)
            .findings.warnings.empty());
}

TEST_CASE("ratio: with a key and strata no key is torn, and parts come out near what was asked for") {
  base::Rng rng(4);
  std::string input;
  for (int i = 0; i < 4000; ++i)
    input += "{\"author\":" + std::to_string(rng.below(300)) + ",\"label\":\"" + std::to_string(rng.below(4)) +
             "\",\"text\":\"t" + std::to_string(i) + "\"}\n";
  const test::RunOp run = split("key = \"author\"\nstratify = \"label\"", input);
  std::map<std::int64_t, std::set<std::string>> parts;
  for (const Line& line : lines_of(run)) parts[Value(line.json)["author"].integer().value()].insert(line.part);
  for (const auto& author : parts) CHECK(author.second.size() == 1);
  CHECK(std::abs(sizes_of(run)["train"] - 3200) < 120);
  // The same with a budget of memory that none of it fits in, and for any number of threads.
  test::RunHow how;
  how.threads = 3;
  how.chunk_size = 700;
  how.memory_budget = 16u << 10;
  CHECK(run_op("ratio", "key = \"author\"\nstratify = \"label\"", input, how).output == run.output);
}

TEST_CASE("ratio: a field with too many values is no stratum") {
  std::string input;
  for (int i = 0; i < 66'000; ++i) input += record("t", std::to_string(i));
  CHECK(error_of("stratify = \"label\"", input).find("more than 65,536 different values") != std::string::npos);
}
