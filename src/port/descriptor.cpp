#include "port/descriptor.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <utility>

#include "port/os_error.h"
#include "port/stop_wakeup.h"
#include "port/system.h"

namespace dsprep::port {
namespace {

// Linux moves at most this much per call.
constexpr std::size_t max_transfer = 0x7ffff000;

void wait_for(int fd, short events) {
  pollfd waits[2] = {{fd, events, 0}, {stop_wakeup(), POLLIN, 0}};
  // Failure needs no answer: the caller tries again and is told what is wrong.
  (void)::poll(waits, 2, -1);
}

}  // namespace

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
  if (this != &other) {
    close();
    fd_ = other.release();
  }
  return *this;
}

Descriptor::~Descriptor() { close(); }

int Descriptor::release() { return std::exchange(fd_, -1); }

int Descriptor::close() {
  if (fd_ < 0) return 0;
  // After EINTR the descriptor is closed all the same on Linux.
  return ::close(release()) == 0 || errno == EINTR ? 0 : errno;
}

Descriptor Descriptor::open(const std::string& path, int flags, unsigned mode) {
  int fd;
  do fd = ::open(path.c_str(), flags | O_CLOEXEC | O_NOCTTY, mode);
  while (fd < 0 && errno == EINTR && stop_signal() == 0);
  if (fd < 0 || fd > 2) return Descriptor(fd);
  const int higher = ::fcntl(fd, F_DUPFD_CLOEXEC, 3);
  const int code = errno;
  ::close(fd);
  errno = code;
  return Descriptor(higher);
}

Status write_fully(int fd, std::string_view bytes, std::string_view path) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(fd, bytes.data(), std::min(bytes.size(), max_transfer));
    if (n >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(n));
    } else if (errno == EAGAIN) {
      pollfd room{fd, POLLOUT, 0};  // somebody else made the stream non-blocking
      (void)::poll(&room, 1, -1);
    } else if (errno != EINTR) {
      return os_error("write", path, errno);
    }
  }
  return {};
}

Status sync_descriptor(int fd, std::string_view path) {
  int result;
  do result = ::fsync(fd);
  while (result != 0 && errno == EINTR);
  if (result == 0 || errno == EINVAL || errno == ENOTSUP) return {};
  return os_error("sync", path, errno);
}

Result<std::size_t> read_some(int fd, std::span<char> into, std::string_view path) {
  for (;;) {
    wait_for(fd, POLLIN);
    if (stop_signal() != 0) return Error{Error::Kind::interrupted, "stopped by a signal"};
    const ssize_t n = ::read(fd, into.data(), std::min(into.size(), max_transfer));
    if (n >= 0) return static_cast<std::size_t>(n);
    if (errno != EINTR && errno != EAGAIN) return os_error("read", path, errno);
  }
}

}  // namespace dsprep::port
