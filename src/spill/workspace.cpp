#include "spill/workspace.h"

#include <utility>

namespace dsprep::spill {

Workspace::Workspace(port::Files& files, std::string directory, std::uint64_t memory_budget)
    : files_(files.owner_only()), directory_(std::move(directory)), budget_(memory_budget) {}

// Errors have nobody to go to here; the next run of the same output clears what stays.
Workspace::~Workspace() {
  for (const std::string& path : paths_) (void)files_.remove(path);
  if (made_) (void)files_.remove(directory_);
}

Result<std::string> Workspace::new_path(std::string_view stem) {
  const std::lock_guard lock(mutex_);
  if (!ready_) {
    DSPREP_TRY(const bool was_there, files_.has(directory_));
    if (Status made = files_.make_directories(directory_); !made.ok())
      return std::move(made).error().within(
          "cannot make the directory for temporary files (choose another with --tmp)");
    made_ = !was_there;
    ready_ = true;
  }
  std::string path = port::join(directory_, std::string(stem) + "-" + std::to_string(next_++));
  paths_.insert(path);
  return path;
}

void Workspace::remove(const std::string& path) {
  {
    const std::lock_guard lock(mutex_);
    if (paths_.erase(path) == 0) return;
  }
  (void)files_.remove(path);
}

}  // namespace dsprep::spill
