// Files: the file system as an argument. DiskFiles is the real one; tests use MemoryFiles (tests/support).
//
// Every write path that matters goes: create a temporary name, append, sync, close, rename, sync the
// directory — so that a file appears under its final name only when it is complete (cli.md § Promises, 4).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/result.h"

namespace dsprep::port {

// Random access to an open file. Thread-safe: reads share no position.
class ReadFile {
 public:
  virtual ~ReadFile() = default;
  // Up to into.size() bytes from `offset`; fewer only at the end of the file; 0 past it.
  virtual Result<std::size_t> read(std::uint64_t offset, std::span<char> into) const = 0;
  virtual std::uint64_t size() const = 0;  // when it was opened
};

// Bytes in order, once: standard input, a pipe. Not thread-safe.
class InputStream {
 public:
  virtual ~InputStream() = default;
  // Blocks until there is something; 0 only at the end. Returns early where a signal asks to stop.
  virtual Result<std::size_t> read(std::span<char> into) = 0;
};

// Appends. Not thread-safe. The destructor closes without syncing and says nothing: call close().
class WriteFile {
 public:
  virtual ~WriteFile() = default;
  virtual Status append(std::string_view bytes) = 0;  // all of it, or an error
  // A hint between appends that sync() will follow: what was appended begins to go to the disk, nobody waits for it.
  // Without it all of a large file waits for sync(): half of the time of a run that only copies. Not for files that are
  // soon deleted.
  virtual void write_behind() {}
  // The same for all that was appended, however little: many files that are synced one after the other are waited for
  // once.
  virtual void begin_sync() {}
  virtual Status sync() = 0;
  virtual Status close() = 0;
};

struct FileInfo {
  enum class Kind { file, directory, other } kind = Kind::file;
  std::uint64_t size = 0;
  std::int64_t mtime_ns = 0;
  std::uint64_t device = 0, inode = 0;  // paths that have both in common lead to one file
};

// Held until it goes, at the latest with the process, however that dies.
class FileLock {
 public:
  virtual ~FileLock() = default;
  // What the last holder noted, where it did not come to remove(): it died. "" else.
  virtual const std::string& left() const = 0;
  // False: the file system knows no locks, and nobody is kept away.
  virtual bool works() const = 0;
  virtual Status remove() = 0;  // of the file, by its holder
};
enum class LockKind { shared, exclusive };

struct DirEntry {
  std::string name;
  FileInfo::Kind kind;
};

// Paths are UTF-8, '/'-separated, relative ones to the working directory. Error messages hold the path, the
// operating system's reason, and what to do where there is something to do. Thread-safe.
class Files {
 public:
  virtual ~Files() = default;
  virtual Result<std::unique_ptr<ReadFile>> open(const std::string& path) = 0;
  virtual Result<std::unique_ptr<InputStream>> open_stream(const std::string& path) = 0;  // a FIFO, /dev/stdin
  virtual Result<std::unique_ptr<WriteFile>> create(const std::string& path) = 0;         // truncates
  virtual Result<std::unique_ptr<WriteFile>> reopen(const std::string& path) = 0;  // of what exists: appends behind it
  // What the path leads to, links followed; nothing only where nothing is there (ENOENT, ENOTDIR). Any other reason why
  // it cannot be looked at is an error: what cannot be seen is not absent, and who took it for absent would lose or
  // replace it.
  virtual Result<std::optional<FileInfo>> find(const std::string& path) = 0;
  // What is there and is no regular file (a FIFO, a device): bytes go into it. Waits for the reader of a FIFO.
  virtual Result<std::unique_ptr<WriteFile>> write_into(const std::string& path) = 0;
  // A lock on a file made for it (with its directories), which says who holds it: `note`; "" leaves what it says. Null
  // where a lock is held that does not go with this one.
  virtual Result<std::unique_ptr<FileLock>> lock(const std::string& path, LockKind kind, const std::string& note) = 0;
  virtual Result<std::vector<DirEntry>> list(const std::string& path) = 0;  // sorted by bytes; without . and ..
  virtual Status make_directories(const std::string& path) = 0;             // each synced into its parent
  virtual Status rename(const std::string& from, const std::string& to) = 0;
  virtual Status remove(const std::string& path) = 0;       // a file or an empty directory; missing is fine
  virtual Status remove_tree(const std::string& path) = 0;  // never follows links
  virtual Status sync_directory(const std::string& path) = 0;
  virtual Result<std::string> canonical(const std::string& path) = 0;  // absolute, links resolved; of what exists
  // The same files; what is made through it only its owner may read.
  virtual Files& owner_only() { return *this; }

  // Made of the above.
  Result<FileInfo> stat(const std::string& path);         // of what must be there
  Result<bool> has(const std::string& path);              // is anything there?
  Result<std::string> read_all(const std::string& path);  // whole file
  // `error` of opening a file that an option or a configuration names: a usage error where the name is wrong (nothing
  // is there, or a directory), and a failure where it is right and the file cannot be read.
  Error of_named(const std::string& path, Error error);
  Status write_atomically(const std::string& path,
                          std::string_view bytes);  // temporary name, sync, rename, sync directory
};

// The real file system. Lives for ever.
Files& disk_files();

// Gives the standard streams that the process was started without (`<&-`) a place on /dev/null, so that no file or pipe
// of ours takes theirs, and remembers them: reading or writing one is an error. To be called before anything is opened.
void open_closed_streams();
// Standard streams as the interfaces above. A write to a closed pipe is an Error of kind closed_pipe.
std::unique_ptr<InputStream> standard_input();
std::unique_ptr<WriteFile> standard_output();
bool is_terminal(int fd);

// A name for `path` while it is written, which no other process gives: "PATH.0123456789abcdef.tmp". The sixteen digits
// are the process's.
std::string temporary_name(const std::string& path);
const std::string& process_token();
// "" where `name` is no temporary name, else whose it is.
std::string_view token_of(std::string_view name);

// Path arithmetic, without touching the disk.
std::string join(std::string_view directory, std::string_view name);
std::string parent_of(std::string_view path);  // "." where there is none
std::string_view base_name(std::string_view path);

}  // namespace dsprep::port
