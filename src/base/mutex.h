// Mutex, Lock, Condition: std::mutex and its kin with clang's thread-safety annotations: what is DSPREP_GUARDED_BY a
// mutex may be touched only by who holds it, and clang's -Wthread-safety proves that (tests/layers/thread_safety.sh).
// To other compilers the annotations are nothing.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

#if defined(__clang__)
#define DSPREP_THREAD_ANNOTATION(x) __attribute__((x))
#else
#define DSPREP_THREAD_ANNOTATION(x)
#endif
#define DSPREP_GUARDED_BY(mutex) DSPREP_THREAD_ANNOTATION(guarded_by(mutex))
#define DSPREP_PT_GUARDED_BY(mutex) DSPREP_THREAD_ANNOTATION(pt_guarded_by(mutex))  // what a pointer points to
#define DSPREP_REQUIRES(mutex) DSPREP_THREAD_ANNOTATION(requires_capability(mutex))

namespace dsprep::base {

class DSPREP_THREAD_ANNOTATION(capability("mutex")) Mutex {
 public:
  void lock() DSPREP_THREAD_ANNOTATION(acquire_capability()) { mutex_.lock(); }
  void unlock() DSPREP_THREAD_ANNOTATION(release_capability()) { mutex_.unlock(); }
  bool try_lock() DSPREP_THREAD_ANNOTATION(try_acquire_capability(true)) { return mutex_.try_lock(); }

 private:
  friend class Condition;
  std::mutex mutex_;
};

// Holds a mutex while it lives, but between unlock() and lock().
class DSPREP_THREAD_ANNOTATION(scoped_lockable) Lock {
 public:
  explicit Lock(Mutex& mutex) DSPREP_THREAD_ANNOTATION(acquire_capability(mutex)) : mutex_(mutex) { lock(); }
  ~Lock() DSPREP_THREAD_ANNOTATION(release_capability()) {
    if (held_) mutex_.unlock();
  }
  Lock(const Lock&) = delete;
  Lock& operator=(const Lock&) = delete;
  void unlock() DSPREP_THREAD_ANNOTATION(release_capability()) {
    held_ = false;
    mutex_.unlock();
  }
  void lock() DSPREP_THREAD_ANNOTATION(acquire_capability()) {
    mutex_.lock();
    held_ = true;
  }

 private:
  Mutex& mutex_;
  bool held_ = false;
};

// What to wait on under a mutex. A wait may end for no reason: it stands in a loop that asks what was waited for.
class Condition {
 public:
  void wait(Mutex& mutex) DSPREP_REQUIRES(mutex) {
    std::unique_lock<std::mutex> held(mutex.mutex_, std::adopt_lock);
    condition_.wait(held);
    held.release();
  }
  void wait_for(Mutex& mutex, std::chrono::milliseconds time) DSPREP_REQUIRES(mutex) {
    std::unique_lock<std::mutex> held(mutex.mutex_, std::adopt_lock);
    condition_.wait_for(held, time);
    held.release();
  }
  void notify_all() { condition_.notify_all(); }

 private:
  std::condition_variable condition_;
};

}  // namespace dsprep::base
