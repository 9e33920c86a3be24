// DateRuns: the dates of all records in order, those of one date as one run: which record stands at a rank, how many
// come before a date, where a border can lie that parts no date.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "dsprep/op.h"
#include "dsprep/result.h"
#include "spill/sorter.h"
#include "spill/workspace.h"

namespace dsprep::ops::time {

// A moment as bytes in the order of time, 12.
void append_moment(std::string& out, const base::Moment& moment);
base::Moment take_moment(std::string_view& bytes);  // REQUIRES one to stand there

inline constexpr base::Moment always = {INT64_MIN, 0}, never = {INT64_MAX, 0};

// Records with a date before `date` are on one side, `rank` in number, all others on the other.
struct Border {
  base::Moment date;
  std::uint64_t rank = 0;
};

// Not thread-safe. Each question reads all runs once: ask many at once.
class DateRuns {
 public:
  // `dates`: of each record date (12), and outcome (12), without which it is the date; empty afterwards.
  static Result<DateRuns> make(spill::Sorter& dates, spill::Workspace& workspace, Decider& decider);

  std::uint64_t records() const { return records_; }
  const base::Moment& first() const { return first_; }  // REQUIRES records
  const base::Moment& last() const { return last_; }

  enum class Snap : std::uint8_t { nearest, back };
  // The borders nearest to these ranks, of two equally near the earlier; or none behind them. REQUIRES ranks ≤
  // records().
  Result<std::vector<Border>> at_ranks(const std::vector<std::uint64_t>& ranks, Snap snap, Decider& decider);
  Result<std::vector<Border>> at_dates(const std::vector<base::Moment>& dates, Decider& decider);
  // The latest outcome of the records from one border to the next, for each but the last; `always` where there are
  // none. REQUIRES borders in order.
  Result<std::vector<base::Moment>> latest_outcomes(const std::vector<Border>& borders, Decider& decider);

 private:
  explicit DateRuns(spill::Workspace& workspace) : workspace_(&workspace), runs_(workspace) {}
  struct Run {
    base::Moment date, outcome;        // outcome: the latest
    std::uint64_t begin = 0, end = 0;  // ranks
  };
  template <class Visit>
  Status each(Decider& decider, Visit&& visit);
  Status close(Run& run);

  spill::Workspace* workspace_;
  spill::Sorter runs_;  // date (12), outcome (12), records (8)
  std::uint64_t records_ = 0;
  base::Moment first_, last_;
  std::string row_;
};

}  // namespace dsprep::ops::time
