// time: assigns records to parts by their date: earlier ones to train, later ones to test, in one cut or in rounds.
//
// What goes where is a handful of stretches of time (time/slots.h). At given cuts they are known beforehand; of shares
// and windows they are laid out when all dates have been seen (time/lay_out.h). Nothing depends on the order of
// records.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "dsprep/map_with.h"
#include "dsprep/op_spec.h"
#include "ops/split/time/date_runs.h"
#include "ops/split/time/lay_out.h"
#include "ops/split/time/read_dates.h"
#include "ops/split/time/slots.h"
#include "ops/split/time/time_params.h"
#include "ops/split/time/time_report.h"
#include "spill/sorted_observer.h"
#include "spill/sorter.h"

namespace dsprep::ops {
namespace {

using namespace time;

enum : Rule { outside, purged };
constexpr RuleInfo rules[] = {
    {"outside", Judge::Limit::Compare::at_most, "", "1 for a record of no part: in a gap, before or behind all windows",
     0},
    {"purged", Judge::Limit::Compare::at_most, "",
     "1 for a record that is left out of every part because its outcome is known too late", 0},
};

// ---- apply ----

struct Decision {
  std::shared_ptr<const TimePlan> plan;
  std::shared_ptr<const Routes> routes;
};

class TimeMapper final : public Mapper {
 public:
  explicit TimeMapper(const Decision& decision) : decision_(decision), dates_(decision.plan->fields) {}

  Verdict map(Record& record, Context& context) override {
    if (auto verdict = dates_.read(record)) return *std::move(verdict);
    const Routes::Found found = decision_.routes->find(dates_.date(), dates_.outcome());
    if (found.purged > 0) context.count(decision_.plan->purged, found.purged);
    if (decision_.plan->copies && found.parts.size() > 1)
      context.count(*decision_.plan->copies, found.parts.size() - 1);
    context.judge().check(outside, found.parts.empty() && found.purged == 0 ? 1 : 0);
    context.judge().check(purged, found.parts.empty() && found.purged > 0 ? 1 : 0);
    return found.parts.empty() ? context.judge().verdict() : Verdict::keep(found.parts);
  }

 private:
  const Decision& decision_;
  ReadDates dates_;
};

AnyOp apply(std::shared_ptr<const TimePlan> plan, std::vector<Slot> slots) {
  return map_with<TimeMapper>(Decision{std::move(plan), std::make_shared<const Routes>(std::move(slots))});
}

// ---- decide ----

// Entries: date (12), and where there is a field for it outcome (12).
class DateExtractor {
 public:
  struct Totals {
    std::uint64_t records = 0;
    auto all() { return std::tie(records); }
  };

  explicit DateExtractor(const TimePlan& plan) : dates_(plan.fields), outcomes_(plan.fields.outcome.bound()) {}

  Status extract(const Record& record, Totals& totals, spill::Sorter& entries) {
    if (dates_.read(record)) return {};  // the mapper makes it malformed
    ++totals.records;
    entry_.clear();
    append_moment(entry_, dates_.date());
    if (outcomes_) append_moment(entry_, dates_.outcome());
    return entries.add(entry_);
  }

 private:
  ReadDates dates_;
  const bool outcomes_;
  std::string entry_;
};

using DateObserver = spill::SortedObserver<DateExtractor>;

class SplitByTime final : public GlobalOp {
 public:
  explicit SplitByTime(std::shared_ptr<const TimePlan> plan) : plan_(std::move(plan)) {}

  std::unique_ptr<Observer> observer() const override {
    return std::make_unique<DateObserver>(*plan_->workspace, *plan_);
  }

  Result<AnyOp> decide(Observers observers, Decider& decider) const override {
    DateObserver& observed = DateObserver::main_of(observers);
    if (observed.totals().records == 0) return apply(plan_, {});
    DSPREP_TRY(DateRuns runs, DateRuns::make(observed.entries(), *plan_->workspace, decider));
    DSPREP_TRY(Layout layout, lay_out(plan_->schedule, runs, decider));
    DSPREP_CHECK(write_report(plan_->schedule, layout, runs, decider));
    return apply(plan_, std::move(layout.slots));
  }

 private:
  std::shared_ptr<const TimePlan> plan_;
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  DSPREP_TRY(TimePlan bound, bind_time(bind_params<TimeParams>(values), binder));
  auto plan = std::make_shared<const TimePlan>(std::move(bound));
  if (plan->schedule.cuts.empty()) return AnyOp(std::make_unique<SplitByTime>(std::move(plan)));
  std::vector<Slot> slots = lay_out_cuts(plan->schedule).slots;
  return apply(std::move(plan), std::move(slots));
}

constexpr Example examples[] = {
    {"What came before the cut, and from it on", "field = \"date\"\ncuts = [\"2024-03\"]",
     "{\"text\":\"春节\",\"date\":\"2024-02-10\"}\n"
     "{\"text\":\"三月一日，北京零点\",\"date\":\"2024-03-01T00:00:00+08:00\"}\n"
     "{\"text\":\"March\",\"date\":\"2024-03-01\"}\n",
     "train\t{\"text\":\"春节\",\"date\":\"2024-02-10\"}\n"
     "train\t{\"text\":\"三月一日，北京零点\",\"date\":\"2024-03-01T00:00:00+08:00\"}\n"
     "test\t{\"text\":\"March\",\"date\":\"2024-03-01\"}\n"},
    {"The latest third for testing, and nothing of the two days before it",
     "field = \"at\"\nnumbers = \"seconds\"\nratios = { train = 0.6666666666, test = 0.3333333334 }\ngap = \"2d\"",
     "{\"text\":\"१\",\"at\":1700000000}\n"
     "{\"text\":\"२\",\"at\":1700500000}\n"
     "{\"text\":\"३\",\"at\":1700600000}\n",
     "train\t{\"text\":\"१\",\"at\":1700000000}\n"
     "test\t{\"text\":\"३\",\"at\":1700600000}\n",
     "{\"text\":\"२\",\"at\":1700500000}\n"},
    {"Two rounds, each trained on all that came before",
     "field = \"day\"\nwindows = \"expanding\"\nrounds = 2\ntest = \"1 record\"",
     "{\"text\":\"月\",\"day\":\"2024-05-06\"}\n"
     "{\"text\":\"火\",\"day\":\"2024-05-07\"}\n"
     "{\"text\":\"水\",\"day\":\"2024-05-08\"}\n",
     "round0_train\t{\"text\":\"月\",\"day\":\"2024-05-06\"}\n"
     "round0_test\t{\"text\":\"火\",\"day\":\"2024-05-07\"}\n"
     "round1_train\t{\"text\":\"月\",\"day\":\"2024-05-06\"}\n"
     "round1_train\t{\"text\":\"火\",\"day\":\"2024-05-07\"}\n"
     "round1_test\t{\"text\":\"水\",\"day\":\"2024-05-08\"}\n"},
};

constexpr std::string_view metrics[] = {"records", "rounds", "tied_moves"};

}  // namespace

extern const OpSpec split_time;
const OpSpec split_time = {
    .name = "time",
    .family = Family::split,
    .summary = "Assign records to parts by date: train on the past, test on what came after",
    .details =
        R"(**Dates** are texts as ISO 8601 and RFC 3339 write them: 2024, 2024-05, 2024-05-17, 2024-05-17T08:30, 2024-05-17 08:30:15.25Z, with an offset
(+08:00, -0530) or without, which is UTC; of a day or a year the first moment counts. With `numbers` also JSON numbers, and texts that are
one, as `seconds` or `milliseconds` since 1970, may they be negative or fractions; or JSON numbers of four digits as `years`. They are compared to the nanosecond. A date that the Gregorian calendar
does not have (2023-02-29), a number where `numbers` does not say of what, or one outside of the years 0 to 9999 makes the record malformed, with the
reason; so does a field that is missing or null.

**One cut or several**: parts stand in the order of time. At `cuts` a record at the very moment of a cut belongs to the later part; their names are
`parts`, by default train and test, with two cuts train, validation and test. No further pass is needed, and no record moves when others come. Otherwise
`ratios` (by default 80:10:10, shares of the records in order of date): **equal dates are never parted**, so a border is moved to the nearest one
between two dates, of two equally near the earlier (metric `tied_moves`: by how many records in all).

**Windows**: `rounds` parts of each kind, `round0_train`, `round0_test`, `round1_train` and so on; a record is written as often as it is in a part, which the
books count as copies, and a stream needs `--into FIELD`. `expanding`: the tests follow one another and end with the last record (as in
scikit-learn's TimeSeriesSplit), train is all before. A test has `test` records, by default one part in rounds + 1, or takes the time `test`; then the
last one ends with the last record, or the first begins with `from`. `sliding`: train is as long as `train` says, by default as in round 0.
`validation` puts a part of that length between train and test. `blocked`: the records in so many blocks of equal size, each the test of one round,
and train all others, before and after.

**What must not leak**: `gap` leaves out so much time, or so many records, at the end of train before a validation part, and at the end of that before the
test; by records at least so many, as equal dates are not parted. `purge` is a field with the moment from which the
outcome of a record is known (its evaluation time; the date is the prediction time): a record is left out of train where that is not before the
first date of what follows, and in blocks also where its date is not behind the last outcome of the test. `embargo`, of blocks: a record is left out of
train for so much longer behind the last outcome of the test. What follows begins at its first record; at given cuts, and for tests by time, with the window.

Lengths: "30d", "2 weeks", "12h", "15min", "30s", "250ms", "200 records". A day has 86,400 seconds; months and years have no fixed length.
A record that is in no part is dropped with the rule `outside`, or `purged`; of how many parts else records were purged is a counter. Records to train on must be left in round 0, else
it is an error; a part that stays empty is a warning.

`ratios` and windows need one more pass and some 20 bytes per record, 30 with `purge`, spilled past `--memory`. Nothing depends on the order of records or on the seed.
Equal texts may stand on both sides: `check` finds them, `dedup_exact` before this step removes them.)",
    .source =
        "scikit-learn TimeSeriesSplit (rounds, test_size, gap, max_train_size); purge and embargo: López de Prado, "
        "Advances in Financial Machine Learning, 2018, ch. 7",
    .examples = examples,
    .params = describe_params<TimeParams>,
    .make = make,
    .rules = rules,
    .metrics = metrics,
};

}  // namespace dsprep::ops
