// Sorter: sorts any number of byte strings in bounded memory.
//
// Records are byte strings compared as unsigned bytes (memcmp, shorter first), so keys are written big-endian (see
// append_be64). They gather in an arena; past the budget the arena is sorted and written as a run, compressed; reading
// merges the runs (in rounds where there are too many). Two Sorters merge by handing over arenas and runs: what comes
// out depends only on what went in. Equal records are all kept.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "dsprep/op.h"
#include "dsprep/result.h"
#include "spill/workspace.h"

namespace dsprep::spill {

// Not thread-safe. Belongs to no Sorter: lives as long as it is held, and holds memory and files so long.
class SortedReader {
 public:
  virtual ~SortedReader() = default;
  // The next record in order, valid until the next call. False at the end. After an error, nothing more may be asked.
  virtual Result<bool> next(std::string_view& record) = 0;
};

// Not thread-safe; may be handed between threads. Costs next to nothing while it is empty, and a few KiB for a few
// records: one per chunk is fine. One that was moved from may only be destroyed or assigned to.
class Sorter {
 public:
  // `side_by_side`: how many such are filled at once, each on a thread of its own, to be merged later: each takes its
  // share of the budget.
  explicit Sorter(Workspace& workspace, unsigned side_by_side = 1);
  ~Sorter();
  Sorter(Sorter&&) noexcept;
  Sorter& operator=(Sorter&&) noexcept;

  Status add(std::string_view record);  // less than 4 GiB each: a longer one is an error
  Status merge(Sorter&& other);         // other is empty afterwards. REQUIRES the same Workspace
  std::uint64_t records() const;
  std::uint64_t bytes() const;  // of the records
  std::uint64_t runs() const;   // on disk so far

  // Everything in order. The Sorter is empty afterwards, and may be filled again.
  Result<std::unique_ptr<SortedReader>> sorted();

  // For Observer::save and load: all records, in no promised order; load() adds to what is there.
  Status save(ByteSink& sink);
  Status load(ByteSource& source);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

void append_be64(std::string& out, std::uint64_t value);
void append_be40(std::string& out, std::uint64_t value);  // REQUIRES value < 2^40: counts of records
void append_be32(std::string& out, std::uint32_t value);
std::uint64_t read_be64(std::string_view bytes);  // REQUIRES 8 bytes
std::uint64_t read_be40(std::string_view bytes);  // REQUIRES 5 bytes
std::uint32_t read_be32(std::string_view bytes);  // REQUIRES 4 bytes

}  // namespace dsprep::spill
