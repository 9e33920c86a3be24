#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "support/catch.h"
#include "support/run_files.h"
#include "support/run_op.h"

using namespace dsprep;
using namespace dsprep::test;

namespace {

const std::string step = "[[step]]\nop = \"shuffle\"\n";

std::vector<std::string> lines_of(const std::string& bytes) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < bytes.size(); at = bytes.find('\n', at) + 1)
    lines.push_back(bytes.substr(at, bytes.find('\n', at) - at));
  return lines;
}
std::vector<std::string> sorted(const std::string& bytes) {
  std::vector<std::string> lines = lines_of(bytes);
  std::sort(lines.begin(), lines.end());
  return lines;
}
std::string numbered(int n) {
  std::string input;
  for (int i = 0; i < n; ++i) input += record("文 " + std::to_string(i));
  return input;
}
// All data of a run, file after file.
std::string data_of(const RunFiles& ran) {
  REQUIRE(ran.error == "");
  std::string all;
  for (const auto& [path, bytes] : ran.files)
    if (path.starts_with("data/")) all += bytes;
  return all;
}
// `records` dealt out to so many files in turn, or one behind the other.
FilesHow over(const std::vector<std::string>& records, std::size_t files, bool in_turn) {
  FilesHow how;
  for (std::size_t i = 0; i < files; ++i) how.inputs["in/" + std::to_string(i) + ".jsonl"];
  for (std::size_t i = 0; i < records.size(); ++i)
    how.inputs["in/" + std::to_string(in_turn ? i % files : i * files / records.size()) + ".jsonl"] +=
        records[i] + "\n";
  return how;
}

}  // namespace

TEST_CASE("shuffle: every record once, in an order that the seed decides") {
  const std::string input = numbered(1000);
  RunHow how;
  const RunOp first = run_op("shuffle", "", input, how), again = run_op("shuffle", "", input, how);
  REQUIRE(first.error == "");
  CHECK(first.output == again.output);
  CHECK(sorted(first.output) == sorted(input));
  how.seed = 7;
  CHECK(run_op("shuffle", "", input, how).output != first.output);
  // A second step gives another order, and neither undoes the other.
  how.seed = 0;
  const RunOp twice = run_toml(step + step, input, how);
  CHECK(twice.output != first.output);
  CHECK(twice.output != input);
  CHECK(sorted(twice.output) == sorted(input));
}

TEST_CASE("shuffle: every order is as likely as any other") {
  // Four records have 24 orders; 2,400 seeds give each 100 times, with a standard deviation of 9.8.
  std::map<std::string, int> orders;
  const std::string input = numbered(4);
  RunHow how;
  for (how.seed = 0; how.seed < 2400; ++how.seed) ++orders[run_op("shuffle", "", input, how).output];
  REQUIRE(orders.size() == 24);
  double chi = 0;
  for (const auto& [order, n] : orders) chi += (n - 100.0) * (n - 100.0) / 100;
  CHECK(chi < 49.7);  // 23 degrees of freedom: 1 in 1,000
}

TEST_CASE("shuffle: equal records are spread, by content they stand together") {
  std::string input;
  for (int i = 0; i < 500; ++i) input += record("same") + record("other " + std::to_string(i));
  const auto neighbours = [](const std::string& bytes) {
    const std::vector<std::string> lines = lines_of(bytes);
    int n = 0;
    for (std::size_t i = 1; i < lines.size(); ++i) n += lines[i] == lines[i - 1];
    return n;
  };
  const int spread = neighbours(run_op("shuffle", "", input).output);
  CHECK(spread > 200);  // 249.5 are expected
  CHECK(spread < 300);
  CHECK(neighbours(run_op("shuffle", "by_content = true", input).output) == 499);
}

TEST_CASE("shuffle by_content: one order, however the records are dealt out to files") {
  const std::vector<std::string> records = lines_of(numbered(300));
  const std::string toml = step + "by_content = true\n";
  const std::string base = data_of(run_files(toml, over(records, 1, false)));
  CHECK(data_of(run_files(toml, over(records, 3, false))) == base);
  CHECK(data_of(run_files(toml, over(records, 7, true))) == base);
  std::vector<std::string> backwards(records.rbegin(), records.rend());
  CHECK(data_of(run_files(toml, over(backwards, 2, false))) == base);
  // A record more moves no other past another one.
  std::vector<std::string> more = records;
  more.insert(more.begin() + 100, "{\"text\":\"new\"}");
  std::vector<std::string> grown = lines_of(data_of(run_files(toml, over(more, 4, false))));
  std::erase(grown, "{\"text\":\"new\"}");
  CHECK(grown == lines_of(base));
}

TEST_CASE("shuffle: records change files, and files are as long as can be") {
  const std::vector<std::string> records = lines_of(numbered(100));
  const RunFiles ran = run_files(step, over(records, 3, false));
  REQUIRE(ran.error == "");
  CHECK(lines_of(ran.files.at("data/part-00000.jsonl")).size() == 33);
  CHECK(lines_of(ran.files.at("data/part-00001.jsonl")).size() == 33);
  CHECK(lines_of(ran.files.at("data/part-00002.jsonl")).size() == 34);
  std::set<std::string> first(records.begin(), records.begin() + 33);
  int stayed = 0;
  for (const std::string& line : lines_of(ran.files.at("data/part-00000.jsonl"))) stayed += first.contains(line);
  CHECK(stayed < 25);
}

TEST_CASE("shuffle: no record, one record, a line without its end, --shards, --shard-size, --limit") {
  CHECK(run_op("shuffle", "", "").output == "");
  CHECK(run_op("shuffle", "", "").error == "");
  CHECK(run_op("shuffle", "", record("一")).output == record("一"));
  CHECK(run_op("shuffle", "", "{\"text\":\"a\"}").output == "{\"text\":\"a\"}\n");
  const std::vector<std::string> records = lines_of(numbered(90));
  FilesHow how = over(records, 2, false);
  const std::string base = data_of(run_files(step, how));
  how.options.shards = 3;
  const RunFiles three = run_files(step, how);
  CHECK(lines_of(three.files.at("data/part-00001.jsonl")).size() == 30);
  CHECK(sorted(data_of(three)) == sorted(base));
  how.options.shards.reset();
  how.options.shard_size = 500;
  CHECK(data_of(run_files(step, how)) == base);
  how.options.shard_size.reset();
  how.options.limit = 10;
  CHECK(lines_of(data_of(run_files(step, how))).size() == 10);
}

TEST_CASE("shuffle: the same in any memory, with any number of threads and tasks' merges") {
  FilesHow how = over(lines_of(numbered(3000)), 4, true);
  const std::string base = data_of(run_files(step, how));
  for (const std::uint64_t budget : {1ull << 12, 1ull << 17, 1ull << 30})
    for (const unsigned threads : {1u, 4u}) {
      INFO(budget << " bytes, " << threads << " threads");
      how.memory_budget = budget;
      how.options.threads = threads;
      how.options.chunk_size = 4000;
      CHECK(data_of(run_files(step, how)) == base);
    }
}

TEST_CASE("shuffle: records stay in their parts, and each part is shuffled") {
  const std::string ratio = "[[step]]\nop = \"ratio\"\n", input = numbered(400);
  const RunOp plain = run_toml(ratio, input), before = run_toml(step + ratio, input),
              after = run_toml(ratio + step, input);
  REQUIRE(before.error == "");
  CHECK(sorted(before.output) == sorted(plain.output));
  CHECK(sorted(after.output) == sorted(plain.output));
  CHECK(after.output != plain.output);
  CHECK(before.output == after.output);
}

TEST_CASE("shuffle: derived records are spread where they are derived before, and stand behind their parents after") {
  const std::string swap = "[[step]]\nop = \"random_swap\"\n";
  std::string input;
  for (int i = 0; i < 50; ++i) input += record("one two three four five six " + std::to_string(i));
  const RunOp before = run_toml(swap + step, input), after = run_toml(step + swap, input);
  REQUIRE(before.error == "");
  REQUIRE(after.error == "");
  const auto behind_parent = [](const RunOp& ran) {
    const std::vector<std::string> lines = lines_of(ran.output);
    std::size_t n = 0;
    for (std::size_t i = 1; i < lines.size(); ++i)
      n += lines[i].find("\"_dsprep\"") != std::string::npos && lines[i - 1].find("\"_dsprep\"") == std::string::npos;
    return n;
  };
  CHECK(behind_parent(after) == 50);
  CHECK(behind_parent(before) < 45);
  CHECK(lines_of(before.output).size() == lines_of(after.output).size());
}
