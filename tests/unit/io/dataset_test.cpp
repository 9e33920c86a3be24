#include "base/hash.h"
#include "base/hex.h"
#include "io/shards.h"
#include "support/catch.h"
#include "support/memory_files.h"

namespace dsprep::io {
namespace {

constexpr std::string_view manifest = R"({
  "outputs": [
    {"path": "data/train-00010.jsonl.zst", "kind": "data", "part": "train"},
    {"path": "data/train-00002.jsonl.zst", "kind": "data", "part": "train"},
    {"path": "dropped/x/part-00000.jsonl", "kind": "dropped"},
    {"path": "model.bin", "kind": "artifact"},
    {"path": "data/t\u00e9st.jsonl", "kind": "data"}
  ]
})";

test::MemoryFiles& with_dataset(test::MemoryFiles& files, const std::string& top) {
  files.put(top + "/manifest.json", manifest);
  for (const char* path : {"data/train-00010.jsonl.zst", "data/train-00002.jsonl.zst", "dropped/x/part-00000.jsonl",
                           "model.bin", "data/tést.jsonl"})
    files.put(top + "/" + path, "");
  return files;
}

std::string message(port::Files& files, const std::string& path) {
  Inputs inputs;
  const Status status = find_shards(files, Formats(), path, "", {}, inputs);
  return status.ok() ? "no error" : status.error().message;
}

}  // namespace

TEST_CASE("a dataset is read through its manifest: data only, in its order, with its parts") {
  test::MemoryFiles files;
  with_dataset(files, "out");
  Inputs inputs;
  REQUIRE(find_shards(files, Formats(), "out", "", SourceId{1}, inputs).ok());
  REQUIRE(inputs.shards.size() == 3);
  CHECK(inputs.shards[0].path == "out/data/train-00010.jsonl.zst");
  CHECK(inputs.shards[0].name == "data/train-00010.jsonl.zst");
  CHECK(inputs.shards[0].part == "train");
  CHECK(inputs.shards[1].name == "data/train-00002.jsonl.zst");
  CHECK(inputs.shards[2].name == "data/tést.jsonl");
  CHECK(inputs.shards[2].part.empty());
  CHECK(inputs.parent_manifests == std::vector<std::string>{base::hex(base::hash128(manifest))});
}

TEST_CASE("datasets in a directory are read as datasets") {
  test::MemoryFiles files;
  with_dataset(files, "runs/b");
  files.put("runs/a.jsonl", "");
  Inputs inputs;
  REQUIRE(find_shards(files, Formats(), "runs", "", {}, inputs).ok());
  REQUIRE(inputs.shards.size() == 4);
  CHECK(inputs.shards[0].name == "a.jsonl");
  CHECK(inputs.shards[1].name == "b/data/train-00002.jsonl.zst");
  CHECK(inputs.shards[1].part == "train");
  CHECK(inputs.parent_manifests.size() == 1);
}

TEST_CASE("a manifest that cannot be trusted is refused") {
  test::MemoryFiles files;
  with_dataset(files, "out");
  REQUIRE(files.remove("out/data/train-00002.jsonl.zst").ok());
  CHECK(
      message(files, "out")
          .starts_with("cannot read out/data/train-00002.jsonl.zst: no such file, though out/manifest.json lists it"));
  files.put("out/manifest.json", "{\"outputs\":[");
  CHECK(message(files, "out").starts_with("out/manifest.json: not JSON at byte "));
  for (const char* foreign : {"{}", "[]", "{\"outputs\":{}}", "\"x\""}) {
    files.put("out/manifest.json", foreign);
    CHECK(message(files, "out").starts_with("out/manifest.json: not a manifest of dsprep"));
  }
  for (const char* path : {"../secret.jsonl", "/etc/passwd", "data/../../x", "..", ""}) {
    files.put("out/manifest.json", std::string(R"({"outputs":[{"kind":"data","path":")") + path + "\"}]}");
    CHECK(message(files, "out").find("does not lie in the dataset") != std::string::npos);
  }
  files.put("none/manifest.json", "{\"outputs\":[]}");
  CHECK(message(files, "none").starts_with("nothing to read in none"));
}

}  // namespace dsprep::io
