// run_tasks: what run_files does, shared by tasks: every task, merge, every task again, …, until the whole is there.
#pragma once

#include <cstdint>
#include <string_view>

#include "support/run_files.h"

namespace dsprep::test {

struct RunTasks {
  RunFiles last;  // what the merge (or the task that found all others done) left, or the first error
  int rounds = 0, merges = 0;
};

// how.disk is made where it is null. Tasks come in an order that changes with the round; some come twice.
RunTasks run_tasks(std::string_view toml, FilesHow how, std::uint64_t tasks);

}  // namespace dsprep::test
