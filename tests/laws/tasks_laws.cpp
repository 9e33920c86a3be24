// --task: what N tasks and the merges between them leave is what one run leaves, for every op there is, also where
// tasks die, come twice, or have nothing to do. (Pipelines of several steps: invariance_laws.cpp, audit_laws.cpp.)
#include "laws/corpus.h"
#include "support/catch.h"
#include "support/difference.h"
#include "support/example_files.h"
#include "support/run_files.h"
#include "support/run_tasks.h"
#include "support/test_ops.h"

using namespace dsprep;
using namespace dsprep::test;

namespace {

std::string step(std::string_view op, std::string_view params = "") {
  return "[[step]]\nop = \"" + std::string(op) + "\"\n" + std::string(params) + "\n";
}

// An example's lines stand in two shards: what is alike is found across the tasks.
std::map<std::string, std::string> corpus_and(std::string_view lines) {
  std::map<std::string, std::string> inputs = make_corpus({.shards = 4, .records = 25});
  inputs["in/part-1.jsonl"] += lines;
  inputs["in/part-2.jsonl"].insert(0, lines);
  return inputs;
}

}  // namespace

TEST_CASE("every example of every op gives in three tasks what it gives in one run") {
  for (const OpSpec* op : registry::built_in().all())
    for (const Example& example : op->examples) {
      INFO(op->name << ": " << example.title << "\n" << example.params);
      FilesHow how;
      how.inputs = corpus_and(example.input);
      how.others = files_of(example);
      const std::string toml = step(op->name, example.params);
      const RunFiles base = run_files(toml, how);
      REQUIRE(base.error == "");
      REQUIRE(base.result.books.read > 50);
      how.memory_budget = 4096;
      const RunTasks shared = run_tasks(toml, how, 3);
      CHECK(difference(base, shared.last) == "");
      REQUIRE(shared.last.result.findings.size() == base.result.findings.size());
      for (std::size_t i = 0; i < base.result.findings.size(); ++i) {
        const Findings &one = base.result.findings[i].findings, &three = shared.last.result.findings[i].findings;
        REQUIRE(one.metrics.size() == three.metrics.size());
        for (std::size_t m = 0; m < one.metrics.size(); ++m) {
          INFO(one.metrics[m].name);
          CHECK(one.metrics[m].name == three.metrics[m].name);
          CHECK((one.metrics[m].value == three.metrics[m].value || one.metrics[m].value != one.metrics[m].value));
        }
        REQUIRE(one.sections.size() == three.sections.size());
        for (std::size_t s = 0; s < one.sections.size(); ++s) CHECK(one.sections[s].rows == three.sections[s].rows);
      }
    }
}

TEST_CASE("more tasks than shards, and no records at all") {
  FilesHow how;
  const std::string toml = step("dedup_exact") + step("profile");
  for (const bool empty : {false, true}) {
    how.inputs = make_corpus({.shards = 2, .records = 20});
    if (empty) how.inputs = {{"in/a.jsonl", ""}, {"in/b.jsonl", ""}};
    const RunFiles base = run_files(toml, how);
    REQUIRE(base.error == "");
    CHECK(difference(base, run_tasks(toml, how, 7).last) == "");
  }
}

TEST_CASE("merge names the tasks that are missing, and changes nothing before they came") {
  FilesHow how;
  how.inputs = make_corpus();
  how.disk = std::make_shared<MemoryFiles>();
  how.options.tasks = 3;
  const std::string toml = step("dedup_exact");
  const auto task = [&](std::uint64_t i) {
    how.options.merge = false;
    how.options.task = i;
    return run_files(toml, how);
  };
  const auto merge = [&] {
    how.options.merge = true;
    return run_files(toml, how);
  };
  CHECK(task(1).result.next.find("pass 1 is done for task 1/3") == 0);
  CHECK(task(1).result.next.find("pass 1 is done for task 1/3") == 0);  // again: nothing more to do
  CHECK(merge().error.find("pass 1 is not done by --task 0/3, 2/3: run them") != std::string::npos);
  task(0), task(2);
  CHECK(merge().result.next.find("pass 1 is merged") == 0);
  CHECK(merge().error.find("pass 2 is not done by --task 0/3, 1/3, 2/3") != std::string::npos);
  task(0), task(1);
  CHECK(merge().error.find("pass 2 is not done by --task 2/3: run it") != std::string::npos);
  CHECK(task(2).result.next.find("task 2/3 is done") == 0);
  const RunFiles whole = merge();
  CHECK(whole.error == "");
  CHECK(whole.result.complete());
  FilesHow one;
  one.inputs = how.inputs;
  CHECK(difference(run_files(toml, one), whole) == "");
}

TEST_CASE("a task or a merge that fails at any append is run again, and nothing is lost") {
  const registry::Registry registry = with_test_ops();
  const std::string pipelines[] = {
      step("whitespace") + step("dedup_exact") + step("length", "min_words = 2") + step("profile"),
      step("test_heavy") + step("test_rounds") + step("test_vocabulary"),
      step("length", "min_words = 2") + step("shuffle") + step("dedup_exact") + step("profile"),
  };
  for (const std::string& toml : pipelines) {
    INFO(toml);
    FilesHow how;
    how.registry = &registry;
    how.inputs = make_corpus({.shards = 3, .records = 20});
    how.options.chunk_size = 2000;
    const RunFiles base = run_files(toml, how);
    REQUIRE(base.error == "");
    bool through = false;
    for (std::uint64_t fault = 1; !through; fault += 5) {
      INFO("append " << fault);
      REQUIRE(fault < 1000);
      how.disk = std::make_shared<MemoryFiles>();
      for (const auto& [path, bytes] : how.inputs) how.disk->put(path, bytes);
      how.disk->fail_append(fault);
      RunTasks shared = run_tasks(toml, how, 2);
      through = shared.last.error.empty();
      how.disk->clear_faults();
      if (!through) shared = run_tasks(toml, how, 2);
      REQUIRE(shared.last.error == "");
      std::map<std::string, std::string> files;
      for (const auto& [path, bytes] : shared.last.files)
        if (!path.ends_with(".tmp")) files[path] = bytes;
      CHECK(files == base.files);
      CHECK(shared.last.manifest == base.manifest);
    }
  }
}

TEST_CASE("what an outside service said in one pass is kept for the next, which may come from another process") {
  const registry::Registry registry = with_test_ops();
  FilesHow how;
  how.registry = &registry;
  how.inputs = make_corpus({.shards = 3, .records = 20});
  const std::string toml = step("test_external") + step("dedup_exact") + step("test_rounds");
  const RunFiles base = run_files(toml, how);
  REQUIRE(base.error == "");
  how.disk = std::make_shared<MemoryFiles>();
  how.options.tasks = 2;
  for (const std::uint64_t i : {0, 1}) {
    how.options.task = i;
    REQUIRE(run_files(toml, how).error == "");
  }
  for (const auto& [path, bytes] : how.inputs) how.disk->break_at(path, 0);  // from here on nothing is asked, nor read
  how.options.merge = true;
  REQUIRE(run_files(toml, how).error == "");
  how.options.merge = false;
  CHECK(difference(base, run_tasks(toml, how, 2).last) == "");
}

TEST_CASE("what tasks cannot share is refused by name") {
  const registry::Registry registry = with_test_ops();
  FilesHow how;
  how.registry = &registry;
  how.inputs = make_corpus();
  how.options.tasks = 2;
  how.inputs.clear();
  how.disk = std::make_shared<MemoryFiles>();
  how.disk->put_pipe("in/p.jsonl", "{\"text\":\"a\"}\n");
  CHECK(run_files(step("dedup_exact"), how).error.find("name files") != std::string::npos);
}

TEST_CASE("artifacts are written by the merge, and by no task") {
  const registry::Registry registry = with_test_ops();
  FilesHow how;
  how.registry = &registry;
  how.inputs = make_corpus({.shards = 2, .records = 20});
  how.disk = std::make_shared<MemoryFiles>();
  how.options.tasks = 2;
  for (int round = 0; round < 2; ++round) {
    how.options.merge = false;
    for (const std::uint64_t i : {0, 1}) {
      how.options.task = i;
      REQUIRE(run_files(step("test_vocabulary"), how).error == "");
    }
    CHECK_FALSE(how.disk->get("out/vocabulary.tsv"));
    how.options.merge = true;
    REQUIRE(run_files(step("test_vocabulary"), how).error == "");
    CHECK(how.disk->get("out/vocabulary.tsv").has_value() == (round == 1));
  }
}
