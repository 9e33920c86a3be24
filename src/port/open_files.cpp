#include "port/open_files.h"

#include <sys/resource.h>

#include <algorithm>

namespace dsprep::port {
namespace {

// Nobody needs more, and where the hard limit is "none" some systems refuse it.
constexpr rlim_t enough = 1u << 20;

}  // namespace

void raise_open_file_limit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  const rlim_t most = std::min(limit.rlim_max, enough);
  if (limit.rlim_cur >= most) return;
  limit.rlim_cur = most;
  (void)::setrlimit(RLIMIT_NOFILE, &limit);
}

std::uint64_t open_file_limit() {
  rlimit limit{};
  return ::getrlimit(RLIMIT_NOFILE, &limit) == 0 ? std::min(limit.rlim_cur, enough) : 256;
}

}  // namespace dsprep::port
