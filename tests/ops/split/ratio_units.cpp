// ratio: what may not be parted, what it is stratified by, and what a ledger holds in place.
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

using Sizes = std::map<std::string, int>;

struct Line {
  std::string part, json;
  std::string at(std::string_view pointer) const { return std::string(Value(json).find(pointer).raw()); }
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

Sizes sizes_of(const test::RunOp& run) {
  Sizes sizes;
  for (const Line& line : lines_of(run)) ++sizes[line.part];
  return sizes;
}

test::RunOp split(std::string_view params, const std::string& input, test::RunHow how = {}) {
  test::RunOp run = run_op("ratio", params, input, how);
  CAPTURE(params);
  REQUIRE(run.error == "");
  return run;
}

test::RunHow seeded(std::uint64_t seed) {
  test::RunHow how;
  how.seed = seed;
  return how;
}

test::RunHow with_ledger(const test::RunOp& before) {
  test::RunHow how;
  how.files["old.ledger"] = before.artifacts.at("split.ledger");
  return how;
}

double metric(const test::RunOp& run, std::string_view name) {
  for (const Metric& found : run.result.findings.at(0).findings.metrics)
    if (found.name == name) return found.value;
  FAIL("no metric " << name);
  return 0;
}

// The values of `pointer` that stand in more than one part.
std::set<std::string> torn(const test::RunOp& run, std::string_view pointer) {
  std::map<std::string, std::set<std::string>> parts;
  for (const Line& line : lines_of(run)) parts[line.at(pointer)].insert(line.part);
  std::set<std::string> found;
  for (const auto& [value, in] : parts)
    if (in.size() > 1) found.insert(value);
  return found;
}

std::map<std::string, std::string> part_by_id(const test::RunOp& run) {
  std::map<std::string, std::string> parts;
  for (const Line& line : lines_of(run)) parts[line.at("/id")] = line.part;
  return parts;
}

std::string customers(int n, std::uint64_t seed, int first = 0) {
  base::Rng rng(seed);
  std::string input;
  for (int i = first; i < first + n; ++i) {
    const std::uint64_t customer = std::min(rng.below(300), rng.below(300));
    input += "{\"id\":" + std::to_string(i) + ",\"customer\":" + std::to_string(customer) + ",\"label\":\"" +
             (rng.below(10) < 7 ? "常见"
              : rng.below(3)    ? "b"
                                : "稀少") +
             "\",\"text\":\"文 " + std::to_string(i) + "\"}\n";
  }
  return input;
}

// A word of letters: numbers in words are overlooked where near-duplicates are looked for.
std::string word(std::uint64_t n) {
  std::string letters = "w";
  for (; n > 0; n /= 20) letters += static_cast<char>('a' + n % 20);
  return letters;
}

std::string sentence(int number, int changed) {
  std::string text;
  base::Rng rng(static_cast<std::uint64_t>(number) + 1);
  for (int i = 0; i < 40; ++i) text += (i == 0 ? "" : " ") + word(rng.below(100'000));
  if (changed > 0) text += " extra" + std::string(static_cast<std::size_t>(changed), 'x');
  return text;
}

// Each sentence several times, with a word more each time.
std::string near_copies(int sentences, int copies) {
  std::string input;
  for (int copy = 0; copy < copies; ++copy)
    for (int i = 0; i < sentences; ++i)
      input += "{\"id\":" + std::to_string(copy * sentences + i) + ",\"base\":" + std::to_string(i) + ",\"label\":\"" +
               std::to_string(i % 3) + "\",\"text\":\"" + sentence(i, copy) + "\"}\n";
  return input;
}

}  // namespace

TEST_CASE("ratio: a group is never torn, whatever its records' labels, and shares come out all the same") {
  const std::string input = customers(4000, 3);
  std::set<std::string> all;
  for (const Line& line : lines_of(split("", input))) all.insert(line.at("/customer"));
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    const test::RunOp run = split("group = \"customer\"\nstratify = \"label\"", input, seeded(seed));
    CHECK(torn(run, "/customer").empty());
    const Sizes sizes = sizes_of(run);
    CHECK(std::abs(sizes.at("train") - 3200) <= 2);
    CHECK(std::abs(sizes.at("validation") - 400) <= 2);
    CHECK(metric(run, "largest_deviation") < 0.01);
    CHECK(metric(run, "units") == static_cast<double>(all.size()));
  }
  CHECK(torn(split("group = \"customer\"\nmode = \"stable\"", input), "/customer").empty());
  CHECK(torn(split("group = \"customer\"", input), "/customer").empty());
}

TEST_CASE("ratio: equal texts hold groups together, unless another key is given") {
  std::string input;
  for (int i = 0; i < 40; ++i)
    input += "{\"id\":" + std::to_string(i) + ",\"who\":" + std::to_string(i / 4) + ",\"text\":\"" +
             (i % 8 == 0 ? "谢谢！" : "text " + std::to_string(i)) + "\"}\n";
  const std::string params = "group = \"who\"\nratios = { a = 0.5, b = 0.5 }";
  const test::RunOp joined = split(params, input);
  CHECK(metric(joined, "units") == 6);  // five of the ten groups thank
  CHECK(metric(joined, "largest_unit") == 20);
  CHECK(torn(joined, "/text").empty());
  CHECK(torn(joined, "/who").empty());
  const test::RunOp apart = split(params + "\nkey = \"id\"", input);
  CHECK(metric(apart, "units") == 10);
  CHECK(torn(apart, "/who").empty());
  CHECK(sizes_of(apart) == Sizes{{"a", 20}, {"b", 20}});
  // 7, 7.0 and "7" are one group.
  const std::string spelled =
      "{\"who\":7,\"text\":\"a\"}\n{\"who\":7.0,\"text\":\"b\"}\n{\"who\":\"7\",\"text\":\"c\"}\n";
  CHECK(metric(split(params, spelled), "units") == 1);
}

TEST_CASE("ratio: a group that is larger than a part is said with its place") {
  std::string input;
  for (int i = 0; i < 100; ++i)
    input += "{\"who\":" + std::to_string(i < 60 ? 0 : i) + ",\"text\":\"t" + std::to_string(i) + "\"}\n";
  const test::RunOp run = split("group = \"who\"", input);
  CHECK(torn(run, "/who").empty());
  CHECK(sizes_of(run) == Sizes{{"train", 80}, {"validation", 10}, {"test", 10}});
  const auto& warnings = run.result.findings.at(0).findings.warnings;
  REQUIRE(warnings.size() == 1);
  CHECK(warnings[0].text.find("has 60 records") != std::string::npos);
  CHECK(warnings[0].text.find(":1 is the first") != std::string::npos);
  CHECK(warnings[0].text.find("it went whole to train") != std::string::npos);
}

TEST_CASE("ratio: records without a group are malformed, in either mode") {
  const std::string input =
      "{\"who\":1,\"text\":\"a\"}\n{\"text\":\"b\"}\n{\"who\":null,\"text\":\"c\"}\n{\"who\":[1],\"text\":\"d\"}\n";
  for (const std::string mode : {"stable", "exact"}) {
    const test::RunOp run = split("group = \"who\"\nmode = \"" + mode + "\"", input);
    CHECK(run.result.books.malformed == 3);
    CHECK(run.malformed.find("field /who is missing") != std::string::npos);
    CHECK(run.malformed.find("field /who is array, not text, number or boolean") != std::string::npos);
  }
}

TEST_CASE("ratio: near-duplicates stay together") {
  const std::string input = near_copies(120, 4);
  CHECK_FALSE(torn(split("mode = \"exact\"", input), "/base").empty());
  for (std::uint64_t seed = 0; seed < 5; ++seed) {
    const test::RunOp run = split("near_duplicates = true\nstratify = \"label\"", input, seeded(seed));
    CHECK(torn(run, "/base").empty());
    CHECK(metric(run, "units") == 120);
    CHECK(sizes_of(run) == Sizes{{"train", 384}, {"validation", 48}, {"test", 48}});
    CHECK(metric(run, "largest_deviation") < 0.03);
  }
}

TEST_CASE("ratio: labels of an array are balanced one by one, and sizes are exact") {
  base::Rng rng(11);
  std::string input;
  std::map<std::string, int> all;
  for (int i = 0; i < 2000; ++i) {
    std::set<int> labels;
    for (std::uint64_t n = rng.below(4); n > 0; --n)
      labels.insert(static_cast<int>(std::min({rng.below(12), rng.below(12), rng.below(12)})));
    std::string list;
    for (const int label : labels) {
      list += (list.empty() ? "\"类" : ",\"类") + std::to_string(label) + "\"";
      ++all["类" + std::to_string(label)];
    }
    if (rng.below(10) == 0 && !labels.empty()) list += ",null," + list;  // null is none, and a label counts once
    input += "{\"labels\":[" + list + "],\"text\":\"t" + std::to_string(i) + "\"}\n";
  }
  for (const std::string field : {"labels", "/labels/*"}) {
    const test::RunOp run = split("stratify = \"" + field + "\"", input);
    CHECK(sizes_of(run) == Sizes{{"train", 1600}, {"validation", 200}, {"test", 200}});
    std::map<std::string, Sizes> came;
    for (const Line& line : lines_of(run)) {
      std::set<std::string> seen;
      for (Value::Elements it = Value(line.json)["labels"].elements(); it.next();)
        if (const auto label = it.value().text()) seen.insert(*label);
      for (const std::string& label : seen) ++came[label][line.part];
    }
    for (const auto& [label, n] : all) {
      CAPTURE(field, label, n);
      CHECK(std::abs(came[label]["validation"] - 0.1 * n) <= 1.01);
      CHECK(std::abs(came[label]["test"] - 0.1 * n) <= 1.01);
    }
    // The table says what came out.
    for (const auto& row : run.result.findings.at(0).findings.sections.at(1).rows) {
      const std::string name = std::get<std::string>(row[0]);
      if (name == "(no label)") continue;
      CHECK(std::get<std::int64_t>(row[1]) == all.at(name));
      CHECK(std::get<std::int64_t>(row[3]) == came[name]["validation"]);
    }
  }
}

TEST_CASE("ratio: what is no label in an array makes the record malformed") {
  const test::RunOp run =
      split("stratify = \"labels\"",
            "{\"labels\":[\"a\",{\"b\":1}],\"text\":\"x\"}\n{\"labels\":[1,true,\"a\",null],\"text\":"
            "\"y\"}\n{\"labels\":[[\"a\"]],\"text\":\"z\"}\n");
  CHECK(run.result.books.malformed == 2);
  CHECK(run.malformed.find("field /labels is object, not a label: element 2") != std::string::npos);
  CHECK(run.malformed.find("field /labels is array, not a label: element 1") != std::string::npos);
}

TEST_CASE("ratio: several fields are one stratum together") {
  std::string input;
  for (int i = 0; i < 1000; ++i)
    input += "{\"label\":" + std::to_string(i % 2) + ",\"lang\":\"" + (i % 5 == 0 ? "zh" : "en") + "\",\"text\":\"t" +
             std::to_string(i) + "\"}\n";
  const test::RunOp run = split("stratify = [\"label\", \"lang\"]", input);
  const auto& rows = run.result.findings.at(0).findings.sections.at(1).rows;
  REQUIRE(rows.size() == 4);
  CHECK(std::get<std::string>(rows[0][0]) == "0 × en");
  for (const auto& row : rows) CHECK(std::get<std::int64_t>(row[3]) * 10 == std::get<std::int64_t>(row[1]));
}

TEST_CASE("ratio: numbers are stratified by bins of equally many records") {
  base::Rng rng(2);
  std::string input;
  std::vector<double> prices;
  for (int i = 0; i < 1000; ++i) {
    prices.push_back(static_cast<double>(rng.below(1'000'000)) / 100 - 2000);
    input +=
        "{\"price\":" + ValueBuilder().number(prices.back()).take() + ",\"text\":\"t" + std::to_string(i) + "\"}\n";
  }
  input += "{\"price\":null,\"text\":\"n\"}\n{\"text\":\"m\"}\n{\"price\":\"much\",\"text\":\"o\"}\n";
  const test::RunOp run = split("stratify = \"price\"\nbins = 4\nratios = { a = 0.8, b = 0.2 }", input);
  CHECK(run.result.books.malformed == 1);
  CHECK(run.malformed.find("field /price is text, not number") != std::string::npos);
  const auto& rows = run.result.findings.at(0).findings.sections.at(1).rows;
  REQUIRE(rows.size() == 5);
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(std::abs(std::get<std::int64_t>(rows[i][1]) - 250) <= 1);
    CHECK(std::abs(std::get<std::int64_t>(rows[i][3]) - 50) <= 1);
  }
  CHECK(std::get<std::string>(rows[4][0]) == "(no number)");
  std::sort(prices.begin(), prices.end());
  int low = 0;
  for (const Line& line : lines_of(run))
    if (line.part == "b" && Value(line.json)["price"].number() <= prices[249]) ++low;
  CHECK(std::abs(low - 50) <= 1);
  // Equal numbers are in one bin.
  std::string zeros;
  for (int i = 0; i < 20; ++i) zeros += "{\"price\":0,\"text\":\"t" + std::to_string(i) + "\"}\n";
  CHECK(split("stratify = \"price\"\nbins = 4", zeros).result.findings.at(0).findings.sections.at(1).rows.size() == 1);
  CHECK(run_op("ratio", "bins = 4", zeros).error.find("bins are of the numbers of one field") != std::string::npos);
}

TEST_CASE("ratio: a field to stratify by that no record has makes every record malformed") {
  const std::string input = customers(50, 1);
  for (const std::string fields : {"\"lable\"", "[\"label\", \"lable\"]"}) {
    const test::RunOp run = split("stratify = " + fields, input);
    CHECK(run.result.books.malformed == 50);
    CHECK(run.malformed.find("field /lable is missing") != std::string::npos);
  }
}

TEST_CASE("ratio: a value that one record has is counted, and goes to a part") {
  const test::RunOp run = split("stratify = \"label\"", customers(60, 1) + "{\"label\":\"一\",\"text\":\"alone\"}\n");
  CHECK(run.result.books.kept == 61);
  CHECK(metric(run, "rare_strata") == 1);
  const Finding& strata = run.result.findings.at(0).findings.sections.at(1);
  CHECK(strata.note.starts_with("1 stratum has fewer records than there are parts"));
}

TEST_CASE("ratio: what a ledger knows keeps its part as the data grow") {
  const std::string plain = "stratify = \"label\"\nkey = \"id\"", grouped = plain + "\ngroup = \"customer\"",
                    near = "near_duplicates = true\nstratify = \"label\"";
  for (const std::string& params : {plain, grouped, near}) {
    const bool is_near = params == near;
    const std::string old = is_near ? near_copies(150, 2) : customers(1000, 5);
    const test::RunOp before = split(params, old);
    const auto parts = part_by_id(before);
    for (const int more : {10, 100, 1000}) {
      CAPTURE(params, more);
      // What is new stands in front, so that every place in the input changes.
      std::string added;
      if (is_near) {
        for (int i = 0; i < more; ++i)
          added += "{\"id\":" + std::to_string(10'000 + i) + ",\"base\":" + std::to_string(i % 300) + ",\"label\":\"" +
                   std::to_string(i % 3) + "\",\"text\":\"" + sentence(i % 300, 3 + i / 300) + "\"}\n";
      } else {
        added = customers(more, 6, 10'000);
      }
      const test::RunOp after = split(params + "\nfreeze = \"old.ledger\"", added + old, with_ledger(before));
      const auto now = part_by_id(after);
      int moved = 0;
      for (const auto& [id, part] : parts) moved += now.at(id) != part;
      CHECK(moved == 0);
      CHECK(metric(after, "frozen_unseen") == 0);
      CHECK(metric(after, "bridging") == 0);
      if (params == grouped) CHECK(torn(after, "/customer").empty());
      if (is_near) CHECK(torn(after, "/base").empty());
      const double all = static_cast<double>(now.size());
      CHECK(std::fabs(metric(after, "part.train.records") - 0.8 * all) < 0.03 * all);
      // The new ledger has what the old one had: the data may shrink again.
      const test::RunOp again = split(params + "\nfreeze = \"old.ledger\"", old, with_ledger(after));
      CHECK(part_by_id(again) == parts);
    }
  }
}

TEST_CASE("ratio: a new record between two parts of the ledger is dropped and listed, or follows the larger side") {
  // Two texts that are not alike, and one that is like both.
  const auto words = [](int from, int to) {
    std::string text;
    for (int i = from; i < to; ++i) text += (text.empty() ? "" : " ") + word(static_cast<std::uint64_t>(i));
    return text;
  };
  const auto line = [](const std::string& id, const std::string& text) {
    return "{\"id\":\"" + id + "\",\"text\":\"" + text + "\"}\n";
  };
  std::string old = line("a", words(0, 60)) + line("b", words(10, 70));
  for (int i = 0; i < 30; ++i) old += line("x" + std::to_string(i), sentence(i, 0));
  const std::string params = "near_duplicates = true\nratios = { a = 0.5, b = 0.5 }";
  test::RunOp before;
  test::RunHow how;
  do before = split(params, old, how), ++how.seed;
  while (part_by_id(before).at("\"a\"") == part_by_id(before).at("\"b\""));
  --how.seed;
  how.files["old.ledger"] = before.artifacts.at("split.ledger");
  const std::string bridge = line("n", words(5, 65));
  const test::RunOp dropped = split(params + "\nfreeze = \"old.ledger\"", old + bridge, how);
  CHECK(part_by_id(dropped) == part_by_id(before));
  CHECK(dropped.result.books.dropped == 1);
  CHECK(dropped.dropped.find("\"rule\":\"bridging\",\"value\":1,\"limit\":0") != std::string::npos);
  CHECK(metric(dropped, "bridging") == 1);
  CHECK(metric(dropped, "bridging_dropped") == 1);
  const Finding& table = dropped.result.findings.at(0).findings.sections.back();
  REQUIRE(table.rows.size() == 1);
  CHECK(std::get<std::string>(table.rows[0][2]) == "a, b");
  CHECK(std::get<std::string>(table.rows[0][4]) == "dropped");
  REQUIRE(dropped.result.findings.at(0).findings.warnings.size() == 1);
  const test::RunOp kept = split(params + "\nfreeze = \"old.ledger\"\nbridging = \"largest\"", old + bridge, how);
  CHECK(kept.result.books.dropped == 0);
  CHECK(part_by_id(kept).at("\"n\"") == "a");  // one on each side: the first
  CHECK(kept.artifacts.at("split.ledger").size() > dropped.artifacts.at("split.ledger").size());
}

TEST_CASE("ratio: a ledger is text in order, smaller than the data, and merges") {
  const std::string a = customers(400, 1), b = customers(400, 2, 5000);
  const std::string params = "key = \"id\"\nmode = \"exact\"";
  const test::RunOp of_a = split(params, a), of_b = split(params, b);
  const std::string& ledger = of_a.artifacts.at("split.ledger");
  CHECK(ledger.starts_with("# dsprep split ledger 1\n# key /id\n# seed "));
  CHECK(ledger.size() < a.size());
  std::set<std::string> lines;  // sort -u
  for (const std::string* text : {&ledger, &of_b.artifacts.at("split.ledger")})
    for (std::size_t at = 0, end; at < text->size(); at = end + 1) {
      end = text->find('\n', at);
      lines.insert(text->substr(at, end - at));
    }
  CHECK(lines.size() == 803);
  test::RunHow how;
  for (const std::string& line : lines) how.files["both.ledger"] += line + "\n";
  const auto now = part_by_id(split(params + "\nfreeze = \"both.ledger\"", b + a, how));
  for (const test::RunOp* run : {&of_a, &of_b})
    for (const auto& [id, part] : part_by_id(*run)) CHECK(now.at(id) == part);
}

TEST_CASE("ratio: a ledger that is damaged, or of another split, is refused with its line") {
  const std::string input = customers(100, 1);
  const std::string params = "key = \"id\"\nmode = \"exact\"";
  const std::string good = split(params, input).artifacts.at("split.ledger");
  const auto error = [&](const std::string& ledger, const std::string& more = {}, std::uint64_t seed = 0) {
    test::RunHow how;
    how.seed = seed;
    how.files["old.ledger"] = ledger;
    return run_op("ratio", (more.empty() ? params : more) + "\nfreeze = \"old.ledger\"", input, how).error;
  };
  const auto has = [](const std::string& text, std::string_view part) {
    CAPTURE(text, part);
    CHECK(text.find(part) != std::string::npos);
  };
  CHECK(error(good) == "");
  has(error(""), "old.ledger:1: this is no ledger");
  has(error("{\"text\":\"a\"}\n"), "old.ledger:1: this is no ledger");
  has(error(good, params, 7), "old.ledger:3: the ledger is of a split with another seed");
  has(error(good, params + "\nsalt = \"s\""), "old.ledger:3: the ledger is of a split with another seed");
  has(error(good, "mode = \"exact\""), "old.ledger:2: the ledger is of a split by the key /id, this one is by /text");
  has(error(good, params + "\nratios = { train = 0.5, tset = 0.5 }"), "which this split has not");
  has(error(good.substr(0, good.size() - 3)), "old.ledger:103: the ledger is damaged: it ends in the middle of a line");
  has(error(good + "00000000000000zz train\n"), "old.ledger:104: the ledger is damaged");
  has(error(good + "0000000000000000 train\n"), "old.ledger:104: the ledger is not in order");
  has(error(good + "ffffffffffffffff train\nffffffffffffffff test\n"),
      "old.ledger:105: the ledger gives one key two parts");
  has(error("# dsprep split ledger 1\n"), "the line \"# key …\" is missing");
  has(run_op("ratio", "freeze = \"none.ledger\"", input).error, "none.ledger");
  // The right kind of ledger, of other data: all is well, but it is said.
  test::RunHow how;
  how.files["old.ledger"] = good;
  const test::RunOp other = split(params + "\nfreeze = \"old.ledger\"", customers(50, 2, 7000), how);
  CHECK(metric(other, "frozen_keys") == 0);
  REQUIRE(other.result.findings.at(0).findings.warnings.size() == 1);
  CHECK(other.result.findings.at(0).findings.warnings[0].severity == Warning::Severity::serious);
  CHECK(other.result.findings.at(0).findings.warnings[0].text.find("none of the 100 keys") != std::string::npos);
}

TEST_CASE("ratio: what a stable split cannot do is refused") {
  const auto error = [](const std::string& params) {
    return run_op("ratio", "mode = \"stable\"\n" + params, customers(5, 1)).error;
  };
  CHECK(error("near_duplicates = true").find("knows no near-duplicates") != std::string::npos);
  CHECK(error("freeze = \"x\"").find("needs no ledger") != std::string::npos);
  CHECK(error("group = \"customer\"\nkey = \"id\"").find("by the key or by the group") != std::string::npos);
}

TEST_CASE("ratio: groups, near-duplicates and ledgers give the same for any threads, chunks and memory") {
  const std::string old = near_copies(200, 2);
  const std::string params = "near_duplicates = true\ngroup = \"base\"\nstratify = \"label\"";
  const test::RunOp before = split(params, old);
  const std::string input = near_copies(300, 3);
  const test::RunOp expected = split(params + "\nfreeze = \"old.ledger\"", input, with_ledger(before));
  for (const std::size_t chunk_size : {std::size_t{700}, std::size_t{1} << 20}) {
    test::RunHow how = with_ledger(before);
    how.threads = 3;
    how.chunk_size = chunk_size;
    how.memory_budget = 32u << 10;
    const test::RunOp run = split(params + "\nfreeze = \"old.ledger\"", input, how);
    CHECK(run.output == expected.output);
    CHECK(run.artifacts == expected.artifacts);
  }
}

TEST_CASE("ratio: keys that stand in several sources are counted, and held together") {
  test::RunHow how;
  for (const std::string name : {"a", "b"})
    for (int i = 0; i < 20; ++i)
      how.files[name + ".jsonl"] +=
          "{\"id\":" + std::to_string(i + (name == "b" ? 15 : 0)) + ",\"text\":\"" + name + std::to_string(i) + "\"}\n";
  const std::string sources = "[[source]]\nname = \"a\"\npaths = [\"a.jsonl\"]\n[[source]]\nname = \"b\"\npaths = "
                              "[\"b.jsonl\"]\n";
  const test::RunOp run = test::run_toml(
      sources + "[[step]]\nop = \"ratio\"\nkey = \"id\"\nmode = \"exact\"\nratios = { a = 0.5, b = 0.5 }", "", how);
  REQUIRE(run.error == "");
  CHECK(metric(run, "clashing_keys") == 5);
  REQUIRE(run.result.findings.at(0).findings.warnings.size() == 1);
  CHECK(run.result.findings.at(0).findings.warnings[0].text.starts_with("5 keys (/id) stand in records of several sources"));
  CHECK(torn(run, "/id").empty());
  CHECK(sizes_of(run) == Sizes{{"a", 20}, {"b", 20}});
}

TEST_CASE("ratio: two in one pipeline write two ledgers; a name that was asked for twice is refused") {
  const std::string step = "[[step]]\nop = \"ratio\"\nmode = \"exact\"\n";
  const test::RunOp run = test::run_toml(step + step, customers(20, 1));
  REQUIRE(run.error == "");
  CHECK(run.artifacts.count("split.ledger") == 1);
  CHECK(run.artifacts.count("split.ledger-2") == 1);
  const std::string named = step + "ledger = \"mine.ledger\"\n";
  CHECK(test::run_toml(named + named, customers(20, 1)).error.find("two steps would write the artifact") !=
        std::string::npos);
}
