#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/hash.h"
#include "base/hex.h"
#include "base/rng.h"
#include "dsprep/value.h"
#include "support/catch.h"
#include "support/run_op.h"

using namespace dsprep;
using test::run_op;

namespace {

std::string record(std::string_view text, int n = -1) {
  ValueBuilder builder;
  builder.begin_object();
  if (n >= 0) builder.member("n", static_cast<std::int64_t>(n));
  return builder.member("text", text).end_object().take() + "\n";
}

std::vector<std::string> lines_of(const std::string& output) {
  std::vector<std::string> lines;
  for (std::size_t at = 0, end; at < output.size(); at = end + 1) {
    end = output.find('\n', at);
    lines.push_back(output.substr(at, end - at));
  }
  return lines;
}

double metric(const test::RunOp& run, std::string_view name) {
  for (const auto& step : run.result.findings)
    for (const Metric& m : step.findings.metrics)
      if (m.name == name) return m.value;
  return -1;
}

const Finding* section(const test::RunOp& run, std::string_view id) {
  for (const auto& step : run.result.findings)
    for (const Finding& finding : step.findings.sections)
      if (finding.id == id) return &finding;
  return nullptr;
}

}  // namespace

TEST_CASE("dedup_exact: a dropped record says whose copy it is") {
  test::RunHow how;
  how.id = "/n";
  const test::RunOp run =
      run_op("dedup_exact", "", record("春", 1) + record("x", 2) + record("春", 3) + record("春", 4), how);
  REQUIRE(run.error == "");
  CHECK(run.output == record("春", 1) + record("x", 2));
  const std::vector<std::string> dropped = lines_of(run.dropped);
  REQUIRE(dropped.size() == 2);
  for (std::size_t i = 0; i < 2; ++i) {
    const Value mark = Value(dropped[i])["_dsprep"];
    CHECK(mark["op"].text() == "dedup_exact");
    const Value failed = mark["failed"].at(0);
    CHECK(failed["rule"].text() == "duplicate");
    CHECK(failed["value"].number() == 1.0 + static_cast<double>(i));
    CHECK(failed["limit"].number() == 0);
    CHECK(mark["duplicate_of"]["id"].text() == "1");
    CHECK(mark["duplicate_of"]["line"].integer() == 1);
    CHECK(mark["duplicate_of"]["file"].text() == mark["source"]["file"].text());
    CHECK(mark["similarity"].integer() == 1);
    CHECK(mark["cluster"].text() == base::hex(base::hash128("春")));
  }
}

TEST_CASE("dedup_exact: without --id, the kept record is named by its hash") {
  const test::RunOp run = run_op("dedup_exact", "", record("a") + record("a"));
  REQUIRE(run.error == "");
  const std::string line = record("a");
  const Value mark = Value(run.dropped)["_dsprep"];
  CHECK(mark["duplicate_of"]["id"].text() ==
        base::hex(base::hash128(std::string_view(line).substr(0, line.size() - 1))));
}

TEST_CASE("dedup_exact: what is equal, and what is not") {
  const auto kept = [](const std::string& a, const std::string& b) {
    const test::RunOp run = run_op("dedup_exact", "", a + "\n" + b + "\n");
    REQUIRE(run.error == "");
    return lines_of(run.output).size();
  };
  CHECK(kept("{\"text\":\"\\u4e2d\\/\"}", "{\"text\":\"中/\",\"other\":1}") == 1);
  CHECK(kept("{\"text\":\"\\ud83d\\ude00\"}", "{\"text\":\"😀\"}") == 1);
  CHECK(kept("{\"text\":\"a\",\"text\":\"b\"}", "{\"text\":\"b\"}") == 1);
  CHECK(kept("{\"text\":\"a\"}", "{\"text\":\"A\"}") == 2);
  CHECK(kept("{\"text\":\"a\"}", "{\"text\":\"a \"}") == 2);
  CHECK(kept("{\"text\":\"\\u00e9\"}", "{\"text\":\"e\\u0301\"}") == 2);
  CHECK(kept("{\"text\":\"a\\u0000\"}", "{\"text\":\"a\"}") == 2);
  CHECK(kept("{\"text\":\"\"}", "{\"text\":\"\"}") == 2);
  CHECK(kept("{\"text\":\"مرحبا\"}", "{\"text\":\"مرحبا\"}") == 1);
}

TEST_CASE("dedup_exact: records without a text are malformed, and nobody's copies") {
  const test::RunOp run = run_op("dedup_exact", "", "{}\n{\"text\":null}\n{\"text\":1}\n{\"text\":1}\n" + record("a"));
  REQUIRE(run.error == "");
  CHECK(run.output == record("a"));
  CHECK(run.dropped == "");
  CHECK(lines_of(run.malformed).size() == 4);
  CHECK(run.malformed.find("field /text is missing") != std::string::npos);
  CHECK(run.malformed.find("field /text is number, not text") != std::string::npos);
}

TEST_CASE("dedup_exact: another field, and elements one by one") {
  const std::string a = "{\"m\":[{\"c\":\"x\"},{\"c\":\"y\"}]}\n", b = "{\"m\":[{\"c\":\"x\\ny\"}]}\n",
                    c = "{\"m\":[{\"c\":\"x\"}]}\n";
  const test::RunOp run = run_op("dedup_exact", "field = \"/m/*/c\"", a + b + c + a);
  REQUIRE(run.error == "");
  CHECK(run.output == a + b + c);
}

TEST_CASE("dedup_exact: nothing to do") {
  const test::RunOp none = run_op("dedup_exact", "", "");
  CHECK(none.error == "");
  CHECK(none.output == "");
  const test::RunOp one = run_op("dedup_exact", "", record("a"));
  CHECK(one.output == record("a"));
  CHECK(metric(one, "records") == 1);
  CHECK(metric(one, "clusters") == 0);
  CHECK(section(one, "largest_clusters") == nullptr);
}

// The slow twin: a map from texts, whatever threads, chunks and memory there are.
TEST_CASE("dedup_exact: keeps the first of each text, for any threads, chunk size and memory") {
  base::Rng rng(5);
  std::string input, expected;
  std::map<std::string, int> seen;
  std::uint64_t duplicates = 0;
  for (int n = 0; n < 6000; ++n) {
    const std::string text =
        rng.below(2) == 0 ? "文本 " + std::to_string(rng.below(40)) : "text " + std::to_string(rng.below(3000));
    input += record(text, n);
    if (seen[text]++ == 0) expected += record(text, n);
    else ++duplicates;
  }
  std::set<std::string> dropped;
  for (const unsigned threads : {1u, 3u}) {
    for (const std::size_t chunk_size : {std::size_t{300}, std::size_t{1} << 20}) {
      for (const std::uint64_t memory : {std::uint64_t{64} << 10, std::uint64_t{64} << 20}) {
        test::RunHow how;
        how.threads = threads;
        how.chunk_size = chunk_size;
        how.memory_budget = memory;
        const test::RunOp run = run_op("dedup_exact", "", input, how);
        REQUIRE(run.error == "");
        CHECK(run.output == expected);
        dropped.insert(run.dropped);
        CHECK(metric(run, "duplicates") == static_cast<double>(duplicates));
        CHECK(metric(run, "records") == 6000);
      }
    }
  }
  CHECK(dropped.size() == 1);
}

TEST_CASE("dedup_exact: the report shows the largest clusters and their sizes") {
  std::string input;
  for (int i = 0; i < 5; ++i) input += record("five") + record("unique " + std::to_string(i));
  for (int i = 0; i < 2; ++i) input += record("two");
  const test::RunOp run = run_op("dedup_exact", "", input);
  REQUIRE(run.error == "");
  CHECK(metric(run, "clusters") == 2);
  CHECK(metric(run, "duplicates") == 5);
  CHECK(metric(run, "duplicate_share") == Approx(5.0 / 12));
  const Finding* largest = section(run, "largest_clusters");
  REQUIRE(largest != nullptr);
  REQUIRE(largest->rows.size() == 2);
  CHECK(std::get<std::int64_t>(largest->rows[0][1]) == 5);
  CHECK(std::get<std::int64_t>(largest->rows[0][3]) == 1);
  CHECK(std::get<std::string>(largest->rows[1][4]) == base::hex(base::hash128("two")));
  const Finding* sizes = section(run, "cluster_sizes");
  REQUIRE(sizes != nullptr);
  REQUIRE(sizes->rows.size() == 2);
  CHECK(std::get<std::string>(sizes->rows[0][0]) == "2–3");
  CHECK(std::get<std::string>(sizes->rows[1][0]) == "4–7");
}

TEST_CASE("dedup_exact: twice in a pipeline, the second finds nothing") {
  const test::RunOp run = test::run_toml("[[step]]\nop = \"dedup_exact\"\n[[step]]\nop = \"dedup_exact\"\n",
                                         record("a") + record("a") + record("b"));
  REQUIRE(run.error == "");
  CHECK(run.output == record("a") + record("b"));
  CHECK(lines_of(run.dropped).size() == 1);
}

TEST_CASE("dedup_exact: several fields of any type together") {
  const std::string input =
      "{\"a\":\"x\",\"b\":1,\"n\":1}\n{\"a\":\"x\",\"b\":1,\"n\":2}\n{\"a\":\"x\",\"b\":2,\"n\":3}\n{\"a\":\"x\",\"b\":"
      "\"1\",\"n\":4}\n"
      "{\"a\":\"x1\",\"b\":\"\",\"n\":5}\n{\"a\":\"\",\"b\":null,\"n\":6}\n{\"a\":\"\",\"b\":null,\"n\":7}\n{\"a\":"
      "\"x\",\"n\":8}\n";
  const test::RunOp run = run_op("dedup_exact", "fields = [\"a\", \"/b\"]", input);
  REQUIRE(run.error == "");
  std::string kept;
  for (const std::string& line : lines_of(run.output)) kept += std::to_string(*Value(line)["n"].integer());
  CHECK(kept == "134567");
  CHECK(run.malformed.find("field /b is missing") != std::string::npos);
}

TEST_CASE("dedup_exact: normalized keys") {
  const auto kept = [](std::string_view params, const std::string& input) {
    const test::RunOp run = run_op("dedup_exact", params, input);
    REQUIRE(run.error == "");
    return run.output;
  };
  CHECK(kept("normalize = \"simplify\"",
             record("Café, 5!", 1) + record("cafe 17", 2) + record("!!", 3) + record("??", 4) + record("!!", 5)) ==
        record("Café, 5!", 1) + record("!!", 3) + record("??", 4));
  CHECK(kept("normalize = \"url\"", record("http://www.a.b/", 1) + record("https://a.b?utm_x", 2) +
                                        record("http://", 3) + record("https://", 4)) ==
        record("http://www.a.b/", 1) + record("http://", 3) + record("https://", 4));
}

TEST_CASE("dedup_exact: which copy survives, and how many it stands for") {
  const std::string input = record("a", 5) + record("b", 1) + record("a", 7) + record("a", 3);
  const auto kept = [&](std::string_view keep) {
    return run_op("dedup_exact", "keep = \"" + std::string(keep) + "\"", input).output;
  };
  CHECK(kept("first") == record("a", 5) + record("b", 1));
  CHECK(kept("last") == record("b", 1) + record("a", 3));
  CHECK(kept("max:n") == record("b", 1) + record("a", 7));
  CHECK(kept("min:/n") == record("b", 1) + record("a", 3));
  CHECK(kept("priority:/n=7,5") == record("b", 1) + record("a", 7));
  const test::RunOp longest =
      run_op("dedup_exact", "keep = \"longest\"\nnormalize = \"simplify\"\ncluster_size = \"m\"",
             record("é é", 1) + record("E E!!", 2));
  CHECK(longest.output == "{\"n\":2,\"text\":\"E E!!\",\"m\":2}\n");
}

TEST_CASE("dedup_exact: verified, the same comes out") {
  std::string input;
  for (int n = 0; n < 500; ++n) input += record("text " + std::to_string(n % 70), n);
  const test::RunOp plain = run_op("dedup_exact", "", input), verified = run_op("dedup_exact", "verify = true", input);
  REQUIRE(verified.error == "");
  CHECK(verified.output == plain.output);
  CHECK(verified.dropped == plain.dropped);
  CHECK(metric(verified, "hash_collisions") == 0);
  CHECK(run_op("dedup_exact", "verify = true", record("a")).output == record("a"));
}

TEST_CASE("dedup_exact: an index stands for yesterday's data") {
  std::string yesterday, today, expected;
  for (int n = 0; n < 300; ++n) yesterday += record("text " + std::to_string(n % 200), n);
  for (int n = 0; n < 300; ++n) today += record("text " + std::to_string(100 + n), 1000 + n);
  for (int n = 100; n < 300; ++n) expected += record("text " + std::to_string(100 + n), 1000 + n);
  today += record("text 350", 2000);
  test::RunHow how;
  how.id = "/n";
  const test::RunOp first = run_op("dedup_exact", "index = \"seen.idx\"", yesterday, how);
  REQUIRE(first.error == "");
  how.files["seen.idx"] = first.artifacts.at("seen.idx");
  const test::RunOp second = run_op("dedup_exact", "against = \"seen.idx\"\nindex = \"all.idx\"", today, how);
  REQUIRE(second.error == "");
  CHECK(second.output == expected);
  const std::string dropped = lines_of(second.dropped)[0];
  const Value mark = Value(dropped)["_dsprep"];
  CHECK(mark["duplicate_of"]["id"].text() == "100");
  CHECK(mark["duplicate_of"]["line"].integer() == 101);
  CHECK(mark["similarity"].integer() == 1);
  CHECK(metric(second, "in_the_index") == 100);
  how.files["all.idx"] = second.artifacts.at("all.idx");
  CHECK(run_op("dedup_exact", "against = \"all.idx\"", yesterday + today, how).output == "");
  CHECK(run_op("dedup_exact", "against = \"all.idx\"\nverify = true", today, how).error.find("verify") !=
        std::string::npos);
  CHECK(run_op("dedup_exact", "against = \"all.idx\"\nfield = \"n\"", today, how).error.find("was made otherwise") !=
        std::string::npos);
}

TEST_CASE("dedup_exact: records without the field can be kept") {
  const std::string input =
      "{\"url\":\"http://a.b/甲\",\"n\":1}\n{\"n\":2}\n{\"url\":null,\"n\":3}\n{\"n\":2}\n{\"url\":\"https://a.b/甲/"
      "\",\"n\":5}\n{\"url\":7,\"n\":6}\n";
  const test::RunOp strict = run_op("dedup_exact", "field = \"url\"\nnormalize = \"url\"", input);
  CHECK(lines_of(strict.output).size() == 1);
  for (const char* verify : {"", "\nverify = true"}) {
    const test::RunOp run =
        run_op("dedup_exact", "field = \"url\"\nnormalize = \"url\"\nmissing = \"keep\"" + std::string(verify), input);
    REQUIRE(run.error == "");
    CHECK(run.output == "{\"url\":\"http://a.b/甲\",\"n\":1}\n{\"n\":2}\n{\"url\":null,\"n\":3}\n{\"n\":2}\n");
    CHECK(lines_of(run.dropped).size() == 1);
  }
  const std::string pairs = "{\"a\":1,\"b\":2}\n{\"a\":1}\n{\"a\":1,\"b\":null}\n{\"a\":1,\"b\":2}\n{\"a\":1}\n";
  CHECK(lines_of(run_op("dedup_exact", "fields = [\"a\", \"b\"]\nmissing = \"keep\"", pairs).output).size() == 4);
}
