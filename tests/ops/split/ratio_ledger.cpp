// ratio: what a ledger holds in place, and which ledgers are refused.
#include "ratio_runs.h"

using namespace dsprep;
using namespace dsprep::test::ratio;
using test::run_op;

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
