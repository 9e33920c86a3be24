#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "port/descriptor.h"
#include "port/file_lock.h"
#include "port/files.h"
#include "port/open_sink.h"
#include "port/os_error.h"

namespace dsprep::port {
namespace {

class DiskReadFile final : public ReadFile {
 public:
  DiskReadFile(Descriptor file, std::string path, std::uint64_t size)
      : file_(std::move(file)), path_(std::move(path)), size_(size) {}

  Result<std::size_t> read(std::uint64_t offset, std::span<char> into) const override {
    std::size_t done = 0;
    while (done < into.size()) {
      const ssize_t n = ::pread(file_.get(), into.data() + done, into.size() - done, static_cast<off_t>(offset + done));
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) return os_error("read", path_, errno);
      if (n == 0) break;
      done += static_cast<std::size_t>(n);
    }
    return done;
  }
  std::uint64_t size() const override { return size_; }

 private:
  Descriptor file_;
  std::string path_;
  std::uint64_t size_;
};

class DiskInputStream final : public InputStream {
 public:
  DiskInputStream(Descriptor file, std::string path) : file_(std::move(file)), path_(std::move(path)) {}
  Result<std::size_t> read(std::span<char> into) override { return read_some(file_.get(), into, path_); }

 private:
  Descriptor file_;
  std::string path_;
};

class DiskWriteFile final : public WriteFile {
 public:
  DiskWriteFile(Descriptor file, std::string path) : file_(std::move(file)), path_(std::move(path)) {}
  Status append(std::string_view bytes) override {
    DSPREP_CHECK(write_fully(file_.get(), bytes, path_));
    written_ += bytes.size();
    return {};
  }
  void write_behind() override {
    constexpr std::uint64_t stride = 8u << 20;  // a call costs some hundred microseconds
    if (written_ - sent_ < stride) return;
    (void)::sync_file_range(file_.get(), static_cast<off64_t>(sent_), static_cast<off64_t>(written_ - sent_),
                            SYNC_FILE_RANGE_WRITE);
    sent_ = written_;
  }
  void begin_sync() override { (void)::sync_file_range(file_.get(), 0, 0, SYNC_FILE_RANGE_WRITE); }
  Status sync() override { return sync_descriptor(file_.get(), path_); }
  Status close() override {
    const int code = file_.close();
    return code == 0 ? Status() : os_error("close", path_, code);
  }

 private:
  Descriptor file_;
  std::string path_;
  std::uint64_t written_ = 0, sent_ = 0;
};

FileInfo::Kind kind_of(mode_t mode) {
  return S_ISREG(mode) ? FileInfo::Kind::file : S_ISDIR(mode) ? FileInfo::Kind::directory : FileInfo::Kind::other;
}

struct CloseDirectory {
  void operator()(DIR* directory) const { ::closedir(directory); }
};
using Directory = std::unique_ptr<DIR, CloseDirectory>;

// Null and errno on failure. `flags`: O_NOFOLLOW or 0.
Directory open_directory(const std::string& path, int flags) {
  Descriptor descriptor = Descriptor::open(path, O_RDONLY | O_DIRECTORY | flags);
  if (!descriptor.valid()) return nullptr;
  Directory directory(::fdopendir(descriptor.get()));
  if (directory) descriptor.release();
  return directory;
}

// Calls found(name, d_type) for every entry but . and ..; returns 0 or an errno.
template <class Found>
int each_entry(DIR* directory, Found found) {
  for (;;) {
    errno = 0;
    const dirent* entry = ::readdir(directory);
    if (entry == nullptr) return errno;
    const std::string_view name = entry->d_name;
    if (name != "." && name != "..") found(name, entry->d_type);
  }
}

class DiskFiles final : public Files {
 public:
  explicit DiskFiles(bool owner_only) : owner_only_(owner_only) {}

  Result<std::unique_ptr<ReadFile>> open(const std::string& path) override {
    Descriptor file = Descriptor::open(path, O_RDONLY | O_NONBLOCK);  // a FIFO is refused below, not waited for
    struct stat info {};
    if (!file.valid() || ::fstat(file.get(), &info) != 0) return os_error("open", path, errno);
    if (S_ISDIR(info.st_mode)) return os_error("open", path, EISDIR);
    if (!S_ISREG(info.st_mode)) return failure("cannot open " + path + ": it is not a regular file");
    (void)::posix_fadvise(file.get(), 0, 0, POSIX_FADV_SEQUENTIAL);
    return std::make_unique<DiskReadFile>(std::move(file), path, static_cast<std::uint64_t>(info.st_size));
  }

  Result<std::unique_ptr<InputStream>> open_stream(const std::string& path) override {
    Descriptor file = Descriptor::open(path, O_RDONLY);
    if (!file.valid()) return os_error("open", path, errno);
    return std::make_unique<DiskInputStream>(std::move(file), path);
  }

  Result<std::unique_ptr<WriteFile>> create(const std::string& path) override {
    Descriptor file = Descriptor::open(path, O_WRONLY | O_CREAT | O_TRUNC, owner_only_ ? 0600 : 0666);
    if (!file.valid()) return os_error("create", path, errno);
    return std::make_unique<DiskWriteFile>(std::move(file), path);
  }

  Result<std::unique_ptr<WriteFile>> reopen(const std::string& path) override {
    Descriptor file = Descriptor::open(path, O_WRONLY | O_APPEND);
    if (!file.valid()) return os_error("open", path, errno);
    return std::make_unique<DiskWriteFile>(std::move(file), path);
  }

  Result<std::unique_ptr<WriteFile>> write_into(const std::string& path) override {
    DSPREP_TRY(Descriptor file, open_sink(path));
    return std::make_unique<DiskWriteFile>(std::move(file), path);
  }

  Result<std::unique_ptr<FileLock>> lock(const std::string& path, LockKind kind, const std::string& note) override {
    return lock_file(*this, path, kind, note);
  }

  Files& owner_only() override;

  Result<std::optional<FileInfo>> find(const std::string& path) override {
    struct stat info {};
    if (::stat(path.c_str(), &info) != 0) {
      if (errno == ENOENT || errno == ENOTDIR) return std::optional<FileInfo>();
      return os_error("read", path, errno);
    }
    return FileInfo{kind_of(info.st_mode), static_cast<std::uint64_t>(info.st_size),
                    info.st_mtim.tv_sec * std::int64_t{1'000'000'000} + info.st_mtim.tv_nsec, info.st_dev, info.st_ino};
  }

  Result<std::vector<DirEntry>> list(const std::string& path) override {
    const Directory directory = open_directory(path, 0);
    if (!directory) return os_error("list", path, errno);
    std::vector<DirEntry> entries;
    int unseen = 0;
    const int code = each_entry(directory.get(), [&](std::string_view name, unsigned char type) {
      DirEntry entry{std::string(name), FileInfo::Kind::other};
      struct stat info {};
      if (type == DT_REG) {
        entry.kind = FileInfo::Kind::file;
      } else if (type == DT_DIR) {
        entry.kind = FileInfo::Kind::directory;
      } else if (::fstatat(::dirfd(directory.get()), entry.name.c_str(), &info, 0) == 0) {
        entry.kind = kind_of(info.st_mode);  // of what a link points to
      } else if (errno != ENOENT && errno != ENOTDIR && errno != ELOOP) {
        unseen = errno;  // it might be a directory full of data; a link that leads nowhere is none
      }
      entries.push_back(std::move(entry));
    });
    if (code != 0 || unseen != 0) return os_error("list", path, code != 0 ? code : unseen);
    std::sort(entries.begin(), entries.end(), [](const DirEntry& a, const DirEntry& b) { return a.name < b.name; });
    return entries;
  }

  Status make_directories(const std::string& path) override {
    for (std::size_t end = 0; end < path.size();) {
      end = std::min(path.find('/', end + 1), path.size());
      const std::string prefix = path.substr(0, end);
      if (::mkdir(prefix.c_str(), owner_only_ ? 0700 : 0777) == 0) {
        // What lies in a directory is no safer than its name. A parent that may be written and not read is left to the
        // system.
        if (const Descriptor parent = Descriptor::open(parent_of(prefix), O_RDONLY | O_DIRECTORY);
            parent.valid() && !owner_only_)
          DSPREP_CHECK(sync_descriptor(parent.get(), parent_of(prefix)));
        continue;
      }
      const int code = errno;
      // mkdir has other errors than EEXIST for what is there: EROFS, EACCES, EISDIR.
      struct stat info {};
      if (::stat(prefix.c_str(), &info) != 0) return os_error("create the directory", prefix, code);
      if (!S_ISDIR(info.st_mode))
        return failure("cannot create the directory " + prefix + ": a file of that name exists");
    }
    return {};
  }

  Status rename(const std::string& from, const std::string& to) override {
    if (::rename(from.c_str(), to.c_str()) == 0) return {};
    return os_error("rename", from + " to " + to, errno);
  }

  Status remove(const std::string& path) override {
    if (std::remove(path.c_str()) == 0 || errno == ENOENT) return {};
    return os_error("remove", path, errno);
  }

  // Walks with a list of its own instead of recursion: a directory is removed when it is met the second time, empty.
  Status remove_tree(const std::string& path) override {
    struct Item {
      std::string path;
      bool emptied;
    };
    std::vector<Item> items{{path, false}};
    std::string& top = items.front().path;
    while (top.size() > 1 && top.back() == '/') top.pop_back();  // "link/" would be what the link points to
    while (!items.empty()) {
      Item item = std::move(items.back());
      items.pop_back();
      struct stat info {};
      if (item.emptied || ::lstat(item.path.c_str(), &info) != 0 || !S_ISDIR(info.st_mode)) {
        DSPREP_CHECK(remove(item.path));
        continue;
      }
      const Directory directory = open_directory(item.path, O_NOFOLLOW);
      if (!directory && errno == ENOENT) continue;  // somebody else removes it, too
      if (!directory) return os_error("remove", item.path, errno);
      items.push_back({item.path, true});
      const int code = each_entry(directory.get(), [&](std::string_view name, unsigned char) {
        items.push_back({join(item.path, name), false});
      });
      if (code != 0) return os_error("remove", item.path, code);
    }
    return {};
  }

  Status sync_directory(const std::string& path) override {
    const Descriptor directory = Descriptor::open(path, O_RDONLY | O_DIRECTORY);
    if (!directory.valid()) return os_error("sync", path, errno);
    return sync_descriptor(directory.get(), path);
  }

  Result<std::string> canonical(const std::string& path) override {
    const std::unique_ptr<char, decltype(&std::free)> resolved(::realpath(path.c_str(), nullptr), &std::free);
    if (!resolved) return os_error("resolve", path, errno);
    return std::string(resolved.get());
  }

 private:
  const bool owner_only_;
};

Files& DiskFiles::owner_only() {
  static DiskFiles files(true);
  return files;
}

}  // namespace

Files& disk_files() {
  static DiskFiles files(false);
  return files;
}

}  // namespace dsprep::port
