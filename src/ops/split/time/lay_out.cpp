#include "ops/split/time/lay_out.h"

#include <algorithm>
#include <utility>

#include "base/date.h"
#include "base/duration.h"
#include "base/human.h"
#include "base/quotas.h"

namespace dsprep::ops::time {
namespace {

using base::Moment;
using Borders = std::vector<Border>;
using Snap = DateRuns::Snap;

constexpr base::Duration tick = {0, 1};

// A border that nothing lies before stays, however far one goes back.
Moment back_from(const Moment& moment, const base::Duration& by) {
  return moment == always ? always : base::earlier(moment, by);
}

class Planner {
 public:
  Planner(const Schedule& schedule, DateRuns& runs, Decider& decider)
      : schedule_(schedule), runs_(runs), decider_(decider) {}

  Result<Layout> plan() {
    switch (schedule_.windows) {
      case Windows::none: DSPREP_CHECK(shares()); break;
      case Windows::blocked: DSPREP_CHECK(blocks()); break;
      case Windows::expanding:
      case Windows::sliding: DSPREP_CHECK(windows()); break;
    }
    return std::move(made_);
  }

 private:
  void add(std::size_t part, const Moment& begin, const Moment& end, const Moment& next) {
    made_.slots.push_back(
        {schedule_.parts[part], begin, end, schedule_.purges && next != never ? std::optional(next) : std::nullopt});
  }

  // Where the records are cut that many from the beginning, as near as equal dates allow.
  Result<Borders> cut(const std::vector<std::uint64_t>& ranks) {
    DSPREP_TRY(Borders borders, runs_.at_ranks(ranks, Snap::nearest, decider_));
    for (std::size_t i = 0; i < ranks.size(); ++i)
      made_.tied_moves += std::max(ranks[i], borders[i].rank) - std::min(ranks[i], borders[i].rank);
    return borders;
  }

  // So far before each of these.
  Result<Borders> before(const Borders& borders, const Extent& extent, Snap snap) {
    if (extent.none()) return borders;
    std::vector<std::uint64_t> ranks;
    std::vector<Moment> dates;
    for (const Border& border : borders) {
      ranks.push_back(border.rank - std::min(border.rank, extent.records));
      dates.push_back(back_from(border.date, extent.time));
    }
    if (!extent.by_records) return runs_.at_dates(dates, decider_);
    return snap == Snap::nearest ? cut(ranks) : runs_.at_ranks(ranks, snap, decider_);
  }

  Status shares() {
    std::vector<std::uint64_t> ranks;
    std::uint64_t rank = 0;
    for (const std::uint64_t n : base::apportion(runs_.records(), schedule_.shares)) ranks.push_back(rank += n);
    ranks.pop_back();
    DSPREP_TRY(const Borders begins, cut(ranks));
    DSPREP_TRY(const Borders ends, before(begins, schedule_.gap, Snap::back));
    for (std::size_t part = 0; part < schedule_.parts.size(); ++part) {
      const bool last = part == begins.size();
      add(part, part == 0 ? always : begins[part - 1].date, last ? never : ends[part].date,
          last ? never : begins[part].date);
    }
    return {};
  }

  // As many blocks as rounds, each the test of one; train is what lies around it.
  Status blocks() {
    if (runs_.records() < schedule_.rounds) return too_many();
    std::vector<std::uint64_t> ranks = {0};
    const std::vector<double> equal(schedule_.rounds, 1 / static_cast<double>(schedule_.rounds));
    for (const std::uint64_t n : base::apportion(runs_.records(), equal)) ranks.push_back(ranks.back() + n);
    DSPREP_TRY(const Borders borders, cut(ranks));
    DSPREP_TRY(const Borders ends, before(borders, schedule_.gap, Snap::back));
    DSPREP_TRY(const std::vector<Moment> latest, runs_.latest_outcomes(borders, decider_));
    for (std::size_t round = 0; round < schedule_.rounds; ++round) {
      const std::size_t train = 2 * round;
      const Border &begin = borders[round], &end = borders[round + 1];
      if (round > 0) add(train, always, ends[round].date, begin.date);
      // Nothing is taken for train again before the last outcome of the test is known and the embargo is over.
      Moment again = end.date;
      if (schedule_.purges || !schedule_.embargo.none())
        again = std::max(again, base::later(base::later(latest[round], schedule_.embargo), tick));
      if (end.date != never) add(train, again, never, never);
      add(train + 1, round == 0 ? always : begin.date, end.date, never);
    }
    return {};
  }

  Error too_many() const {
    return failure("rounds = " + std::to_string(schedule_.rounds) + " is too many for " +
                   base::format_counted(runs_.records(), "record") + ": lower it");
  }

  Status tests(Borders& begins, Borders& ends) {
    const std::size_t rounds = schedule_.rounds;
    const std::uint64_t records = runs_.records();
    const Extent test = schedule_.test.value_or(Extent{records / (rounds + 1), {}, true});
    if (test.by_records) {
      if (test.none()) return too_many();
      if (test.records > records / rounds) return no_train();
      std::vector<std::uint64_t> ranks;
      for (std::size_t i = rounds + 1; i > 0; --i) ranks.push_back(records - (i - 1) * test.records);
      DSPREP_TRY(begins, cut(ranks));
    } else {
      std::vector<Moment> dates = {schedule_.from.value_or(base::later(runs_.last(), tick))};
      for (std::size_t i = 0; i < rounds; ++i)
        dates.push_back(schedule_.from ? base::later(dates.back(), test.time) : base::earlier(dates.back(), test.time));
      if (!schedule_.from) std::reverse(dates.begin(), dates.end());
      DSPREP_TRY(begins, runs_.at_dates(dates, decider_));
    }
    ends.assign(begins.begin() + 1, begins.end());
    begins.pop_back();
    return {};
  }

  Error no_train() const {
    return failure("the tests of " + std::to_string(schedule_.rounds) +
                   " rounds, with what lies before them, leave no record to train on in round 0 (of " +
                   base::format_count(runs_.records()) + " records): give fewer rounds, or a smaller test");
  }

  Status windows() {
    Borders test, test_end;
    DSPREP_CHECK(tests(test, test_end));
    Borders validation = test, validation_end, train_end, train;
    if (schedule_.validation) {
      DSPREP_TRY(validation_end, before(test, schedule_.gap, Snap::back));
      DSPREP_TRY(validation, before(validation_end, *schedule_.validation, Snap::nearest));
    }
    DSPREP_TRY(train_end, before(validation, schedule_.gap, Snap::back));
    if (train_end.front().rank == 0) return no_train();
    train.assign(schedule_.rounds, {always, 0});
    if (schedule_.windows == Windows::sliding) {
      DSPREP_TRY(train, before(train_end, length_of_train(train_end.front()), Snap::nearest));
    }
    const std::size_t parts = schedule_.parts_of_round();
    for (std::size_t i = 0; i < schedule_.rounds; ++i) {
      add(i * parts, train[i].date, train_end[i].date, validation[i].date);
      if (schedule_.validation) add(i * parts + 1, validation[i].date, validation_end[i].date, test[i].date);
      add(i * parts + parts - 1, test[i].date, test_end[i].date, never);
    }
    return {};
  }

  // Of sliding windows, as long as the first can be unless it is given.
  Extent length_of_train(const Border& first_end) const {
    if (schedule_.train) return *schedule_.train;
    Extent length;
    length.by_records = !schedule_.test || schedule_.test->by_records;
    if (length.by_records) length.records = first_end.rank;
    else length.time = base::between(runs_.first(), first_end.date);
    return length;
  }

  const Schedule& schedule_;
  DateRuns& runs_;
  Decider& decider_;
  Layout made_;
};

}  // namespace

Layout lay_out_cuts(const Schedule& schedule) {
  Layout made;
  for (std::size_t part = 0; part < schedule.parts.size(); ++part) {
    const bool last = part == schedule.cuts.size();
    Slot slot{schedule.parts[part], part == 0 ? always : schedule.cuts[part - 1], never, {}};
    if (!last) slot.end = back_from(schedule.cuts[part], schedule.gap.time);
    if (!last && schedule.purges) slot.purge = schedule.cuts[part];
    made.slots.push_back(slot);
  }
  return made;
}

Result<Layout> lay_out(const Schedule& schedule, DateRuns& runs, Decider& decider) {
  return Planner(schedule, runs, decider).plan();
}

}  // namespace dsprep::ops::time
