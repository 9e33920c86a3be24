#include <unistd.h>

#include <cerrno>

#include "port/descriptor.h"
#include "port/files.h"
#include "port/os_error.h"

namespace dsprep::port {
namespace {

class StandardInput final : public InputStream {
 public:
  Result<std::size_t> read(std::span<char> into) override { return read_some(STDIN_FILENO, into, "standard input"); }
};

class StandardOutput final : public WriteFile {
 public:
  Status append(std::string_view bytes) override { return write_fully(STDOUT_FILENO, bytes, name); }
  Status sync() override { return sync_descriptor(STDOUT_FILENO, name); }
  // Closing a copy reports what a network file system held back, and leaves the stream to others.
  Status close() override {
    Descriptor copy(::dup(STDOUT_FILENO));
    const int code = copy.valid() ? copy.close() : errno;
    return code == 0 ? Status() : os_error("close", name, code);
  }

 private:
  static constexpr std::string_view name = "standard output";
};

}  // namespace

std::unique_ptr<InputStream> standard_input() { return std::make_unique<StandardInput>(); }
std::unique_ptr<WriteFile> standard_output() { return std::make_unique<StandardOutput>(); }
bool is_terminal(int fd) { return ::isatty(fd) == 1; }

}  // namespace dsprep::port
