#include "io/shard_sink.h"

#include "base/hash.h"
#include "base/hex.h"
#include "support/catch.h"
#include "support/memory_files.h"

namespace dsprep::io {

TEST_CASE("a shard appears when it is finished, and only then") {
  test::MemoryFiles files;
  ShardSink sink(files, "out", "data/part-00000.jsonl");
  CHECK(files.paths().empty());
  REQUIRE(sink.append("{}\n", 1).ok());
  REQUIRE(sink.append("{}\n{}\n", 2).ok());
  CHECK(sink.records() == 3);
  CHECK(sink.bytes() == 9);
  CHECK(files.paths() == std::vector<std::string>{port::temporary_name("out/data/part-00000.jsonl")});
  const auto written = sink.finish();
  REQUIRE(written.ok());
  CHECK(files.paths() == std::vector<std::string>{"out/data/part-00000.jsonl"});
  CHECK(files.content("out/data/part-00000.jsonl") == "{}\n{}\n{}\n");
  CHECK(written->path == "data/part-00000.jsonl");
  CHECK(written->bytes == 9);
  CHECK(written->records == 3);
  CHECK(written->hash == base::hex(base::hash128("{}\n{}\n{}\n")));
  const std::string name = "out/data/part-00000.jsonl", temporary = port::temporary_name(name);
  CHECK(files.events() == std::vector<std::string>{"create " + temporary, "sync " + temporary, "close " + temporary,
                                                   "rename " + temporary + " " + name, "sync_directory out/data"});
}

TEST_CASE("who is to be told before a shard appears is told of what is on the disk, and may keep it from appearing") {
  test::MemoryFiles files;
  ShardSink sink(files, "out", "part.jsonl");
  REQUIRE(sink.append("{}\n", 1).ok());
  const auto written = sink.finish([&](const WrittenFile& file) {
    CHECK(file.bytes == 3);
    CHECK(file.hash == base::hex(base::hash128("{}\n")));
    CHECK(files.events().back() == "close " + port::temporary_name("out/part.jsonl"));
    return failure("not now");
  });
  CHECK_FALSE(written.ok());
  CHECK(files.paths() == std::vector<std::string>{port::temporary_name("out/part.jsonl")});
}

TEST_CASE("a shard of nothing is a file") {
  test::MemoryFiles files;
  ShardSink sink(files, "out", "part.jsonl");
  const auto written = sink.finish();
  REQUIRE(written.ok());
  CHECK(files.content("out/part.jsonl").empty());
  CHECK(written->hash == base::hex(base::hash128("")));
}

TEST_CASE("a shard that is given up stays a temporary file") {
  test::MemoryFiles files;
  {
    ShardSink sink(files, "", "part.jsonl");
    REQUIRE(sink.append("x", 1).ok());
  }
  CHECK(files.paths() == std::vector<std::string>{port::temporary_name("part.jsonl")});
  CHECK(files.open_writers() == 0);
}

TEST_CASE("a full disk is told, and what was not written is not counted") {
  test::MemoryFiles files;
  ShardSink sink(files, "out", "part.jsonl");
  files.fail_append(2);
  REQUIRE(sink.append("one\n", 1).ok());
  const Status status = sink.append("two\n", 1);
  REQUIRE_FALSE(status.ok());
  CHECK(status.error().message.find("the disk is full") != std::string::npos);
  CHECK(sink.records() == 1);
  CHECK(sink.bytes() == 4);
}

TEST_CASE("a shard that is parked is closed, and goes on where it was") {
  test::MemoryFiles files;
  ShardSink sink(files, "out", "part.jsonl");
  REQUIRE(sink.append("one\n", 1).ok());
  REQUIRE(sink.is_open());
  REQUIRE(sink.park().ok());
  CHECK_FALSE(sink.is_open());
  CHECK(files.open_writers() == 0);
  REQUIRE(sink.append("two\n", 1).ok());
  REQUIRE(sink.park().ok());
  const auto written = sink.finish();
  REQUIRE(written.ok());
  CHECK(written->hash == base::hex(base::hash128("one\ntwo\n")));
  CHECK(files.content("out/part.jsonl") == "one\ntwo\n");
}

TEST_CASE("an open stream is written and closed, and nothing is renamed") {
  test::MemoryFiles files;
  ShardSink sink(files.create("pipe").value(), "-");
  REQUIRE(sink.append("x\n", 1).ok());
  const auto written = sink.finish();
  REQUIRE(written.ok());
  CHECK(written->path == "-");
  CHECK(files.events() == std::vector<std::string>{"create pipe", "sync pipe", "close pipe"});
  files.close_pipe(1);
  ShardSink closed(files.create("pipe").value(), "-");
  CHECK(closed.append("x\n", 1).error().kind == Error::Kind::closed_pipe);
}

}  // namespace dsprep::io
