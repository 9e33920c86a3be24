// parallel_for: a task for each number, on as many threads as there are.
#pragma once

#include <cstddef>
#include <functional>

#include "exec/run.h"

namespace dsprep::exec {

// Calls task(0) … task(n-1), each once, and returns when all are done. Of several errors the first in order is the one
// returned; after one, and after a signal, no more are begun.
Status parallel_for(const RunOptions& options, std::size_t n, const std::function<Status(std::size_t)>& task);

}  // namespace dsprep::exec
