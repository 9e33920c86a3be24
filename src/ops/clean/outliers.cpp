// outliers: drops records whose number, or length, lies far from those of the dataset.
//
// External sort: every value is noted, 8 bytes each, so that mean, spread, quartiles and medians are exact, whatever
// the memory. docs/writing_a_whole_dataset_op.md walks through this file.
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "base/human.h"
#include "dsprep/map_with.h"
#include "dsprep/need.h"
#include "dsprep/op_spec.h"
#include "ops/clean/outliers/normal_range.h"
#include "spill/exact_sum.h"
#include "spill/number_key.h"
#include "spill/sorted_observer.h"
#include "spill/sorter.h"
#include "spill/workspace.h"

namespace dsprep::ops {
namespace {

enum : Rule { outlier };

constexpr RuleInfo rules[] = {
    {"outlier", Judge::Limit::Compare::at_most, "threshold", "distance from the dataset, in units of its spread"}};

constexpr VariantDefault variants[] = {
    {"iqr", "threshold", 1.5}, {"zscore", "threshold", 3}, {"mad", "threshold", 3.5}};

struct Params {
  std::string field = "text";
  std::string measure = "chars";
  std::string variant = "iqr";
  std::optional<double> threshold;
  std::string side = "both";
  std::string missing = "malformed";
  void fields(ParamFields& f) {
    f("field", field, {.meaning = "the field to measure", .field = true});
    f("measure", measure,
      {.meaning = "what is measured: the number that the field is, or its text's length in characters (code points), "
                  "or in words between white space",
       .choices = {"number", "chars", "words"}});
    f("variant", variant,
      {.meaning = "the distance: quartile ranges beyond a quartile, standard deviations from the mean, or median "
                  "absolute deviations from the median",
       .choices = {"iqr", "zscore", "mad"}});
    f("threshold", threshold,
      {.meaning = "the largest distance that is kept (1.5 with iqr, 3 with zscore, 3.5 with mad)", .min = 0});
    f("side", side, {.meaning = "which outliers are dropped", .choices = {"both", "low", "high"}});
    f("missing", missing, {.meaning = "what happens to a record without the value", .choices = {"malformed", "keep"}});
  }
};

enum class Measure { number, chars, words };

struct Plan {
  Field field;
  std::string pointer;
  Measure measure;
  outliers::Method method;
  outliers::Side side;
  bool keep_missing;
  double threshold;
  spill::Workspace* workspace;
};

// The value of a record; nothing where there is nothing to measure.
std::optional<double> measured(const Plan& plan, const Record& record) {
  if (plan.measure == Measure::number) return record.number(plan.field);
  if (need_text(record, plan.field, plan.pointer)) return std::nullopt;
  const TextView& view = record.view(plan.field);
  return static_cast<double>(plan.measure == Measure::chars ? view.chars() : view.words(WordModel::whitespace).size());
}

// Entries: the value of each record (8 bytes, spill/number_key.h).
class ValueExtractor {
 public:
  struct Totals {
    std::uint64_t finite = 0;  // values that are not infinite, and their sum
    spill::ExactSum sum;
    auto all() { return std::tie(finite, sum); }
  };

  explicit ValueExtractor(const Plan& plan) : plan_(plan) {}

  Status extract(const Record& record, Totals& totals, spill::Sorter& entries) {
    const std::optional<double> value = measured(plan_, record);
    if (!value) return {};
    if (std::isfinite(*value)) {
      ++totals.finite;
      totals.sum.add(*value);
    }
    key_.clear();
    spill::append_number_key(key_, *value);
    return entries.add(key_);
  }

 private:
  const Plan& plan_;
  std::string key_;
};

using ValueObserver = spill::SortedObserver<ValueExtractor>;

struct Decision {
  Plan plan;
  outliers::NormalRange normal;
  std::string range;  // " (normal: 3 to 812.5)"
};

class OutlierMapper final : public Mapper {
 public:
  explicit OutlierMapper(const Decision& decision) : decision_(decision) {}

  Verdict map(Record& record, Context& context) override {
    const Plan& plan = decision_.plan;
    const std::optional<double> value = measured(plan, record);
    if (!value) {
      if (plan.keep_missing) return Verdict::keep();
      if (plan.measure != Measure::number) return *need_text(record, plan.field, plan.pointer);
      return Verdict::malformed(wrong_type(plan.pointer, record.type(plan.field), "number"));
    }
    Judge& judge = context.judge();
    const double distance = decision_.normal.distance(*value, plan.side);
    if (distance > plan.threshold) note_ = base::format_number(*value) + decision_.range;
    else note_.clear();
    judge.check(outlier, distance, note_);
    return judge.verdict();
  }

 private:
  const Decision& decision_;
  std::string note_;
};

class Outliers final : public GlobalOp {
 public:
  explicit Outliers(Plan plan) : plan_(std::move(plan)) {}
  std::unique_ptr<Observer> observer() const override {
    return std::make_unique<ValueObserver>(*plan_.workspace, plan_);
  }

  Result<AnyOp> decide(Observers observers, Decider& decider) const override {
    ValueObserver& observed = ValueObserver::main_of(observers);
    const std::uint64_t count = observed.entries().records();
    const auto& [finite, sum] = observed.totals();
    DSPREP_TRY(const auto normal,
               outliers::NormalRange::of(observed.entries(), finite, sum, plan_.method, *plan_.workspace, decider));
    Findings& findings = decider.findings();
    findings.title = "Outliers of " + plan_.pointer;
    findings.metrics.push_back({"values", static_cast<double>(count)});
    Decision decision{plan_, normal, {}};
    const double low = normal.low - plan_.threshold * normal.unit, high = normal.high + plan_.threshold * normal.unit;
    if (std::isfinite(low) && std::isfinite(high)) {
      findings.metrics.push_back({"low", low});
      findings.metrics.push_back({"high", high});
      decision.range = " (normal: " + base::format_number(low) + " to " + base::format_number(high) + ")";
    }
    return map_with<OutlierMapper>(std::move(decision));
  }

 private:
  Plan plan_;
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  Plan plan{};
  DSPREP_TRY(plan.field, binder.read(params.field));
  plan.pointer = binder.pointer(plan.field);
  plan.measure = params.measure == "number"  ? Measure::number
                 : params.measure == "chars" ? Measure::chars
                                             : Measure::words;
  plan.method = params.variant == "iqr"      ? outliers::Method::iqr
                : params.variant == "zscore" ? outliers::Method::zscore
                                             : outliers::Method::mad;
  plan.side = params.side == "both"  ? outliers::Side::both
              : params.side == "low" ? outliers::Side::low
                                     : outliers::Side::high;
  plan.keep_missing = params.missing == "keep";
  plan.threshold = params.threshold.value_or(std::numeric_limits<double>::infinity());
  plan.workspace = &binder.workspace();
  if (plan.measure == Measure::number && plan.pointer.find('*') != std::string::npos)
    return usage_error("\"" + params.field + "\" names several numbers: a record can have one");
  return AnyOp(std::make_unique<Outliers>(std::move(plan)));
}

constexpr Example examples[] = {
    {"Lengths: the text that is far longer than the others", "",
     "{\"text\":\"今天天气很好\"}\n{\"text\":\"天气不错\"}\n{\"text\":\"明天见\"}\n{\"text\":\"good\"}\n{\"text\":"
     "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"}\n",
     "{\"text\":\"今天天气很好\"}\n{\"text\":\"天气不错\"}\n{\"text\":\"明天见\"}\n{\"text\":\"good\"}\n",
     "{\"text\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"}\n"},
    {"Numbers, by the median: one wild value does not hide another",
     "field = \"price\"\nmeasure = \"number\"\nvariant = \"mad\"",
     "{\"price\":10}\n{\"price\":11.5}\n{\"price\":9}\n{\"price\":1000000}\n{\"price\":10.5}\n{\"price\":-1e99}\n{"
     "\"price\":12}\n",
     "{\"price\":10}\n{\"price\":11.5}\n{\"price\":9}\n{\"price\":10.5}\n{\"price\":12}\n",
     "{\"price\":1000000}\n{\"price\":-1e99}\n"},
};

constexpr std::string_view metrics[] = {"values", "low", "high"};

}  // namespace

extern const OpSpec clean_outliers;
const OpSpec clean_outliers = {
    .name = "outliers",
    .family = Family::clean,
    .summary = "Drop records whose number or length lies far from those of the dataset",
    .details =
        R"(The value of a record is the number that `field` is (nearest double), or the length of its text. Over the values of all records, exactly:

- **iqr** (Tukey's fences): quartiles by linear interpolation between ranks (R's type 7, NumPy's default). The distance of a value beyond a quartile is in units of
  the difference of the quartiles; between them it is 0.
- **zscore**: the distance from the mean, in population standard deviations.
- **mad**: the distance from the median times 0.6745, in median absolute deviations (Iglewicz and Hoaglin's modified z-score).

The rule fails where the distance is more than `threshold`; the limit itself passes. The note says the value, and from where to where is normal. With `side` only values above (high) or
below (low) are outliers. Where the spread is 0 (more than half of the values equal, for mad and iqr) or there is one value, there is nothing to measure, and every record passes.
Infinite numbers (literals beyond a double, such as 1e999) are values of the highest and lowest rank, but count for no mean.

A record without the value (missing, null, another type) is malformed, or is kept with `missing = "keep"`, and counts for nothing. Needs one more pass over the
input, and 12 bytes of memory per record, of which what is beyond `--memory` goes to `--tmp`.)",
    .source = "Tukey 1977, Exploratory Data Analysis; Iglewicz and Hoaglin 1993, How to Detect and Handle Outliers",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .rules = rules,
    .variants = variants,
    .metrics = metrics,
};

}  // namespace dsprep::ops
