// Draw: how often each record of a class is written, so that the class comes to the size that is wanted of it.
//
// As many whole rounds over all records of the class as fit, and of one more round the first records by place
// (split/record_class.h). So what is decided of a class is a number of rounds and the place where the last one ends: a
// record that comes by again is compared with that, and nothing is held of it. Records with equal keys have one place;
// all but the first by their place in the input get a place of their own, so that they are not drawn all or none: these
// alone stand in a table.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "dsprep/op.h"
#include "spill/sorted_table.h"
#include "spill/sorter.h"
#include "spill/workspace.h"

namespace dsprep::split {

struct DrawnClass {
  std::uint64_t key = 0;
  std::string name;
  std::uint64_t records = 0, size = 0;                            // what there is
  std::uint64_t wanted = 0;                                       // size; set by who draws
  std::uint64_t drawn_records = 0, drawn_size = 0, left_out = 0;  // what comes of it; left_out: records never drawn

  double rounds() const { return size == 0 ? 0 : static_cast<double>(drawn_size) / static_cast<double>(size); }
};

// What is noted of a record: class, place, RecordId, and its size where records are not of size 1.
struct DrawRow {
  std::uint64_t key = 0, place = 0;
  RecordId id;
  std::uint64_t size = 1;
};
void append_row(std::string& out, const DrawRow& row, bool sized);

// Immutable, thread-safe.
class Draw {
 public:
  static constexpr std::uint64_t most_times = 10'000;

  // Sets what comes out of each of the `classes`. `rows`: DrawRows of all their records; empty afterwards. An error
  // where a record would be written more than most_times.
  static Result<Draw> make(std::vector<DrawnClass>& classes, spill::Sorter& rows, bool sized,
                           spill::Workspace& workspace, Decider& decider);

  std::uint64_t largest() const { return largest_; }  // how often a record is written at most

  // One per worker.
  class Cursor {
   public:
    explicit Cursor(const Draw& draw) : draw_(draw) {
      if (draw.again_) again_.emplace(draw.again_);
    }
    // How often the record is written. REQUIRES a class that was there, and its place by its key.
    Result<std::uint64_t> times(std::uint64_t key, std::uint64_t place, const RecordId& id);

   private:
    const Draw& draw_;
    std::optional<spill::SortedTable::Cursor> again_;
    std::size_t last_ = 0;  // class
  };

 private:
  struct Cut {
    std::uint64_t key = 0, rounds = 0;
    bool more = false;  // one more round, up to and with the record at (place, id)
    std::uint64_t place = 0;
    RecordId id;
  };

  std::vector<Cut> cuts_;  // by key
  std::uint64_t largest_ = 0;
  std::shared_ptr<const spill::SortedTable> again_;  // RecordId → place (8), of records whose key was there before
};

}  // namespace dsprep::split
