// scale: numbers brought to a common range: min-max, z-score, robust; or their logarithms.
//
// What is noted of each record (scale/fit.h) gives the Scaling (scale/scaling.h), which is saved; a saved one needs no
// pass, and a logarithm neither.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/human.h"
#include "base/spell.h"
#include "dsprep/given.h"
#include "dsprep/map_with.h"
#include "dsprep/need.h"
#include "dsprep/op_spec.h"
#include "ops/normalize/scale/fit.h"
#include "ops/normalize/scale/number_writer.h"
#include "ops/normalize/scale/numbers.h"
#include "ops/normalize/scale/scaling.h"
#include "ops/normalize/scale/scaling_table.h"

namespace dsprep::ops {
namespace {

using scale::ColumnScale;
using scale::Method;
using scale::NumberExtractor;
using scale::NumberObserver;
using scale::Numbers;
using scale::NumberWriter;
using scale::Plan;
using scale::Scaling;

struct Params {
  std::string field;
  std::string method = "min_max";
  double low = 0, high = 1;
  bool clip = false;
  double low_quantile = 0.25, high_quantile = 0.75;
  double offset = 1;
  std::string per = "element";
  std::optional<std::string> fit, file, save = "scale.json", into;
  bool text_numbers = false;
  std::string missing = "malformed";
  void fields(ParamFields& f) {
    f("field", field,
      {.meaning = "the field with the number, or with an array of numbers", .required = true, .field = true});
    f("method", method,
      {.meaning = "what is done: to a range by smallest and largest; mean 0 and standard deviation 1; by median and "
                  "quartile range; the natural logarithm of the number and `offset`",
       .choices = {"min_max", "zscore", "robust", "log"}});
    f("low", low, {.meaning = "min_max: what the smallest number becomes"});
    f("high", high, {.meaning = "min_max: what the largest number becomes"});
    f("clip", clip, {.meaning = "min_max: numbers beyond those it was fitted on become `low` and `high`"});
    f("low_quantile", low_quantile, {.meaning = "robust: the quantile where the range begins", .min = 0, .max = 1});
    f("high_quantile", high_quantile, {.meaning = "robust: the quantile where the range ends", .min = 0, .max = 1});
    f("offset", offset, {.meaning = "log: what is added first; 1 gives log1p"});
    f("per", per,
      {.meaning = "of an array: each element is scaled by itself, all arrays having one length, or all numbers of the "
                  "field alike",
       .choices = {"element", "field"}});
    f("fit", fit,
      {.meaning = "the part whose records are fitted on, or `all`; where there are parts it is `train` if you do not "
                  "say"});
    f("file", file, {.meaning = "parameters that were saved: nothing is fitted then", .path = true});
    f("save", save, {.meaning = "file in the output directory that gets the parameters; none: they are not saved"});
    f("into", into,
      {.meaning = "the field that gets the result; none: the field itself", .field = true, .result = true});
    f("text_numbers", text_numbers, {.meaning = "a text that spells a number, as in CSV files, is that number"});
    f("missing", missing,
      {.meaning = "what becomes of a record without the number, or with null in its array",
       .choices = {"malformed", "keep"}});
  }
};

// ---- applying ----

struct Fitted {
  std::shared_ptr<const Plan> plan;
  Scaling scaling;
  std::vector<ColumnScale> columns;
};

std::string at_element(const Numbers& numbers, std::size_t i) {
  return numbers.values().size() > 1 ? ": element " + std::to_string(i + 1) : "";
}

std::optional<Verdict> need_numbers(const Plan& plan, const Record& record, Numbers& numbers) {
  const Numbers::Found found = numbers.read(plan.from, record);
  if (found == Numbers::Found::numbers) return std::nullopt;
  if (found == Numbers::Found::nothing && plan.keep_missing) return Verdict::keep();
  return Verdict::malformed(numbers.why(plan.from));
}

class ScaleMapper final : public Mapper {
 public:
  explicit ScaleMapper(const Fitted& fitted) : fitted_(fitted) {}

  Verdict map(Record& record, Context& context) override {
    const Plan& plan = *fitted_.plan;
    if (auto verdict = need_numbers(plan, record, numbers_)) return *std::move(verdict);
    const Scaling& scaling = fitted_.scaling;
    if (numbers_.shape() != scaling.shape)
      return Verdict::malformed("field " + plan.from.pointer + " is not " + scale::name_of_shape(scaling.shape) + ": " +
                                scale::name_of_shape(numbers_.shape()));
    results_.clear();
    std::uint64_t beyond = 0;
    for (std::size_t i = 0; i < numbers_.values().size(); ++i) {
      const double x = numbers_.values()[i];
      const ColumnScale& column = fitted_.columns[scaling.shape == scale::one_column ? 0 : i];
      double y = x;
      if (!std::isnan(x)) {
        if (!column.known())
          return Verdict::malformed("field " + plan.from.pointer + " has a number where none was fitted on" +
                                    at_element(numbers_, i));
        y = column.scaled(x);
        beyond += !column.seen(x);
        if (plan.clip) y = std::clamp(y, scaling.low, scaling.high);
        if (!std::isfinite(y))
          return Verdict::malformed("field " + plan.from.pointer + " is beyond a double when it is scaled" +
                                    at_element(numbers_, i));
      }
      results_.push_back(y);
    }
    context.count(plan.beyond, beyond);
    return writer_.write(plan, record, numbers_, results_);
  }

 private:
  const Fitted& fitted_;
  Numbers numbers_;
  std::vector<double> results_;
  NumberWriter writer_;
};

class LogMapper final : public Mapper {
 public:
  explicit LogMapper(const std::shared_ptr<const Plan>& plan)
      : plan_(*plan),
        not_positive_("field " + plan_.from.pointer + " has no logarithm: it is " + base::format_number(-plan_.offset) +
                      " or less") {}

  Verdict map(Record& record, Context&) override {
    if (auto verdict = need_numbers(plan_, record, numbers_)) return *std::move(verdict);
    results_.clear();
    for (std::size_t i = 0; i < numbers_.values().size(); ++i) {
      const double x = numbers_.values()[i];
      if (x + plan_.offset <= 0) return Verdict::malformed(not_positive_ + at_element(numbers_, i));
      const double sum = x + plan_.offset;
      const double y = plan_.offset == 1 ? std::log1p(x) : std::log(sum);
      if (std::isinf(y))
        return Verdict::malformed("field " + plan_.from.pointer + " is beyond a double when it is scaled" +
                                  at_element(numbers_, i));
      results_.push_back(y);
    }
    return writer_.write(plan_, record, numbers_, results_);
  }

 private:
  const Plan& plan_;
  const std::string not_positive_;
  Numbers numbers_;
  std::vector<double> results_;
  NumberWriter writer_;
};

AnyOp with_scaling(std::shared_ptr<const Plan> plan, Scaling scaling) {
  Fitted fitted{std::move(plan), std::move(scaling), {}};
  for (const scale::Column& column : fitted.scaling.columns) fitted.columns.emplace_back(fitted.scaling, column);
  return map_with<ScaleMapper>(std::move(fitted));
}

class FitScale final : public GlobalOp {
 public:
  explicit FitScale(std::shared_ptr<const Plan> plan) : plan_(std::move(plan)) {}
  std::unique_ptr<Observer> observer() const override {
    return std::make_unique<NumberObserver>(*plan_->workspace, *plan_);
  }

  Result<AnyOp> decide(Observers observers, Decider& decider) const override {
    NumberObserver& observed = NumberObserver::main_of(observers);
    Scaling scaling = plan_->how;
    Findings& findings = decider.findings();
    findings.title = "Scaling of " + plan_->from.pointer;
    const NumberExtractor::Totals& totals = observed.totals();
    if (totals.columns.most()) {
      DSPREP_CHECK(scale::learn(*plan_, observed, decider, scaling));
    } else if (totals.others > 0) {
      return failure("no record of the part " + plan_->fit_name + " has a number in " + plan_->from.pointer +
                     ": say with fit which part to fit on, or all");
    } else {
      scaling.columns.resize(1);
      if (scaling.by_element) scaling.shape = scale::one_number;
    }
    if (totals.texts > 0 && !plan_->from.text_numbers)
      findings.warnings.emplace_back(
          plan_->from.pointer + " is text in " + base::format_count(totals.texts) + " records",
          Warning::Severity::warning, "read numbers that are spelled as text with text_numbers = true");
    std::uint64_t numbers = 0, constant = 0;
    for (std::size_t i = 0; i < scaling.columns.size(); ++i) {
      const scale::Column& column = scaling.columns[i];
      const ColumnScale scale(scaling, column);
      numbers += column.count;
      if (!scale.known()) continue;
      constant += scale.constant();
      const double spread = scaling.method == Method::zscore   ? column.variance
                            : scaling.method == Method::robust ? column.high - column.low
                                                               : column.max - column.min;
      if (!std::isfinite(spread) || !std::isfinite(column.mean))
        return failure("numbers of " + plan_->from.pointer + " lie too far apart for a double: from " +
                       base::format_number(column.min) + " to " + base::format_number(column.max) +
                       ": drop those that are no measurements in front (outliers, where)");
    }
    if (constant > 0)
      findings.warnings.emplace_back(base::format_count(constant) + " of " +
                                         base::format_count(scaling.columns.size()) + " columns of " +
                                         plan_->from.pointer + " do not vary: their numbers all become the same",
                                     Warning::Severity::note);
    findings.metrics.push_back({"numbers", static_cast<double>(numbers), 0, "numbers"});
    findings.metrics.push_back({"columns", static_cast<double>(numbers > 0 ? scaling.columns.size() : 0)});
    findings.metrics.push_back({"constant_columns", static_cast<double>(constant)});
    if (numbers > 0) findings.sections.push_back(scale::table_of(scaling));
    if (plan_->saved) DSPREP_CHECK(decider.write_artifact(*plan_->saved, scaling.json()));
    return with_scaling(plan_, std::move(scaling));
  }

 private:
  std::shared_ptr<const Plan> plan_;
};

// ---- making ----

// The parameters that belong to other methods would do nothing.
Status check_given(const ParamValues& values, const Params& params) {
  struct Only {
    const char *name, *method;
  };
  for (const Only& only : std::initializer_list<Only>{{"low", "min_max"},
                                                      {"high", "min_max"},
                                                      {"clip", "min_max"},
                                                      {"low_quantile", "robust"},
                                                      {"high_quantile", "robust"},
                                                      {"offset", "log"}})
    if (is_given(values, only.name) && params.method != only.method)
      return usage_error(std::string(only.name) + " is for method = \"" + only.method + "\", and method is " +
                         params.method + ": leave it out");
  for (const char* name : {"fit", "file", "save"})
    if (is_given(values, name) && params.method == "log")
      return usage_error(std::string(name) + ": there is nothing to fit for logarithms: leave it out");
  for (const char* name : {"fit", "save"})
    if (is_given(values, name) && params.file)
      return usage_error(std::string(name) + " is of parameters that are fitted, and " + *params.file +
                         " has them already: leave one of them out");
  if (!(params.low < params.high) || !std::isfinite(params.low) || !std::isfinite(params.high))
    return usage_error("low must be less than high");
  if (!(params.low_quantile < params.high_quantile)) return usage_error("low_quantile must be less than high_quantile");
  return {};
}

Status bind_fit(const std::optional<std::string>& fit, Plan& plan, Binder& binder) {
  if (fit == "all") return {};
  const std::vector<std::string> names = binder.part_names();
  const std::vector<std::string> known(names.begin() + (names.empty() ? 0 : 1), names.end());
  if (!binder.parts_known()) {
    if (!fit) return {};
    return usage_error("fit: the records are in no parts here: leave it out, or put the step that makes them in front");
  }
  plan.fit_name = fit.value_or("train");
  const auto at = std::find(known.begin(), known.end(), plan.fit_name);
  if (at == known.end()) {
    std::string all;
    for (const std::string& part : known) all.append(all.empty() ? "" : ", ").append(part);
    return usage_error((fit ? "fit: there is no part \"" + *fit + "\"" + base::did_you_mean(*fit, known)
                            : std::string("fit: no part is named train")) +
                       "; the records are in " + all + ": name the part to fit on, or all");
  }
  plan.fit = PartId{static_cast<std::uint16_t>(at - known.begin() + 1)};
  return {};
}

Status bind_fields(const Params& params, Plan& plan, Binder& binder) {
  if (params.into) {
    DSPREP_TRY(plan.from.field, binder.read(params.field));
    DSPREP_TRY(plan.into, binder.write(*params.into));
  } else {
    DSPREP_TRY(plan.from.field, binder.write(params.field));
    plan.into = plan.from.field;
  }
  plan.from.pointer = binder.pointer(plan.from.field);
  plan.into_pointer = binder.pointer(plan.into);
  const bool many = plan.from.pointer.find('*') != std::string::npos;
  if (params.into && (many || plan.into_pointer.find('*') != std::string::npos))
    return usage_error(
        "into: with \"*\" a field names several places: name the array itself in field, and one in into");
  if (params.into && plan.into_pointer.starts_with(plan.from.pointer + "/"))
    return usage_error("into = \"" + *params.into + "\" lies in " + plan.from.pointer + ": name another field");
  plan.from.by_element = params.per == "element" && !many && params.method != "log";
  plan.from.text_numbers = params.text_numbers;
  plan.from.keep_null = plan.keep_missing;
  return {};
}

// Whether what was given is what the file says.
Status check_file(const ParamValues& values, const Params& params, const Plan& plan, const Scaling& scaling) {
  const auto differs = [&](std::string_view name, const std::string& given, const std::string& saved) {
    return usage_error(*params.file + " is of " + std::string(name) + " " + saved + ", not " + given +
                       ": leave out what is not as saved, or fit again");
  };
  if (scaling.field != plan.from.pointer)
    return usage_error(*params.file + " is of the field " + scaling.field + ", not " + plan.from.pointer +
                       ": give the file of this field, or change \"field\" in it where they mean the same");
  const std::string method(scale::name_of(scaling.method));
  if (params.method != method && is_given(values, "method")) return differs("method", params.method, method);
  if (is_given(values, "per") && (params.per == "element") != scaling.by_element)
    return differs("per", params.per, scaling.by_element ? "element" : "field");
  struct Number {
    const char* name;
    double given, saved;
  };
  for (const Number& number :
       std::initializer_list<Number>{{"low", params.low, scaling.low},
                                     {"high", params.high, scaling.high},
                                     {"low_quantile", params.low_quantile, scaling.low_quantile},
                                     {"high_quantile", params.high_quantile, scaling.high_quantile}})
    if (is_given(values, number.name) && number.given != number.saved)
      return differs(number.name, base::format_number(number.given), base::format_number(number.saved));
  return {};
}

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  Params params = bind_params<Params>(values);
  std::optional<Scaling> scaling;
  if (params.file) {
    DSPREP_TRY(const Resource file, binder.resource(*params.file));
    DSPREP_TRY(scaling, Scaling::read(*file));
    if (!is_given(values, "method")) params.method = scale::name_of(scaling->method);
  }
  DSPREP_CHECK(check_given(values, params));
  auto plan = std::make_shared<Plan>();
  plan->keep_missing = params.missing == "keep";
  plan->clip = params.clip;
  plan->offset = params.offset;
  plan->workspace = &binder.workspace();
  DSPREP_CHECK(bind_fields(params, *plan, binder));
  if (params.method == "log") return map_with<LogMapper>(std::shared_ptr<const Plan>(std::move(plan)));
  plan->beyond = binder.counter("beyond");
  if (scaling) {
    DSPREP_CHECK(check_file(values, params, *plan, *scaling));
    plan->from.by_element = scaling->by_element;
    return with_scaling(std::move(plan), *std::move(scaling));
  }
  DSPREP_CHECK(bind_fit(params.fit, *plan, binder));
  plan->how = {.field = plan->from.pointer,
               .method = params.method == "min_max"  ? Method::min_max
                         : params.method == "zscore" ? Method::zscore
                                                     : Method::robust,
               .low = params.low,
               .high = params.high,
               .low_quantile = params.low_quantile,
               .high_quantile = params.high_quantile,
               .by_element = plan->from.by_element};
  if (params.save) {
    DSPREP_TRY(plan->saved, binder.artifact(*params.save));
  }
  return AnyOp(std::make_unique<FitScale>(std::move(plan)));
}

constexpr ExampleFile saved[] = {
    {"scale.json",
     "{\"op\":\"scale\",\"field\":\"/年龄\",\"method\":\"min_max\",\"low\":0,\"high\":1,\"per\":\"element\","
     "\"shape\":\"number\",\"columns\":[{\"count\":3,\"min\":20,\"max\":60}]}\n"}};

constexpr Example examples[] = {
    {"To the range 0 to 1", "field = \"/price\"\nmethod = \"min_max\"",
     "{\"price\":10}\n{\"price\":12.5}\n{\"price\":20}\n", "{\"price\":0}\n{\"price\":0.25}\n{\"price\":1}\n"},
    {"Each element of an array by itself", "field = \"/x\"\nmethod = \"zscore\"\ninto = \"/z\"",
     "{\"x\":[1,100]}\n{\"x\":[3,300]}\n", "{\"x\":[1,100],\"z\":[-1,-1]}\n{\"x\":[3,300],\"z\":[1,1]}\n"},
    {"By what was fitted before: nothing is learned from these records", "field = \"/年龄\"\nfile = \"scale.json\"",
     "{\"年龄\":40,\"城市\":\"北京\"}\n{\"年龄\":80,\"城市\":\"上海\"}\n",
     "{\"年龄\":0.5,\"城市\":\"北京\"}\n{\"年龄\":1.5,\"城市\":\"上海\"}\n", "", saved},
    {"Logarithms of counts", "field = \"/likes\"\nmethod = \"log\"", "{\"likes\":0}\n{\"likes\":\"many\"}\n",
     "{\"likes\":0}\n", ""},
};

constexpr std::string_view metrics[] = {"numbers", "columns", "constant_columns"};

}  // namespace

extern const OpSpec normalize_scale;
const OpSpec normalize_scale = {
    .name = "scale",
    .family = Family::normalize,
    .summary = "Scale numbers: to a range, by mean and deviation, by median and quartiles, or as logarithms",
    .details =
        R"(The field holds a number, or an array of numbers (feature vectors). Over all records that are fitted on, exactly:

- **min_max**: `low` + (x - min) / (max - min) × (`high` - `low`). A number beyond those it was fitted on comes out beyond the range, unless `clip`.
- **zscore**: (x - mean) / standard deviation (of the population).
- **robust**: (x - median) / (upper - lower quantile), quantiles by linear interpolation between ranks. A few wild numbers change nothing.
- **log**: the natural logarithm of x + `offset`; with `offset` 1 it is log1p. Of each number by itself: nothing is fitted, nothing saved.

The arithmetic is that of scikit-learn's MinMaxScaler, StandardScaler and RobustScaler. A column without spread (a constant one, a spread below 2.2e-15, for zscore a
variance that rounding alone could make) is moved, but not stretched: min_max gives `low`, the others 0. It is told as a note.

Of an array each **element** is a column of its own (`per = "element"`); most records say how many there are, others are malformed. With `per = "field"`, and for a field with `*`, all
numbers of the field are one column, whatever the lengths.

**Parts.** Where the records are in parts (by their files, or by a step of the family split in front) only those of `train` are fitted on, and all are scaled by that: what is known
of test records must not reach the model. `fit` names another part, or `all`. Without parts every record is fitted on: split first.

**Saved** are the parameters, as JSON, in the output directory. With `file` they are used on other data without fitting; method and range are the file's. A file that is of another
field is refused. Count: `beyond`, numbers outside those that were fitted on (many: other data, or another unit).

A record whose number is missing or null is malformed, or left as it is with `missing = "keep"`; so is null in an array. With `*` null elements stay as they are. Text is malformed, unless
`text_numbers` reads it (`"3"`, `" -2.5e3 "`; not `"1,5"`, `"inf"`, `"nan"`); an empty one is missing then. A literal beyond a double (1e999) is malformed, and so is a result beyond one, and a number
without a logarithm. What is malformed is not fitted on. Results are written in the shortest form that reads back as the same double.

Fitting needs one more pass; zscore and robust 28 bytes of memory per number, of which what is beyond `--memory` goes to `--tmp`.)",
    .source = "scikit-learn's MinMaxScaler, StandardScaler and RobustScaler",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .metrics = metrics,
};

}  // namespace dsprep::ops
