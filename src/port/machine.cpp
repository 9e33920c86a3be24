#include <sched.h>
#include <sys/resource.h>
#include <sys/sysinfo.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <ctime>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "port/cgroup.h"
#include "port/files.h"
#include "port/os_error.h"
#include "port/system.h"

namespace dsprep::port {
namespace {

const std::chrono::steady_clock::time_point process_start = std::chrono::steady_clock::now();

// What stands behind "KEY<blanks>:" in a file like /proc/cpuinfo, or "".
std::string value_of(const std::string& path, std::string_view key) {
  const Result<std::string> content = disk_files().read_all(path);
  if (!content.ok()) return "";
  for (std::string_view rest = *content; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (!line.starts_with(key)) continue;
    line.remove_prefix(key.size());
    const std::size_t value = line.find_first_not_of(" \t:");
    if (value != 0 && value != line.npos) return std::string(line.substr(value));
  }
  return "";
}

// The affinity mask may be larger than cpu_set_t on large machines: grows until the kernel is content.
unsigned cores_by_affinity() {
  for (int cpus = 1024; cpus <= 1 << 20; cpus *= 2) {
    const std::size_t bytes = CPU_ALLOC_SIZE(cpus);
    std::vector<cpu_set_t> mask((bytes + sizeof(cpu_set_t) - 1) / sizeof(cpu_set_t));
    if (::sched_getaffinity(0, mask.size() * sizeof(cpu_set_t), mask.data()) == 0)
      return static_cast<unsigned>(CPU_COUNT_S(mask.size() * sizeof(cpu_set_t), mask.data()));
  }
  const long online = ::sysconf(_SC_NPROCESSORS_ONLN);
  return online > 0 ? static_cast<unsigned>(online) : 1;
}

}  // namespace

unsigned core_count() {
  unsigned cores = std::max(1u, cores_by_affinity());
  if (const auto quota = cgroup_limits(disk_files()).cpus; quota && *quota < cores)
    cores = std::max(1u, static_cast<unsigned>(std::ceil(*quota)));
  return cores;
}

std::uint64_t memory_size() {
  struct sysinfo info {};
  std::uint64_t bytes = ::sysinfo(&info) == 0 ? std::uint64_t{info.totalram} * info.mem_unit : std::uint64_t{1} << 30;
  if (const auto limit = cgroup_limits(disk_files()).memory) bytes = std::min(bytes, *limit);
  return bytes;
}

std::string cpu_name() {
  std::string name = value_of("/proc/cpuinfo", "model name");
  if (!name.empty()) return name;
  struct utsname system {};
  return ::uname(&system) == 0 ? system.machine : "unknown";
}

Status change_directory(const std::string& path) {
  if (::chdir(path.c_str()) == 0) return {};
  return os_error("go to the directory", path, errno);
}

std::string host_name() {
  char name[256] = {};
  return ::gethostname(name, sizeof name - 1) == 0 ? name : "unknown";
}

std::int64_t process_id() { return ::getpid(); }

double seconds_since_start() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - process_start).count();
}

std::string utc_time() {
  const time_t now = ::time(nullptr);
  struct tm parts {};
  char text[32] = {};
  if (::gmtime_r(&now, &parts) == nullptr) return "";
  return std::string(text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts));
}

std::uint64_t peak_memory() {
  // Not getrusage first: its maximum is inherited from the process that started this one.
  const std::string text = value_of("/proc/self/status", "VmHWM");
  std::uint64_t kilobytes = 0;
  if (std::from_chars(text.data(), text.data() + text.size(), kilobytes).ec == std::errc()) return kilobytes * 1024;
  struct rusage usage {};
  return ::getrusage(RUSAGE_SELF, &usage) == 0 ? static_cast<std::uint64_t>(usage.ru_maxrss) * 1024 : 0;
}

}  // namespace dsprep::port
