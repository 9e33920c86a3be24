// outliers: drops records whose number, or length, lies far from those of the dataset.
//
// Every value goes into an external sorter, 8 bytes each, so that mean, spread, quartiles and medians are exact and do
// not depend on where chunks end: sums are ExactSums, ranks are counted over the sorted values.
#include <algorithm>
#include <cmath>
#include <limits>

#include "base/human.h"
#include "dsprep/map_with.h"
#include "dsprep/need.h"
#include "dsprep/op_spec.h"
#include "spill/exact_sum.h"
#include "spill/number_key.h"
#include "spill/walk.h"
#include "spill/wire.h"

namespace dsprep::ops {
namespace {

enum : Rule { outlier };

constexpr RuleInfo rules[] = {
    {"outlier", Judge::Limit::Compare::at_most, "threshold", "distance from the dataset, in units of its spread"}};

constexpr VariantDefault variants[] = {
    {"iqr", "threshold", 1.5}, {"zscore", "threshold", 3}, {"mad", "threshold", 3.5}};

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double normal_quartile = 0.6745;  // Iglewicz and Hoaglin's constant

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
enum class Method { iqr, zscore, mad };
enum class Side { both, low, high };

struct Plan {
  Field field;
  std::string pointer;
  Measure measure;
  Method method;
  Side side;
  bool keep_missing;
  double threshold;
  spill::Workspace* workspace;
};

// NaN where there is nothing to measure.
double measured(const Plan& plan, const Record& record) {
  if (plan.measure == Measure::number) return record.number(plan.field).value_or(nan);
  if (need_text(record, plan.field, plan.pointer)) return nan;
  const TextView& view = record.view(plan.field);
  return static_cast<double>(plan.measure == Measure::chars ? view.chars() : view.words(WordModel::whitespace).size());
}

class OutlierObserver final : public Observer {
 public:
  explicit OutlierObserver(const Plan& plan) : plan_(plan), values_(*plan.workspace) {}

  Status observe(const Record& record) override {
    const double value = measured(plan_, record);
    if (std::isnan(value)) return {};
    if (std::isfinite(value)) {
      ++finite_;
      sum_.add(value);
    }
    key_.clear();
    spill::append_number_key(key_, value);
    DSPREP_CHECK(values_.add(key_));
    return {};
  }
  Status merge(Observer&& next) override {
    auto& other = static_cast<OutlierObserver&>(next);
    finite_ += other.finite_;
    sum_.merge(other.sum_);
    return values_.merge(std::move(other.values_));
  }
  Status save(ByteSink& sink) override {
    DSPREP_CHECK(spill::put_u64(sink, finite_));
    DSPREP_CHECK(sum_.save(sink));
    return values_.save(sink);
  }
  Status load(ByteSource& source) override {
    DSPREP_TRY(finite_, spill::get_u64(source));
    DSPREP_CHECK(sum_.load(source));
    return values_.load(source);
  }

  spill::Sorter& values() { return values_; }
  std::uint64_t finite() const { return finite_; }
  double mean() const { return sum_.value() / static_cast<double>(finite_); }

 private:
  const Plan& plan_;
  spill::Sorter values_;
  std::uint64_t finite_ = 0;  // values that are not infinite, and their sum
  spill::ExactSum sum_;
  std::string key_;
};

// What is normal: everything from `low` to `high`; and one unit of distance beyond.
struct Normal {
  double low = nan, high = nan, unit = nan;
  // NaN where there is no spread to measure by.
  double distance(double value, Side side) const {
    if (!(unit > 0) || std::isinf(unit)) return nan;
    if (value > high) return side == Side::low ? 0 : (value - high) / unit;
    if (value < low) return side == Side::high ? 0 : (low - value) / unit;
    return value == value ? 0 : nan;
  }
};

// The values of given ranks, by linear interpolation between neighbours (R's type 7, NumPy's default).
class Ranks {
 public:
  Ranks(std::uint64_t count, std::initializer_list<double> quantiles) {
    for (const double q : quantiles) {
      const double at = q * static_cast<double>(count - 1);
      wanted_.push_back({static_cast<std::uint64_t>(at), at - std::floor(at), 0, 0});
    }
  }
  void see(double value) {  // in order
    for (Wanted& w : wanted_) {
      if (seen_ == w.rank) w.value = w.next = value;
      if (seen_ == w.rank + 1) w.next = value;
    }
    ++seen_;
  }
  double value(std::size_t i) const {
    const Wanted& w = wanted_[i];
    return w.value == w.next ? w.value : w.value + (w.next - w.value) * w.fraction;
  }

 private:
  struct Wanted {
    std::uint64_t rank;
    double fraction, value, next;
  };
  std::vector<Wanted> wanted_;
  std::uint64_t seen_ = 0;
};

template <class See>
Status read_all(spill::Sorter& values, Decider& decider, const See& see) {
  spill::Walk walk(decider, "looking for outliers", values.records());
  DSPREP_TRY(const std::unique_ptr<spill::SortedReader> reader, values.sorted());
  for (std::string_view key;;) {
    DSPREP_TRY(const bool more, reader->next(key));
    if (!more) return {};
    DSPREP_CHECK(walk.step());
    DSPREP_CHECK(see(spill::number_of_key(key)));
  }
}

Result<Normal> normal_of(const Plan& plan, OutlierObserver& seen, Decider& decider) {
  spill::Sorter& values = seen.values();
  const std::uint64_t count = values.records();
  Normal normal;
  if (count == 0) return normal;
  if (plan.method == Method::zscore) {
    const double mean = seen.mean();
    spill::ExactSum squares;
    DSPREP_CHECK(read_all(values, decider, [&](double x) -> Status {
      if (std::isfinite(x)) squares.add((x - mean) * (x - mean));
      return {};
    }));
    normal = {mean, mean, std::sqrt(squares.value() / static_cast<double>(seen.finite()))};
    return normal;
  }
  if (plan.method == Method::iqr) {
    Ranks quartiles(count, {0.25, 0.75});
    DSPREP_CHECK(read_all(values, decider, [&](double x) -> Status {
      quartiles.see(x);
      return {};
    }));
    normal = {quartiles.value(0), quartiles.value(1), quartiles.value(1) - quartiles.value(0)};
    return normal;
  }
  // The values are read twice: for their median, then for that of the distances from it.
  Ranks median(count, {0.5});
  spill::Sorter again(*plan.workspace), deviations(*plan.workspace);
  std::string key;
  DSPREP_CHECK(read_all(values, decider, [&](double x) {
    median.see(x);
    key.clear();
    spill::append_number_key(key, x);
    return again.add(key);
  }));
  const double middle = median.value(0);
  DSPREP_CHECK(read_all(again, decider, [&](double x) {
    const double deviation = x == middle ? 0 : std::abs(x - middle);  // the same infinity is no distance
    key.clear();
    spill::append_number_key(key, std::isnan(deviation) ? std::numeric_limits<double>::infinity() : deviation);
    return deviations.add(key);
  }));
  Ranks spread(count, {0.5});
  DSPREP_CHECK(read_all(deviations, decider, [&](double x) -> Status {
    spread.see(x);
    return {};
  }));
  normal = {middle, middle, spread.value(0) / normal_quartile};
  return normal;
}

struct Decision {
  Plan plan;
  Normal normal;
  std::string range;  // " (normal: 3 to 812.5)"
};

class OutlierMapper final : public Mapper {
 public:
  explicit OutlierMapper(const Decision& decision) : decision_(decision) {}

  Verdict map(Record& record, Context& context) override {
    const Plan& plan = decision_.plan;
    const double value = measured(plan, record);
    if (std::isnan(value)) {
      if (plan.keep_missing) return Verdict::keep();
      if (plan.measure != Measure::number) return *need_text(record, plan.field, plan.pointer);
      return Verdict::malformed(wrong_type(plan.pointer, record.type(plan.field), "number"));
    }
    Judge& judge = context.judge();
    const double distance = decision_.normal.distance(value, plan.side);
    if (distance > plan.threshold) note_ = base::format_number(value) + decision_.range;
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
  std::unique_ptr<Observer> observer() const override { return std::make_unique<OutlierObserver>(plan_); }

  Result<AnyOp> decide(Observers observers, Decider& decider) const override {
    auto& seen = static_cast<OutlierObserver&>(*observers.main);
    const std::uint64_t count = seen.values().records();
    DSPREP_TRY(const Normal normal, normal_of(plan_, seen, decider));
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
  plan.method = params.variant == "iqr" ? Method::iqr : params.variant == "zscore" ? Method::zscore : Method::mad;
  plan.side = params.side == "both" ? Side::both : params.side == "low" ? Side::low : Side::high;
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
