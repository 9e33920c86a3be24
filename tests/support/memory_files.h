// MemoryFiles: a file system in memory, with faults on demand. Thread-safe. Messages are those of the real one.
//
// Relative paths start at the root, "." and ".." are resolved, there are no links. Modification times are a counter.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "port/files.h"

namespace dsprep::test {

class MemoryFiles final : public port::Files {
 public:
  // ---- what a test puts in and looks at ----

  // Makes a file (and its directories), or replaces its bytes.
  void put(const std::string& path, std::string_view bytes) {
    const std::lock_guard lock(state_->mutex);
    add_file(normal(path), std::string(bytes), port::FileInfo::Kind::file);
  }
  // The same for a FIFO: only open_stream reads it.
  void put_pipe(const std::string& path, std::string_view bytes) {
    const std::lock_guard lock(state_->mutex);
    add_file(normal(path), std::string(bytes), port::FileInfo::Kind::other);
  }
  std::optional<std::string> get(const std::string& path) const {
    const std::lock_guard lock(state_->mutex);
    const auto found = files_.find(normal(path));
    return found == files_.end() ? std::nullopt : std::optional(found->second->bytes);
  }
  // The bytes of a file that must be there; "<no such file>" tells a failing test what happened.
  std::string content(const std::string& path) const { return get(path).value_or("<no such file>"); }
  // Every file, sorted, without a leading slash; below `directory` where given.
  std::vector<std::string> paths(const std::string& directory = "") const {
    const std::lock_guard lock(state_->mutex);
    const std::string prefix = normal(directory).empty() ? "" : normal(directory) + "/";
    std::vector<std::string> names;
    for (const auto& [path, file] : files_)
      if (path.starts_with(prefix)) names.push_back(path);
    return names;
  }
  // What was done to the tree, in order: "create a.tmp", "sync a.tmp", "close a.tmp", "rename a.tmp a", "sync_directory
  // ", "remove a".
  std::vector<std::string> events() const {
    const std::lock_guard lock(state_->mutex);
    return state_->events;
  }
  // Files opened for writing and not closed; files opened for reading so far.
  std::size_t open_writers() const {
    const std::lock_guard lock(state_->mutex);
    return state_->writers;
  }
  std::size_t opened() const {
    const std::lock_guard lock(state_->mutex);
    return opened_;
  }

  // ---- faults ----

  // The n-th append from now on (1: the next), to whatever file, and all after it: the disk is full.
  void fail_append(std::uint64_t n) { set_append_fault(n, false); }
  // The same, as an Error of kind closed_pipe.
  void close_pipe(std::uint64_t n) { set_append_fault(n, true); }
  // A disk that holds that many further bytes; what does not fit is refused whole.
  void set_space(std::uint64_t bytes) {
    const std::lock_guard lock(state_->mutex);
    state_->space = bytes;
  }
  void clear_faults() {
    const std::lock_guard lock(state_->mutex);
    state_->appends_left = state_->space = no_limit;
    unreadable_.clear();
    hidden_.clear();
    bad_sectors_.clear();
  }
  // Opening or listing the path: permission denied.
  void make_unreadable(const std::string& path) {
    const std::lock_guard lock(state_->mutex);
    unreadable_.insert(normal(path));
  }
  // Looking whether the path is there: an I/O error.
  void hide(const std::string& path) {
    const std::lock_guard lock(state_->mutex);
    hidden_.insert(normal(path));
  }
  // Reads that reach past `offset` fail (files opened from now on).
  void break_at(const std::string& path, std::uint64_t offset) {
    const std::lock_guard lock(state_->mutex);
    bad_sectors_[normal(path)] = offset;
  }
  // Streams deliver at most that many bytes a read, as pipes do.
  void set_stream_block(std::size_t bytes) {
    const std::lock_guard lock(state_->mutex);
    stream_block_ = bytes;
  }

  // ---- Files ----

  Result<std::unique_ptr<port::ReadFile>> open(const std::string& path) override {
    const std::lock_guard lock(state_->mutex);
    DSPREP_TRY(auto opened, open_data("open", path));
    if (opened.file->kind != port::FileInfo::Kind::file)
      return failure("cannot open " + path + ": it is not a regular file");
    return std::make_unique<Reader>(state_, std::move(opened), path);
  }

  Result<std::unique_ptr<port::InputStream>> open_stream(const std::string& path) override {
    const std::lock_guard lock(state_->mutex);
    DSPREP_TRY(auto opened, open_data("open", path));
    return std::make_unique<Stream>(std::make_unique<Reader>(state_, std::move(opened), path), stream_block_);
  }

  Result<std::unique_ptr<port::WriteFile>> create(const std::string& path) override {
    const std::lock_guard lock(state_->mutex);
    const std::string name = normal(path);
    if (directories_.count(name) != 0) return failure("cannot create " + path + ": it is a directory");
    if (directories_.count(parent(name)) == 0) return failure("cannot create " + path + ": no such file");
    auto& file = files_[name];
    ++clock_;
    if (file == nullptr) file = std::make_shared<Data>(clock_);
    file->bytes.clear();
    file->mtime_ns = clock_;
    state_->events.push_back("create " + name);
    ++state_->writers;
    return std::make_unique<Writer>(state_, file, name);
  }

  Result<std::unique_ptr<port::WriteFile>> reopen(const std::string& path) override {
    const std::lock_guard lock(state_->mutex);
    const std::string name = normal(path);
    const auto found = files_.find(name);
    if (found == files_.end()) return failure("cannot open " + path + ": no such file");
    ++state_->writers;
    return std::make_unique<Writer>(state_, found->second, name);
  }

  Result<std::optional<port::FileInfo>> find(const std::string& path) override {
    const std::lock_guard lock(state_->mutex);
    const std::string name = normal(path);
    if (hidden_.count(name) != 0)
      return failure(
          "cannot read " + path +
          ": input/output error: check the disk or the network, then run again (a run is continued with --resume)");
    if (directories_.count(name) != 0) return port::FileInfo{port::FileInfo::Kind::directory, 0, 0};
    const auto found = files_.find(name);
    if (found == files_.end()) return std::optional<port::FileInfo>();
    const Data& file = *found->second;
    return port::FileInfo{file.kind, file.kind == port::FileInfo::Kind::file ? file.bytes.size() : 0, file.mtime_ns, 1,
                          file.inode};
  }

  Result<std::unique_ptr<port::WriteFile>> write_into(const std::string& path) override {
    const std::lock_guard lock(state_->mutex);
    const auto found = files_.find(normal(path));
    if (found == files_.end() || found->second->kind != port::FileInfo::Kind::other)
      return failure("cannot open " + path + ": no such file");
    ++state_->writers;
    return std::make_unique<Writer>(state_, found->second, normal(path));
  }

  Result<std::unique_ptr<port::FileLock>> lock(const std::string& path, port::LockKind kind,
                                               const std::string& note) override {
    const std::lock_guard guard(state_->mutex);
    const std::string name = normal(path);
    auto& file = files_[name];
    std::shared_ptr<LockState>& held = locks_[name];
    if (!file || !held) held = std::make_shared<LockState>();  // a file that was removed takes its locks with it
    const bool exclusive = kind == port::LockKind::exclusive;
    if (held->exclusive || (exclusive && held->shared > 0)) return std::unique_ptr<port::FileLock>();
    add_directories(parent(name));
    if (!file) file = std::make_shared<Data>(++clock_);
    std::string left = file->bytes;
    if (!note.empty()) file->bytes = note;
    held->exclusive = exclusive;
    if (!exclusive) ++held->shared;
    return std::make_unique<Lock>(*this, path, held, exclusive, std::move(left));
  }

  Result<std::vector<port::DirEntry>> list(const std::string& path) override {
    const std::lock_guard lock(state_->mutex);
    const std::string name = normal(path);
    if (unreadable_.count(name) != 0) return failure("cannot list " + path + ": permission denied");
    if (directories_.count(name) == 0) return failure("cannot list " + path + ": no such file");
    std::vector<port::DirEntry> entries;
    for (const std::string& directory : directories_)
      if (!directory.empty() && parent(directory) == name)
        entries.push_back({std::string(port::base_name(directory)), port::FileInfo::Kind::directory});
    for (const auto& [file, data] : files_)
      if (parent(file) == name) entries.push_back({std::string(port::base_name(file)), data->kind});
    std::sort(entries.begin(), entries.end(),
              [](const port::DirEntry& a, const port::DirEntry& b) { return a.name < b.name; });
    return entries;
  }

  Status make_directories(const std::string& path) override {
    const std::lock_guard lock(state_->mutex);
    const std::string name = normal(path);
    for (std::string at = name; !at.empty(); at = parent(at))
      if (files_.count(at) != 0) return failure("cannot create the directory " + at + ": a file of that name exists");
    add_directories(name);
    return {};
  }

  Status rename(const std::string& from, const std::string& to) override {
    const std::lock_guard lock(state_->mutex);
    const std::string old_name = normal(from), new_name = normal(to);
    const Error missing = failure("cannot rename " + from + " to " + to + ": no such file");
    if (directories_.count(parent(new_name)) == 0) return missing;
    if (const auto found = files_.find(old_name); found != files_.end()) {
      if (directories_.count(new_name) != 0)
        return failure("cannot rename " + from + " to " + to + ": it is a directory");
      auto file = std::move(found->second);
      files_.erase(found);
      files_[new_name] = std::move(file);
    } else if (directories_.count(old_name) != 0) {
      if (files_.count(new_name) != 0 || !empty_directory(new_name))
        return failure("cannot rename " + from + " to " + to + ": Directory not empty");
      move_tree(old_name, new_name);
    } else {
      return missing;
    }
    state_->events.push_back("rename " + old_name + " " + new_name);
    return {};
  }

  Status remove(const std::string& path) override {
    const std::lock_guard lock(state_->mutex);
    const std::string name = normal(path);
    if (directories_.count(name) != 0) {
      if (!empty_directory(name)) return failure("cannot remove " + path + ": Directory not empty");
      directories_.erase(name);
    } else if (files_.erase(name) == 0) {
      return {};
    }
    state_->events.push_back("remove " + name);
    return {};
  }

  Status remove_tree(const std::string& path) override {
    const std::lock_guard lock(state_->mutex);
    const std::string name = normal(path);
    const auto below = [&](const std::string& other) { return other == name || other.starts_with(name + "/"); };
    for (auto it = files_.begin(); it != files_.end();) it = below(it->first) ? files_.erase(it) : std::next(it);
    for (auto it = directories_.begin(); it != directories_.end();)
      it = !it->empty() && below(*it) ? directories_.erase(it) : std::next(it);
    state_->events.push_back("remove " + name);
    return {};
  }

  Status sync_directory(const std::string& path) override {
    const std::lock_guard lock(state_->mutex);
    const std::string name = normal(path);
    if (directories_.count(name) == 0) return failure("cannot sync " + path + ": no such file");
    state_->events.push_back("sync_directory " + name);
    return {};
  }

  Result<std::string> canonical(const std::string& path) override {
    DSPREP_TRY(const bool there, has(path));
    if (!there) return failure("cannot resolve " + path + ": no such file");
    return std::string("/").append(normal(path));
  }

 private:
  static constexpr std::uint64_t no_limit = std::numeric_limits<std::uint64_t>::max();

  struct Data {
    Data() = default;
    explicit Data(std::int64_t now) : mtime_ns(now), inode(static_cast<std::uint64_t>(now)) {}
    std::string bytes;
    port::FileInfo::Kind kind = port::FileInfo::Kind::file;
    std::int64_t mtime_ns = 0;
    std::uint64_t inode = 0;
  };
  struct LockState {
    std::size_t shared = 0;
    bool exclusive = false;
  };
  class Lock final : public port::FileLock {
   public:
    Lock(MemoryFiles& files, std::string path, std::shared_ptr<LockState> held, bool exclusive, std::string left)
        : files_(files),
          path_(std::move(path)),
          held_(std::move(held)),
          exclusive_(exclusive),
          left_(std::move(left)) {}
    ~Lock() override {
      const std::lock_guard lock(files_.state_->mutex);
      if (exclusive_) held_->exclusive = false;
      else --held_->shared;
    }
    const std::string& left() const override { return left_; }
    bool works() const override { return true; }
    Status remove() override { return files_.remove(path_); }

   private:
    MemoryFiles& files_;
    const std::string path_;
    const std::shared_ptr<LockState> held_;
    const bool exclusive_;
    const std::string left_;
  };
  // What open files need: they may outlive the file system.
  struct State {
    mutable std::mutex mutex;
    std::vector<std::string> events;
    std::size_t writers = 0;
    std::uint64_t appends_left = no_limit, space = no_limit;
    bool pipe_closes = false;
  };
  struct Opened {
    std::shared_ptr<Data> file;
    std::uint64_t bad_from = no_limit;
  };

  class Reader final : public port::ReadFile {
   public:
    Reader(std::shared_ptr<State> state, Opened opened, std::string path)
        : state_(std::move(state)),
          opened_(std::move(opened)),
          path_(std::move(path)),
          size_(opened_.file->bytes.size()) {}
    Result<std::size_t> read(std::uint64_t offset, std::span<char> into) const override {
      const std::lock_guard lock(state_->mutex);
      const std::string& bytes = opened_.file->bytes;
      if (offset >= bytes.size()) return std::size_t{0};
      const std::size_t n = std::min<std::uint64_t>(into.size(), bytes.size() - offset);
      if (offset + n > opened_.bad_from)
        return failure(
            "cannot read " + path_ +
            ": input/output error: check the disk or the network, then run again (a run is continued with --resume)");
      std::copy_n(bytes.data() + offset, n, into.data());
      return n;
    }
    std::uint64_t size() const override { return size_; }

   private:
    std::shared_ptr<State> state_;
    Opened opened_;
    std::string path_;
    std::uint64_t size_;
  };

  class Stream final : public port::InputStream {
   public:
    Stream(std::unique_ptr<Reader> reader, std::size_t block) : reader_(std::move(reader)), block_(block) {}
    Result<std::size_t> read(std::span<char> into) override {
      DSPREP_TRY(const std::size_t n, reader_->read(position_, into.first(std::min(into.size(), block_))));
      position_ += n;
      return n;
    }

   private:
    std::unique_ptr<Reader> reader_;
    std::size_t block_;
    std::uint64_t position_ = 0;
  };

  class Writer final : public port::WriteFile {
   public:
    Writer(std::shared_ptr<State> state, std::shared_ptr<Data> file, std::string name)
        : state_(std::move(state)), file_(std::move(file)), name_(std::move(name)) {}
    ~Writer() override {
      const std::lock_guard lock(state_->mutex);
      if (open_) --state_->writers;
    }
    Status append(std::string_view bytes) override {
      const std::lock_guard lock(state_->mutex);
      if (state_->appends_left == 1 && state_->pipe_closes)
        return Error{Error::Kind::closed_pipe, "cannot write " + name_ + ": Broken pipe"};
      if (state_->appends_left == 1 || bytes.size() > state_->space)
        return failure("cannot write " + name_ + ": the disk is full: free space or choose another --output or --tmp");
      if (state_->appends_left != no_limit) --state_->appends_left;
      if (state_->space != no_limit) state_->space -= bytes.size();
      file_->bytes.append(bytes);
      return {};
    }
    Status sync() override { return note("sync "); }
    Status close() override {
      Status status = note("close ");
      const std::lock_guard lock(state_->mutex);
      if (std::exchange(open_, false)) --state_->writers;
      return status;
    }

   private:
    Status note(const char* event) {
      const std::lock_guard lock(state_->mutex);
      state_->events.push_back(event + name_);
      return {};
    }
    std::shared_ptr<State> state_;
    std::shared_ptr<Data> file_;
    std::string name_;
    bool open_ = true;
  };

  // "a/b" for "/a/./x/../b/".
  static std::string normal(std::string_view path) {
    std::string result;
    while (!path.empty()) {
      const std::size_t end = std::min(path.find('/'), path.size());
      const std::string_view part = path.substr(0, end);
      path.remove_prefix(std::min(end + 1, path.size()));
      if (part == "..") {
        result = parent(result);
      } else if (!part.empty() && part != ".") {
        result.append(result.empty() ? "" : "/").append(part);
      }
    }
    return result;
  }
  static std::string parent(const std::string& name) {
    const std::size_t slash = name.rfind('/');
    return slash == std::string::npos ? "" : name.substr(0, slash);
  }
  void add_directories(std::string name) {
    for (; directories_.insert(name).second; name = parent(name)) {
    }
  }
  void add_file(const std::string& name, std::string bytes, port::FileInfo::Kind kind) {
    add_directories(parent(name));
    auto& file = files_[name];
    file = std::make_shared<Data>(++clock_);
    file->bytes = std::move(bytes);
    file->kind = kind;
  }
  Result<Opened> open_data(const char* action, const std::string& path) {
    const std::string name = normal(path);
    const auto because = [&](const char* why) {
      return failure(std::string("cannot ") + action + " " + path + ": " + why);
    };
    if (directories_.count(name) != 0) return because("it is a directory");
    const auto found = files_.find(name);
    if (found == files_.end()) return because("no such file");
    if (unreadable_.count(name) != 0)
      return because("permission denied: check the owner and the mode of the file and its directories");
    ++opened_;
    const auto bad = bad_sectors_.find(name);
    return Opened{found->second, bad == bad_sectors_.end() ? no_limit : bad->second};
  }
  bool empty_directory(const std::string& name) const {
    const std::string prefix = name + "/";
    const auto file = files_.lower_bound(prefix);
    const auto directory = directories_.lower_bound(prefix);
    return (file == files_.end() || !file->first.starts_with(prefix)) &&
           (directory == directories_.end() || !directory->starts_with(prefix));
  }
  void move_tree(const std::string& from, const std::string& to) {
    std::map<std::string, std::shared_ptr<Data>> files;
    for (auto& [name, file] : files_)
      files[name.starts_with(from + "/") ? to + name.substr(from.size()) : name] = std::move(file);
    files_ = std::move(files);
    std::set<std::string> directories;
    for (const std::string& name : directories_)
      directories.insert(name == from || name.starts_with(from + "/") ? to + name.substr(from.size()) : name);
    directories_ = std::move(directories);
  }
  void set_append_fault(std::uint64_t n, bool pipe_closes) {
    const std::lock_guard lock(state_->mutex);
    state_->appends_left = n;
    state_->pipe_closes = pipe_closes;
  }

  std::shared_ptr<State> state_ = std::make_shared<State>();
  std::map<std::string, std::shared_ptr<Data>> files_;
  std::map<std::string, std::shared_ptr<LockState>> locks_;
  std::set<std::string> directories_{""};
  std::set<std::string> unreadable_, hidden_;
  std::map<std::string, std::uint64_t> bad_sectors_;
  std::size_t stream_block_ = no_limit;
  std::size_t opened_ = 0;
  std::int64_t clock_ = 0;
};

}  // namespace dsprep::test
