#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "base/rng.h"
#include "draw_runs.h"
#include "support/catch.h"

using namespace dsprep;
using namespace dsprep::test;
using namespace dsprep::test::draw;

namespace {

std::multiset<std::string> kept(std::string_view params, const std::string& input, RunHow how = {}) {
  const std::vector<std::string> lines = lines_of(run("subsample", params, input, how).output);
  return {lines.begin(), lines.end()};
}
std::string n_is(int n) { return "n = " + std::to_string(n); }

}  // namespace

TEST_CASE("subsample: exactly n, in their order, and the smaller n within the larger") {
  const std::string input = labelled("好", 500);
  std::multiset<std::string> before;
  for (const int n : {1, 2, 10, 99, 250, 499, 500}) {
    const RunOp ran = run("subsample", n_is(n), input);
    const std::vector<std::string> lines = lines_of(ran.output);
    CHECK(lines.size() == static_cast<std::size_t>(n));
    const std::vector<std::string> all = lines_of(input);
    std::size_t at = 0;  // a subsequence of the input
    for (const std::string& line : all)
      if (at < lines.size() && lines[at] == line) ++at;
    CHECK(at == lines.size());
    const std::multiset<std::string> now(lines.begin(), lines.end());
    CHECK(std::includes(now.begin(), now.end(), before.begin(), before.end()));
    before = now;
    CHECK(ran.result.books.dropped == static_cast<std::uint64_t>(500 - n));
  }
  CHECK(kept("fraction = 0.25", input) == kept("n = 125", input));
  CHECK(kept("fraction = 0.2501", input) == kept("n = 125", input));  // 125.05: to the nearest
  CHECK(kept("fraction = 0.251", input) == kept("n = 126", input));   // 125.5
  RunHow how;
  how.seed = 1;
  CHECK(kept("n = 125", input, how) != kept("n = 125", input));
}

TEST_CASE("subsample: which records, does not depend on order, files, threads, chunks and memory") {
  std::vector<std::string> lines = lines_of(labelled("a", 300) + labelled("ب", 200, 300));
  std::string input, other;
  for (const std::string& line : lines) input += line + "\n";
  base::Rng(4).shuffle(lines);
  for (const std::string& line : lines) other += line + "\n";
  for (const char* params : {"n = 77", "n = 77\nstratify = \"label\"", "per_class = 30\nstratify = \"label\""}) {
    const std::multiset<std::string> once = kept(params, input);
    CHECK(kept(params, other) == once);
    RunHow how;
    how.threads = 3;
    how.chunk_size = 100;
    how.memory_budget = 4096;
    CHECK(kept(params, other, how) == once);
    FilesHow files;
    for (std::size_t i = 0; i < lines.size(); ++i)
      files.inputs["in/" + std::to_string(i % 7) + ".jsonl"] += lines[i] + "\n";
    const std::vector<std::string> sharded =
        lines_of(data_of(run_files("[[step]]\nop = \"subsample\"\n" + std::string(params) + "\n", files)));
    CHECK(std::multiset<std::string>(sharded.begin(), sharded.end()) == once);
  }
}

TEST_CASE("subsample: strata get their share by largest remainder") {
  const std::string input = labelled("a", 61) + labelled("中", 27) + labelled("c", 12);
  CHECK(counts_of(run("subsample", "n = 10\nstratify = \"label\"", input).output, "/label") ==
        Counts{{"\"a\"", 6}, {"\"中\"", 3}, {"\"c\"", 1}});  // 6.1, 2.7, 1.2
  CHECK(counts_of(run("subsample", "fraction = 0.5\nstratify = \"label\"", input).output, "/label") ==
        Counts{{"\"a\"", 31}, {"\"中\"", 13}, {"\"c\"", 6}});  // 30.5, 13.5, 6: the larger class on a tie
  const RunOp few = run("subsample", "per_class = 20\nstratify = \"label\"", input);
  CHECK(counts_of(few.output, "/label") == Counts{{"\"a\"", 20}, {"\"中\"", 20}, {"\"c\"", 12}});
  CHECK(metric(few.result, "short") == 8);
  CHECK(has(warnings(few.result), "1 class has fewer than 20 records"));
  // Every class by itself is nested.
  const std::multiset<std::string> less = kept("per_class = 5\nstratify = \"label\"", input);
  const std::multiset<std::string> more = kept("per_class = 11\nstratify = \"label\"", input);
  CHECK(std::includes(more.begin(), more.end(), less.begin(), less.end()));
}

TEST_CASE("subsample: records with the same labels, in any order, are one class; missing and null are one, too") {
  const std::string two = "{\"text\":\"t\",\"l\":[\"x\",\"y\"]}\n{\"text\":\"u\",\"l\":[\"y\",\"x\",\"x\"]}\n";
  const std::string input =
      two + "{\"text\":\"v\",\"l\":[\"x\"]}\n{\"text\":\"w\",\"l\":\"x\"}\n{\"text\":\"z\",\"l\":[]}\n" +
      "{\"text\":\"n\",\"l\":null}\n{\"text\":\"m\"}\n";
  const RunOp ran = run("subsample", "per_class = 1\nstratify = \"l\"", input);
  CHECK(metric(ran.result, "classes") == 4);
  CHECK(metric(ran.result, "written") == 4);
}

TEST_CASE("subsample: equal records are drawn like any others, not all or none") {
  // 300 of one line among 700 others: of 100 seeds a third is drawn on average, and never all or none of them.
  std::string input = labelled("a", 700);
  for (int i = 0; i < 300; ++i) input += "{\"text\":\"same\",\"n\":-1}\n";
  double drawn = 0;
  for (int seed = 0; seed < 40; ++seed) {
    RunHow how;
    how.seed = static_cast<std::uint64_t>(seed);
    const int n = counts_of(run("subsample", "n = 500", input, how).output, "/n")["-1"];
    CHECK(n > 110);
    CHECK(n < 190);
    drawn += n;
  }
  CHECK(drawn / 40 > 147);
  CHECK(drawn / 40 < 153);
  const std::multiset<std::string> less = kept("n = 300", input), more = kept("n = 600", input);
  CHECK(std::includes(more.begin(), more.end(), less.begin(), less.end()));
}

TEST_CASE("subsample: every record is as likely as any other") {
  const std::string input = labelled("a", 20);
  std::map<std::string, int> times;
  RunHow how;
  for (how.seed = 0; how.seed < 400; ++how.seed)
    for (const std::string& line : kept("n = 5", input, how)) ++times[line];
  double chi = 0;
  for (const auto& [line, n] : times) chi += (n - 100.0) * (n - 100.0) / 75;
  CHECK(times.size() == 20);
  CHECK(chi < 43.8);  // 19 degrees of freedom: 1 in 1,000
}

TEST_CASE("subsample: of a dataset in parts each keeps its share, or stays whole") {
  const std::string parts = "[[step]]\nop = \"ratio\"\nratios = { train = 0.8, test = 0.2 }\nmode = \"exact\"\n";
  const std::string step = parts + "[[step]]\nop = \"subsample\"\n";
  const auto by_part = [&](const std::string& params) {
    const RunOp ran = run_toml(step + params + "\n", labelled("a", 100));
    REQUIRE(ran.error == "");
    Counts counts;
    for (const std::string& line : lines_of(ran.output)) ++counts[line.substr(0, line.find('\t'))];
    return counts;
  };
  CHECK(by_part("fraction = 0.5") == Counts{{"train", 40}, {"test", 10}});
  CHECK(by_part("n = 10\nparts = [\"train\"]") == Counts{{"train", 10}, {"test", 20}});
  CHECK(by_part("per_class = 7\nstratify = \"label\"") == Counts{{"train", 7}, {"test", 7}});
  CHECK(has(run_toml(step + "n = 1\nparts = [\"tset\"]\n", "").error, "did you mean \"test\"?"));
  CHECK(has(error_of("subsample", "n = 1\nparts = [\"train\"]"), "the records are in no parts"));
}

TEST_CASE("subsample: what is asked for wrongly is refused, what cannot be is told") {
  CHECK(has(error_of("subsample", ""), "give n = 1000"));
  CHECK(has(error_of("subsample", "n = 3\nfraction = 0.1"), "only one"));
  CHECK(has(error_of("subsample", "fraction = 10"), "for 10 % write 0.1"));
  CHECK(has(error_of("subsample", "fraction = 0.0"), "above 0"));
  CHECK(has(error_of("subsample", "fraction = -1"), "above 0"));
  CHECK(has(error_of("subsample", "fraction = nan"), "fraction"));
  CHECK(error_of("subsample", "n = 0") != "");
  CHECK(has(error_of("subsample", "per_class = 3"), "stratify"));
  const RunOp few = run("subsample", "n = 10", labelled("a", 3));
  CHECK(lines_of(few.output).size() == 3);
  CHECK(metric(few.result, "short") == 7);
  CHECK(has(warnings(few.result), "only 3 records of 10"));
  CHECK(run("subsample", "n = 10", "").output == "");
  const RunOp typo = run_op("subsample", "n = 2\nstratify = \"lable\"", labelled("a", 3));
  CHECK(typo.error == "");
  CHECK(typo.result.books.malformed == 3);
  CHECK(has(typo.malformed, "field /lable is missing"));
  const RunOp none = run("subsample", "n = 1\nstratify = \"label\"", labelled("a", 50) + labelled("b", 2));
  CHECK(has(warnings(none.result), "1 class has too few records"));
  // A second step draws of what the first left.
  CHECK(lines_of(run_toml("[[step]]\nop = \"subsample\"\nn = 20\n[[step]]\nop = \"subsample\"\nfraction = 0.5\n",
                          labelled("a", 100))
                     .output)
            .size() == 10);
}
