// Runs that overlap, and outputs that are not this run's: refused, and nothing that is there changes.
#include "exec/close_output.h"
#include "exec/prepare_output.h"
#include "laws/corpus.h"
#include "support/catch.h"
#include "support/run_files.h"

using namespace dsprep;
using namespace dsprep::test;

namespace {

const std::string toml = "[[step]]\nop = \"length\"\nmin_words = 3\n";

std::map<std::string, std::string> everything(const MemoryFiles& disk) {
  std::map<std::string, std::string> files;
  for (const std::string& path : disk.paths()) files[path] = disk.content(path);
  return files;
}

io::Inputs inputs_of(MemoryFiles& disk) {
  io::Inputs inputs;
  REQUIRE(io::find_shards(disk, io::Formats(), "in", "", {}, inputs).ok());
  return inputs;
}

std::string prepared(MemoryFiles& disk, const exec::Output& output, exec::Preparation how) {
  how.state_key = "key";
  const auto result = exec::prepare_output(disk, output, inputs_of(disk), how);
  return result.ok() ? result->finished ? "finished" : "ready" : result.error().message;
}

// What a finished run leaves: the files, and what tells whose they are.
void put_finished(MemoryFiles& disk, const std::string& directory, const std::string& hash = "") {
  disk.put(directory + "/data/part-00000.jsonl", "{}\n");
  disk.put(directory + "/seen.idx", "index");
  disk.put(directory + "/run.json", R"({"state_key":"other"})");
  disk.put(directory + "/manifest.json",
           R"({"dsprep":"0.1.0","outputs":[{"path":"data/part-00000.jsonl","kind":"data","bytes":3,"hash":"x"},)"
           R"({"path":"seen.idx","kind":"artifact","bytes":5,"hash":")" +
               hash + "\"}]}");
}

}  // namespace

TEST_CASE("while one run holds an output no other gets in, whatever it asks for") {
  for (const exec::Output::Kind kind : {exec::Output::Kind::directory, exec::Output::Kind::file})
    for (const bool drops : {false, true}) {
      MemoryFiles disk;
      for (const auto& [path, bytes] : make_corpus({.shards = 2, .records = 5})) disk.put(path, bytes);
      exec::Output output{kind, kind == exec::Output::Kind::file ? "out.jsonl" : "out", {}};
      if (drops) output.dropped = "rejected";
      auto first = exec::prepare_output(disk, output, inputs_of(disk), {.state_key = "key"});
      REQUIRE(first.ok());
      const auto before = everything(disk);
      std::vector<exec::Output> seconds{output};
      if (drops) {  // another output, the same place for drops
        seconds.push_back(output);
        seconds.back().path = kind == exec::Output::Kind::file ? "other.jsonl" : "other";
      }
      for (const exec::Output& second : seconds) {
        for (const int how : {0, 1, 2, 3}) {
          exec::Preparation asked;
          asked.resume = how == 1;
          asked.force = how == 2;
          asked.shared = how == 3;
          if (asked.shared) asked.role = asked.own = "task-0-of-2";
          if (asked.shared && kind == exec::Output::Kind::file) continue;
          const std::string answer = prepared(disk, second, asked);
          INFO(second.path << " " << how << ": " << answer);
          CHECK(answer.find("another dsprep process (pid ") != std::string::npos);
        }
      }
      for (const auto& [path, bytes] : before) CHECK(disk.content(path) == bytes);
      first->lock.reset();
      CHECK(prepared(disk, output, {.resume = true}) == "ready");  // it died: its state stays, its lock does not
    }
}

TEST_CASE("tasks share an output; the same one twice, and two merges, do not") {
  MemoryFiles disk;
  for (const auto& [path, bytes] : make_corpus({.shards = 2, .records = 5})) disk.put(path, bytes);
  const exec::Output output{exec::Output::Kind::directory, "out", {}};
  const auto role = [&](const std::string& name) {
    exec::Preparation how{.shared = true, .state_key = "key"};
    how.own = how.role = name;
    how.doing = "doing " + name + " of";
    return exec::prepare_output(disk, output, inputs_of(disk), how);
  };
  const auto zero = role("task-0-of-2"), one = role("task-1-of-2"), merge = role(exec::merge_role);
  REQUIRE(zero.ok());
  REQUIRE(one.ok());
  REQUIRE(merge.ok());
  for (const char* name : {"task-0-of-2", "task-1-of-2", exec::merge_role}) {
    const auto again = role(name);
    REQUIRE_FALSE(again.ok());
    CHECK(again.error().message.find("is doing " + std::string(name) + " of out") != std::string::npos);
  }
  CHECK(prepared(disk, output, {.resume = true}).find("another dsprep process") != std::string::npos);
  CHECK_FALSE(*(*one).lock->take_merge({"out"}));
}

TEST_CASE("--force removes what is listed and unchanged, and refuses the rest by name") {
  const exec::Output output{exec::Output::Kind::directory, "out", {}};
  MemoryFiles disk;
  disk.put("in/a.jsonl", "{}\n");
  put_finished(disk, "out");
  CHECK(prepared(disk, output, {}).find("out is not empty") != std::string::npos);
  for (const char* foreign : {"out/README.md", "out/data/mine.jsonl", "out/data/part-00001.jsonl",
                              "out/dropped/length/notes", "out/数据/x", "out/.hidden"}) {
    disk.put(foreign, "precious");
    const auto before = everything(disk);
    const std::string answer = prepared(disk, output, {.force = true});
    CHECK(answer.find(std::string(foreign).substr(4)) != std::string::npos);
    for (const auto& [path, bytes] : before) CHECK(disk.content(path) == bytes);
    REQUIRE(disk.remove(foreign).ok());
  }
  CHECK(prepared(disk, output, {.force = true}) == "ready");
  for (const std::string& path : disk.paths("out")) CHECK(path.starts_with("out/.dsprep/"));
  // Changed since: by size, or by what it holds.
  MemoryFiles changed;
  changed.put("in/a.jsonl", "{}\n");
  put_finished(changed, "out", "no hash of it");
  changed.put("out/seen.idx", "INDEX");
  CHECK(prepared(changed, output, {.force = true}).find("seen.idx (changed since") != std::string::npos);
  // Nothing says that dsprep wrote it.
  MemoryFiles other;
  other.put("in/a.jsonl", "{}\n");
  other.put("out/manifest.json", R"({"name":"an app"})");
  CHECK(prepared(other, output, {.force = true}).find("nothing in it says that dsprep wrote it") != std::string::npos);
  CHECK(other.content("out/manifest.json") == R"({"name":"an app"})");
}

TEST_CASE("a --force that is cut off anywhere is brought to its end by the next one") {
  const exec::Output output{exec::Output::Kind::directory, "out", {}};
  for (std::size_t cut = 0; cut < 12; ++cut) {
    INFO(cut);
    MemoryFiles disk;
    disk.put("in/a.jsonl", "{}\n");
    put_finished(disk, "out");
    disk.put("out/.dsprep/replaced.json",
             R"({"outputs":[{"path":"data/part-00000.jsonl","hash":"x","bytes":3},{"path":"seen.idx"}]})");
    const char* order[] = {"manifest.json", "run.json", "data/part-00000.jsonl", "seen.idx"};
    for (std::size_t i = 0; i < std::min<std::size_t>(cut, 4); ++i)
      REQUIRE(disk.remove(std::string("out/") + order[i]).ok());
    if (cut >= 2 && cut < 5) CHECK(prepared(disk, output, {}).find("--resume continues it") != std::string::npos);
    CHECK(prepared(disk, output, {.force = true}) == "ready");
    for (const std::string& path : disk.paths("out")) CHECK(path.starts_with("out/.dsprep/"));
  }
}

TEST_CASE("an output that is read, wholly or in part, is none") {
  MemoryFiles disk;
  disk.put("in/a.jsonl", "{}\n");
  disk.put("words/list.txt", "x");
  for (const char* path : {"in", "in/a.jsonl", "in/deeper/out"}) {
    CHECK(prepared(disk, {exec::Output::Kind::directory, path, {}}, {.force = true}).find("choose another -o") !=
          std::string::npos);
    CHECK(prepared(disk, {exec::Output::Kind::stream, "", path}, {.force = true}).find("choose another --dropped") !=
          std::string::npos);
    CHECK(prepared(disk, {exec::Output::Kind::directory, "out", path}, {.force = true})
              .find("choose another --dropped") != std::string::npos);
  }
  exec::Preparation how{.force = true};
  how.reads = {"words/list.txt"};
  CHECK(prepared(disk, {exec::Output::Kind::directory, "words", {}}, how).find("inputs are never written to") !=
        std::string::npos);
  CHECK(disk.paths() == std::vector<std::string>{"in/a.jsonl", "words/list.txt"});
}

TEST_CASE("drops that go elsewhere are listed, kept over an interruption, and no other run's") {
  FilesHow how;
  how.inputs = make_corpus({.shards = 4, .records = 60});
  how.output.dropped = "rejected";
  how.disk = std::make_shared<MemoryFiles>();
  const RunFiles clean = run_files(toml, how);
  REQUIRE(clean.error == "");
  const std::vector<std::string> drops = how.disk->paths("rejected/length");
  REQUIRE(drops.size() == 4);
  std::size_t listed = 0;
  for (const pipeline::OutputFile& file : clean.result.outputs)
    if (file.apart) {
      ++listed;
      CHECK(file.bytes == how.disk->content("rejected/" + file.path).size());
    }
  CHECK(listed == 4);
  CHECK(clean.manifest.find("\"in\": \"--dropped\"") != std::string::npos);
  for (std::uint64_t fault = 2; fault < 40; fault += 3) {
    INFO(fault);
    FilesHow broken = how;
    broken.disk = std::make_shared<MemoryFiles>();
    for (const auto& [path, bytes] : how.inputs) broken.disk->put(path, bytes);
    broken.disk->fail_append(fault);
    if (run_files(toml, broken).error.empty()) break;
    broken.disk->clear_faults();
    CHECK(run_files("[[step]]\nop = \"length\"\nmin_words = 4\n", broken).error != "");
    broken.resume = true;
    const RunFiles resumed = run_files(toml, broken);
    CHECK(resumed.error == "");
    CHECK(resumed.manifest == clean.manifest);
    for (const std::string& path : drops) CHECK(broken.disk->content(path) == how.disk->content(path));
  }
}
