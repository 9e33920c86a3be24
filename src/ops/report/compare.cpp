// compare: holds the dataset against another: which records were added, removed and changed, how far the fields, the
// labels and the words have moved.
//
// Of each record of both something is noted (compare/notes.h). Sorted, equal ids stand together
// (compare/match_records.h), and so do the numbers of a field (compare/field_drift.h); words are counted beside
// (compare/word_counts.h). compare/tell.h says what was found.
#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "dsprep/map_with.h"
#include "dsprep/op_spec.h"
#include "ops/report/compare/field_drift.h"
#include "ops/report/compare/match_records.h"
#include "ops/report/compare/notes.h"
#include "ops/report/compare/plan.h"
#include "ops/report/compare/tell.h"
#include "ops/report/compare/word_shift.h"
#include "spill/scan.h"
#include "words/segmenter.h"

namespace dsprep::ops {
namespace {

using compare::NoteObserver;
using compare::NoteTotals;
using compare::Plan;
using compare::Side;

struct Params {
  std::string against, field = "text", by = "id";
  std::optional<std::string> id, label;
  std::vector<std::string> ignore;
  bool vocabulary = true;
  words::WordParams words;
  std::int64_t examples = 20;
  void fields(ParamFields& f) {
    f("against", against, {.meaning = "the dataset to compare with, the reference", .required = true, .path = true});
    f("by", by,
      {.meaning = "what makes two records one: their id, where they have one, or their content",
       .choices = {"id", "content"}});
    f("id", id, {.meaning = "the field with the id (unset: what --id names, else id)", .field = true});
    f("field", field, {.meaning = "the text whose words are compared", .field = true});
    f("label", label, {.meaning = "the label (unset: label, where there is one)", .field = true});
    f("ignore", ignore, {.meaning = "members of records that are not looked at: times, ranks", .field = true});
    f("vocabulary", vocabulary, {.meaning = "whether words are compared"});
    words.fields(f);
    f("examples", examples, {.meaning = "records that are shown, of each kind", .min = 0, .max = 1000});
  }
};

class Compare final : public GlobalOp {
 public:
  explicit Compare(Plan plan) : plan_(std::move(plan)) {}
  std::unique_ptr<Observer> observer() const override {
    return std::make_unique<NoteObserver>(*plan_.workspace, plan_, Side::current);
  }
  std::unique_ptr<Observer> reference_observer(Reference) const override {
    return std::make_unique<NoteObserver>(*plan_.workspace, plan_, Side::reference);
  }

  Result<AnyOp> decide(Observers observers, Decider& decider) const override {
    auto& current = NoteObserver::main_of(observers);
    auto& reference = static_cast<NoteObserver&>(*observers.references[0]);
    NoteTotals &is = current.totals(), &was = reference.totals();
    const std::uint64_t records = is.records + was.records;
    if (records != 0 && plan_.id_given && is.with_id + was.with_id == 0)
      return failure("no record of either dataset has an id, " + plan_.id_pointer +
                     ": look at the name of the field, or set by = \"content\"");
    if (records != 0 && plan_.label_given && is.labelled + was.labelled == 0)
      return failure("no record of either dataset has a label, " + plan_.label_pointer +
                     ": look at the name of the field");
    spill::Sorter notes = std::move(current.entries());
    DSPREP_CHECK(notes.merge(std::move(reference.entries())));
    compare::RecordMatcher matcher(plan_.examples);
    compare::NumberScan numbers(was, is);
    DSPREP_CHECK(spill::scan(notes, decider, "comparing", [&](std::string_view note) -> Status {
      if (note[0] == static_cast<char>(compare::Note::number)) numbers.add(note);
      else matcher.add(note);
      return {};
    }));
    matcher.finish();
    numbers.finish();
    compare::Comparison comparison{
        plan_, was, is, matcher.changes(), compare::drift_of_fields(plan_, was, is, numbers), std::nullopt};
    if (plan_.vocabulary) {
      DSPREP_TRY(comparison.words, compare::word_shift(was.words, is.words, decider));
    }
    compare::tell(comparison, decider.findings());
    return keep_all();
  }

 private:
  Plan plan_;
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  Plan plan;
  if (params.against.empty()) return usage_error("against is empty: name the dataset to compare with");
  if (!params.vocabulary && (params.words.words || params.words.dictionary))
    return usage_error("vocabulary = false, but it is said what a word is: leave one of them out");
  if (params.by == "content" && params.id) return usage_error("by = \"content\" looks at no id: leave id out");
  binder.read_all();
  plan.by_id = params.by == "id";
  plan.id_given = params.id.has_value();
  plan.label_given = params.label.has_value();
  DSPREP_TRY(plan.text, binder.read(params.field));
  DSPREP_TRY(plan.label, binder.read(params.label.value_or("label")));
  DSPREP_TRY(plan.id, binder.read(params.id.value_or("id")));
  plan.text_pointer = binder.pointer(plan.text);
  plan.label_pointer = binder.pointer(plan.label);
  plan.id_pointer = binder.pointer(plan.id);
  if (plan.id_pointer.find('*') != std::string::npos)
    return usage_error("id = \"" + *params.id + "\" names several places: a record has one id");
  const auto member_of = [](const std::string& pointer) {
    return pointer.find('/', 1) == std::string::npos && pointer.find('~') == std::string::npos ? pointer.substr(1) : "";
  };
  plan.id_name = member_of(plan.id_pointer);
  plan.text_name = member_of(plan.text_pointer);
  for (const std::string& name : params.ignore) {
    DSPREP_TRY(const Field field, binder.read(name));
    const std::string member = member_of(binder.pointer(field));
    if (member.empty() || member == "*")
      return usage_error("ignore = \"" + name + "\": only a member of the record itself can be left out");
    if (plan.by_id && plan.id_given && member == plan.id_name)
      return usage_error("ignore = \"" + name + "\" is the id: leave it out, or set by = \"content\"");
    plan.ignored.push_back(member);
  }
  plan.vocabulary = params.vocabulary;
  if (plan.vocabulary) {
    DSPREP_TRY(plan.segmenter, words::Segmenter::make(params.words, binder));
  }
  plan.against = params.against;
  plan.examples = static_cast<std::size_t>(params.examples);
  plan.workspace = &binder.workspace();
  DSPREP_TRY([[maybe_unused]] const Reference reference, binder.dataset(params.against));
  return AnyOp(std::make_unique<Compare>(std::move(plan)));
}

constexpr ExampleFile yesterday[] = {
    {"yesterday.jsonl",
     "{\"id\":1,\"text\":\"这家酒店很干净。\",\"label\":\"positive\"}\n{\"id\":2,\"text\":\"Never again!\"}\n"}};

constexpr Example examples[] = {
    {"One record changed, one was added, one is gone; the records themselves stay as they are",
     "against = \"yesterday.jsonl\"",
     "{\"id\":1,\"text\":\"这家酒店很干净。\",\"label\":\"neutral\"}\n{\"id\":3,\"text\":\"明天再来\"}\n",
     "{\"id\":1,\"text\":\"这家酒店很干净。\",\"label\":\"neutral\"}\n{\"id\":3,\"text\":\"明天再来\"}\n",
     {},
     yesterday}};

constexpr std::string_view metrics[] = {"compare.records",
                                        "compare.reference_records",
                                        "compare.same",
                                        "compare.added",
                                        "compare.removed",
                                        "compare.changed",
                                        "compare.changed.*",
                                        "compare.without_id",
                                        "compare.duplicate_ids",
                                        "compare.fields_added",
                                        "compare.fields_removed",
                                        "compare.fields_of_another_type",
                                        "compare.psi.*",
                                        "compare.js.*",
                                        "compare.linf.*",
                                        "compare.tvd.*",
                                        "compare.chi2.*",
                                        "compare.chi2_p.*",
                                        "compare.cramers_v.*",
                                        "compare.ks.*",
                                        "compare.ks_p.*",
                                        "compare.wasserstein.*",
                                        "compare.wasserstein_std.*",
                                        "compare.words.js",
                                        "compare.words.new",
                                        "compare.words.gone"};

}  // namespace

extern const OpSpec report_compare;
const OpSpec report_compare = {
    .name = "compare",
    .family = Family::report,
    .summary = "Compare the dataset with another: records added, removed, changed; drift of fields, labels and words",
    .details =
        R"(**Records** are one where their `id` is the same (1 and "1" are), or without an id where they have the same members with equal values, in any order (texts decoded, 1 equal to 1.0). Of records with one id
and different contents it is told which members changed, with examples; records of the same dataset with one id are paired, equal ones first. Nothing is an estimate.

**Drift**, of the reference (`against`) to the dataset, p to q. What most values of a field are decides how it is compared: `label`, and texts and booleans of at most 1,000 different values (each twice on average; by
their first 80 characters) by their shares; numbers by their values, other texts by their characters, lists by their elements. A list of labels is as many labels.

| metric | is |
|---|---|
| `compare.psi.FIELD` | population stability index, Σ (q−p) ln(q/p): below 0.1 none, from 0.25 major. An empty cell is a share of 0.0001, or of a millionth of its side's smallest where that is not more than 0.0001 |
| `compare.js.FIELD` | Jensen-Shannon distance, natural logarithm, 0 to 0.83 |
| `compare.linf.FIELD`, `compare.tvd.FIELD` | the largest difference of shares; half the sum of the differences |
| `compare.chi2.FIELD`, `compare.chi2_p.FIELD`, `compare.cramers_v.FIELD` | χ² of homogeneity, its p, and the effect: Cramér's V, corrected for bias |
| `compare.ks.FIELD`, `compare.ks_p.FIELD` | of numbers: Kolmogorov-Smirnov statistic, and its two-sided p: counted out up to 10^7 pairs of values, else Kolmogorov's limit |
| `compare.wasserstein.FIELD`, `compare.wasserstein_std.FIELD` | of numbers: ∫ abs(F−G); the same over the reference's standard deviation, at least 0.001 |

Of numbers the first five are those of bins that end at the reference's deciles (the values of rank ⌈k·n/10⌉). Infinite numbers are left out. At corpus size every p is small, and at 20 records no effect is: look at both, and at n.

Other metrics: `compare.added`, `compare.removed`, `compare.changed` (where there are ids), `compare.changed.FIELD`, `compare.same`, `compare.records`, `compare.reference_records`, `compare.duplicate_ids`, `compare.without_id`,
`compare.fields_added`, `compare.fields_removed`, `compare.fields_of_another_type`; `compare.words.js`, `compare.words.new`, `compare.words.gone` of the words as they are written (those of more than 64 bytes are none). What is undefined, as drift
from an empty dataset, is left out, and a gate on it is broken.

Memory is bounded: what is noted of each record, some 100 bytes and 30 for each of its fields, spills past `--memory`; of at most 200 fields values are counted. A record that is malformed in the reference stops the run. Where both datasets are outputs of dsprep the
report shows which parameters of their manifests differ, and what each step did.)",
    .source =
        "Population stability index as Evidently counts it; scipy.stats (ks_2samp, chi2_contingency, "
        "wasserstein_distance); Bergsma 2013; Dunning 1993",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .metrics = metrics,
};

}  // namespace dsprep::ops
