// OutputLock: keeps a second process away from an output while this one writes it.
//
// A run alone holds PLACE/.dsprep/lock exclusively; the tasks of a run and their merge share it, and each holds a lock
// of its own beside it, so that no task is done twice at once, and no merge either. Locks die with their process,
// whatever ends it; who is killed leaves the file behind, with its name for temporary files, and the next one clears up
// after it.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "exec/output_state.h"
#include "port/files.h"

namespace dsprep::exec {

class OutputLock {
 public:
  // `scratch`: where this process spills, a name that ends in its token; those who died spilled beside it.
  OutputLock(port::Files& files, std::string scratch) : files_(files), scratch_(std::move(scratch)) {}

  // A usage error, which names the other process, where there is one. `role`: "" for a run alone, else the task's or
  // the merge's name; `who`: how to call it in a message: "doing task 0/3 of".
  Status take(const Place& place, const std::string& role, const std::string& who);
  // The same without a role, for a place that a run's tasks share and no merge closes alone.
  Status take_shared(const Place& place);
  // Removes what the process that died wrote of FILE, beside it.
  Status clear_up_after(const std::string& path);
  // For the merge, by a task that is in the place: false where a merge is at work.
  Result<bool> take_merge(const Place& place);
  // A single file that is replaced whole, without a place around it.
  Status take_file(const std::string& path);
  ~OutputLock();

  bool works() const { return works_; }  // false: the file system of an output knows no locks

 private:
  Result<bool> take_one(const std::string& path, port::LockKind kind);
  std::string holder_of(const std::string& path) const;
  Error held(const std::string& path, const std::string& what) const;

  port::Files& files_;
  const std::string scratch_;
  std::vector<std::unique_ptr<port::FileLock>> locks_, of_files_;
  std::string left_;  // token of the process that held the last one and died
  bool works_ = true, private_ = false;
};

inline constexpr const char* merge_role = "merge";

}  // namespace dsprep::exec
