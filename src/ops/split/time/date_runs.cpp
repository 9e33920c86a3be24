#include "ops/split/time/date_runs.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "spill/scan.h"

namespace dsprep::ops::time {
namespace {

constexpr std::uint64_t sign = std::uint64_t{1} << 63;
constexpr std::size_t moment_size = 12;

// The order in which `values` ascend.
template <class T>
std::vector<std::size_t> ascending(const std::vector<T>& values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  return order;
}

}  // namespace

void append_moment(std::string& out, const base::Moment& moment) {
  spill::append_be64(out, static_cast<std::uint64_t>(moment.seconds) ^ sign);
  spill::append_be32(out, moment.nanos);
}

base::Moment take_moment(std::string_view& bytes) {
  const base::Moment moment{static_cast<std::int64_t>(spill::read_be64(bytes) ^ sign),
                            spill::read_be32(bytes.substr(8))};
  bytes.remove_prefix(moment_size);
  return moment;
}

Status DateRuns::close(Run& run) {
  if (run.begin == run.end) return {};
  row_.clear();
  append_moment(row_, run.date);
  append_moment(row_, run.outcome);
  spill::append_be64(row_, run.end - run.begin);
  run.begin = run.end;
  return runs_.add(row_);
}

Result<DateRuns> DateRuns::make(spill::Sorter& dates, spill::Workspace& workspace, Decider& decider) {
  DateRuns made(workspace);
  Run run;
  const auto see = [&](std::string_view entry) -> Status {
    const base::Moment date = take_moment(entry), outcome = entry.empty() ? date : take_moment(entry);
    if (run.begin == run.end || date != run.date) {
      DSPREP_CHECK(made.close(run));
      run.date = date;
      run.outcome = outcome;
    }
    run.outcome = std::max(run.outcome, outcome);
    if (run.end++ == 0) made.first_ = date;
    made.last_ = date;
    return {};
  };
  DSPREP_CHECK(spill::scan(dates, decider, "splitting: dates", see));
  DSPREP_CHECK(made.close(run));
  made.records_ = run.end;
  return made;
}

template <class Visit>
Status DateRuns::each(Decider& decider, Visit&& visit) {
  spill::Sorter again(*workspace_);
  Run run;
  const auto see = [&](std::string_view entry) -> Status {
    DSPREP_CHECK(again.add(entry));
    run.date = take_moment(entry);
    run.outcome = take_moment(entry);
    run.begin = run.end;
    run.end += spill::read_be64(entry);
    visit(run);
    return {};
  };
  DSPREP_CHECK(spill::scan(runs_, decider, "splitting: borders", see));
  runs_ = std::move(again);
  return {};
}

Result<std::vector<Border>> DateRuns::at_ranks(const std::vector<std::uint64_t>& ranks, Snap snap, Decider& decider) {
  std::vector<Border> borders(ranks.size(), {never, records_});
  const std::vector<std::size_t> order = ascending(ranks);
  std::size_t next = 0;
  std::vector<std::size_t> behind;  // whose border is the next run's begin
  const auto see = [&](const Run& run) {
    for (const std::size_t i : behind) borders[i] = {run.date, run.begin};
    behind.clear();
    for (; next < order.size() && ranks[order[next]] < run.end; ++next) {
      const std::uint64_t rank = ranks[order[next]];
      if (snap == Snap::back || rank - run.begin <= run.end - rank) borders[order[next]] = {run.date, run.begin};
      else behind.push_back(order[next]);
    }
  };
  DSPREP_CHECK(each(decider, see));
  return borders;
}

Result<std::vector<Border>> DateRuns::at_dates(const std::vector<base::Moment>& dates, Decider& decider) {
  std::vector<Border> borders;
  for (const base::Moment& date : dates) borders.push_back({date, records_});
  const std::vector<std::size_t> order = ascending(dates);
  std::size_t next = 0;
  const auto see = [&](const Run& run) {
    for (; next < order.size() && dates[order[next]] <= run.date; ++next) borders[order[next]].rank = run.begin;
  };
  DSPREP_CHECK(each(decider, see));
  return borders;
}

Result<std::vector<base::Moment>> DateRuns::latest_outcomes(const std::vector<Border>& borders, Decider& decider) {
  std::vector<base::Moment> latest(borders.empty() ? 0 : borders.size() - 1, always);
  std::size_t at = 0;
  const auto see = [&](const Run& run) {
    while (at < latest.size() && borders[at + 1].rank <= run.begin) ++at;
    if (at < latest.size() && borders[at].rank <= run.begin) latest[at] = std::max(latest[at], run.outcome);
  };
  DSPREP_CHECK(each(decider, see));
  return latest;
}

}  // namespace dsprep::ops::time
