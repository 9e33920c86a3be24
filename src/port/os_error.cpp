#include "port/os_error.h"

#include <atomic>
#include <cerrno>
#include <string>
#include <system_error>

#include "port/system.h"

namespace dsprep::port {
namespace {

std::string reason_of(int code) {
  switch (code) {
    case ENOENT: return "no such file";
    case EACCES: return "permission denied: check the owner and the mode of the file and its directories";
    case ENOSPC: return "the disk is full: free space or choose another --output or --tmp";
    case EDQUOT: return "the disk quota is used up: free space or choose another --output or --tmp";
    case EMFILE: return "too many open files: raise the limit of this shell (`ulimit -n 4096`) and run again";
    case ENFILE: return "the system has too many open files: raise fs.file-max, or wait for other programs to end";
    case ENOMEM: return "out of memory: give fewer --threads or a smaller --memory";
    case EFBIG: return "larger than the file system or the limit (ulimit -f) allows: use smaller files (--shard-size)";
    case EIO:
      return "input/output error: check the disk or the network, then run again (a run is continued with --resume)";
    case EROFS: return "the file system is read-only: choose another --output or --tmp";
    case ENOTDIR: return "a part of the path is not a directory";
    case EISDIR: return "it is a directory";
    default: return std::error_code(code, std::generic_category()).message();
  }
}

}  // namespace

Error os_error(std::string_view action, std::string_view path, int code) {
  if (code == EINTR && stop_signal() != 0) return {Error::Kind::interrupted, "stopped by a signal"};
  std::string message = "cannot ";
  message.append(action).append(" ").append(path).append(": ").append(reason_of(code));
  return {code == EPIPE ? Error::Kind::closed_pipe : Error::Kind::failure, std::move(message)};
}

}  // namespace dsprep::port
