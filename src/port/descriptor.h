// Descriptor: an open file descriptor and the read and write loops over it. Private to port.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "dsprep/result.h"

namespace dsprep::port {

// Owns a descriptor. Not thread-safe, except for what the kernel makes so (pread).
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(other.release()) {}
  Descriptor& operator=(Descriptor&& other) noexcept;
  ~Descriptor();

  // open(2) with O_CLOEXEC; -1 and errno on failure. Never yields 0, 1 or 2, even where the process was started with
  // those closed: what is meant for a standard stream must not end up in a file.
  static Descriptor open(const std::string& path, int flags, unsigned mode = 0666);

  int get() const { return fd_; }
  bool valid() const { return fd_ >= 0; }
  int release();
  int close();  // 0 or an errno

 private:
  int fd_ = -1;
};

// Writes all of `bytes`; `path` is for the message.
Status write_fully(int fd, std::string_view bytes, std::string_view path);
// fsync; what cannot be synced (a pipe, a terminal) is fine.
Status sync_descriptor(int fd, std::string_view path);
// Waits for input and reads once; an Error of kind interrupted where a stop signal came. Wakes up whichever thread the
// signal was delivered to.
Result<std::size_t> read_some(int fd, std::span<char> into, std::string_view path);

}  // namespace dsprep::port
