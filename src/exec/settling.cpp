#include "exec/settling.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <functional>
#include <iterator>
#include <new>
#include <thread>
#include <utility>

#include "exec/caught.h"
#include "port/system.h"

namespace dsprep::exec {
namespace {

// A shard of this size is worth its own syncs, and what is finished should not be lost to a power cut for longer than
// this.
constexpr std::uint64_t enough_bytes = 32u << 20;
constexpr double enough_seconds = 0.5;

constexpr std::size_t most_waiters = 32, files_a_waiter = 4;

void wait_together(std::size_t n, const std::function<void(std::size_t)>& task) {
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t i; (i = next.fetch_add(1)) < n;)
      (void)caught([&]() -> Status {
        task(i);
        return {};
      });
  };
  std::vector<std::jthread> threads;
  // A thread that the system does not give is done without.
  (void)caught([&]() -> Status {
    for (std::size_t i = 1; i < std::min(most_waiters, n / files_a_waiter); ++i) threads.emplace_back(work);
    return {};
  });
  work();
}

}  // namespace

Status settle_together(port::Files& files, std::span<io::UnsettledFile> batch) {
  return io::settle(files, batch, wait_together);
}

void Settling::add(UnsettledShard&& shard) {
  if (shard.count() == 0) return;
  base::Lock lock(mutex_);
  if (waiting_.empty()) since_ = port::seconds_since_start();
  count_ += shard.count();
  bytes_ += shard.bytes;
  waiting_.push_back(std::move(shard));
}

bool Settling::due() {
  return !waiting_.empty() &&
         (count_ >= most_files_ || bytes_ >= enough_bytes || port::seconds_since_start() - since_ >= enough_seconds);
}

Status Settling::settle_if_due() {
  bool too_many;
  {
    base::Lock lock(mutex_);
    if (!due()) return {};
    too_many = count_ >= 2 * most_files_;
  }
  if (too_many) {
    at_work_.lock();
  } else if (!at_work_.try_lock()) {
    return {};
  }
  Status status = settle_now();
  at_work_.unlock();
  return status;
}

Status Settling::settle_all() {
  base::Lock lock(at_work_);
  return settle_now();
}

Status Settling::settle_now() {
  std::vector<UnsettledShard> shards;
  {
    base::Lock lock(mutex_);
    shards.swap(waiting_);
    count_ = 0;
    bytes_ = 0;
  }
  return caught([&]() -> Status {
    for (const auto kind : {&UnsettledShard::files, &UnsettledShard::state, &UnsettledShard::mark}) {
      std::vector<io::UnsettledFile> batch;
      for (UnsettledShard& shard : shards)
        std::move((shard.*kind).begin(), (shard.*kind).end(), std::back_inserter(batch));
      DSPREP_CHECK(settle_together(files_, batch));
    }
    return {};
  });
}

}  // namespace dsprep::exec
