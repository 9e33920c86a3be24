#include "support/run_tasks.h"

namespace dsprep::test {

RunTasks run_tasks(std::string_view toml, FilesHow how, std::uint64_t tasks) {
  RunTasks out;
  if (!how.disk) how.disk = std::make_shared<MemoryFiles>();
  how.options.tasks = tasks;
  constexpr int most = 20;  // no pipeline of the tests has so many passes
  for (; out.rounds < most;) {
    how.options.merge = false;
    for (std::uint64_t i = 0; i <= tasks; ++i) {
      how.options.task = (2 * tasks - 1 - i + static_cast<std::uint64_t>(out.rounds)) % tasks;
      out.last = run_files(toml, how);
      if (!out.last.error.empty()) return out;
      if (out.last.result.complete()) return ++out.rounds, out;
    }
    ++out.rounds;
    how.options.merge = true;
    out.last = run_files(toml, how);
    ++out.merges;
    if (!out.last.error.empty() || out.last.result.complete()) return out;
  }
  out.last.error = "the tasks come to no end: " + out.last.result.next;
  return out;
}

}  // namespace dsprep::test
