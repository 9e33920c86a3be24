// Turnstile: parallel through, serial out.
//
// Work is numbered when it is taken (tickets). Whoever finishes hands in the result; results leave in ticket order, one at a
// time, through whichever thread happens to hold the next one. A result whose turn has not come is parked, and its worker
// goes on: so one slow chunk does not hold up the others, and the parking ring bounds how far they may run ahead.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>

#include "dsprep/result.h"

namespace dsprep::exec {

template <class T>
class Turnstile {
 public:
  // `commit` is called for ticket 0, 1, 2, …, never twice at once. `window`: tickets that may be under way together.
  // `weight_limit`: no new ticket while those under way weigh more.
  Turnstile(std::uint64_t window, std::uint64_t weight_limit, std::function<Status(T&&)> commit)
      : window_(window), weight_limit_(weight_limit), commit_(std::move(commit)) {}

  // Blocks until another ticket may be taken. False where the run has failed or was stopped.
  bool wait_for_room() {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [&] {
      return error_ || (taken_ - committed_ < window_ && (weight_ <= weight_limit_ || taken_ == committed_));
    });
    return !error_;
  }
  // The next ticket, for a piece of work that weighs so many bytes. REQUIRES callers to take turns.
  std::uint64_t take(std::uint64_t weight) {
    std::scoped_lock lock(mutex_);
    weight_ += weight;
    return taken_++;
  }

  void hand_in(std::uint64_t ticket, std::uint64_t weight, T&& result) {
    std::unique_lock lock(mutex_);
    if (error_) return;
    parked_.emplace(ticket, Parked{std::move(result), weight});
    if (committing_) return;                       // who commits will see it
    committing_ = true;
    while (!error_) {
      const auto next = parked_.find(committed_);
      if (next == parked_.end()) break;
      Parked parked = std::move(next->second);
      parked_.erase(next);
      lock.unlock();
      Status status = commit_(std::move(parked.result));
      lock.lock();
      weight_ -= parked.weight;
      ++committed_;
      if (!status.ok() && !error_) error_ = std::move(status).error();
      room_.notify_all();
    }
    committing_ = false;
  }

  void fail(Error error) {
    std::scoped_lock lock(mutex_);
    if (!error_) error_ = std::move(error);
    room_.notify_all();
  }
  std::optional<Error> error() {
    std::scoped_lock lock(mutex_);
    return error_;
  }

 private:
  struct Parked {
    T result;
    std::uint64_t weight;
  };
  const std::uint64_t window_, weight_limit_;
  const std::function<Status(T&&)> commit_;
  std::mutex mutex_;
  std::condition_variable room_;
  std::map<std::uint64_t, Parked> parked_;
  std::uint64_t taken_ = 0, committed_ = 0, weight_ = 0;
  bool committing_ = false;
  std::optional<Error> error_;
};

}  // namespace dsprep::exec
