#include "ops/split/time/time_params.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "base/date.h"
#include "base/part_sizes.h"

namespace dsprep::ops::time {
namespace {

constexpr std::int64_t default_rounds = 5, most_rounds = 100;

Windows windows_named(std::string_view name) {
  if (name == "expanding") return Windows::expanding;
  if (name == "sliding") return Windows::sliding;
  return name == "blocked" ? Windows::blocked : Windows::none;
}

Numbers numbers_named(std::string_view name) {
  if (name == "seconds") return Numbers::seconds;
  if (name == "milliseconds") return Numbers::milliseconds;
  return name == "years" ? Numbers::years : Numbers::refused;
}

// What has no effect where it stands is a misunderstanding.
Status check(const TimeParams& params) {
  const Windows windows = windows_named(params.windows);
  if (windows == Windows::none) {
    if (params.rounds || params.train || params.validation || params.test || params.from)
      return usage_error(
          "rounds, train, validation, test and from are of windows: give windows = \"expanding\" or \"sliding\"; "
          "for one cut by shares write ratios = { train = 0.8, test = 0.2 }");
    if (!params.cuts.empty() && params.ratios)
      return usage_error("cuts and ratios are two ways to say the same: give one of them");
    if (params.cuts.empty() && !params.parts.empty())
      return usage_error("parts names what cuts make; ratios has names of its own");
  } else {
    if (params.ratios || !params.cuts.empty() || !params.parts.empty())
      return usage_error("ratios, cuts and parts make one cut, windows many: give one of them");
    if (windows == Windows::expanding && params.train)
      return usage_error("train is the length of sliding windows; expanding ones take all that came before");
    if (windows == Windows::blocked && (params.train || params.validation || params.test || params.from))
      return usage_error("blocked windows are as long as rounds make them: leave out train, validation, test and from");
  }
  if (params.embargo && windows != Windows::blocked)
    return usage_error(
        "embargo is of training records behind a test, which windows = \"blocked\" alone has; before a test there is "
        "gap");
  return {};
}

Result<std::optional<base::Moment>> read_moment(std::string_view name, const std::optional<std::string>& text,
                                                Numbers numbers) {
  if (!text) return std::optional<base::Moment>();
  const std::optional<base::Moment> moment = moment_of(*text, numbers);
  if (moment) return moment;
  return usage_error(std::string(name) + ": \"" + *text +
                     "\" is no date: write 2024, 2024-05, 2024-05-17 or 2024-05-17T08:30:00Z");
}

Result<std::optional<Extent>> read_length(std::string_view name, const std::optional<std::string>& text) {
  if (!text) return std::optional<Extent>();
  DSPREP_TRY(const Extent extent, read_extent(name, *text));
  if (extent.none()) return usage_error(std::string(name) + " = \"" + *text + "\" has no length");
  return std::optional(extent);
}

Status read_cuts(const TimeParams& params, Schedule& schedule) {
  for (const std::string& text : params.cuts) {
    DSPREP_TRY(const auto cut, read_moment("cuts", text, numbers_named(params.numbers)));
    if (!schedule.cuts.empty() && *cut <= schedule.cuts.back())
      return usage_error("cuts: \"" + text + "\" does not come after the one before it: write them in order");
    schedule.cuts.push_back(*cut);
  }
  schedule.names = params.parts;
  if (params.parts.empty()) {
    if (params.cuts.size() > 2)
      return usage_error("cuts: " + std::to_string(params.cuts.size()) + " make " +
                         std::to_string(params.cuts.size() + 1) + " parts: give their names in parts");
    schedule.names = params.cuts.size() == 1 ? std::vector<std::string>{"train", "test"}
                                             : std::vector<std::string>{"train", "validation", "test"};
  }
  if (schedule.names.size() != params.cuts.size() + 1)
    return usage_error("parts: " + std::to_string(params.cuts.size()) +
                       (params.cuts.size() == 1 ? " cut makes " : " cuts make ") +
                       std::to_string(params.cuts.size() + 1) + " parts, but " + std::to_string(schedule.names.size()) +
                       (schedule.names.size() == 1 ? " name is" : " names are") + " given");
  return {};
}

Status read_shares(const TimeParams& params, Schedule& schedule) {
  const NumberTable usual = {{"train", 0.8}, {"validation", 0.1}, {"test", 0.1}};
  DSPREP_TRY(base::PartSizes read, base::read_part_sizes(params.ratios.value_or(usual), base::SizeUnit::share));
  schedule.names = std::move(read.names);
  schedule.shares = std::move(read.shares);
  return {};
}

Status read_windows(const TimeParams& params, Schedule& schedule) {
  schedule.rounds = static_cast<std::size_t>(params.rounds.value_or(default_rounds));
  DSPREP_TRY(schedule.train, read_length("train", params.train));
  DSPREP_TRY(schedule.validation, read_length("validation", params.validation));
  DSPREP_TRY(schedule.test, read_length("test", params.test));
  DSPREP_TRY(schedule.from, read_moment("from", params.from, numbers_named(params.numbers)));
  if (schedule.from && (!schedule.test || schedule.test->by_records))
    return usage_error("from is where tests begin that take a time: give test, as in test = \"30d\"");
  for (std::size_t round = 0; round < schedule.rounds; ++round) {
    const std::string start = "round" + std::to_string(round) + "_";
    schedule.names.push_back(start + "train");
    if (schedule.validation) schedule.names.push_back(start + "validation");
    schedule.names.push_back(start + "test");
  }
  return {};
}

Result<Schedule> read_schedule(const TimeParams& params) {
  Schedule schedule;
  schedule.windows = windows_named(params.windows);
  schedule.purges = params.purge.has_value();
  if (params.gap) {
    DSPREP_TRY(schedule.gap, read_extent("gap", *params.gap));
  }
  if (params.embargo) {
    DSPREP_TRY(const Extent embargo, read_extent("embargo", *params.embargo));
    if (embargo.by_records) return usage_error("embargo is a time, as in embargo = \"5d\"");
    schedule.embargo = embargo.time;
  }
  if (schedule.windows != Windows::none) DSPREP_CHECK(read_windows(params, schedule));
  else DSPREP_CHECK(params.cuts.empty() ? read_shares(params, schedule) : read_cuts(params, schedule));
  if (!schedule.cuts.empty() && schedule.gap.by_records)
    return usage_error("gap: at cuts nothing is known of other records: give a time, as in gap = \"7d\", or ratios");
  if (schedule.windows == Windows::none)
    for (std::size_t i = 1; i < schedule.names.size(); ++i)
      if (schedule.names[i] == "train")
        return usage_error(
            "parts stand in the order of time, and train is not the first: what comes later would be "
            "learned from; windows = \"blocked\" trains on both sides of a test");
  return schedule;
}

// Binds a field that holds one date.
Status bind_date(std::string_view name, const std::string& text, Binder& binder, Field& field, std::string& pointer) {
  DSPREP_TRY(field, binder.read(text));
  pointer = binder.pointer(field);
  if ((pointer + "/").find("/*/") == std::string::npos) return {};
  return usage_error(std::string(name) + " = \"" + text + "\" names many places: a record has one date");
}

}  // namespace

void TimeParams::fields(ParamFields& f) {
  f("field", field, {.meaning = "the field with the date of the record", .required = true, .field = true});
  f("numbers", numbers,
    {.meaning = "what dates are that are numbers: seconds or milliseconds since 1970, or years; none: malformed",
     .choices = {"none", "seconds", "milliseconds", "years"}});
  f("cuts", cuts, {.meaning = "dates, in order, each of which begins the next part"});
  f("parts", parts,
    {.meaning = "names of the parts that cuts make, one more than cuts (default: train, validation, test)"});
  f("ratios", ratios,
    {.meaning = "parts in the order of time, and their shares of the records, which add up to 1 (default: "
                "train = 0.8, validation = 0.1, test = 0.1)",
     .min = 0});
  f("windows", windows,
    {.meaning = "several rounds: expanding: train is all before the test; sliding: as long in each round; blocked: "
                "every record is in one test, and train is all around it",
     .choices = {"none", "expanding", "sliding", "blocked"}});
  f("rounds", rounds,
    {.meaning = "how many rounds windows have (default: 5)", .min = 1, .max = static_cast<double>(most_rounds)});
  f("train", train, {.meaning = "length of train, of sliding windows: \"90d\", \"1000 records\""});
  f("validation", validation, {.meaning = "length of a validation part between train and test"});
  f("test", test, {.meaning = "length of each test: \"30d\", \"200 records\" (default: one part in rounds + 1)"});
  f("from", from, {.meaning = "the date where the first test begins, of tests that take a time"});
  f("gap", gap, {.meaning = "what is left out before each validation and test part: \"7d\", \"10 records\""});
  f("purge", purge,
    {.meaning = "the field with the date from which the outcome of a record is known: train has none that is known "
                "only in the time of validation or test",
     .field = true});
  f("embargo", embargo, {.meaning = "what is left out of train behind a test, of blocked windows: \"5d\""});
}

Result<TimePlan> bind_time(const TimeParams& params, Binder& binder) {
  DSPREP_CHECK(check(params));
  TimePlan plan;
  DSPREP_TRY(plan.schedule, read_schedule(params));
  for (const std::string& name : plan.schedule.names) {
    DSPREP_TRY(const PartId id, binder.part(name));
    if (std::count(plan.schedule.parts.begin(), plan.schedule.parts.end(), id) > 0)
      return usage_error("parts: " + name + " is there twice");
    plan.schedule.parts.push_back(id);
  }
  plan.fields.numbers = numbers_named(params.numbers);
  DSPREP_CHECK(bind_date("field", params.field, binder, plan.fields.date, plan.fields.date_pointer));
  if (params.purge) {
    DSPREP_CHECK(bind_date("purge", *params.purge, binder, plan.fields.outcome, plan.fields.outcome_pointer));
    plan.purged = binder.counter("purged");
  }
  if (plan.schedule.windows != Windows::none && plan.schedule.rounds > 1) plan.copies = binder.counter("copies");
  plan.workspace = &binder.workspace();
  return plan;
}

}  // namespace dsprep::ops::time
