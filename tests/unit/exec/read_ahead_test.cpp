#include "exec/read_ahead.h"

#include <chrono>
#include <thread>

#include "compress/codec.h"
#include "support/catch.h"
#include "support/memory_files.h"

namespace dsprep::exec {
namespace {

struct ManyShards {
  explicit ManyShards(std::uint32_t n) {
    compress::BlockCompressor compressor(compress::Codec::gz, 1);
    for (std::uint32_t i = 0; i < n; ++i) {
      std::string packed;
      REQUIRE(compressor.compress("{\"n\":" + std::to_string(i) + "}\n", packed).ok());
      io::Shard shard;
      shard.path = shard.name = "in/" + std::to_string(i) + ".jsonl.gz";
      shard.format = io::jsonl_input();
      files.put(shard.path, packed);
      shards.push_back(shard);
      which.push_back(i);
    }
  }
  test::MemoryFiles files;
  std::vector<io::Shard> shards;
  std::vector<std::uint32_t> which;
};

}  // namespace

TEST_CASE("small shards are read ahead by what they hold together, not each by itself") {
  ManyShards many(400);
  InputOptions options{};
  options.chunk_size = 16u << 10;
  options.max_record_size = 1u << 20;
  options.readers = 2;
  const auto source = read_ahead(many.files, many.shards, many.which, options);
  REQUIRE(source);
  io::Chunk chunk;
  ShardFacts facts;
  for (std::uint32_t i = 0; i < many.shards.size(); ++i) {
    auto more = source->next(chunk, facts);
    REQUIRE(more.ok());
    REQUIRE(*more);
    REQUIRE(chunk.end_of_shard);
    REQUIRE(chunk.shard == i);
    REQUIRE(chunk.bytes() == "{\"n\":" + std::to_string(i) + "}\n");
    REQUIRE(facts.hash.size() == 32);
    REQUIRE(chunk.storage.capacity() < 2 * options.chunk_size + io::Chunk::padding);
    if (i == 100) {
      std::this_thread::sleep_for(std::chrono::milliseconds(50));  // they would have read all by now
      CHECK(many.files.opened() < 150);
    }
  }
  CHECK_FALSE(source->next(chunk, facts).value());
}

TEST_CASE("a shard that cannot be read is told in its turn, after those before it") {
  ManyShards many(50);
  many.files.make_unreadable("in/20.jsonl.gz");
  InputOptions options{};
  options.chunk_size = 1u << 10;
  options.max_record_size = 1u << 20;
  options.readers = 3;
  const auto source = read_ahead(many.files, many.shards, many.which, options);
  io::Chunk chunk;
  ShardFacts facts;
  for (int i = 0; i < 20; ++i) REQUIRE(source->next(chunk, facts).ok());
  const auto failed = source->next(chunk, facts);
  REQUIRE_FALSE(failed.ok());
  CHECK(failed.error().message.find("in/20.jsonl.gz") != std::string::npos);
}

}  // namespace dsprep::exec
