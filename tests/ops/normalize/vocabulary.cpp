#include <map>
#include <string>

#include "base/rng.h"
#include "dsprep/value.h"
#include "support/catch.h"
#include "support/run_op.h"

using namespace dsprep;
using test::record;
using test::run_op;

namespace {

test::RunHow with_files() {
  test::RunHow how;
  how.files["v.tsv"] = "<unk>\t9\nthe\t3\n#\t2\n北京\t1\n";
  how.files["plain.txt"] = "\xef\xbb\xbfthe\r\n北京\r\n";
  how.files["empty.txt"] = "";
  how.files["twice.tsv"] = "a\t1\nb\t1\na\t1\n";
  how.files["blank.tsv"] = "a\t1\n\t1\n";
  how.files["broken.tsv"] = "a\t1\n\xff\t1\n";
  return how;
}
std::string output(std::string_view params, std::string_view input) {
  const test::RunOp run = run_op("vocabulary", params, input, with_files());
  REQUIRE(run.error == "");
  return run.output;
}

}  // namespace

TEST_CASE("vocabulary: the most frequent words, ties by their bytes, saved in that order") {
  const test::RunOp run =
      run_op("vocabulary", "size = 3\nmin_count = 2",
             record("b a c") + record("b a, x") + record("c 北京 the") + record("北京, the b") + record(""));
  CHECK(run.error == "");
  CHECK(run.artifacts.at("vocabulary.tsv") == "<unk>\t7\nb\t3\n,\t2\na\t2\n");
  CHECK(run.output == record("b a <unk>") + record("b a, <unk>") + record("<unk> <unk> <unk>") +
                          record("<unk> , <unk> b") + record(""));
  CHECK(run.result.books.steps[0].counters == std::vector<std::uint64_t>{7});
}

TEST_CASE("vocabulary: a saved one is used without counting, and gives the same") {
  const std::string input = record("我们爱北京") + record("我们爱你 <unk>");
  const test::RunOp counted = run_op("vocabulary", "size = 2", input);
  test::RunHow how;
  how.files["saved.tsv"] = counted.artifacts.at("vocabulary.tsv");
  const test::RunOp used = run_op("vocabulary", "file = \"saved.tsv\"", input, how);
  CHECK(used.error == "");
  CHECK(used.output == counted.output);
  CHECK(used.output == record("我们爱 <unk>") + record("我们爱 <unk> <unk>"));
  CHECK(used.artifacts.empty());
  CHECK(run_op("vocabulary", "file = \"saved.tsv\"", used.output, how).output == used.output);
}

TEST_CASE("vocabulary: words and numbers by a list") {
  CHECK(output("file = \"v.tsv\"", record("the # 北京 <unk> x<unk>")) == record("the # 北京 <unk> <unk> <unk>"));
  CHECK(output("file = \"v.tsv\"\ninto = \"ids\"", record("the #北京 <unk> x")) ==
        "{\"text\":\"the #北京 <unk> x\",\"ids\":[1,2,3,0,0]}\n");
  CHECK(output("file = \"plain.txt\"\nunknown = \"未知\"", record("the 北京 Hund 未知")) ==
        record("the 北京 未知 未知"));
  CHECK(output("file = \"plain.txt\"\nunknown = \"the\"\ninto = \"/a/b\"", record("北京 x")) ==
        "{\"text\":\"北京 x\",\"a\":{\"b\":[1,0]}}\n");
  CHECK(output("file = \"plain.txt\"\nwords = \"whitespace\"", record("the, the")) == record("<unk> the"));
  CHECK(output("size = 1\ninto = \"ids\"", record("b b a")) == "{\"text\":\"b b a\",\"ids\":[1,1,0]}\n");
}

TEST_CASE("vocabulary: counts are of the whole dataset, whatever memory, threads and chunks") {
  base::Rng rng(4);
  std::string input;
  std::map<std::string, std::uint64_t> counts;
  for (int i = 0; i < 4000; ++i) {
    std::string text;
    for (int n = 0; n < 8; ++n) {
      const std::string word = "w" + std::to_string(rng.below(1 + rng.below(5000)));
      ++counts[word];
      text += (n == 0 ? "" : " ") + word;
    }
    input += record(text);
  }
  std::vector<std::pair<std::uint64_t, std::string>> sorted;
  for (const auto& [word, count] : counts)
    if (count >= 5) sorted.emplace_back(~count, word);
  std::sort(sorted.begin(), sorted.end());
  std::uint64_t rest = 4000 * 8;
  std::string expected;
  for (const auto& [count, word] : sorted) {
    rest -= ~count;
    expected += word + "\t" + std::to_string(~count) + "\n";
  }
  expected = "<unk>\t" + std::to_string(rest) + "\n" + expected;
  for (const std::size_t chunk_size : {std::size_t{100}, std::size_t{1} << 20})
    for (const std::uint64_t memory : {std::uint64_t{4} << 10, std::uint64_t{64} << 20}) {
      const test::RunOp run = run_op("vocabulary", "min_count = 5\nsize = \"none\"", input,
                                     {.threads = 2, .chunk_size = chunk_size, .memory_budget = memory});
      REQUIRE(run.error == "");
      CHECK(run.artifacts.at("vocabulary.tsv") == expected);
    }
}

TEST_CASE("vocabulary: a word of a megabyte, words with every byte, fields with elements, malformed records") {
  const std::string long_word(1 << 20, 'x');
  const test::RunOp run = run_op("vocabulary", "size = 1", record(long_word + " a a"));
  CHECK(run.output == record("<unk> a a"));
  CHECK(run.artifacts.at("vocabulary.tsv") == "<unk>\t1\na\t2\n");
  const test::RunOp many =
      run_op("vocabulary", "fields = [\"/a/*\"]\nmin_count = 2", "{\"a\":[\"x y\",null,\"x z\"]}\n{\"a\":[\"y\",1]}\n");
  CHECK(many.output == "{\"a\":[\"x <unk>\",null,\"x <unk>\"]}\n");
  CHECK(many.malformed.find("element 2") != std::string::npos);
  CHECK(many.artifacts.at("vocabulary.tsv") == "<unk>\t2\nx\t2\n");
}

TEST_CASE("vocabulary: what cannot be is refused") {
  const auto error = [](std::string_view params) { return run_op("vocabulary", params, "", with_files()).error; };
  CHECK(error("file = \"absent.tsv\"").find("absent.tsv") != std::string::npos);
  CHECK(error("file = \"empty.txt\"").find("empty.txt has no word in it") != std::string::npos);
  CHECK(error("file = \"twice.tsv\"").find("twice.tsv:3: \"a\" is there already") != std::string::npos);
  CHECK(error("file = \"blank.tsv\"").find("blank.tsv:2: no word") != std::string::npos);
  CHECK(error("file = \"broken.tsv\"").find("broken.tsv:2: this is not UTF-8") != std::string::npos);
  CHECK(error("file = \"v.tsv\"\nsize = 5").find("size is of a vocabulary that is counted") != std::string::npos);
  CHECK(error("file = \"plain.txt\"\ninto = \"ids\"").find("has no line \"<unk>\"") != std::string::npos);
  CHECK(error("unknown = \"\"").find("is no token") != std::string::npos);
  CHECK(error("unknown = \"a b\"").find("is no token") != std::string::npos);
  CHECK(error("size = 0") != "");
  CHECK(error("into = \"text\"").find("is the text itself") != std::string::npos);
}

TEST_CASE("vocabulary: labels move along") {
  const test::RunOp run = test::run_toml(
      "[dataset]\nspans = \"/s\"\n[[step]]\nop = \"vocabulary\"\nsize = 1\n",
      "{\"text\":\"a bcd a\",\"s\":[{\"start\":0,\"end\":1},{\"start\":2,\"end\":5},{\"start\":6,\"end\":7}]}\n");
  CHECK(run.output ==
        "{\"text\":\"a <unk> a\",\"s\":[{\"start\":0,\"end\":1},{\"start\":2,\"end\":7},{\"start\":8,\"end\":9}]}\n");
}
