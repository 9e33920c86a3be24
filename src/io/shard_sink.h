// ShardSink: one output file, all or nothing. Written under a temporary name; finish() syncs and renames.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "dsprep/result.h"
#include "io/unsettled_file.h"
#include "port/files.h"

namespace dsprep::io {

// What stands on disk, for the manifest.
struct WrittenFile {
  std::string path;  // relative to the output directory
  std::uint64_t bytes = 0, records = 0;
  std::string hash;  // XXH3-128 of the bytes, 32 hex digits
};

// Not thread-safe: the turnstile's holder writes. Bytes come compressed.
class ShardSink {
 public:
  // Creates `path` under a temporary name below `root` (made with its directories on the first append or at finish).
  ShardSink(port::Files& files, std::string root, std::string path);
  // Writes to an open stream instead (standard output): nothing is renamed.
  ShardSink(std::unique_ptr<port::WriteFile> stream, std::string name);
  ~ShardSink();  // an unfinished file is left under its temporary name for the next run to remove

  Status append(std::string_view bytes, std::uint64_t records);
  // Syncs, closes, renames, syncs the directory. `before_rename` is told what will stand there, when it is on the disk.
  Result<WrittenFile> finish(const std::function<Status(const WrittenFile&)>& before_rename = {});
  // finish(), of which the slow part is left to the caller. REQUIRES a file.
  Result<WrittenFile> seal(UnsettledFile& unsettled);
  bool is_stream() const;
  // The file is open, or may be closed until the next append opens it again. REQUIRES a file.
  bool is_open() const;
  Status park();
  std::uint64_t records() const;
  std::uint64_t bytes() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace dsprep::io
