// AuditWriter, AuditReader: the blocks of an audit on disk (docs/audit.md). Blocks are cut after a fixed number of rows
// and each column of one is a zstd frame of its own, so that the bytes depend on the rows alone, and one rule can be
// read without the others.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "compress/codec.h"
#include "io/audit_format.h"
#include "io/shard_sink.h"
#include "io/unsettled_file.h"
#include "port/files.h"

namespace dsprep::io {

// Writes one file, all or nothing. Not thread-safe: the turnstile's holder writes.
class AuditWriter {
 public:
  static constexpr std::size_t block_rows = 4096;
  AuditWriter(port::Files& files, std::string root, std::string path, AuditSchema schema);
  Status append(const AuditBlock& rows);  // any number of them, in order
  Result<WrittenFile> finish();
  Result<WrittenFile> seal(UnsettledFile& unsettled);  // finish(), of which the slow part is left to the caller

 private:
  Status take(const AuditBlock& from, std::size_t begin, std::size_t end);
  Status flush();
  Status head();
  Status end();

  AuditSchema schema_;
  ShardSink sink_;
  compress::BlockCompressor compressor_;
  AuditBlock block_;
  std::size_t text_bytes_ = 0;  // in the block: one of long names is cut earlier
  std::uint64_t rows_ = 0;
  std::uint32_t blocks_ = 0;
  bool begun_ = false;
};

// Reads one file, in any order. Thread-safe but for the decompressor's buffers, which belong to the caller.
class AuditReader {
 public:
  struct Block {
    std::uint64_t first_line, last_line;
    std::uint64_t offset;  // of its table of columns
    std::uint32_t rows;
  };
  // Reads the header and finds the blocks; nothing is decompressed. Errors name the file.
  static Result<std::unique_ptr<AuditReader>> open(port::Files& files, const std::string& path);

  const AuditSchema& schema() const { return schema_; }
  const std::vector<Block>& blocks() const { return blocks_; }
  std::uint64_t rows() const { return rows_; }
  // Column `column` of block `block` into `out`, its checksum checked.
  Status read(std::size_t block, std::size_t column, AuditColumn& out) const;
  // Reads everything, for verify: each checksum, each size.
  Status check() const;

 private:
  AuditReader() = default;
  Status find_blocks();
  Status exactly(std::uint64_t offset, std::span<char> into) const;
  Error damaged(const std::string& what) const;

  std::string path_;
  std::unique_ptr<port::ReadFile> file_;
  std::uint64_t first_block_ = 0;
  AuditSchema schema_;
  std::vector<Block> blocks_;
  std::uint64_t rows_ = 0;
};

}  // namespace dsprep::io
