// ShardReader: one shard from its first byte to its last, framed. Not thread-safe.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "compress/codec.h"
#include "exec/chunk_source.h"
#include "io/byte_hash.h"
#include "io/chunk.h"
#include "io/format.h"
#include "io/hashing_stream.h"
#include "io/shards.h"
#include "io/text_stream.h"
#include "port/files.h"

namespace dsprep::exec {

class ShardReader final : private io::FileSource {
 public:
  ShardReader(port::Files& files, const io::Shard& shard, std::uint32_t index, const InputOptions& options);
  ~ShardReader() override;
  Result<bool> next(io::Chunk& chunk);  // false after the chunk with end_of_shard
  ShardFacts facts() const;
  std::uint64_t position() const;

 private:
  Status start();
  Result<std::unique_ptr<compress::ByteStream>> open_stream();
  std::size_t files() const override { return shard_.file_count(); }
  Result<std::unique_ptr<compress::ByteStream>> open(std::size_t file) override;
  void done(std::string_view damage) override;
  Status finish(const io::Chunk& last);
  Status open_table();
  Status hash_file();

  port::Files& files_;
  const io::Shard& shard_;
  const std::uint32_t index_;
  const InputOptions options_;
  std::shared_ptr<const port::ReadFile> table_;  // of a format of tables, which no stream reads
  io::HashingStream* hashing_ = nullptr;         // of the file under way; owned by its stream
  compress::ByteStream* stream_ = nullptr;
  io::TextStream* text_ = nullptr;  // likewise; null where the format knows its encodings itself
  std::unique_ptr<io::ChunkReader> chunks_;
  std::string path_;                    // of the file under way
  std::size_t file_ = 0;                // its number
  std::uint64_t before_ = 0;            // bytes of the files before it
  std::unique_ptr<io::ByteHash> list_;  // of many files: of the lines "HASH  NAME"
  std::uint64_t damaged_ = 0;           // files that are
  std::uint64_t number_ = 0;
  bool cannot_read_ = false;  // the file under way, whatever stands in it
  bool done_ = false;
  ShardFacts facts_;
};

}  // namespace dsprep::exec
