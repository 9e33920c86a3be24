// ChunkSource: where a pass gets its chunks from: the input shards, or the spool of an earlier pass.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "compress/codec.h"
#include "dsprep/result.h"
#include "io/chunk.h"
#include "io/shards.h"
#include "io/text_facts.h"

namespace dsprep::exec {

// What is known of an input shard once it has been read to its end.
struct ShardFacts {
  std::uint64_t bytes = 0;  // of the file on disk
  std::string hash;         // XXH3-128 of them; "" where it was not read to the end (--limit). Of many files that of
                            // what `xxh128sum` prints of them ("HASH  NAME" lines; "-" of a damaged one)
  std::string guessed;      // what its format found out by itself
  std::string damage;       // why it could not be read to its end; of many files, of the first such
  io::TextFacts text;       // in which encoding it is
};

// Serial: calls take turns (the executor's source lock). Chunks of a shard come in order, shards in ascending order,
// and each shard ends with one chunk that has end_of_shard set.
class ChunkSource {
 public:
  virtual ~ChunkSource() = default;
  // False: no more. `facts` is filled where the chunk has end_of_shard: it goes with the chunk, so that nobody asks a
  // source about a shard while another thread reads on.
  virtual Result<bool> next(io::Chunk& chunk, ShardFacts& facts) = 0;
  virtual std::uint64_t position() const = 0;  // bytes of the input consumed, for progress
};

struct InputOptions {
  std::size_t chunk_size;
  std::uint64_t max_record_size, max_window;
  unsigned readers;  // threads that decompress ahead, a shard each; 0: none
};

// The shards numbered in `which`, ascending.
std::unique_ptr<ChunkSource> input_source(port::Files& files, const std::vector<io::Shard>& shards,
                                          std::vector<std::uint32_t> which, const InputOptions& options);

// Cuts `source` after `limit` lines that are not blank.
std::unique_ptr<ChunkSource> limited(std::unique_ptr<ChunkSource> source, std::uint64_t limit);

}  // namespace dsprep::exec
