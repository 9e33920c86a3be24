#include "port/cgroup.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>

namespace dsprep::port {
namespace {

constexpr std::string_view mount = "/sys/fs/cgroup";

// A number at the start of `text`, cut off with the space behind it; nothing for "max" and "-1".
std::optional<std::uint64_t> take_number(std::string_view& text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc()) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  while (text.starts_with(' ')) text.remove_prefix(1);
  return value;
}

std::optional<std::uint64_t> number_in(Files& files, const std::string& path) {
  const Result<std::string> content = files.read_all(path);
  if (!content.ok()) return std::nullopt;
  std::string_view text = *content;
  return take_number(text);
}

void tighten_cpus(CgroupLimits& limits, std::optional<std::uint64_t> quota, std::optional<std::uint64_t> period) {
  if (!quota || !period || *quota == 0 || *period == 0) return;
  const double cpus = static_cast<double>(*quota) / static_cast<double>(*period);
  limits.cpus = std::min(limits.cpus.value_or(cpus), cpus);
}

void tighten_memory(CgroupLimits& limits, std::optional<std::uint64_t> bytes) {
  if (bytes && *bytes > 0) limits.memory = std::min(limits.memory.value_or(*bytes), *bytes);
}

void read_v2(Files& files, const std::string& directory, CgroupLimits& limits) {
  tighten_memory(limits, number_in(files, directory + "/memory.max"));
  const Result<std::string> cpu = files.read_all(directory + "/cpu.max");  // "150000 100000" or "max 100000"
  if (!cpu.ok()) return;
  std::string_view text = *cpu;
  const auto quota = take_number(text);
  if (quota) tighten_cpus(limits, quota, take_number(text));
}

// Calls visit(directory) for the group and every one it is in. In a container without a namespace of its own the path
// is the host's and only the root exists: what is missing is skipped.
template <class Visit>
void each_level(std::string_view root, std::string_view group, Visit visit) {
  if (group.find("..") != std::string_view::npos) group = {};  // outside of what we can see
  for (;;) {
    while (group.ends_with('/')) group.remove_suffix(1);
    visit(std::string(root).append(group));
    if (group.empty()) return;
    group = group.substr(0, group.rfind('/') + 1);
  }
}

bool has_controller(std::string_view list, std::string_view name) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(','), list.size());
    if (list.substr(0, end) == name) return true;
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return false;
}

}  // namespace

CgroupLimits cgroup_limits(Files& files) {
  CgroupLimits limits;
  const Result<std::string> groups = files.read_all("/proc/self/cgroup");
  if (!groups.ok()) return limits;
  // Lines are ID:CONTROLLERS:PATH; v2 is the one without controllers.
  for (std::string_view rest = *groups; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const std::size_t first = line.find(':');
    const std::size_t second = first == line.npos ? line.npos : line.find(':', first + 1);
    if (second == line.npos) continue;
    const std::string_view controllers = line.substr(first + 1, second - first - 1), group = line.substr(second + 1);
    if (controllers.empty()) {
      each_level(mount, group, [&](const std::string& directory) { read_v2(files, directory, limits); });
      continue;
    }
    const std::string root = std::string(mount) + "/";
    if (has_controller(controllers, "memory"))
      each_level(root + "memory", group, [&](const std::string& directory) {
        tighten_memory(limits, number_in(files, directory + "/memory.limit_in_bytes"));
      });
    if (has_controller(controllers, "cpu"))
      each_level(root + "cpu", group, [&](const std::string& directory) {
        tighten_cpus(limits, number_in(files, directory + "/cpu.cfs_quota_us"),
                     number_in(files, directory + "/cpu.cfs_period_us"));
      });
  }
  return limits;
}

}  // namespace dsprep::port
