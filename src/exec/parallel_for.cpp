#include "exec/parallel_for.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <new>
#include <optional>
#include <thread>
#include <vector>

#include "base/mutex.h"
#include "exec/caught.h"

namespace dsprep::exec {

Status parallel_for(const RunOptions& options, std::size_t n, const std::function<Status(std::size_t)>& task) {
  std::atomic<std::size_t> next{0};
  base::Mutex mutex;
  std::size_t failed_at = n;
  std::optional<Error> error;
  const auto work = [&] {
    for (std::size_t i; (i = next.fetch_add(1)) < n;) {
      Status status = options.stop && options.stop->load() != 0 ? interrupted() : caught([&] { return task(i); });
      if (status.ok()) continue;
      base::Lock lock(mutex);
      if (i < failed_at) {  // the first in order is the one told, whoever came first
        failed_at = i;
        error = std::move(status).error();
      }
      next.store(n);
    }
  };
  {
    std::vector<std::jthread> threads;
    // A thread that the system does not give is done without: the others do its work.
    (void)caught([&]() -> Status {
      for (std::size_t i = 1; i < std::min<std::size_t>(options.threads, n); ++i) threads.emplace_back(work);
      return {};
    });
    work();
  }
  if (error) return *error;
  return {};
}

}  // namespace dsprep::exec
