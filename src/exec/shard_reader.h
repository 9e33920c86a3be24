// ShardReader: one shard from its first byte to its last, framed. Not thread-safe.
#pragma once

#include <memory>

#include "exec/chunk_source.h"
#include "io/hashing_stream.h"
#include "io/text_stream.h"

namespace dsprep::exec {

class ShardReader {
 public:
  ShardReader(port::Files& files, const io::Shard& shard, std::uint32_t index, const InputOptions& options);
  ~ShardReader();
  Result<bool> next(io::Chunk& chunk);  // false after the chunk with end_of_shard
  ShardFacts facts() const;
  std::uint64_t position() const;

 private:
  Status open();
  port::Files& files_;
  const io::Shard& shard_;
  const std::uint32_t index_;
  const InputOptions options_;
  io::HashingStream* hashing_ = nullptr;    // owned by the chunks' stream
  compress::ByteStream* stream_ = nullptr;  // likewise
  io::TextStream* text_ = nullptr;          // likewise; null where the format knows its encodings itself
  std::unique_ptr<io::ChunkReader> chunks_;
  std::uint64_t number_ = 0;
  bool done_ = false;
  ShardFacts facts_;
};

}  // namespace dsprep::exec
