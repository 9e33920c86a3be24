#include "exec/tasks.h"

namespace dsprep::exec {

std::vector<std::uint32_t> share(std::size_t shards, std::uint64_t task, std::uint64_t tasks) {
  std::vector<std::uint32_t> which;
  for (std::size_t i = task; i < shards; i += tasks) which.push_back(static_cast<std::uint32_t>(i));
  return which;
}

Result<bool> mark_done(port::Files& files, const std::string& state_directory, std::uint64_t task, std::uint64_t tasks) {
  const auto marker = [&](std::uint64_t i) {
    return port::join(state_directory, "task-" + std::to_string(i) + "-of-" + std::to_string(tasks));
  };
  DSPREP_CHECK(files.make_directories(state_directory));
  DSPREP_CHECK(files.write_atomically(marker(task), "done\n"));
  for (std::uint64_t i = 0; i < tasks; ++i)
    if (!files.exists(marker(i))) return false;
  return true;
}

}  // namespace dsprep::exec
