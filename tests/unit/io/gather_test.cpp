#include "io/gather.h"

#include "io/file_numbers.h"
#include "support/catch.h"
#include "support/memory_files.h"

namespace dsprep::io {
namespace {

Inputs found(port::Files& files, const std::vector<std::string>& paths, const std::string& format = "") {
  Inputs inputs;
  for (const std::string& path : paths) REQUIRE(find_shards(files, Formats(), path, format, {}, inputs).ok());
  REQUIRE(tell_apart(files, inputs).ok());
  gather(inputs);
  return inputs;
}

// "a.txt+b.txt x.jsonl": the names of the files, shard by shard.
std::string shards_of(const Inputs& inputs) {
  std::string text;
  for (const Shard& shard : inputs.shards) {
    if (!text.empty()) text += ' ';
    CHECK(shard.file(0).name == shard.name);
    CHECK(shard.file(0).path == shard.path);
    std::uint64_t size = 0;
    for (std::size_t i = 0; i < shard.file_count(); ++i) {
      text += (i ? "+" : "") + std::string(shard.file(i).name);
      size += shard.file(i).size;
    }
    CHECK(size == shard.size);
  }
  return text;
}

}  // namespace

TEST_CASE("files of a folder of which each is a record are one shard, of one format and one compression") {
  test::MemoryFiles files;
  for (const char* path : {"d/2.txt", "d/10.txt", "d/1.jsonl", "d/子/页.txt", "d/3.txt.gz", "d/20.txt.gz", "d/a.csv"})
    files.put(path, "x");
  CHECK(shards_of(found(files, {"d"})) == "1.jsonl 2.txt+10.txt+子/页.txt 3.txt.gz+20.txt.gz a.csv");
  CHECK(shards_of(found(files, {"d/*.txt"})) == "2.txt+10.txt");
  // Two folders are two shards; names are told apart first.
  files.put("e/2.txt", "xyz");
  CHECK(shards_of(found(files, {"d", "e"})) == "1.jsonl d/2.txt+10.txt+子/页.txt 3.txt.gz+20.txt.gz a.csv e/2.txt");
}

TEST_CASE("files that are named one by one go together where they follow one another") {
  test::MemoryFiles files;
  for (const char* path : {"1.txt", "2.txt", "3.txt", "x.jsonl"}) files.put(path, "x");
  CHECK(shards_of(found(files, {"2.txt", "1.txt", "x.jsonl", "3.txt"})) == "2.txt+1.txt x.jsonl 3.txt");
  CHECK(shards_of(found(files, {"2.txt", "x.jsonl", "3.txt"}, "text")) == "2.txt+x.jsonl+3.txt");
  files.put_pipe("pipe", "x");
  CHECK(shards_of(found(files, {"1.txt", "pipe", "2.txt", "-"}, "text")) == "1.txt pipe 2.txt -");
}

TEST_CASE("a shard of many files is bounded") {
  Inputs inputs;
  const auto text = Formats().input_of("a.txt");
  for (std::size_t i = 0; i < 2 * most_gathered_files + 1; ++i)
    inputs.shards.push_back(
        {std::to_string(i) + ".txt", std::to_string(i) + ".txt", "", {}, text, 1, 0, "", false, 1, {}});
  inputs.shards.push_back({"large.txt", "large.txt", "", {}, text, most_gathered_bytes + 1, 0, "", false, 1, {}});
  inputs.shards.push_back({"last.txt", "last.txt", "", {}, text, 1, 0, "", false, 1, {}});
  gather(inputs);
  REQUIRE(inputs.shards.size() == 5);
  CHECK(inputs.shards[0].file_count() == most_gathered_files);
  CHECK(inputs.shards[1].file_count() == most_gathered_files);
  CHECK(inputs.shards[2].file_count() == 1);
  CHECK(inputs.shards[3].name == "large.txt");
  CHECK(inputs.shards[4].name == "last.txt");
  const FileNumbers numbers(inputs.shards);
  CHECK(numbers.first(1) == most_gathered_files);
  CHECK(numbers.name(most_gathered_files + 7) == std::to_string(most_gathered_files + 7) + ".txt");
  CHECK(numbers.name(2 * most_gathered_files + 2) == "last.txt");
}

TEST_CASE("a name that is no UTF-8 is told with U+FFFD, and opened as it is") {
  test::MemoryFiles files;
  files.put("d/\xff.txt", "x");
  files.put("d/\xfe.txt", "y");
  const Inputs inputs = found(files, {"d"});
  REQUIRE(inputs.shards.size() == 1);
  CHECK(shards_of(inputs) == "�.txt+�.txt");
  CHECK(inputs.shards[0].file(1).path == "d/\xff.txt");
}

}  // namespace dsprep::io
