// balance: writes records of rare classes several times, or leaves records of frequent ones out, and gives classes a
// weight (balance/balance_rule.h).
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
#include "dsprep/op_spec.h"
#include "ops/split/balance/balance_rule.h"
#include "split/draw.h"
#include "split/draw_step.h"
#include "split/record_class.h"

namespace dsprep::ops {
namespace {

using balance::BalanceHow;
using balance::Method;

constexpr double usual_beta = 0.999;

struct Params {
  std::string field = "label";
  std::string method = "over";
  std::optional<double> ratio;
  NumberTable targets;
  std::string unit = "auto";
  std::optional<std::int64_t> size, max_epochs;
  std::optional<std::string> class_weights;
  std::optional<double> beta;
  std::optional<std::string> weight_field;
  std::vector<std::string> parts;
  void fields(ParamFields& f) {
    f("field", field, {.meaning = "the class of a record: text, number or boolean", .field = true});
    f("method", method,
      {.meaning =
           "over: rare classes are written several times; under: records of frequent ones are left out; both: to "
           "the targets and the size; none: only class_weights",
       .choices = {"over", "under", "both", "none"}});
    f("ratio", ratio,
      {.meaning = "how many records the smallest class has of the largest one's, in the end (default 1)",
       .min = 0.000001,
       .max = 1});
    f("targets", targets,
      {.meaning = "what classes shall have, by their name: shares below 1, or records; without: all the same"});
    f("unit", unit,
      {.meaning = "what targets are; auto: shares up to 1, else records, and asked about where it may be either",
       .choices = {"auto", "share", "percent", "records"}});
    f("size", size, {.meaning = "records in the end, with method both (default: as many as there are)", .min = 1});
    f("max_epochs", max_epochs,
      {.meaning = "how often a record is written at most (default: as often as it takes)",
       .min = 1,
       .max = static_cast<double>(split::Draw::most_times)});
    f("class_weights", class_weights,
      {.meaning = "balanced: n / (K n_k), as scikit-learn; effective: by the effective number of records",
       .choices = {"balanced", "effective"}});
    f("beta", beta, {.meaning = "of the effective number (default 0.999)", .min = 0, .max = 0.9999999});
    f("weight_field", weight_field,
      {.meaning = "the field that gets the weight of the record's class (default class_weight)",
       .field = true,
       .result = true});
    f("parts", parts,
      {.meaning = "parts that are balanced, others stay as they are (default: train, where records are in parts)"});
  }
};

Method method_of(const std::string& name) {
  if (name == "under") return Method::under;
  if (name == "both") return Method::both;
  return name == "none" ? Method::none : Method::over;
}

// What goes with what.
Status check(const Params& params) {
  const Method method = method_of(params.method);
  const bool targets = !params.targets.empty();
  if (method == Method::none) {
    if (!params.class_weights) return usage_error("method = \"none\" needs class_weights: nothing else would be done");
    if (params.ratio || targets || params.size || params.max_epochs)
      return usage_error(
          "method = \"none\" draws nothing: ratio, targets, size and max_epochs would change nothing: take them out");
  }
  if (params.ratio && (targets || method == Method::both))
    return usage_error("ratio is of methods over and under without targets: take one of them out");
  if (params.size && (method != Method::both))
    return usage_error("size is of method = \"both\": over and under come to a size of their own");
  if (!targets && params.unit != "auto") return usage_error("unit is of targets: give some, or take it out");
  if (params.max_epochs && method == Method::under)
    return usage_error("method = \"under\" writes no record twice, and max_epochs would change nothing: take it out");
  if (!params.class_weights && params.weight_field)
    return usage_error("weight_field is of class_weights: set that, too, to \"balanced\" or \"effective\"");
  if (params.beta && params.class_weights != "effective")
    return usage_error("beta is of class_weights = \"effective\": set that, too");
  return {};
}

Status read_targets(const Params& params, BalanceHow& how) {
  double sum = 0;
  bool shares = true, counts = true;
  for (const auto& [name, value] : params.targets) {
    if (!std::isfinite(value) || value <= 0)
      return usage_error("targets: " + name + " = " + base::format_number(value) +
                         " is neither a share nor a number of records; a class that shall go is dropped by `where`");
    sum += value;
    shares &= value <= 1;
    counts &= value == std::floor(value) && value <= 1e15 && (value >= 2 || params.unit == "records");
  }
  how.targets = params.targets;
  if (params.targets.empty()) return {};
  if (params.unit == "records" && !counts) return usage_error("targets: unit = \"records\" needs whole numbers");
  how.shares = params.unit == "share" || params.unit == "percent";
  if (params.unit == "auto") {
    if (!shares && !counts)
      return usage_error(
          "targets: give either shares (at most 1 each) or numbers of records (whole numbers from 2), not some of "
          "both");
    if (counts && (sum == 100 || sum == 10))
      return usage_error(
          "targets: numbers that add up to " + base::format_number(sum) +
          " may mean shares or records: say which: unit = \"percent\", shares as 0.5, or unit = \"records\"");
    how.shares = shares;
  }
  if (!how.shares) {
    if (params.size) return usage_error("targets in records come to a size of their own: take `size` out");
    return {};
  }
  const double whole = params.unit == "percent" ? 100 : 1;
  if (sum > whole * (1 + 1e-9))
    return usage_error("targets: the shares add up to " + base::format_number(sum) + ", more than " +
                       base::format_number(whole) + ": lower them");
  for (auto& target : how.targets) target.second /= whole;
  return {};
}

Status bind_weights(const Params& params, split::DrawPlan& plan, BalanceHow& how, Binder& binder) {
  if (!params.class_weights) return {};
  how.weights = params.class_weights == "balanced" ? BalanceHow::Weights::balanced : BalanceHow::Weights::effective;
  how.beta = params.beta.value_or(usual_beta);
  DSPREP_TRY(const Field text, binder.read("text"));
  DSPREP_TRY(const Field field, binder.write(params.weight_field.value_or("class_weight")));
  if (field.slot == text.slot || field.slot == plan.classes.labels.stratify.front().field.slot)
    return usage_error("weight_field: " + binder.pointer(field) + " is the text or the class: give another field");
  plan.marks.push_back({field, binder.pointer(field)});
  plan.classes.marks_all = true;
  return {};
}

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  DSPREP_CHECK(check(params));
  BalanceHow how;
  how.method = method_of(params.method);
  how.ratio = params.ratio.value_or(1);
  if (params.size) how.size = static_cast<std::uint64_t>(*params.size);
  if (params.max_epochs) how.max_epochs = static_cast<std::uint64_t>(*params.max_epochs);
  DSPREP_CHECK(read_targets(params, how));
  auto plan = std::make_shared<split::DrawPlan>();
  DSPREP_TRY(const Field field, binder.read(params.field));
  how.pointer = binder.pointer(field);
  if (how.pointer.find('*') != std::string::npos)
    return usage_error("field = \"" + params.field + "\" names several places: a record is of one class");
  plan->classes.by = split::ClassPlan::By::labels;
  plan->classes.one_label = true;
  plan->classes.labels.stratify.push_back({field, how.pointer});
  DSPREP_CHECK(bind_weights(params, *plan, how, binder));
  DSPREP_CHECK(plan->classes.bind_parts(params.parts, {"train"}, binder));
  how.parts_known = binder.parts_known();
  plan->classes.seed = binder.seed();
  if (how.method == Method::over || how.method == Method::both) plan->copies = binder.counter("copies");
  plan->workspace = &binder.workspace();
  plan->rule = std::make_shared<balance::BalanceRule>(std::move(how));
  return split::draw_step(std::move(plan));
}

constexpr Example examples[] = {
    {"The rare class is written as often as it takes", "",
     "{\"label\":\"好\",\"text\":\"很满意\"}\n{\"label\":\"好\",\"text\":\"下次还来\"}\n"
     "{\"label\":\"好\",\"text\":\"推荐\"}\n{\"label\":\"坏\",\"text\":\"太慢了\"}\n",
     "{\"label\":\"好\",\"text\":\"很满意\"}\n{\"label\":\"好\",\"text\":\"下次还来\"}\n"
     "{\"label\":\"好\",\"text\":\"推荐\"}\n{\"label\":\"坏\",\"text\":\"太慢了\"}\n"
     "{\"label\":\"坏\",\"text\":\"太慢了\"}\n{\"label\":\"坏\",\"text\":\"太慢了\"}\n"},
    {"Weights of classes, and nothing else", "method = \"none\"\nclass_weights = \"balanced\"",
     "{\"label\":\"好\",\"text\":\"很满意\"}\n{\"label\":\"好\",\"text\":\"下次还来\"}\n"
     "{\"label\":\"好\",\"text\":\"推荐\"}\n{\"label\":\"坏\",\"text\":\"太慢了\"}\n",
     "{\"label\":\"好\",\"text\":\"很满意\",\"class_weight\":0.6666666666666666}\n"
     "{\"label\":\"好\",\"text\":\"下次还来\",\"class_weight\":0.6666666666666666}\n"
     "{\"label\":\"好\",\"text\":\"推荐\",\"class_weight\":0.6666666666666666}\n"
     "{\"label\":\"坏\",\"text\":\"太慢了\",\"class_weight\":2}\n"},
};

constexpr std::string_view metrics[] = {"records",    "written", "copies",           "left_out",
                                        "left_alone", "classes", "imbalance_before", "imbalance"};

}  // namespace

extern const OpSpec split_balance;
const OpSpec split_balance = {
    .name = "balance",
    .family = Family::split,
    .summary = "Balance the classes of the training part, or give them weights",
    .details =
        R"(A **class** is a value of `field`: text decoded, else JSON as written, with its type, so 1 and "1" are two. A record whose class is missing, null, an array or an object is malformed.

| method | without `targets` | with shares | with records |
|---|---|---|---|
| `over` | all as many as the largest (`ratio` × that) | the smallest dataset that leaves nothing out | each as said; fewer than there are is an error |
| `under` | all as many as the smallest (that ÷ `ratio`) | the largest dataset that repeats nothing | each as said; more than there are is an error |
| `both` | the same of each, `size` in all | the shares of `size` | each as said |
| `none` | as it is: only weights | | |

**Targets** may leave classes out: with shares these divide what is left as they do now, with records they stay as they are. Whole numbers that add up to 10 or 100 are refused unless `unit` says what they are. Sizes are whole numbers by largest remainder, the larger class on
a tie. A class that no record has is an error. With `max_epochs` no record is written more often; with `both` and with shares the other classes fill up what is missing.

Which records: every one as often as whole rounds over the class go, and the first ones once more, by a hash of the seed and of the record's key (`--id`, else its line): neither files, shards nor the order of records matter, and copies
are dealt out evenly, unlike drawing with replacement. Of equal keys, all but the first by place in the input get a hash of their own. Further copies count as `copies` in the books, and stand side by side: `shuffle` in a second run spreads them. More than 10,000 of one record are an error.

**Parts**: where records are in parts, those of train (`parts`) are balanced, and all others stay as they are: split first. Records that are in no part are all balanced, and a note says so. Steps that split, shuffle or report see each record once, and are refused behind one that may write it several times: let them read its output.

**Weights** are of the numbers of records as they come out, and written as `weight_field` of every record, in parts that are left alone, too (null where train lacks the class), so that all have the same fields.
`balanced`: n / (K n_k). `effective`: in inverse proportion to (1 − β^n_k) / (1 − β), adding up to K.

Needs one more pass, and some 30 bytes per record, spilled past `--memory`; at most 65,536 classes.)",
    .source =
        "Weights: scikit-learn compute_class_weight (\"balanced\"); Cui et al. 2019, Class-Balanced Loss. Numbers as "
        "imbalanced-learn's RandomOverSampler and RandomUnderSampler",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .rules = split::draw_rules,
    .metrics = metrics,
};

}  // namespace dsprep::ops
