#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <span>
#include <string_view>

#include "port/descriptor.h"
#include "port/files.h"
#include "port/os_error.h"

namespace dsprep::port {
namespace {

bool was_closed[3];  // by descriptor; written once, before there are threads

class StandardInput final : public InputStream {
 public:
  Result<std::size_t> read(std::span<char> into) override {
    if (was_closed[STDIN_FILENO]) return failure("cannot read standard input: it is closed: give it, or name files");
    return read_some(STDIN_FILENO, into, "standard input");
  }
};

class StandardOutput final : public WriteFile {
 public:
  Status append(std::string_view bytes) override {
    DSPREP_CHECK(check_open());
    return write_fully(STDOUT_FILENO, bytes, name);
  }
  Status sync() override {
    DSPREP_CHECK(check_open());
    return sync_descriptor(STDOUT_FILENO, name);
  }
  // Closing a copy reports what a network file system held back, and leaves the stream to others.
  Status close() override {
    DSPREP_CHECK(check_open());
    Descriptor copy(::dup(STDOUT_FILENO));
    const int code = copy.valid() ? copy.close() : errno;
    return code == 0 ? Status() : os_error("close", name, code);
  }

 private:
  static Status check_open() {
    if (!was_closed[STDOUT_FILENO]) return {};
    return failure("cannot write standard output: it is closed: give it, or choose another -o");
  }
  static constexpr std::string_view name = "standard output";
};

}  // namespace

void open_closed_streams() {
  for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(fd, F_GETFD) >= 0 || errno != EBADF) continue;
    was_closed[fd] = true;
    // open(2) takes the lowest that is free: this one. A child of ours would inherit it as it inherits the others.
    (void)!::open("/dev/null", fd == STDIN_FILENO ? O_RDONLY : O_WRONLY);
  }
}

std::unique_ptr<InputStream> standard_input() { return std::make_unique<StandardInput>(); }
std::unique_ptr<WriteFile> standard_output() { return std::make_unique<StandardOutput>(); }
bool is_terminal(int fd) { return ::isatty(fd) == 1; }

}  // namespace dsprep::port
