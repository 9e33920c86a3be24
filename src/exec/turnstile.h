// Turnstile: parallel through, serial out.
//
// Work is numbered when it is taken (tickets). Whoever finishes hands in the result; results leave in ticket order, one
// at a time, through whichever thread happens to hold the next one. A result whose turn has not come is parked, and its
// worker goes on: so one slow chunk does not hold up the others, and a window bounds how far they may run ahead.
//
// What is parked is bounded by what it holds, too: past the limit a worker waits with its result. Nobody waits for
// ever, since who has the next ticket never waits here.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <utility>

#include "base/mutex.h"
#include "dsprep/result.h"
#include "exec/caught.h"

namespace dsprep::exec {

template <class T>
class Turnstile {
 public:
  // `commit` is called for ticket 0, 1, 2, …, never twice at once. `window`: tickets that may be under way together.
  // `weight_limit`: no new ticket while those under way weigh more, and no more parked than that.
  Turnstile(std::uint64_t window, std::uint64_t weight_limit, std::function<Status(T&&)> commit)
      : window_(window), weight_limit_(weight_limit), commit_(std::move(commit)) {}

  // Blocks until another ticket may be taken. False where the run has failed or was stopped.
  bool wait_for_room() {
    base::Lock lock(mutex_);
    while (!error_ && !(taken_ - committed_ < window_ && (weight_ <= weight_limit_ || taken_ == committed_)))
      changed_.wait(mutex_);
    return !error_;
  }
  // The next ticket, for a piece of work that weighs so many bytes. REQUIRES callers to take turns.
  std::uint64_t take(std::uint64_t weight) {
    base::Lock lock(mutex_);
    weight_ += weight;
    return taken_++;
  }

  // `taken`: the weight take() was told. `weight`: what the result weighs.
  void hand_in(std::uint64_t ticket, std::uint64_t taken, std::uint64_t weight, T&& result) {
    base::Lock lock(mutex_);
    weight_ += weight - taken;
    while (!error_ && ticket != committed_ && parked_weight_ > 0 && parked_weight_ + weight > weight_limit_)
      changed_.wait(mutex_);
    if (error_) return;
    parked_.emplace(ticket, Parked{std::move(result), weight});
    parked_weight_ += weight;
    if (committing_) return;  // who commits will see it
    committing_ = true;
    while (!error_) {
      const auto next = parked_.find(committed_);
      if (next == parked_.end()) break;
      Parked parked = std::move(next->second);
      parked_.erase(next);
      lock.unlock();
      Status status = caught([&] { return commit_(std::move(parked.result)); });
      lock.lock();
      weight_ -= parked.weight;
      parked_weight_ -= parked.weight;
      ++committed_;
      if (!status.ok() && !error_) error_ = std::move(status).error();
      changed_.notify_all();
    }
    committing_ = false;
  }

  // For a result that is too heavy to be held whole: waits until every ticket before this one is committed and runs
  // `part`, as a commit before the one that hand_in() brings. An Error where the run has failed.
  template <class Part>
  Status commit_part(std::uint64_t ticket, Part&& part) {
    base::Lock lock(mutex_);
    while (!error_ && (ticket != committed_ || committing_)) changed_.wait(mutex_);
    if (error_) return *error_;
    committing_ = true;
    lock.unlock();
    Status status = caught(part);
    lock.lock();
    committing_ = false;
    if (!status.ok() && !error_) error_ = status.error();
    changed_.notify_all();
    return status;
  }

  void fail(Error error) {
    base::Lock lock(mutex_);
    if (!error_) error_ = std::move(error);
    changed_.notify_all();
  }
  std::optional<Error> error() {
    base::Lock lock(mutex_);
    return error_;
  }

 private:
  struct Parked {
    T result;
    std::uint64_t weight;
  };
  const std::uint64_t window_, weight_limit_;
  const std::function<Status(T&&)> commit_;
  base::Mutex mutex_;
  base::Condition changed_;
  std::map<std::uint64_t, Parked> parked_ DSPREP_GUARDED_BY(mutex_);
  std::uint64_t taken_ DSPREP_GUARDED_BY(mutex_) = 0;
  std::uint64_t committed_ DSPREP_GUARDED_BY(mutex_) = 0;
  std::uint64_t weight_ DSPREP_GUARDED_BY(mutex_) = 0;         // of all under way
  std::uint64_t parked_weight_ DSPREP_GUARDED_BY(mutex_) = 0;  // of those handed in
  bool committing_ DSPREP_GUARDED_BY(mutex_) = false;
  std::optional<Error> error_ DSPREP_GUARDED_BY(mutex_);
};

}  // namespace dsprep::exec
