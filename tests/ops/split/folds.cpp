#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "ops/split/ratio_runs.h"

using namespace dsprep;
using namespace dsprep::test::ratio;
using test::run_op;

namespace {

test::RunOp folds(std::string_view params, const std::string& input, test::RunHow how = {}) {
  test::RunOp run = run_op("folds", params, input, how);
  CAPTURE(params);
  REQUIRE(run.error == "");
  return run;
}

std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> all;
  for (std::size_t at = 0, end; at < text.size(); at = end + 1) {
    end = text.find('\n', at);
    all.push_back(text.substr(at, end - at));
  }
  return all;
}

std::string at(const std::string& line, std::string_view pointer) {
  return std::string(Value(line).find(pointer).raw());
}

Sizes by(const test::RunOp& run, std::string_view pointer) {
  Sizes sizes;
  for (const std::string& line : lines(run.output)) ++sizes[at(line, pointer)];
  return sizes;
}

std::map<std::string, std::string> fold_by_id(const test::RunOp& run) {
  std::map<std::string, std::string> found;
  for (const std::string& line : lines(run.output)) found[at(line, "/id")] = at(line, "/fold");
  return found;
}

std::string shuffled(const std::string& input) {
  std::vector<std::string> all = lines(input);
  base::Rng rng(3);
  std::string mixed;
  for (std::size_t i = all.size(); i > 0; --i) {
    std::swap(all[i - 1], all[rng.below(i)]);
    mixed += all[i - 1] + "\n";
  }
  return mixed;
}

bool warned(const test::RunOp& run, std::string_view part) {
  for (const Warning& warning : run.result.findings.at(0).findings.warnings)
    if (warning.text.find(part) != std::string::npos) return true;
  return false;
}

}  // namespace

TEST_CASE("folds: sizes differ by one at most, the first are the larger ones") {
  const test::RunOp run = folds("k = 5\nkey = \"id\"", customers(103, 1));
  CHECK(by(run, "/fold") == Sizes{{"0", 21}, {"1", 21}, {"2", 21}, {"3", 20}, {"4", 20}});
  CHECK(run.result.books.kept == 103);
  CHECK(run.result.books.copies == 0);
}

TEST_CASE("folds: every fold has a k-th of every class, rounded down or up") {
  for (const std::uint64_t seed : {0, 1, 2}) {
    const test::RunOp run =
        run_op("folds", "k = 7\nstratify = \"label\"\nkey = \"id\"", customers(1000, 5), seeded(seed));
    std::map<std::string, Sizes> labels;
    for (const std::string& line : lines(run.output)) ++labels[at(line, "/label")][at(line, "/fold")];
    CHECK(labels.size() == 3);
    for (const auto& [label, of] : labels) {
      CHECK(of.size() == 7);
      int least = 1 << 30, most = 0;
      for (const auto& [fold, n] : of) {
        least = std::min(least, n);
        most = std::max(most, n);
      }
      CHECK(most - least <= 1);
    }
    for (const auto& [fold, n] : by(run, "/fold")) CHECK(std::abs(n - 143) <= 1);
  }
}

TEST_CASE("folds: a group is in one fold, and near-duplicates and spellings of one text") {
  const test::RunOp grouped = folds("k = 4\nstratify = \"label\"\ngroup = \"customer\"", customers(800, 2));
  std::map<std::string, std::set<std::string>> of;
  for (const std::string& line : lines(grouped.output)) of[at(line, "/customer")].insert(at(line, "/fold"));
  for (const auto& [customer, in] : of) CHECK(in.size() == 1);
  of.clear();
  for (const std::string& line : lines(folds("k = 3\nnear_duplicates = true", near_copies(30, 3)).output))
    of[at(line, "/base")].insert(at(line, "/fold"));
  CHECK(of.size() == 30);
  for (const auto& [base, in] : of) CHECK(in.size() == 1);
  std::string spelled;
  for (int i = 0; i < 20; ++i)
    spelled += "{\"n\":" + std::to_string(i) + ",\"text\":\"你好 W" + std::to_string(i) +
               "\"}\n{\"n\":" + std::to_string(i) + ",\"text\":\"你好，w" + std::to_string(i) + "！\"}\n";
  of.clear();
  for (const std::string& line : lines(folds("k = 2", spelled).output)) of[at(line, "/n")].insert(at(line, "/fold"));
  for (const auto& [n, in] : of) CHECK(in.size() == 1);
}

TEST_CASE("folds: the order of records is not looked at, the seed and the salt are") {
  for (const char* params :
       {"k = 3", "k = 3\nstratify = \"label\"", "k = 3\nstratify = \"label\"\ngroup = \"customer\"",
        "k = 3\nrepeats = 2\nstratify = \"label\"\ngroup = \"customer\""}) {
    CAPTURE(params);
    const std::string input = customers(300, 4);
    const auto base = fold_by_id(folds(params, input));
    CHECK(base == fold_by_id(folds(params, shuffled(input))));
    CHECK(base != fold_by_id(folds(params, input, seeded(1))));
    CHECK(base != fold_by_id(folds(std::string(params) + "\nsalt = \"盐\"", input)));
  }
}

TEST_CASE("folds: repeats are different, the first is as without them") {
  const std::string input = customers(400, 6);
  const auto once = fold_by_id(folds("k = 4\nstratify = \"label\"", input));
  const test::RunOp run = folds("k = 4\nrepeats = 3\nstratify = \"label\"", input);
  std::map<std::string, Sizes> by_repeat;
  std::set<std::string> combinations;
  for (const std::string& line : lines(run.output)) {
    const std::string fold = at(line, "/fold");
    REQUIRE(fold.size() == 7);
    for (const int i : {0, 1, 2}) ++by_repeat[std::to_string(i)][fold.substr(static_cast<std::size_t>(2 * i + 1), 1)];
    combinations.insert(fold);
  }
  CHECK(combinations.size() > 50);  // of 64
  for (const auto& [repeat, sizes] : by_repeat) CHECK(sizes == Sizes{{"0", 100}, {"1", 100}, {"2", 100}, {"3", 100}});
  const auto repeated = fold_by_id(run);
  int equal = 0;
  for (const auto& [id, fold] : once) equal += repeated.at(id)[5] == fold[0];
  CHECK(equal == 400);  // the last of them uses the notes as they are
}

TEST_CASE("folds: parts of each fold, whose copies the books count") {
  const test::RunOp run = folds("k = 3\nparts = true", customers(31, 7));
  const Sizes sizes = sizes_of(run);
  REQUIRE(sizes.size() == 6);
  std::map<std::string, std::set<std::string>> test_of, all_of;
  for (const Line& line : lines_of(run)) {
    all_of[line.at("/id")].insert(line.part);
    if (line.part.ends_with("_test")) test_of[line.at("/id")].insert(line.part);
  }
  for (const char* fold : {"fold0", "fold1", "fold2"})
    CHECK(sizes.at(std::string(fold) + "_train") + sizes.at(std::string(fold) + "_test") == 31);
  CHECK(test_of.size() == 31);
  for (const auto& [id, parts] : test_of) CHECK(parts.size() == 1);
  for (const auto& [id, parts] : all_of) CHECK(parts.size() == 3);
  CHECK(run.result.books.kept == 31);
  CHECK(run.result.books.copies == 62);
  CHECK(run.result.books.check().ok());
  const test::RunOp twice = folds("k = 2\nrepeats = 2\nparts = true", customers(10, 7));
  CHECK(sizes_of(twice).size() == 8);
  CHECK(sizes_of(twice).at("repeat1_fold0_test") == 5);
}

TEST_CASE("folds: more folds than records or groups is an error, than members of a class a warning") {
  CHECK(run_op("folds", "k = 4", customers(3, 1)).error ==
        "folds: k = 4 is more than there are records (3): folds would be empty; give a smaller k");
  std::string two;
  for (int i = 0; i < 9; ++i)
    two += "{\"text\":\"t" + std::to_string(i) + "\",\"g\":" + std::to_string(i % 2) + ",\"l\":\"" +
           (i == 4 ? "稀" : "x") + "\"}\n";
  CHECK(run_op("folds", "k = 3\ngroup = \"g\"", two).error.find("groups of records that may not be parted (2, of 9") !=
        std::string::npos);
  const test::RunOp rare = folds("k = 3\nstratify = \"l\"", two);
  CHECK(warned(rare, "1 stratum of /l has fewer records than there are folds (the rarest is \"稀\" with 1)"));
  CHECK(metric(rare, "rare_strata") == 1);
  CHECK(folds("k = 3", "").output == "");
}

TEST_CASE("folds: a group that is larger than a fold is told, and goes whole to one") {
  std::string input;
  for (int i = 0; i < 40; ++i)
    input += "{\"text\":\"t" + std::to_string(i) + "\",\"g\":\"" + (i < 25 ? "大" : std::to_string(i)) + "\"}\n";
  const test::RunOp run = folds("k = 4\ngroup = \"g\"", input);
  CHECK(warned(run, ":1 is the first), more than the smallest part was to have (10): it went"));
  CHECK(metric(run, "largest_fold") == 25);
  CHECK(metric(run, "empty_folds") == 0);
}

TEST_CASE("folds: what cannot be is refused") {
  const auto error = [](std::string_view params) { return run_op("folds", params, customers(9, 1)).error; };
  CHECK(error("k = 1").find("it must be from 2 to 250") != std::string::npos);
  CHECK(error("k = 0").find("it must be from 2 to 250") != std::string::npos);
  CHECK(error("k = 5\nrepeats = 0") != "");
  CHECK(error("into = \"label\"\nstratify = \"label\"").find("would write over what folds are made by") !=
        std::string::npos);
  CHECK(error("into = \"text\"").find("would write over") != std::string::npos);
  CHECK(error("into = \"/a/*/b\"").find("names many places") != std::string::npos);
  CHECK(error("into = \"f\"\nparts = true").find("give one of them") != std::string::npos);
  CHECK(error("k = 10\nrepeats = 20\nparts = true").find("too many parts") != std::string::npos);
  CHECK(error("near_threshold = 0.9").find("near_duplicates") != std::string::npos);
}

TEST_CASE("folds: records that cannot be placed are malformed") {
  const std::string input = "{\"text\":\"a\"}\n{\"text\":\"b\",\"fold\":\"old\"}\n{\"text\":null}\n{\"text\":\"c\"}\n";
  const test::RunOp run = folds("k = 2", input);
  CHECK(run.malformed.find("field /text is null, not text") != std::string::npos);
  CHECK(lines(run.output).size() == 3);
  CHECK(run.output.find("\"old\"") == std::string::npos);  // replaced
  const test::RunOp nowhere = folds("k = 2\ninto = \"/fold/number\"", input);
  CHECK(nowhere.malformed.find("field /fold/number cannot be added") != std::string::npos);
  CHECK(folds("k = 2\nstratify = \"lable\"", input).output == "");
}
