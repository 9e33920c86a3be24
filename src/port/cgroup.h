// cgroup: what a container or a scheduler leaves of the machine to this process (Linux control groups, v1 and v2).
// Private to port and its tests.
#pragma once

#include <cstdint>
#include <optional>

#include "port/files.h"

namespace dsprep::port {

struct CgroupLimits {
  std::optional<double> cpus;           // quota / period, the tightest on the way up
  std::optional<std::uint64_t> memory;  // bytes, the tightest on the way up
};

// Reads /proc/self/cgroup and below /sys/fs/cgroup of `files`. What cannot be read limits nothing.
CgroupLimits cgroup_limits(Files& files);

}  // namespace dsprep::port
