// check: looks whether the parts of a split leak into each other.
//
// The observer notes hashes of each record (check/notes.h). Sorted, what is equal in two parts stands together, and
// what may be nearly equal or inside another is a pair of candidates (check/survey.h); a second pass reads those and
// compares them (check/pair_contents.h). What was found is told (check/check_report.h); nothing is changed.
#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dedup/text_signature.h"
#include "dsprep/map_with.h"
#include "dsprep/op_spec.h"
#include "ops/split/check/check_report.h"
#include "ops/split/check/notes.h"
#include "ops/split/check/pair_contents.h"
#include "ops/split/check/parts.h"
#include "ops/split/check/plan.h"
#include "ops/split/check/survey.h"
#include "spill/sorted_observer.h"
#include "spill/sorter.h"

namespace dsprep::ops {
namespace {

using check::Plan;
using check::Survey;

struct Params {
  std::string field = "text";
  std::optional<std::string> part, group, label;
  std::string ngram = "words:5";
  double threshold = 0.8;
  std::int64_t min_words = 13, examples = 20;
  std::optional<std::int64_t> max_exact = 0, max_normalized = 0, max_near = 0, max_group = 0, max_label_conflicts = 0,
                              max_empty_parts = 0, max_containment, max_missing_classes;
  std::optional<double> max_label_drift, max_length_drift;
  void fields(ParamFields& f) {
    f("field", field, {.meaning = "the text that no two parts may share", .field = true});
    f("part", part,
      {.meaning = "the field that says which part a record is in (unset: manifest or file names)", .field = true});
    f("group", group, {.meaning = "a field whose values may not be in two parts: customer, document", .field = true});
    f("label", label, {.meaning = "the label (unset: label, where there is one)", .field = true});
    f("ngram", ngram, {.meaning = "what is a shingle of near-duplicates: \"words:N\" or \"chars:N\""});
    f("threshold", threshold,
      {.meaning = "Jaccard similarity from which two texts are near-duplicates", .min = 0.05, .max = 1});
    f("min_words", min_words,
      {.meaning = "shortest text, in words, that is looked for inside others", .min = 4, .max = 1000});
    f("examples", examples, {.meaning = "pairs that are shown, of each kind", .min = 0, .max = 10'000});
    f("max_exact", max_exact, {.meaning = "most texts that two parts have to the letter; none: any number", .min = 0});
    f("max_normalized", max_normalized, {.meaning = "most texts that two parts have but for spelling", .min = 0});
    f("max_near", max_near, {.meaning = "most texts with a near-duplicate in another part", .min = 0});
    f("max_containment", max_containment,
      {.meaning = "most texts inside a text of another part, or around one", .min = 0});
    f("max_group", max_group, {.meaning = "most groups that are in two parts", .min = 0});
    f("max_label_conflicts", max_label_conflicts,
      {.meaning = "most texts that have different labels in two parts", .min = 0});
    f("max_empty_parts", max_empty_parts, {.meaning = "most parts without a record", .min = 0});
    f("max_missing_classes", max_missing_classes,
      {.meaning = "most labels that a part lacks and another has", .min = 0});
    f("max_label_drift", max_label_drift,
      {.meaning = "largest total variation distance of a part's labels from the first part's", .min = 0, .max = 1});
    f("max_length_drift", max_length_drift,
      {.meaning = "largest Kolmogorov-Smirnov statistic of lengths, in the same way", .min = 0, .max = 1});
  }
};

class KeepMapper final : public Mapper {
 public:
  explicit KeepMapper(const std::shared_ptr<const Plan>& plan) : plan_(*plan), part_(plan_) {}
  Verdict map(Record& record, Context&) override {
    if (auto verdict = check::lacks(plan_, record, part_)) return *std::move(verdict);
    return Verdict::keep();
  }

 private:
  const Plan& plan_;
  check::PartOf part_;
};

Result<AnyOp> conclude(const std::shared_ptr<const Plan>& plan, const Survey& survey, Decider& decider) {
  check::write_report(*plan, survey, decider, decider.findings());
  return map_with<KeepMapper>(plan);
}

// The second pass: compares the candidates.
class Verify final : public GlobalOp {
 public:
  Verify(std::shared_ptr<const Plan> plan, std::unique_ptr<Survey> survey)
      : plan_(std::move(plan)), survey_(std::move(survey)) {}
  std::unique_ptr<Observer> observer() const override {
    return std::make_unique<check::ContentObserver>(*plan_->workspace, survey_->places, *plan_);
  }
  Result<AnyOp> decide(Observers observers, Decider& decider) const override {
    DSPREP_CHECK(check::verify_pairs(*plan_, *survey_, check::ContentObserver::main_of(observers).entries(), decider));
    return conclude(plan_, *survey_, decider);
  }

 private:
  std::shared_ptr<const Plan> plan_;
  std::unique_ptr<Survey> survey_;  // used up by decide()
};

class Check final : public GlobalOp {
 public:
  explicit Check(std::shared_ptr<const Plan> plan) : plan_(std::move(plan)) {}
  std::unique_ptr<Observer> observer() const override {
    return std::make_unique<check::NoteObserver>(*plan_->workspace, *plan_);
  }
  Result<AnyOp> decide(Observers observers, Decider& decider) const override {
    check::NoteObserver& observed = check::NoteObserver::main_of(observers);
    const check::PartCounts& counts = observed.totals().parts;
    if (counts.too_many())
      return failure("there are more than 1,000 parts: " + plan_->part_pointer +
                     " does not say which part a record is in");
    if (counts.parts().empty())
      return failure("no record has a text, " + plan_->text_pointer + ", and a part" +
                     (plan_->part.bound() ? ", " + plan_->part_pointer : std::string()) +
                     ": there is nothing to compare; look at the names of the fields");
    if (counts.parts().size() < 2)
      return failure("all records are in one part, " + counts.parts().begin()->second.name +
                     ": there is nothing to compare it with");
    const auto lacks = [](const std::string& what, const std::string& pointer) {
      return failure("no record has a " + what + ", " + pointer + ": look at the name of the field");
    };
    if (plan_->group.bound() && observed.totals().grouped == 0) return lacks("group", plan_->group_pointer);
    if (plan_->label_given && std::none_of(counts.parts().begin(), counts.parts().end(),
                                           [](const auto& part) { return part.second.labelled != 0; }))
      return lacks("label", plan_->label_pointer);
    DSPREP_TRY(std::unique_ptr<Survey> survey, check::survey(*plan_, observed, decider));
    if (survey->pairs.records() == 0) return conclude(plan_, *survey, decider);
    return AnyOp(std::make_unique<Verify>(plan_, std::move(survey)));
  }

 private:
  std::shared_ptr<const Plan> plan_;
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  auto plan = std::make_shared<Plan>();
  DSPREP_TRY(plan->text, binder.read(params.field));
  plan->text_pointer = binder.pointer(plan->text);
  if (params.part) {
    DSPREP_TRY(plan->part, binder.read(*params.part));
    plan->part_pointer = binder.pointer(plan->part);
    if (plan->part_pointer.find('*') != std::string::npos)
      return usage_error("part = \"" + *params.part + "\" names several places: a record is in one part");
  } else if (!binder.parts_known()) {
    return usage_error(
        "the records are in no parts here: put the step that makes them in front, or say which field tells them: "
        "part = \"FIELD\"");
  }
  if (params.group) {
    DSPREP_TRY(plan->group, binder.read(*params.group));
    plan->group_pointer = binder.pointer(plan->group);
  }
  DSPREP_TRY(plan->label, binder.read(params.label.value_or("label")));
  plan->label_given = params.label.has_value();
  plan->label_pointer = binder.pointer(plan->label);
  plan->part_names = binder.part_names();
  plan->workspace = &binder.workspace();
  DSPREP_TRY(plan->signature, dedup::SignatureRules::usual(params.ngram, params.threshold));
  plan->threshold = params.threshold;
  plan->min_words = static_cast<std::size_t>(params.min_words);
  plan->examples = static_cast<std::size_t>(params.examples);
  plan->limits = {params.max_exact,           params.max_normalized,  params.max_near,
                  params.max_containment,     params.max_group,       params.max_label_conflicts,
                  params.max_missing_classes, params.max_empty_parts, params.max_label_drift,
                  params.max_length_drift};
  return AnyOp(std::make_unique<Check>(std::move(plan)));
}

constexpr Example examples[] = {
    {"A split by a field: the second text of test is in train, too, but for its spelling",
     "part = \"part\"\nmax_normalized = 1",
     "{\"part\":\"train\",\"text\":\"今天天气很好。\",\"label\":\"a\"}\n{\"part\":\"test\",\"text\":\"明天见！\","
     "\"label\":\"b\"}\n"
     "{\"part\":\"test\",\"text\":\"今天天气很好！\",\"label\":\"a\"}\n",
     "{\"part\":\"train\",\"text\":\"今天天气很好。\",\"label\":\"a\"}\n{\"part\":\"test\",\"text\":\"明天见！\","
     "\"label\":\"b\"}\n"
     "{\"part\":\"test\",\"text\":\"今天天气很好！\",\"label\":\"a\"}\n"},
};

constexpr std::string_view metrics[] = {"exact",       "normalized",      "near",        "containment",
                                        "group",       "label_conflicts", "empty_parts", "missing_classes",
                                        "label_noise", "label_drift",     "length_drift"};

}  // namespace

extern const OpSpec split_check;
const OpSpec split_check = {
    .name = "check",
    .family = Family::split,
    .summary = "Look whether the parts of a split leak into each other, and fail where they do",
    .details =
        R"(Changes nothing. **Parts** are those of the manifest where the input is a dataset of dsprep, else those of the file names: `train.jsonl`, `test-00000.jsonl.gz`,
`validation/a.jsonl`; the words train, training, validation, valid, val, dev, test, testing, eval and evaluation between other characters than letters. Or a field says it (`part`), with any values. They are
ordered: train, validation, test, others by name. What two parts share counts in the later one.

| metric | counts |
|---|---|
| `exact` | texts of a part that an earlier part has, byte for byte |
| `normalized` | of the others those that an earlier part has but for case, width, composition, spaces, punctuation and symbols: what `ratio` takes for one text |
| `near` | of the others those with a near-duplicate in an earlier part: MinHash finds candidates, their Jaccard similarity is counted out, as `dedup_minhash` does by default |
| `containment` | of the others those of `min_words` words or more that stand whole, word for word, inside a text of another part, and those around such a one |
| `group` | values of `group` in one part that are in an earlier part, too |
| `label_conflicts` | texts (normalized) that have different labels in two parts |
| `empty_parts` | parts without a record: a file of that name, but nothing in it |
| `missing_classes` | labels that one part has and another lacks, once for each that lacks it |
| `label_noise` | texts (normalized) with different labels within one part |
| `label_drift` | total variation distance of a part's labels from the first part's: half the sum of the differences of shares, the largest of all parts |
| `length_drift` | Kolmogorov-Smirnov statistic of the lengths in characters, in the same way |

Each text counts once in each part, however many records have it. A metric past its limit (`max_exact`, …) is a broken gate: exit 3, and the pairs are shown. The limits of `exact`, `normalized`, `near`, `group`, `label_conflicts` and `empty_parts`
are 0 by default, which a split by `ratio` with `near_duplicates` keeps to; the others are unset, `containment` because no split can keep every text from those it stands in. `none` switches one off, and `--gate` sets limits too. A label is a text, number or boolean with its type, an array as many labels in any order; of several the whole set is compared.

A `group` or `label` that no record has is an error; records without the group are told. A record whose text or part is missing, null or of another type is malformed. Empty texts are not compared. Near-duplicates that share a band with more than 256 others of their part, or 64 of another, are compared with the first of them only; a warning
says so. Two passes, three where candidates are compared, and some 600 bytes per record, spilled past `--memory`.)",
    .source =
        "Winnowing (Schleimer et al. 2003) for containment; the kinds of leaks are those known of published benchmarks",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .metrics = metrics,
};

}  // namespace dsprep::ops
