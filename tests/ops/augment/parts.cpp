// What an augmenter meets of a dataset in parts: the engine's promise, whatever kind of op it is.
#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "dsprep/value.h"
#include "support/augmented.h"
#include "support/catch.h"
#include "support/run_files.h"
#include "support/test_ops.h"

using namespace dsprep;
using namespace dsprep::test;

namespace {

std::string step(const std::string& op, const std::string& params = "") {
  return "[[step]]\nop = \"" + op + "\"\n" + params + "\n";
}

struct Ran {
  std::string error;
  std::map<std::string, std::string> parts;
  pipeline::RunResult result;
};

Ran run(const std::string& toml, bool any_part, const registry::Registry& registry, const std::string& input,
        exec::RunOptions options = {}) {
  FilesHow how;
  how.registry = &registry;
  how.inputs["in/a.jsonl"] = input;
  how.any_part = any_part;
  how.options = options;
  RunFiles ran = run_files(toml, how);
  Ran out{ran.error, {}, std::move(ran.result)};
  for (const std::string& part : ran.parts)
    for (const auto& [path, bytes] : ran.files)
      if (path.starts_with("data/" + (part.empty() ? "part" : part) + "-")) out.parts[part] += bytes;
  return out;
}

std::string texts(int n) {
  std::string input;
  for (int i = 0; i < n; ++i) input += record("some words of record " + std::to_string(i));
  return input;
}

std::size_t copies(const std::string& lines) {
  const auto all = lines_of(lines);
  return static_cast<std::size_t>(std::count_if(
      all.begin(), all.end(), [](const std::string& line) { return line.find("\"_dsprep\"") != std::string::npos; }));
}

}  // namespace

TEST_CASE("an augmenter is refused where the records are in no parts, and where none is for training") {
  const registry::Registry registry = with_test_ops();
  const Ran none = run(step("typo"), false, registry, texts(3));
  CHECK(none.error.find("test.toml:2:1: typo: the records are in no parts here") == 0);
  CHECK(none.error.find("--any-part") != std::string::npos);
  CHECK(run(step("typo"), true, registry, texts(3)).error == "");
  const std::string odd = step("ratio", "ratios = { dev = 0.5, rest = 0.5 }");
  const std::string error = run(odd + step("typo"), false, registry, texts(9)).error;
  CHECK(error.find("the records are in dev, rest, and none of these is a training part") != std::string::npos);
  CHECK(run(odd + step("typo"), true, registry, texts(9)).error == "");
}

TEST_CASE("an augmenter leaves the records of other parts alone, and counts them") {
  const registry::Registry registry = with_test_ops();
  for (const unsigned threads : {1u, 2u}) {
    exec::RunOptions options;
    options.threads = threads;
    options.chunk_size = 64;
    const std::string split = step("ratio", "ratios = { my-train = 0.5, train_2 = 0.2, test = 0.3 }");
    const Ran before = run(split, false, registry, texts(300), options);
    const Ran ran = run(split + step("typo", "copies = 2"), false, registry, texts(300), options);
    REQUIRE(ran.error == "");
    CHECK(ran.parts.at("test") == before.parts.at("test"));
    for (const char* part : {"my-train", "train_2"})
      CHECK(copies(ran.parts.at(part)) == 2 * lines_of(before.parts.at(part)).size());
    const auto& books = ran.result.books.steps[1];
    CHECK(books.in == 300);
    CHECK(books.counters.back() == lines_of(before.parts.at("test")).size());
  }
}

TEST_CASE("a copy of a record in several parts goes into those that are for training") {
  const registry::Registry registry = with_test_ops();
  for (const std::string& behind : {std::string(), step("dedup_exact")}) {  // through a spool, too
    const Ran ran = run(step("test_folds", "k = 4") + step("typo") + behind, false, registry, texts(40));
    REQUIRE(ran.error == "");
    std::size_t in_training = 0;
    for (const auto& [part, lines] : ran.parts) {
      INFO(part);
      if (part.ends_with("_validation")) CHECK(copies(lines) == 0);
      else in_training += copies(lines);
    }
    CHECK(in_training == 40 * 3);
    // Behind: its own records are still there, once.
    for (int fold = 0; fold < 4; ++fold) {
      const std::string name = "fold" + std::to_string(fold);
      const std::string &train = ran.parts.at(name + "_train"), &rest = ran.parts.at(name + "_validation");
      CHECK(lines_of(train).size() - copies(train) + lines_of(rest).size() == 40);
    }
  }
}

TEST_CASE("an op of another kind is handed no records of other parts either") {
  registry::Registry registry = with_test_ops();
  OpSpec batch = *registry.find("test_batch"), whole = *registry.find("dedup_exact");
  batch.name = "test_batch_augmenter";
  whole.name = "test_whole_augmenter";
  batch.family = whole.family = Family::augment;
  registry.add(&batch);
  registry.add(&whole);
  std::string input;
  for (int i = 0; i < 60; ++i) input += "{\"n\":" + std::to_string(i) + ",\"text\":\"the same\"}\n";
  const std::string by_number = step("ratio", "ratios = { train = 0.5, test = 0.5 }\nkey = \"n\"");
  const Ran before = run(by_number, false, registry, input);
  REQUIRE(before.error == "");
  const Ran counted = run(by_number + step("test_batch_augmenter"), false, registry, input);
  REQUIRE(counted.error == "");
  CHECK(counted.parts.at("test") == before.parts.at("test"));
  CHECK(counted.parts.at("train") != before.parts.at("train"));
  const Ran kept = run(by_number + step("test_whole_augmenter"), false, registry, input);
  REQUIRE(kept.error == "");
  CHECK(kept.parts.at("test") == before.parts.at("test"));
  CHECK(lines_of(kept.parts.at("train")).size() == 1);
}
