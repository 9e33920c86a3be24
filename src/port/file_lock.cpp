#include "port/file_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "port/descriptor.h"
#include "port/os_error.h"

namespace dsprep::port {
namespace {

class DiskLock final : public FileLock {
 public:
  DiskLock(Descriptor file, std::string path, std::string left, bool works)
      : file_(std::move(file)), path_(std::move(path)), left_(std::move(left)), works_(works) {}
  const std::string& left() const override { return left_; }
  bool works() const override { return works_; }
  Status remove() override {
    if (::unlink(path_.c_str()) == 0 || errno == ENOENT) return {};
    return os_error("remove", path_, errno);
  }

 private:
  Descriptor file_;
  const std::string path_, left_;
  const bool works_;
};

// Is what is open still what the path leads to? Whoever held the lock before may have removed its file.
bool is_at(const Descriptor& file, const std::string& path) {
  struct stat open {
  }, there{};
  return ::fstat(file.get(), &open) == 0 && ::stat(path.c_str(), &there) == 0 && open.st_dev == there.st_dev &&
         open.st_ino == there.st_ino;
}

std::string contents(const Descriptor& file) {
  std::string text(4096, '\0');
  const ssize_t n = ::pread(file.get(), text.data(), text.size(), 0);
  text.resize(n > 0 ? static_cast<std::size_t>(n) : 0);
  return text;
}

}  // namespace

Result<std::unique_ptr<FileLock>> lock_file(Files& files, const std::string& path, LockKind kind,
                                            const std::string& note) {
  constexpr int most = 100;  // each time somebody else came and went
  for (int i = 0; i < most; ++i) {
    DSPREP_CHECK(files.make_directories(parent_of(path)));
    Descriptor file = Descriptor::open(path, O_RDWR | O_CREAT);
    if (!file.valid() && errno == ENOENT) continue;
    if (!file.valid()) return os_error("lock", path, errno);
    int code;
    do code = ::flock(file.get(), (kind == LockKind::shared ? LOCK_SH : LOCK_EX) | LOCK_NB) == 0 ? 0 : errno;
    while (code == EINTR);
    if (code == EWOULDBLOCK) return std::unique_ptr<FileLock>();
    const bool none = code == ENOLCK || code == ENOSYS || code == EOPNOTSUPP || code == EINVAL;
    if (code != 0 && !none) return os_error("lock", path, code);
    if (!is_at(file, path)) continue;
    std::string left = contents(file);
    if (!note.empty()) {
      if (::ftruncate(file.get(), 0) != 0) return os_error("lock", path, errno);
      DSPREP_CHECK(write_fully(file.get(), note, path));
    }
    return std::make_unique<DiskLock>(std::move(file), path, std::move(left), !none);
  }
  return failure("cannot lock " + path + ": other processes make and remove it all the time; try again");
}

}  // namespace dsprep::port
