// Slots: which parts a record goes to, by its date and by when its outcome is known.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "base/date.h"
#include "dsprep/record.h"

namespace dsprep::ops::time {

// A stretch of time whose records go to a part.
struct Slot {
  PartId part;
  base::Moment begin, end;            // from begin on, before end
  std::optional<base::Moment> purge;  // those with an outcome from here on are left out
};

// Immutable. All sets of parts that there can be are made once, since verdicts refer to them.
class Routes {
 public:
  explicit Routes(std::vector<Slot> slots);

  struct Found {
    std::span<const PartId> parts;
    std::size_t purged = 0;  // parts it would be in but for its outcome
  };
  Found find(const base::Moment& date, const base::Moment& outcome) const;
  const std::vector<Slot>& slots() const { return slots_; }

 private:
  struct Set {
    std::size_t first = 0, count = 0, purged = 0;  // in parts_
  };
  struct Stretch {                     // between two borders of any slots
    std::vector<base::Moment> purges;  // of the slots that hold it, ascending
    std::vector<Set> sets;             // by how many of them the outcome has reached
  };
  std::vector<Slot> slots_;
  std::vector<base::Moment> borders_;
  std::vector<Stretch> stretches_;  // [i] is before borders_[i]; one more than borders
  std::vector<PartId> parts_;
};

}  // namespace dsprep::ops::time
