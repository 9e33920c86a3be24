// All or nothing: wherever the disk fails or the process dies, what has its final name is whole, and --resume ends with
// what an undisturbed run would have given.
#include "laws/corpus.h"
#include "support/catch.h"
#include "support/run_files.h"
#include "support/test_ops.h"

using namespace dsprep;
using namespace dsprep::test;

namespace {
const char* const pipelines[] = {
    "[[step]]\nop = \"length\"\nmin_words = 3\n",
    "[[step]]\nop = \"whitespace\"\n[[step]]\nop = \"dedup_exact\"\n[[step]]\nop = \"length\"\nmin_words = "
    "2\n[[step]]\nop = \"profile\"\n",
    "[[step]]\nop = \"test_heavy\"\n[[step]]\nop = \"dedup_exact\"\n[[step]]\nop = \"ratio\"\n",
    "[[step]]\nop = \"test_shuffle\"\n[[step]]\nop = \"test_rounds\"\n",
    "[[step]]\nop = \"length\"\nmin_words = 2\n[[step]]\nop = \"shuffle\"\n",
};
}  // namespace

TEST_CASE("a run that fails at any append can be resumed") {
  const registry::Registry registry = with_test_ops();
  for (const char* toml : pipelines) {
    INFO(toml);
    FilesHow how;
    how.registry = &registry;
    how.inputs = make_corpus({.shards = 3, .records = 30});
    how.options.chunk_size = 2000;
    const RunFiles clean = run_files(toml, how);
    REQUIRE(clean.error == "");
    for (std::uint64_t fault = 1; fault < 400; fault += 7) {
      INFO("append " << fault);
      FilesHow broken = how;
      broken.disk = std::make_shared<MemoryFiles>();
      for (const auto& [path, bytes] : how.inputs) broken.disk->put(path, bytes);
      broken.disk->fail_append(fault);
      const RunFiles failed = run_files(toml, broken);
      for (const auto& [path, bytes] : failed.files) {
        // Under a final name there is nothing that a clean run would not have put there.
        if (path.ends_with(".tmp") || path.starts_with(".dsprep")) continue;
        INFO(path);
        REQUIRE(clean.files.count(path) == 1);
        CHECK(clean.files.at(path) == bytes);
      }
      if (failed.error.empty()) break;  // past the last append
      broken.disk->clear_faults();
      broken.resume = true;
      const RunFiles resumed = run_files(toml, broken);
      REQUIRE(resumed.error == "");
      std::map<std::string, std::string> files;
      for (const auto& [path, bytes] : resumed.files)
        if (!path.ends_with(".tmp")) files[path] = bytes;
      CHECK(files == clean.files);
      CHECK(resumed.manifest == clean.manifest);
    }
  }
}

TEST_CASE("resume refuses another configuration") {
  FilesHow how;
  how.inputs = make_corpus({.shards = 2, .records = 30});
  how.disk = std::make_shared<MemoryFiles>();
  for (const auto& [path, bytes] : how.inputs) how.disk->put(path, bytes);
  how.disk->fail_append(3);
  REQUIRE(run_files("[[step]]\nop = \"length\"\nmin_words = 3\n", how).error != "");
  how.disk->clear_faults();
  CHECK(run_files("[[step]]\nop = \"length\"\nmin_words = 3\n", how).error.find("--resume") != std::string::npos);
  how.resume = true;
  CHECK(run_files("[[step]]\nop = \"length\"\nmin_words = 4\n", how).error.find("--force") != std::string::npos);
  CHECK(run_files("[[step]]\nop = \"length\"\nmin_words = 3\n", how).error == "");
}
