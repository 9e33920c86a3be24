// What is no data though it lies among it: unfinished outputs, drops, files nobody listed; and what is told of it.
#include <set>

#include "io/shards.h"
#include "support/catch.h"
#include "support/memory_files.h"

namespace dsprep::io {
namespace {

struct Found {
  std::string error;
  Inputs inputs;
  std::string names() const {
    std::string text;
    for (const Shard& shard : inputs.shards) text += (text.empty() ? "" : " ") + shard.name;
    return text;
  }
};

Found find(test::MemoryFiles& files, const std::vector<std::string>& paths) {
  Found found;
  for (const std::string& path : paths)
    if (Status status = find_shards(files, Formats(), path, "", {}, found.inputs); !status.ok()) {
      found.error = status.error().message;
      return found;
    }
  REQUIRE(tell_apart(files, found.inputs).ok());
  return found;
}

void put_all(test::MemoryFiles& files, const std::vector<std::string>& paths) {
  for (const std::string& path : paths) files.put(path, "{}\n");
}

}  // namespace

TEST_CASE("an output that is being written, or was cut off, is not read, in whole or in part") {
  test::MemoryFiles files;
  put_all(files, {"all/out/data/part-00000.jsonl", "all/out/dropped/length/part-00000.jsonl",
                  "all/out/malformed/part-00000.jsonl", "all/out/audit/x.jsonl", "all/out/.dsprep/state.json",
                  "all/good.jsonl"});
  for (const char* path : {"all", "all/out", "all/out/", "all/out/data", "all/out/data/part-00000.jsonl",
                           "all/out/data/*.jsonl", "all/*/data/*", "**/*.jsonl", "all/out/dropped",
                           "all/out/dropped/length", "all/out/dropped/length/part-00000.jsonl", "all/out/malformed"}) {
    INFO(path);
    CHECK(find(files, {path}).error.find("its run was interrupted, or is still going on") != std::string::npos);
  }
  CHECK(find(files, {"all/good.jsonl"}).error == "");
  files.put("all/out/manifest.json", R"({"outputs":[{"kind":"data","path":"data/part-00000.jsonl"}]})");
  CHECK(find(files, {"all"}).names() == "good.jsonl out/data/part-00000.jsonl");
  CHECK(find(files, {"all/out/dropped/length"}).names() == "part-00000.jsonl");  // a wish
}

TEST_CASE("a file whose run was cut off beside it is not read") {
  test::MemoryFiles files;
  put_all(files, {"d/x.jsonl", "d/x.jsonl.dsprep/.dsprep/state.json"});
  for (const char* path : {"d", "d/x.jsonl", "d/*.jsonl"})
    CHECK(find(files, {path}).error.find("interrupted") != std::string::npos);
  files.put("d/x.jsonl.dsprep/manifest.json", "{}");
  CHECK(find(files, {"d"}).names() == "x.jsonl");
}

TEST_CASE("an output without its manifest is told by its form") {
  for (const std::vector<std::string>& form :
       std::vector<std::vector<std::string>>{{"a/out/data/part-00000.jsonl", "a/out/dropped/x/part-00000.jsonl"},
                                             {"a/out/data/x.jsonl", "a/out/malformed/part-00000.jsonl"},
                                             {"a/out/data/x.jsonl", "a/out/audit/plan.json"}}) {
    test::MemoryFiles files;
    put_all(files, form);
    for (const char* path : {"a", "a/out"})
      CHECK(find(files, {path}).error.find("a/out: it looks like an output of dsprep without its manifest.json") !=
            std::string::npos);
    CHECK(find(files, {"a/out/data"}).error == "");
  }
  test::MemoryFiles told;
  put_all(told, {"out/data/x.jsonl", "hf/data/train-00000-of-00001.jsonl", "hf/README.md"});
  told.put("out/run.json", R"({"state_key":"k"})");
  CHECK(find(told, {"out"}).error.find("without its manifest.json") != std::string::npos);
  CHECK(find(told, {"hf"}).names() == "data/train-00000-of-00001.jsonl");  // others have a data/, too
  told.put("hf/run.json", R"({"lr":0.1})");
  CHECK(find(told, {"hf"}).names() == "data/train-00000-of-00001.jsonl run.json");
}

TEST_CASE("in data/ of a finished output nothing is missed in silence") {
  test::MemoryFiles files;
  put_all(files,
          {"out/data/a.jsonl", "out/dropped/x/b.jsonl", "out/seen.idx", "out/report.html", "out/data/.hidden.jsonl"});
  files.put("out/manifest.json",
            R"({"outputs":[{"kind":"data","path":"data/a.jsonl"},{"kind":"artifact","path":"seen.idx"},)"
            R"({"kind":"dropped","in":"--dropped","path":"more.jsonl"}]})");
  Found found = find(files, {"out"});
  CHECK(found.names() == "data/a.jsonl");
  CHECK(found.inputs.passed_over.empty());
  put_all(files, {"out/data/notes.txt", "out/data/b.jsonl.tmp", "out/more.jsonl"});
  found = find(files, {"out"});
  CHECK(found.names() == "data/a.jsonl");
  CHECK(found.inputs.passed_over ==
        std::vector<std::string>{"out/data/b.jsonl.tmp", "out/data/notes.txt", "out/more.jsonl"});
  for (const char* path : {"out/data/b.jsonl", "out/data/数据.jsonl.zst", "out/data/deep/er/b.json"}) {
    files.put(path, "");
    CHECK(find(files, {"out"}).error == "cannot read out: its manifest.json does not list " +
                                            std::string(path).substr(4) +
                                            ": move that file away, or name the files that are meant");
    REQUIRE(files.remove(path).ok());
  }
}

TEST_CASE("a wildcard over outputs takes their data, and of the rest what it names") {
  test::MemoryFiles files;
  put_all(files, {"a/out/data/x.jsonl", "a/out/dropped/length/y.jsonl", "a/out/malformed/z.jsonl", "a/out/run.json",
                  "a/mine/dropped/m.jsonl"});
  files.put("a/out/manifest.json", R"({"outputs":[{"kind":"data","path":"data/x.jsonl"}]})");
  Found found = find(files, {"a/**"});
  CHECK(found.names() == "mine/dropped/m.jsonl out/data/x.jsonl");
  CHECK(found.inputs.passed_over == std::vector<std::string>{"a/out/dropped/length/y.jsonl", "a/out/malformed/z.jsonl",
                                                             "a/out/manifest.json", "a/out/run.json"});
  CHECK(find(files, {"**/*.jsonl"}).names() == "a/mine/dropped/m.jsonl a/out/data/x.jsonl");
  CHECK(find(files, {"a/*/dropped/**/*.jsonl"}).names() == "mine/dropped/m.jsonl out/dropped/length/y.jsonl");
  CHECK(find(files, {"a/out/dropped/*/*"}).names() == "length/y.jsonl");
}

TEST_CASE("a directory of drops is read by its own list") {
  test::MemoryFiles files;
  put_all(files, {"rej/length/part-00000.jsonl", "rej/malformed/part-00000.jsonl"});
  files.put("rej/.dsprep/state.json", "{}");
  CHECK(find(files, {"rej"}).error.find("interrupted") != std::string::npos);
  files.put(
      "rej/.manifest.json",
      R"({"outputs":[{"kind":"dropped","path":"length/part-00000.jsonl"},{"kind":"malformed","path":"malformed/part-00000.jsonl"}]})");
  const Found found = find(files, {"rej"});
  CHECK(found.names() == "length/part-00000.jsonl");
  CHECK(found.inputs.passed_over.empty());
  CHECK(found.inputs.parent_manifests.empty());
}

TEST_CASE("what a folder holds beside records is told") {
  test::MemoryFiles files;
  put_all(files, {"d/a.jsonl", "d/b.jsonl.7z", "d/c.jl", "d/e/f.avro", "d/x.jsonl.tmp", "d/.hidden",
                  "d/a.jsonl.dsprep/manifest.json"});
  CHECK(find(files, {"d"}).inputs.passed_over ==
        std::vector<std::string>{"d/b.jsonl.7z", "d/c.jl", "d/x.jsonl.tmp", "d/e/f.avro"});
  CHECK(find(files, {"d/*.jsonl", "d/c.jl"}).inputs.passed_over.empty());
}

TEST_CASE("files of one name are told apart by their directories, from wherever they are named") {
  test::MemoryFiles files;
  put_all(files,
          {"w/a/x.jsonl", "w/b/x.jsonl", "w/x.jsonl", "w/b/a/x.jsonl", "v/a/x.jsonl", "w/y.jsonl", "w/ab/x.jsonl"});
  CHECK(find(files, {"w/a/x.jsonl", "w/y.jsonl"}).names() == "x.jsonl y.jsonl");
  CHECK(find(files, {"w/a/x.jsonl", "w/b/x.jsonl"}).names() == "a/x.jsonl b/x.jsonl");
  CHECK(find(files, {"/w/a/x.jsonl", "v/../w/b/x.jsonl"}).names() == "a/x.jsonl b/x.jsonl");
  CHECK(find(files, {"w/x.jsonl", "w/a/x.jsonl"}).names() == "x.jsonl a/x.jsonl");
  CHECK(find(files, {"w/a/x.jsonl", "w/ab/x.jsonl"}).names() == "a/x.jsonl ab/x.jsonl");
  CHECK(find(files, {"w/a", "w/b", "v"}).names() == "a/x.jsonl w/b/a/x.jsonl b/x.jsonl v/a/x.jsonl");
  CHECK(find(files, {"w/a/x.jsonl", "v/a/x.jsonl"}).names() == "w/a/x.jsonl v/a/x.jsonl");
  // Each name once, whatever is given.
  Found all = find(files, {"w", "v/a", "w/b/a/x.jsonl"});
  std::set<std::string> names;
  for (const Shard& shard : all.inputs.shards) CHECK(names.insert(shard.name).second);
  CHECK(names.size() == 7);
}

}  // namespace dsprep::io
