// lay_out: from what was asked for to stretches of time: shares, or windows of several rounds.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "dsprep/op.h"
#include "dsprep/record.h"
#include "ops/split/time/date_runs.h"
#include "ops/split/time/extent.h"
#include "ops/split/time/slots.h"

namespace dsprep::ops::time {

enum class Windows : std::uint8_t { none, expanding, sliding, blocked };

// What is asked for; shared by all workers.
struct Schedule {
  Windows windows = Windows::none;
  std::vector<std::string> names;  // of the parts
  std::vector<PartId> parts;
  // Without windows parts stand in the order of time, by share (add up to 1) or at cuts (one less than parts).
  std::vector<double> shares;
  std::vector<base::Moment> cuts;
  // With windows each round has its parts one after the other: train, validation where there is one, test.
  std::size_t rounds = 0;
  std::optional<Extent> train, validation, test;
  std::optional<base::Moment> from;  // where the first test begins
  Extent gap;                        // of every part to the next
  base::Duration embargo;
  bool purges = false;  // records have outcomes

  std::size_t parts_of_round() const { return validation ? 3 : 2; }
};

struct Layout {
  std::vector<Slot> slots;       // by part; of blocked windows two of each train
  std::uint64_t tied_moves = 0;  // records by which borders were moved, so as not to part equal dates
};

// Of cuts: nothing need be known of the records.
Layout lay_out_cuts(const Schedule& schedule);
// Of shares and windows. REQUIRES records.
Result<Layout> lay_out(const Schedule& schedule, DateRuns& runs, Decider& decider);

}  // namespace dsprep::ops::time
