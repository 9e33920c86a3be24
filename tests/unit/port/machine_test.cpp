#include "port/cgroup.h"
#include "port/system.h"
#include "support/catch.h"
#include "support/memory_files.h"

namespace dsprep::port {

TEST_CASE("the machine has something of everything") {
  CHECK(core_count() >= 1);
  CHECK(memory_size() > (1u << 20));
  CHECK_FALSE(cpu_name().empty());
  CHECK_FALSE(host_name().empty());
  CHECK(peak_memory() > (1u << 16));
  const double now = seconds_since_start();
  CHECK(now >= 0);
  CHECK(seconds_since_start() >= now);
  const std::string time = utc_time();
  REQUIRE(time.size() == 20);
  CHECK(time[10] == 'T');
  CHECK(time[19] == 'Z');
}

TEST_CASE("control groups v2: the tightest limit on the way up counts") {
  test::MemoryFiles files;
  files.put("/proc/self/cgroup", "0::/user.slice/job\n");
  files.put("/sys/fs/cgroup/user.slice/job/memory.max", "max\n");
  files.put("/sys/fs/cgroup/user.slice/job/cpu.max", "150000 100000\n");
  files.put("/sys/fs/cgroup/user.slice/memory.max", "1073741824\n");
  files.put("/sys/fs/cgroup/user.slice/cpu.max", "max 100000\n");
  const CgroupLimits limits = cgroup_limits(files);
  CHECK(limits.memory == 1073741824u);
  CHECK(limits.cpus == 1.5);
}

TEST_CASE("control groups v2 seen from inside a container") {
  test::MemoryFiles files;
  files.put("/proc/self/cgroup", "0::/\n");
  files.put("/sys/fs/cgroup/memory.max", "2048");
  files.put("/sys/fs/cgroup/cpu.max", "50000 100000");
  CHECK(cgroup_limits(files).memory == 2048u);
  CHECK(cgroup_limits(files).cpus == 0.5);
  files.put("/proc/self/cgroup", "0::/../../elsewhere\n");
  CHECK(cgroup_limits(files).memory == 2048u);
}

TEST_CASE("control groups v1, with the host's path in a container") {
  test::MemoryFiles files;
  files.put("/proc/self/cgroup", "12:memory:/docker/0123\n4:cpu,cpuacct:/docker/0123\n1:name=systemd:/x\n");
  files.put("/sys/fs/cgroup/memory/memory.limit_in_bytes", "4096\n");
  files.put("/sys/fs/cgroup/cpu/cpu.cfs_quota_us", "300000\n");
  files.put("/sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000\n");
  CHECK(cgroup_limits(files).memory == 4096u);
  CHECK(cgroup_limits(files).cpus == 3.0);
  files.put("/sys/fs/cgroup/cpu/cpu.cfs_quota_us", "-1\n");
  CHECK_FALSE(cgroup_limits(files).cpus);
}

TEST_CASE("what cannot be read or understood limits nothing") {
  test::MemoryFiles files;
  CHECK_FALSE(cgroup_limits(files).memory);
  for (const char* groups : {"", "\n", "nonsense", "0:\n", "0::", ":::\n0::/a"}) {
    INFO(groups);
    files.put("/proc/self/cgroup", groups);
    files.put("/sys/fs/cgroup/memory.max", "garbage");
    files.put("/sys/fs/cgroup/cpu.max", "100000");
    CHECK_FALSE(cgroup_limits(files).memory);
    CHECK_FALSE(cgroup_limits(files).cpus);
  }
}

}  // namespace dsprep::port
