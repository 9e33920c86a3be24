// subsample: keeps some of the records, as many as said, the same ones for the same seed; of fewer none that is not
// among more.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/human.h"
#include "base/quotas.h"
#include "dsprep/op_spec.h"
#include "split/class_table.h"
#include "split/draw.h"
#include "split/draw_step.h"
#include "split/record_class.h"
#include "split/record_key.h"

namespace dsprep::ops {
namespace {

using split::DrawnClass;

struct Params {
  std::optional<std::int64_t> n;
  std::optional<double> fraction;
  std::optional<std::int64_t> per_class;
  std::vector<std::string> stratify;
  std::vector<std::string> parts;
  void fields(ParamFields& f) {
    f("n", n, {.meaning = "how many records are kept", .min = 1});
    f("fraction", fraction, {.meaning = "the share of the records that is kept: above 0, up to 1"});
    f("per_class", per_class, {.meaning = "how many records are kept of each value of `stratify`", .min = 1});
    f("stratify", stratify,
      {.meaning =
           "fields, such as the label, whose values keep their shares; records with the same array of labels are "
           "one class",
       .field = true});
    f("parts", parts, {.meaning = "parts that are drawn from, others stay whole (default: all, each by its share)"});
  }
};

struct SampleHow {
  std::optional<std::uint64_t> n, per_class;
  double fraction = 1;
  std::string pointers;  // of the classes
};

class SampleRule final : public split::DrawRule {
 public:
  explicit SampleRule(SampleHow how) : how_(std::move(how)) {}

  Status want(std::vector<DrawnClass>& classes) const override {
    if (how_.per_class) {
      for (DrawnClass& drawn : classes) drawn.wanted = std::min(drawn.records, *how_.per_class);
      return {};
    }
    std::vector<std::uint64_t> left;
    std::uint64_t all = 0;
    for (const DrawnClass& drawn : classes) {
      left.push_back(drawn.records);
      all += drawn.records;
    }
    const std::vector<std::uint64_t> wanted = base::draw_in_proportion(std::min(all, asked(all)), left);
    for (std::size_t i = 0; i < classes.size(); ++i) classes[i].wanted = wanted[i];
    return {};
  }

  void tell(const std::vector<DrawnClass>& classes, Findings& findings) const override {
    findings.title = "Subsample";
    std::uint64_t all = 0, missing = 0, small = 0, none = 0;
    for (const DrawnClass& drawn : classes) {
      all += drawn.records;
      none += drawn.wanted == 0;
      if (!how_.per_class || drawn.records >= *how_.per_class) continue;
      missing += *how_.per_class - drawn.records;
      ++small;
    }
    if (!how_.per_class && asked(all) > all) missing = asked(all) - all;
    findings.metrics.push_back({"classes", static_cast<double>(classes.size())});
    findings.metrics.push_back({"short", static_cast<double>(missing)});
    if (small > 0)
      warn(findings, base::format_count(small) + (small == 1 ? " class has" : " classes have") + " fewer than " +
                         base::format_count(*how_.per_class) + " records: all of them are kept");
    else if (missing > 0 && all > 0)
      warn(findings, "there are only " + base::format_counted(all, "record") + " of " + base::format_count(asked(all)) +
                         ": all of them are kept");
    if (none > 0)
      warn(findings, base::format_count(none) + (none == 1 ? " class has" : " classes have") +
                         " too few records for the share that is kept: none of them is");
    if (how_.pointers.empty() && classes.size() < 2) return;  // the metrics say it all
    findings.sections.push_back(split::class_table(
        classes, {"classes", "Records by class",
                  how_.pointers.empty() ? "" : "Classes are the values of " + how_.pointers, "class"}));
  }

 private:
  // To the nearest whole number.
  std::uint64_t asked(std::uint64_t all) const {
    return how_.n.value_or(static_cast<std::uint64_t>(std::floor(static_cast<double>(all) * how_.fraction + 0.5)));
  }
  static void warn(Findings& findings, std::string text) { findings.warnings.emplace_back(std::move(text)); }

  SampleHow how_;
};

Status check(const Params& params) {
  const int ways = params.n.has_value() + params.fraction.has_value() + params.per_class.has_value();
  if (ways != 1)
    return usage_error(std::string(ways == 0 ? "how many records are to be kept" : "only one says how many are kept") +
                       ": give n = 1000, fraction = 0.1, or per_class = 10 with stratify");
  if (params.fraction) {
    const double fraction = *params.fraction;
    const std::string number = base::format_number(fraction);
    if (fraction > 1 && fraction <= 100)
      return usage_error("fraction = " + number + " is more than all: for " + number + " % write " +
                         base::format_number(fraction / 100) + ", for a number of records n");
    if (!(fraction > 0) || fraction > 1)
      return usage_error("fraction = " + number + ": it must be above 0, and at most 1; a number of records is n");
  }
  if (params.per_class && params.stratify.empty())
    return usage_error("per_class is of the values of a field: name it, as in stratify = \"label\"");
  if (params.stratify.size() > split::KeyPlan::most_stratify)
    return usage_error("stratify: at most " + std::to_string(split::KeyPlan::most_stratify) + " fields");
  return {};
}

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  DSPREP_CHECK(check(params));
  auto plan = std::make_shared<split::DrawPlan>();
  SampleHow how;
  if (params.n) how.n = static_cast<std::uint64_t>(*params.n);
  if (params.per_class) how.per_class = static_cast<std::uint64_t>(*params.per_class);
  how.fraction = params.fraction.value_or(1);
  for (const std::string& name : params.stratify) {
    DSPREP_TRY(const Field field, binder.read(name));
    plan->classes.labels.stratify.push_back({field, binder.pointer(field)});
  }
  if (!params.stratify.empty()) plan->classes.by = split::ClassPlan::By::labels;
  how.pointers = plan->classes.labels.stratify_pointers();
  DSPREP_CHECK(plan->classes.bind_parts(params.parts, {}, binder));
  plan->classes.by_part = binder.parts_known();
  plan->classes.seed = binder.seed();
  plan->workspace = &binder.workspace();
  plan->rule = std::make_shared<SampleRule>(std::move(how));
  return split::draw_step(std::move(plan));
}

constexpr Example examples[] = {
    {"Two records of each language", "per_class = 2\nstratify = \"lang\"",
     "{\"lang\":\"zh\",\"text\":\"春\"}\n{\"lang\":\"zh\",\"text\":\"夏\"}\n{\"lang\":\"zh\",\"text\":\"秋\"}\n"
     "{\"lang\":\"ar\",\"text\":\"ثلج\"}\n{\"lang\":\"ar\",\"text\":\"مطر\"}\n{\"lang\":\"th\",\"text\":\"ฝน\"}\n",
     "{\"lang\":\"zh\",\"text\":\"春\"}\n{\"lang\":\"zh\",\"text\":\"夏\"}\n"
     "{\"lang\":\"ar\",\"text\":\"ثلج\"}\n{\"lang\":\"ar\",\"text\":\"مطر\"}\n{\"lang\":\"th\",\"text\":\"ฝน\"}\n",
     "{\"lang\":\"zh\",\"text\":\"秋\"}\n"},
};

constexpr std::string_view metrics[] = {"records", "written", "copies", "left_out", "left_alone", "classes", "short"};

}  // namespace

extern const OpSpec split_subsample;
const OpSpec split_subsample = {
    .name = "subsample",
    .family = Family::split,
    .summary = "Keep a number, a share, or some of each class of the records",
    .details =
        R"(Exactly as many records are kept as said: `n`, `fraction` of all (rounded to the nearest whole number), or `per_class` of each value of `stratify`. Where there are fewer, all
are kept; a warning and the metric `short` say how many are missing.

**Which**: the first by a hash of the seed and of the record's key (`--id`, else its line). So neither files, shards nor the order of records matter, and with the same seed
the records of a smaller `n`, `fraction` or `per_class` are among those of a larger one. Of equal keys, all but the first by place in the input get a hash of their own, so that copies are drawn like other records. Kept records stay in their order. The common option `--sample`
keeps a share without a further pass, by chance's error, and counts the others as not read.

**stratify**: each value gets its share of `n` by largest remainder, the larger class on a tie: exactly the shares of all records, as far as whole numbers go. Values are those of `ratio`: text decoded, else JSON as written, with its type; missing and null are
classes; of several fields the values together; records with the same labels in an array, in any order, are one class. A field that no record has makes every record malformed. Of a larger `n` a class may get one record less
(the Alabama paradox of largest remainders): then, and only then, one record of the smaller sample is missing from the larger.

**Parts**: where records are in parts, each is a class of its own: every part keeps its share of `n`, and `per_class` is of each class in each part. With `parts` others stay whole.

Needs one more pass, and some 30 bytes per record, spilled past `--memory`; at most 65,536 classes.)",
    .source = "Largest remainder as in scikit-learn's StratifiedShuffleSplit; ours by hash, and nested",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .rules = split::draw_rules,
    .metrics = metrics,
};

}  // namespace dsprep::ops
