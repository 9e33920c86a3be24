// ratio: what may not be parted, and what it is stratified by.
#include "ratio_runs.h"

using namespace dsprep;
using namespace dsprep::test::ratio;
using test::run_op;

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
  const std::vector<Warning>& warnings = run.result.findings.at(0).findings.warnings;
  REQUIRE(warnings.size() == 1);
  CHECK(
      warnings[0].text ==
      "1 stratum of /label has fewer records than there are parts (the rarest is \"一\" with 1): some parts have none "
      "of it");
}

TEST_CASE("ratio: sizes that may have been percentages are told when most of the data go") {
  const auto warnings = [](std::string_view params, int records) {
    return split(params, customers(records, 1)).result.findings.at(0).findings.warnings;
  };
  REQUIRE(warnings("train = 70\ntest = 20", 200).size() == 1);
  CHECK(warnings("train = 70\ntest = 20", 200)[0].text ==
        "110 records are beyond the sizes, which come to 90, and dropped");
  CHECK(warnings("train = 70\ntest = 20", 90).empty());
  CHECK(warnings("train = 150\ntest = 20", 200).empty());
}

TEST_CASE("ratio: what a stable split cannot do is refused") {
  const auto error = [](const std::string& params) {
    return run_op("ratio", "mode = \"stable\"\n" + params, customers(5, 1)).error;
  };
  CHECK(error("near_duplicates = true").find("knows no near-duplicates") != std::string::npos);
  CHECK(error("freeze = \"x\"").find("needs no ledger") != std::string::npos);
  CHECK(error("ledger = \"mine.ledger\"").find("has no ledger") != std::string::npos);
  CHECK(error("bridging = \"largest\"").find("give one to freeze") != std::string::npos);
  CHECK(error("near_threshold = 0.9").find("are of near_duplicates") != std::string::npos);
  CHECK(error("group = \"customer\"\nkey = \"id\"").find("by the key or by the group") != std::string::npos);
}

TEST_CASE("ratio: keys that stand in several sources are counted, and held together") {
  test::RunHow how;
  for (const std::string name : {"a", "b"})
    for (int i = 0; i < 20; ++i)
      how.files[name + ".jsonl"] +=
          "{\"id\":" + std::to_string(i + (name == "b" ? 15 : 0)) + ",\"text\":\"" + name + std::to_string(i) + "\"}\n";
  const std::string sources =
      "[[source]]\nname = \"a\"\npaths = [\"a.jsonl\"]\n[[source]]\nname = \"b\"\npaths = "
      "[\"b.jsonl\"]\n";
  const test::RunOp run = test::run_toml(
      sources + "[[step]]\nop = \"ratio\"\nkey = \"id\"\nmode = \"exact\"\nratios = { a = 0.5, b = 0.5 }", "", how);
  REQUIRE(run.error == "");
  const test::RunOp grouped =
      test::run_toml(sources + "[[step]]\nop = \"folds\"\ngroup = \"id\"\nk = 3\nparts = true", "", how);
  REQUIRE(grouped.error == "");
  CHECK(metric(grouped, "clashing_groups") == 5);
  REQUIRE(grouped.result.findings.at(0).findings.warnings.size() == 1);
  CHECK(grouped.result.findings.at(0).findings.warnings[0].text.starts_with(
      "5 groups (/id) stand in records of several sources"));
  CHECK(metric(run, "clashing_keys") == 5);
  REQUIRE(run.result.findings.at(0).findings.warnings.size() == 1);
  CHECK(run.result.findings.at(0).findings.warnings[0].text.starts_with(
      "5 keys (/id) stand in records of several sources"));
  CHECK(torn(run, "/id").empty());
  CHECK(sizes_of(run) == Sizes{{"a", 20}, {"b", 20}});
}
