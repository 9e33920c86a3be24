#include "port/open_sink.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>

#include <atomic>
#include <cerrno>

#include "port/os_error.h"
#include "port/stop_wakeup.h"
#include "port/system.h"

namespace dsprep::port {

Result<Descriptor> open_sink(const std::string& path) {
  for (;;) {
    Descriptor file = Descriptor::open(path, O_WRONLY | O_NONBLOCK);
    if (file.valid()) {
      // From here on writing waits for the reader.
      const int flags = ::fcntl(file.get(), F_GETFL);
      if (flags < 0 || ::fcntl(file.get(), F_SETFL, flags & ~O_NONBLOCK) != 0) return os_error("open", path, errno);
      return file;
    }
    const int code = errno;
    struct stat info {};
    // ENXIO: nobody reads the FIFO. open(2) itself would wait, in one thread and deaf to a signal that another one
    // gets.
    if (code != ENXIO || ::stat(path.c_str(), &info) != 0 || !S_ISFIFO(info.st_mode))
      return os_error("open", path, code);
    constexpr int milliseconds = 20;
    pollfd stop{stop_wakeup(), POLLIN, 0};
    (void)::poll(&stop, 1, milliseconds);
    if (stop_signal() != 0)
      return Error{Error::Kind::interrupted, "stopped by a signal while waiting for a reader of " + path};
  }
}

}  // namespace dsprep::port
