// Workspace: where whole-dataset steps may put bytes when memory is not enough, and how much memory that is.
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <set>
#include <string>
#include <string_view>

#include "dsprep/result.h"
#include "port/files.h"

namespace dsprep::spill {

// Thread-safe. What is made through files() only the owner may read: spilled are records as they were read, while what
// is written may have personal data masked. Files it names are removed with it, at the latest. `directory` must be
// private to the run: the names in it are not unique between processes. A crash leaves files there, which the next run
// of the same output clears. Everything that was made with a Workspace must be gone before it.
class Workspace {
 public:
  Workspace(port::Files& files, std::string directory, std::uint64_t memory_budget);
  ~Workspace();
  Workspace(const Workspace&) = delete;
  Workspace& operator=(const Workspace&) = delete;

  port::Files& files() { return files_; }
  const std::string& directory() const { return directory_; }
  std::uint64_t memory_budget() const { return budget_; }  // bytes for all holders together
  // A fresh path in the directory, which is made on first use (and removed again in the end where it was not there).
  Result<std::string> new_path(std::string_view stem);
  void remove(const std::string& path);

  // Accounting: holders say what they hold; over() tells them to spill.
  void hold(std::int64_t bytes) { held_.fetch_add(bytes, std::memory_order_relaxed); }
  std::int64_t held() const { return held_.load(std::memory_order_relaxed); }
  bool over() const {
    const std::int64_t bytes = held();
    return bytes > 0 && static_cast<std::uint64_t>(bytes) > budget_;
  }

 private:
  port::Files& files_;
  const std::string directory_;
  const std::uint64_t budget_;
  std::atomic<std::int64_t> held_{0};
  std::mutex mutex_;  // guards what follows
  std::uint64_t next_ = 0;
  bool ready_ = false, made_ = false;  // the directory is there; we made it
  std::set<std::string> paths_;
};

// What one holder has of the memory budget, given back when it goes. Never refused: over() tells. Not thread-safe.
class MemoryReservation {
 public:
  explicit MemoryReservation(Workspace& workspace) : workspace_(&workspace) {}
  MemoryReservation(MemoryReservation&& other) noexcept : workspace_(other.workspace_), bytes_(other.bytes_) {
    other.bytes_ = 0;
  }
  MemoryReservation& operator=(MemoryReservation&& other) noexcept {
    if (this != &other) {
      workspace_->hold(-bytes_);
      workspace_ = other.workspace_;
      bytes_ = other.bytes_;
      other.bytes_ = 0;
    }
    return *this;
  }
  ~MemoryReservation() { workspace_->hold(-bytes_); }

  void add(std::uint64_t bytes) {
    bytes_ += static_cast<std::int64_t>(bytes);
    workspace_->hold(static_cast<std::int64_t>(bytes));
  }
  void take(MemoryReservation& other) {  // becomes responsible for all that `other` holds
    bytes_ += other.bytes_;
    other.bytes_ = 0;
  }
  std::uint64_t bytes() const { return static_cast<std::uint64_t>(bytes_); }

 private:
  Workspace* workspace_;
  std::int64_t bytes_ = 0;
};

}  // namespace dsprep::spill
