#include <sys/ioctl.h>

#include <cstdlib>

#include "port/system.h"

namespace dsprep::port {

std::size_t terminal_columns(int fd) {
  constexpr std::size_t usual = 80, most = 10'000;
  winsize size{};
  if (::ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  const char* columns = std::getenv("COLUMNS");
  const unsigned long n = columns ? std::strtoul(columns, nullptr, 10) : 0;
  return n > 0 && n <= most ? n : usual;
}

}  // namespace dsprep::port
