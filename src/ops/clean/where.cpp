// where: keeps, or drops, records by what stands in any field: a number, a name, a date, or nothing at all.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/date.h"
#include "base/decimal_key.h"
#include "base/trim_ends.h"
#include "dsprep/map_with.h"
#include "dsprep/op.h"
#include "dsprep/op_spec.h"

namespace dsprep::ops {
namespace {

enum : Rule { present, min, max, values, since, before, matched };

constexpr RuleInfo rules[] = {
    {"present", Judge::Limit::Compare::equals, "", "1 where the field is as `present` says, else 0 (mode keep)", 1},
    {"min", Judge::Limit::Compare::at_least, "", "the number in the field less `min` (mode keep)"},
    {"max", Judge::Limit::Compare::at_most, "", "the number in the field less `max` (mode keep)"},
    {"values", Judge::Limit::Compare::equals, "", "1 where the value is one of `values`, else 0 (mode keep)", 1},
    {"since", Judge::Limit::Compare::at_least, "", "seconds from `since` to the date in the field (mode keep)"},
    {"before", Judge::Limit::Compare::below, "", "seconds from `before` to the date in the field (mode keep)"},
    {"matched", Judge::Limit::Compare::equals, "", "1 where all conditions hold, else 0 (mode drop)", 0},
};

struct Params {
  std::string field, mode = "keep", elements = "all";
  std::optional<bool> present;
  std::optional<double> min, max;
  std::vector<std::string> values;
  std::optional<std::string> since, before;
  void fields(ParamFields& f) {
    f("field", field, {.meaning = "the field to look at", .required = true, .field = true});
    f("present", present, {.meaning = "whether the field has to be there, with a value other than null"});
    f("min", min, {.meaning = "lowest number"});
    f("max", max, {.meaning = "highest number"});
    f("values", values, {.meaning = "what the field may be: text, numbers, true or false, as they are written"});
    f("since", since, {.meaning = "earliest date: 2024, 2024-05-17 or 2024-05-17T08:30:00+08:00"});
    f("before", before, {.meaning = "the first date that is too late"});
    f("mode", mode, {.meaning = "what happens to records of which all conditions hold", .choices = {"keep", "drop"}});
    f("elements", elements,
      {.meaning = "of a field with *, whether a condition must hold for all elements or for any",
       .choices = {"all", "any"}});
  }
};

// A limit a number keeps to or not.
struct Bound {
  std::string key;                    // decimal_key.h, or what is before or behind all of those
  double number = 0;                  // the nearest
  std::optional<std::int64_t> whole;  // where it is one
};

std::optional<std::int64_t> as_whole(std::string_view text) {
  std::int64_t whole = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), whole);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(whole) : std::nullopt;
}

// The double nearest to a number. REQUIRES its key.
double nearest(std::string_view text, std::string_view key) {
  double number = 0;
  if (std::from_chars(text.data(), text.data() + text.size(), number).ec == std::errc()) return number;
  std::string one;  // it is beyond a double: very large, or very small
  base::append_decimal_key(one, "1");
  if (key > one) return std::numeric_limits<double>::infinity();
  one.clear();
  base::append_decimal_key(one, "-1");
  return key < one ? -std::numeric_limits<double>::infinity() : 0;
}

// The number less the bound, with the sign that is exactly right: what a double cannot tell apart is its smallest
// number apart.
double difference(std::string_view text, const std::string& key, const Bound& bound) {
  if (bound.whole)
    if (const auto whole = as_whole(text)) {
      __extension__ using Wide = __int128;
      return static_cast<double>(Wide{*whole} - Wide{*bound.whole});
    }
  if (key == bound.key) return 0;
  const double apart = nearest(text, key) - bound.number;
  const bool above = key > bound.key;
  if (above ? apart > 0 : apart < 0) return apart;
  constexpr double smallest = std::numeric_limits<double>::denorm_min();
  return above ? smallest : -smallest;
}

// As it was given: of a whole number every digit counts.
std::optional<Bound> bound_of(const ParamValues& given, std::string_view name) {
  const auto found = std::find_if(given.begin(), given.end(), [&](const auto& value) { return value.first == name; });
  if (found == given.end() || !found->second.set()) return std::nullopt;
  Bound bound;
  if (const auto* whole = std::get_if<std::int64_t>(&found->second)) {
    bound.whole = *whole;
    bound.number = static_cast<double>(*whole);
    base::append_decimal_key(bound.key, std::to_string(*whole));
    return bound;
  }
  bound.number = std::get<double>(found->second);
  if (std::isinf(bound.number)) {
    bound.key = bound.number > 0 ? "\xff" : "";
    return bound;
  }
  base::append_decimal_key(bound.key, ValueBuilder().number(bound.number).json());
  constexpr double exact = 0x1p53;
  if (bound.number == std::floor(bound.number) && std::fabs(bound.number) <= exact)
    bound.whole = static_cast<std::int64_t>(bound.number);
  return bound;
}

struct Plan {
  Field field;
  bool keep, any;
  std::optional<bool> present;
  std::optional<Bound> min, max;
  std::vector<std::string> values;   // sorted
  std::vector<std::string> numbers;  // the keys of those that are numbers, sorted
  std::optional<double> since, before;
};

class WhereMapper final : public Mapper {
 public:
  explicit WhereMapper(const Plan& plan) : plan_(plan) {}

  Verdict map(Record& record, Context& context) override {
    Judge& judge = context.judge();
    all_hold_ = true;
    const bool is_there = count_present(record) > 0;
    if (plan_.present)
      settle(judge, Rule{present}, is_there == *plan_.present, is_there == *plan_.present, is_there ? "" : "missing");
    else if (!is_there) settle(judge, Rule{present}, false, 0, "missing");
    if (is_there && plan_.present != false) {
      if (plan_.min) check_number(record, judge, Rule{min}, *plan_.min, [](double over) { return over >= 0; });
      if (plan_.max) check_number(record, judge, Rule{max}, *plan_.max, [](double over) { return over <= 0; });
      if (!plan_.values.empty()) check_values(record, judge);
      if (plan_.since) check_date(record, judge, Rule{since}, *plan_.since, [](double s) { return s >= 0; });
      if (plan_.before) check_date(record, judge, Rule{before}, *plan_.before, [](double s) { return s < 0; });
    }
    if (plan_.keep) return all_hold_ ? Verdict::keep() : Verdict::drop();
    judge.check(matched, all_hold_);
    return judge.verdict();
  }

 private:
  std::size_t count_present(const Record& record) const {
    std::size_t n = 0;
    for (std::size_t i = 0; i < record.count(plan_.field); ++i) {
      const FieldType type = record.type(plan_.field, i);
      n += type != FieldType::missing && type != FieldType::null;
    }
    return n;
  }

  // A condition's outcome; in mode keep it is a rule, whose measure is `value`.
  void settle(Judge& judge, Rule rule, bool holds, double value, std::string_view note = {}) {
    all_hold_ &= holds;
    if (plan_.keep) judge.check(rule, value, holds ? std::string_view() : note);
  }

  // Measures each element; the one that decides is told: the first that fails (all) or holds (any).
  template <class Measure, class Holds>
  void check_each(const Record& record, Judge& judge, Rule rule, double none, Measure measure, Holds holds) {
    std::optional<double> decisive;
    std::string note;
    bool outcome = !plan_.any;
    for (std::size_t i = 0; i < record.count(plan_.field); ++i) {
      if (record.many(plan_.field) && record.type(plan_.field, i) == FieldType::null) continue;  // as good as absent
      const std::optional<double> value = measure(record.value(plan_.field, i));
      const bool good = value && holds(*value);
      if (decisive && good != plan_.any) continue;
      decisive = value.value_or(none);
      note = note_of(record.value(plan_.field, i));
      if (good == plan_.any) {
        outcome = plan_.any;
        break;
      }
    }
    settle(judge, rule, outcome, decisive.value_or(none), note);
  }

  // What is in the field, for the trail: the first part of it.
  static std::string note_of(Value value) {
    std::string note(value.exists() ? value.raw() : std::string_view("missing"));
    if (note.size() <= 80) return note;
    std::size_t end = 80;
    while ((static_cast<unsigned char>(note[end]) & 0xc0) == 0x80) --end;
    return note.substr(0, end) + "…";
  }

  template <class Holds>
  void check_number(const Record& record, Judge& judge, Rule rule, const Bound& limit, Holds holds) {
    // Where there is no number, a value that fails every limit: below a least, above a most.
    const double none =
        rule == min ? -std::numeric_limits<double>::infinity() : std::numeric_limits<double>::infinity();
    check_each(
        record, judge, rule, none,
        [&](Value value) -> std::optional<double> {
          std::string_view number;
          if (value.type() == FieldType::number) number = value.raw();
          else if (const auto text = value.text(scratch_)) number = base::trim_ends(*text, " ");
          key_.clear();
          return base::append_decimal_key(key_, number) ? std::optional(difference(number, key_, limit)) : std::nullopt;
        },
        holds);
  }

  void check_values(const Record& record, Judge& judge) {
    check_each(
        record, judge, Rule{values}, 0, [&](Value value) -> std::optional<double> { return is_listed(value); },
        [](double listed) { return listed == 1; });
  }
  bool is_listed(Value value) {
    switch (value.type()) {
      case FieldType::text: return std::binary_search(plan_.values.begin(), plan_.values.end(), *value.text(scratch_));
      case FieldType::number:
        key_.clear();
        base::append_decimal_key(key_, value.raw());
        return std::binary_search(plan_.numbers.begin(), plan_.numbers.end(), key_);
      case FieldType::boolean: return std::binary_search(plan_.values.begin(), plan_.values.end(), value.raw());
      default: return false;
    }
  }

  template <class Holds>
  void check_date(const Record& record, Judge& judge, Rule rule, double limit, Holds holds) {
    const double none =
        rule == since ? -std::numeric_limits<double>::infinity() : std::numeric_limits<double>::infinity();
    check_each(
        record, judge, rule, none,
        [&](Value value) -> std::optional<double> {
          std::optional<double> date = value.number();
          if (!date)
            if (const auto text = value.text(scratch_)) date = base::parse_date(*text);
          return date ? std::optional(*date - limit) : std::nullopt;
        },
        holds);
  }

  const Plan& plan_;
  std::string scratch_, key_;
  bool all_hold_ = true;
};

Status read_date(std::string_view name, const std::optional<std::string>& text, std::optional<double>& date) {
  if (!text || (date = base::parse_date(*text))) return {};
  return usage_error(std::string(name) + " = \"" + *text +
                     "\" is no date: write 2024, 2024-05, 2024-05-17 or 2024-05-17T08:30:00Z");
}

Result<AnyOp> make(const ParamValues& given, Binder& binder) {
  Params params = bind_params<Params>(given);
  if (params.field.empty())
    return usage_error("there is no field to look at: set field, as in field = \"/meta/stars\"");
  Plan plan;
  DSPREP_TRY(plan.field, binder.read(params.field));
  plan.keep = params.mode == "keep";
  plan.any = params.elements == "any";
  plan.present = params.present;
  plan.min = bound_of(given, "min");
  plan.max = bound_of(given, "max");
  plan.values = std::move(params.values);
  DSPREP_CHECK(read_date("since", params.since, plan.since));
  DSPREP_CHECK(read_date("before", params.before, plan.before));
  const bool on_value = plan.min || plan.max || !plan.values.empty() || plan.since || plan.before;
  if (!on_value && !plan.present)
    return usage_error("there is no condition: set min, max, values, since, before or present");
  if (on_value && plan.present == false)
    return usage_error("present = false leaves no value to compare: take it out, or the other conditions");
  if (plan.min && plan.max && plan.min->key > plan.max->key)
    return usage_error("min is more than max: no number is between them");
  if (plan.since && plan.before && *plan.since >= *plan.before)
    return usage_error("since is not before `before`: no date is between them");
  for (const std::string& value : plan.values) {
    std::string key;
    if (base::append_decimal_key(key, base::trim_ends(value, " "))) plan.numbers.push_back(std::move(key));
  }
  std::sort(plan.values.begin(), plan.values.end());
  std::sort(plan.numbers.begin(), plan.numbers.end());
  return map_with<WhereMapper>(std::move(plan));
}

constexpr Example examples[] = {
    {"Repositories with at least ten stars", "field = \"/meta/stars\"\nmin = 10",
     "{\"text\":\"a\",\"meta\":{\"stars\":12}}\n{\"text\":\"b\",\"meta\":{\"stars\":\"7\"}}\n{\"text\":\"c\"}\n",
     "{\"text\":\"a\",\"meta\":{\"stars\":12}}\n", "{\"text\":\"b\",\"meta\":{\"stars\":\"7\"}}\n{\"text\":\"c\"}\n"},
    {"Everything but two kinds", "field = \"kind\"\nvalues = [\"广告\", \"spam\"]\nmode = \"drop\"",
     "{\"text\":\"a\",\"kind\":\"广告\"}\n{\"text\":\"b\",\"kind\":\"新闻\"}\n{\"text\":\"c\"}\n",
     "{\"text\":\"b\",\"kind\":\"新闻\"}\n{\"text\":\"c\"}\n", "{\"text\":\"a\",\"kind\":\"广告\"}\n"},
    {"The year 2023, in UTC", "field = \"date\"\nsince = \"2023\"\nbefore = \"2024\"",
     "{\"date\":\"2023-06-01\"}\n{\"date\":\"2024-01-01T07:59:59+08:00\"}\n{\"date\":\"2024-01-01\"}\n{\"date\":\"last "
     "year\"}\n",
     "{\"date\":\"2023-06-01\"}\n{\"date\":\"2024-01-01T07:59:59+08:00\"}\n",
     "{\"date\":\"2024-01-01\"}\n{\"date\":\"last year\"}\n"},
};

}  // namespace

extern const OpSpec clean_where;
const OpSpec clean_where = {
    .name = "where",
    .family = Family::clean,
    .summary = "Keep, or drop, records by what stands in a field: a number range, names, dates, or whether it is there",
    .details =
        R"(All conditions that are set must hold: a number is at least `min` and at most `max`, the value is one of `values`, a
date is not before `since` and is before `before`. Mode `keep` keeps records of which they hold and drops the others; mode
`drop` drops records of which they hold.

- A field that is missing or null holds for no condition but `present = false`. It never makes the record malformed.
- A **number** is a number, or text that is nothing but one (`"12"`, `"1e3"`). Numbers are compared exactly, whatever their size: an
  identifier of 19 digits is equal to no other, and `0.1` is `1e-1`.
- **values** are compared as text with text, as numbers with numbers (`1` is `1.0`), and `true` and `false` with booleans.
- A **date** is text: a year, a month, a day, or a day and a time with or without offset (`2024-05-17T08:30:00+08:00`),
  without one in UTC; or a number, seconds since 1970. Anything else holds for no date condition.
- Of a field with `*`, conditions must hold for `all` elements, or with `elements = "any"` each for any one of them.

In dropped/ the rule is the condition that failed, with what stands in the field as its note; in mode `drop`, `matched`.)",
    .source = "dsprep's own; does what Data-Juicer's specified_field_filter and specified_numeric_field_filter do",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .rules = rules,
    .idempotent = true,
};

}  // namespace dsprep::ops
