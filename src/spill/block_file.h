// Block files: temporary files of compressed blocks, each checked when it is read. For src/spill only.
//
// A block is a header of four words (size, packed size, packing, checksum) and its bytes, packed with LZ4 or, where
// that gains nothing, plain. The checksum covers the rest of the header too and is compared before anything in it is
// believed.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "dsprep/result.h"
#include "port/files.h"
#include "spill/workspace.h"

namespace dsprep::spill {

// A path in a Workspace, whose file goes when this does.
class TemporaryFile {
 public:
  static Result<TemporaryFile> make(Workspace& workspace, std::string_view stem);
  TemporaryFile(TemporaryFile&& other) noexcept;
  TemporaryFile& operator=(TemporaryFile&& other) noexcept;
  ~TemporaryFile();
  const std::string& path() const { return path_; }

 private:
  TemporaryFile(Workspace& workspace, std::string path) : workspace_(&workspace), path_(std::move(path)) {}
  Workspace* workspace_;
  std::string path_;  // "": moved away
};

// Appends a block as it stands in a block file. Any size but 0.
void pack_block(std::string_view block, std::string& out);

// Not thread-safe.
class BlockWriter {
 public:
  static Result<BlockWriter> make(Workspace& workspace, std::string_view stem);
  Status append(std::string_view block);                // any size but 0
  std::uint64_t position() const { return position_; }  // where the next block will stand
  Result<TemporaryFile> finish();                       // REQUIRES to be called once, last

 private:
  BlockWriter(Workspace& workspace, TemporaryFile file, std::unique_ptr<port::WriteFile> out);
  Status flush();
  MemoryReservation held_;
  TemporaryFile file_;
  std::unique_ptr<port::WriteFile> out_;
  std::string pending_;  // written in large pieces
  std::uint64_t position_ = 0;
};

// What reading a block needs, used again for the next.
struct BlockBuffer {
  std::string packed, plain;
  std::string_view block;  // the result: stands on one of them
  std::uint64_t next = 0;  // where the block behind it stands
};

// Reads the block at `offset` of an open block file. Thread-safe but for the buffer. Damage is an error.
Status read_block(const port::ReadFile& file, const std::string& path, std::uint64_t offset, BlockBuffer& buffer);

}  // namespace dsprep::spill
