// Settling: finished files on their way to the disk. Syncing is what takes long about a small file, and a hundred are
// synced in the time of a few: so those of finished shards gather, and whichever worker finds that it is time makes
// them durable, outside of the turnstile. A shard is finished for --resume only when its checkpoint is settled, which
// comes after its files.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/mutex.h"
#include "io/unsettled_file.h"
#include "port/files.h"

namespace dsprep::exec {

// What a finished shard leaves.
struct UnsettledShard {
  std::vector<io::UnsettledFile> files;  // its output
  std::vector<io::UnsettledFile> state;  // what its checkpoint points to
  std::vector<io::UnsettledFile> mark;   // the checkpoint: it was finished
  std::uint64_t bytes = 0;               // of its output

  std::size_t count() const { return files.size() + state.size() + mark.size(); }
};

// io::settle() with threads that do nothing but wait for the disk.
Status settle_together(port::Files& files, std::span<io::UnsettledFile> batch);

// Thread-safe.
class Settling {
 public:
  // `most_files`: as many may wait, each with a descriptor.
  Settling(port::Files& files, std::size_t most_files) : files_(files), most_files_(most_files) {}

  void add(UnsettledShard&& shard);
  // Settles what waits where that is enough, or waits too long. Does nothing where another thread is at it, unless so
  // much has gathered meanwhile that this one had better wait.
  Status settle_if_due();
  Status settle_all();

 private:
  bool due() DSPREP_REQUIRES(mutex_);
  Status settle_now() DSPREP_REQUIRES(at_work_);

  port::Files& files_;
  const std::size_t most_files_;
  base::Mutex at_work_;  // one thread settles at a time, in the order of add()
  base::Mutex mutex_;
  std::vector<UnsettledShard> waiting_ DSPREP_GUARDED_BY(mutex_);
  std::size_t count_ DSPREP_GUARDED_BY(mutex_) = 0;
  std::uint64_t bytes_ DSPREP_GUARDED_BY(mutex_) = 0;
  double since_ DSPREP_GUARDED_BY(mutex_) = 0;
};

}  // namespace dsprep::exec
