// What a decision may read beside its observers: an artifact of an earlier step, the list of outputs; and what an op
// learns of sources, parts and the field map of a reference dataset.
#include <algorithm>

#include "laws/corpus.h"
#include "support/catch.h"
#include "support/difference.h"
#include "support/run_files.h"
#include "support/run_op.h"
#include "support/run_tasks.h"
#include "support/test_ops.h"

using namespace dsprep;
using namespace dsprep::test;

namespace {

std::string step(std::string_view op, std::string_view params = "") {
  return "[[step]]\nop = \"" + std::string(op) + "\"\n" + std::string(params) + "\n";
}

FilesHow how_with(const registry::Registry& registry) {
  FilesHow how;
  how.registry = &registry;
  how.inputs = make_corpus({.shards = 3, .records = 20});
  return how;
}

}  // namespace

TEST_CASE("an artifact of an earlier step is read later in the same run") {
  const registry::Registry registry = with_test_ops();
  RunHow how;
  how.registry = &registry;
  const std::string toml = step("test_vocabulary") + step("test_redact") + step("test_known");
  const RunOp ran = run_toml(toml, "{\"text\":\"a 1 数据\"}\n{\"text\":\"数据 ไทย 22\"}\n", how);
  REQUIRE(ran.error == "");
  // The vocabulary holds 1 and 22, which the step between has hidden since.
  CHECK(ran.output == "{\"text\":\"a # 数据\",\"known\":2}\n{\"text\":\"数据 ไทย #\",\"known\":2}\n");
  CHECK(ran.result.passes == 2);
}

TEST_CASE("tasks read artifacts that none of them writes") {
  const registry::Registry registry = with_test_ops();
  FilesHow how = how_with(registry);
  for (const std::string& toml :
       {step("test_vocabulary") + step("test_known") + step("test_rounds"),
        step("dedup_exact") + step("test_vocabulary") + step("test_shuffle") + step("test_known")}) {
    INFO(toml);
    how.disk = nullptr;
    const RunFiles base = run_files(toml, how);
    REQUIRE(base.error == "");
    REQUIRE(base.files.at("data/part-00000.jsonl").find("\"known\":") != std::string::npos);
    CHECK(difference(base, run_tasks(toml, how, 2).last) == "");
  }
}

TEST_CASE("a run that is resumed reads the artifact again") {
  const registry::Registry registry = with_test_ops();
  const std::string toml = step("test_vocabulary") + step("test_known") + step("dedup_exact");
  const FilesHow how = how_with(registry);
  const RunFiles base = run_files(toml, how);
  bool through = false;
  for (std::uint64_t fault = 1; !through; fault += 3) {
    INFO("append " << fault);
    REQUIRE(fault < 500);
    FilesHow broken = how;
    broken.disk = std::make_shared<MemoryFiles>();
    for (const auto& [path, bytes] : how.inputs) broken.disk->put(path, bytes);
    broken.disk->fail_append(fault);
    through = run_files(toml, broken).error.empty();
    broken.disk->clear_faults();
    broken.resume = true;
    if (!through) CHECK(difference(base, run_files(toml, broken)) == "");
  }
}

TEST_CASE("artifacts of an output that is one file lie beside it; without a place for them the run is refused") {
  const registry::Registry registry = with_test_ops();
  FilesHow how = how_with(registry);
  const std::string toml = step("test_vocabulary") + step("test_known");
  how.output = {exec::Output::Kind::file, "out/all.jsonl", {}};
  how.disk = std::make_shared<MemoryFiles>();
  REQUIRE(run_files(toml, how).error == "");
  CHECK(how.disk->get("out/all.jsonl.dsprep/vocabulary.tsv"));
  for (const auto kind : {exec::Output::Kind::stream, exec::Output::Kind::none}) {
    how.disk = nullptr;
    how.output = {kind, "", {}};
    CHECK(run_files(toml, how).error ==
          "test_vocabulary writes vocabulary.tsv: it needs an output directory or file, -o DIR or -o FILE");
  }
}

TEST_CASE("an artifact that no earlier step has made by then is refused before anything is read") {
  const registry::Registry registry = with_test_ops();
  const FilesHow how = how_with(registry);
  const std::string none =
      "test.toml:2:1: test_known: no step before this one makes an artifact \"vocabulary.tsv\": put the step that "
      "makes it in front";
  CHECK(run_files(step("test_known") + step("test_vocabulary"), how).error == none);
  CHECK(run_files(step("test_known"), how).error == none);
  CHECK(run_files(step("test_late") + step("test_known"), how).error.find("is made by test_late, a report") !=
        std::string::npos);
}

TEST_CASE("a report is told every file of the output, when all are under their names") {
  const registry::Registry registry = with_test_ops();
  for (const bool tasks : {false, true}) {
    FilesHow how = how_with(registry);
    how.disk = std::make_shared<MemoryFiles>();
    const std::string toml =
        step("test_files") + step("length", "min_words = 2") + step("ratio") + step("test_vocabulary");
    const RunFiles ran = tasks ? run_tasks(toml, how, 2).last : run_files(toml, how);
    REQUIRE(ran.error == "");
    std::string told;
    for (const pipeline::OutputFile& file : ran.result.outputs)
      if (file.path != "files.txt")
        told += file.path + " " + file.part + " " + std::to_string(file.records) + " " + std::to_string(file.bytes) +
                " " + file.hash + "\n";
    std::vector<std::string> lines;
    const auto sorted = [&](const std::string& text) {
      lines.clear();
      for (std::size_t at = 0; at < text.size(); at = text.find('\n', at) + 1)
        lines.push_back(text.substr(at, text.find('\n', at) - at));
      std::sort(lines.begin(), lines.end());
      return lines;
    };
    CHECK(sorted(ran.files.at("files.txt")) == sorted(told));
    CHECK(ran.files.at("files.txt").find("data/train-00000-of-00003.jsonl train ") != std::string::npos);
    CHECK(ran.files.at("files.txt").find("dropped/length/part-00000.jsonl  ") != std::string::npos);
    CHECK(ran.files.at("files.txt").find("vocabulary.tsv  ") != std::string::npos);
    // Nothing gets its name behind the report.
    const std::vector<std::string> events = how.disk->events();
    const auto report = std::find_if(events.begin(), events.end(), [](const std::string& event) {
      return event.starts_with("create ") && event.find("files.txt") != std::string::npos;
    });
    REQUIRE(report != events.end());
    CHECK(std::none_of(report, events.end(), [](const std::string& event) {
      return event.find("out/data/") != std::string::npos || event.find("out/dropped/") != std::string::npos;
    }));
  }
}

TEST_CASE("a decision within the run is told what is known by then") {
  const registry::Registry registry = with_test_ops();
  FilesHow how = how_with(registry);
  how.output.kind = exec::Output::Kind::file;
  how.output.path = "out/all.jsonl";
  how.disk = std::make_shared<MemoryFiles>();
  REQUIRE(run_files(step("length", "min_words = 2") + step("test_files"), how).error == "");
  CHECK(how.disk->content("out/all.jsonl.dsprep/files.txt").starts_with("../all.jsonl  "));
}

TEST_CASE("ops know the sources of records by name, licence and weight; one where none is given") {
  const registry::Registry registry = with_test_ops();
  FilesHow how;
  how.registry = &registry;
  how.inputs = {{"in/a.jsonl", "{\"body\":\"x\"}\n"}, {"in/b.jsonl", "{\"text\":\"ภาษา\"}\n"}};
  const std::string sources =
      "[[source]]\npaths = [\"in/a.jsonl\"]\nname = \"web\"\nlicence = \"CC0-1.0\"\nfields = { text = \"/body\" }\n"
      "[[source]]\npaths = [\"in/b.jsonl\"]\nname = \"書籍\"\n";
  const RunFiles two =
      run_files(sources + step("test_derive", "n = 1") + step("test_shuffle") + step("test_source"), how);
  REQUIRE(two.error == "");
  std::string all;
  for (const auto& [path, bytes] : two.files) all += bytes;
  std::size_t web = 0, books = 0;
  for (std::size_t at = 0; (at = all.find("\"source\":\"web|CC0-1.0|none\"", at)) != all.npos; ++at) ++web;
  for (std::size_t at = 0; (at = all.find("\"source\":\"書籍||none\"", at)) != all.npos; ++at) ++books;
  CHECK(web == 2);
  CHECK(books == 2);
  CHECK(run_files(step("test_source"), how).files.at("data/part-00000.jsonl").find("\"source\":\"||none\"") !=
        std::string::npos);
}

TEST_CASE("parts are known where the input or an earlier step has them, and not for a step's own") {
  const registry::Registry registry = with_test_ops();
  RunHow how;
  how.registry = &registry;
  const std::string line = "{\"text\":\"a\"}\n";
  CHECK(run_toml(step("test_source"), line, how).output.find("\"source\":\"||none\"") != std::string::npos);
  CHECK(run_toml(step("test_folds") + step("test_source"), line, how).output.find("\"source\":\"||none|parts\"") !=
        std::string::npos);
}

TEST_CASE("a reference dataset may have its fields elsewhere, and a format of its own") {
  const registry::Registry registry = with_test_ops();
  RunHow how;
  how.registry = &registry;
  how.files["eval.txt"] = "{\"question\":{\"th\":\"ภาษาไทย\"},\"text\":\"other\"}\n";
  const std::string input = "{\"text\":\"ภาษาไทย\"}\n{\"text\":\"other\"}\n";
  const std::string set = "dataset = \"eval.txt\"\nformat = \"jsonl\"\n";
  CHECK(run_op("test_against", set, input, how).output == "{\"text\":\"ภาษาไทย\"}\n");
  const RunOp mapped = run_op("test_against", set + "pointer = \"/question/th\"", input, how);
  CHECK(mapped.error == "");
  CHECK(mapped.output == "{\"text\":\"other\"}\n");
  // A second reading of the same pointer by another name is no hindrance.
  CHECK(run_toml(step("where", "field = \"/question/th\"\nequals = [\"x\"]\naction = \"keep\"") +
                     step("test_against", set + "pointer = \"/question/th\""),
                 input, how)
            .error.find("pointer") == std::string::npos);
}

TEST_CASE("what is wrong with a reference dataset is told with its place") {
  const registry::Registry registry = with_test_ops();
  RunHow how;
  how.registry = &registry;
  how.files["eval.jsonl"] = "{\"text\":\"a\"}\n";
  const auto error = [&](const std::string& params) {
    return run_op("test_against", "dataset = \"eval.jsonl\"\n" + params, "{\"text\":\"a\"}\n", how).error;
  };
  CHECK(
      error("pointer = \"/a\"\nlogical = \"txet\"") ==
      "test.toml:2:1: test_against: eval.jsonl: fields: the step asks for no field \"txet\" (did you mean \"text\"?)");
  CHECK(error("pointer = \"/a~x\"").starts_with("test.toml:2:1: test_against: eval.jsonl: fields: text: "));
  CHECK(error("format = \"jsonlines\"")
            .starts_with("test.toml:2:1: test_against: unknown format \"jsonlines\" (did you mean \"jsonl\"?)"));
  CHECK(run_op("test_against", "dataset = \"nope.jsonl\"", "{\"text\":\"a\"}\n", how)
            .error.starts_with("test.toml:2:1: test_against: cannot read nope.jsonl"));
}
