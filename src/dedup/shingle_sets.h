// Shingle sets: sorted 64-bit hashes, compared pair by pair, kept in memory or on disk.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "port/files.h"
#include "spill/block_file.h"
#include "spill/workspace.h"

namespace dsprep::dedup {

// |a ∩ b| / |a ∪ b|, where that is at least `threshold`; else -1 (which is found out early). Two empty sets are not
// alike. REQUIRES both ascending, without repetition.
double jaccard_at_least(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b, double threshold);

// Sets by number, in the order in which they were added. Past a quarter of the budget they go to disk. Not thread-safe.
class ShingleSets {
 public:
  explicit ShingleSets(spill::Workspace& workspace);
  std::uint64_t add(std::span<const std::uint64_t> set, Status& status);  // its number
  // Valid until the next call.
  Result<std::span<const std::uint64_t>> get(std::uint64_t number);
  void clear();

 private:
  struct Place {
    std::uint32_t segment;
    std::uint64_t at, size;
  };
  struct Segment {
    spill::TemporaryFile file;
    std::unique_ptr<port::ReadFile> in;
  };
  struct Cached {
    std::uint64_t number = ~std::uint64_t{0};
    std::vector<std::uint64_t> set;
  };
  Status flush();

  spill::Workspace& workspace_;
  spill::MemoryReservation held_;
  std::uint64_t limit_;  // hashes in memory
  std::vector<Place> places_;
  std::vector<std::uint64_t> memory_;  // of the sets whose segment is segments_.size()
  std::vector<Segment> segments_;
  std::vector<Cached> cache_;
  spill::BlockBuffer buffer_;
  std::vector<std::uint64_t> large_;
};

}  // namespace dsprep::dedup
