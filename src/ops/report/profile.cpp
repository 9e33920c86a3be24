// profile: measures a dataset field by field: what is there, of which type, how long, how often the same.
// An observer gathers sketches (profile/profile_observer.h), of each field too (profile/field_tallies.h); when all has
// been seen, distinct texts are counted exactly, and the report is written (profile/profile_report.h).
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/map_with.h"
#include "dsprep/op_spec.h"
#include "ops/report/profile/profile_observer.h"
#include "ops/report/profile/profile_report.h"
#include "spill/progress_check.h"
#include "spill/sorter.h"

namespace dsprep::ops {
namespace {

struct Params {
  std::string field = "text";
  std::optional<std::string> label;
  void fields(ParamFields& f) {
    f("field", field, {.meaning = "the text that is measured in characters, words and lines", .field = true});
    f("label", label,
      {.meaning = "the field whose balance is measured (default: label, where there is one)", .field = true});
  }
};

Result<std::uint64_t> count_distinct(spill::Sorter& keys, Decider& decider) {
  spill::ProgressCheck progress(decider, "counting copies", keys.records());
  DSPREP_TRY(const std::unique_ptr<spill::SortedReader> reader, keys.sorted());
  std::uint64_t distinct = 0;
  std::string last;
  for (std::string_view key;;) {
    DSPREP_TRY(const bool more, reader->next(key));
    if (!more) return distinct;
    DSPREP_CHECK(progress.step());
    if (key == last) continue;
    last = key;
    ++distinct;
  }
}

class Profile final : public GlobalOp {
 public:
  explicit Profile(profile::Plan plan) : plan_(std::move(plan)) {}
  std::unique_ptr<Observer> observer() const override { return std::make_unique<profile::ProfileObserver>(plan_); }

  Result<AnyOp> decide(Observers observers, Decider& decider) const override {
    auto& seen = static_cast<profile::ProfileObserver&>(*observers.main);
    DSPREP_TRY(const std::uint64_t distinct_texts, count_distinct(seen.distinct_texts, decider));
    profile::write_report(plan_, seen, distinct_texts, decider.findings());
    return keep_all();
  }

 private:
  profile::Plan plan_;
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  profile::Plan plan;
  binder.read_all();
  DSPREP_TRY(plan.text, binder.read(params.field));
  DSPREP_TRY(plan.label, binder.read(params.label.value_or("label")));
  plan.text_pointer = binder.pointer(plan.text);
  plan.label_pointer = binder.pointer(plan.label);
  plan.parts = binder.part_names();
  plan.workspace = &binder.workspace();
  return AnyOp(std::make_unique<Profile>(std::move(plan)));
}

constexpr Example examples[] = {
    {"A report changes nothing", "",
     "{\"text\":\"这家酒店很干净。\",\"label\":\"positive\"}\n"
     "{\"text\":\"Never again!\",\"label\":\"negative\",\"stars\":1}\n",
     "{\"text\":\"这家酒店很干净。\",\"label\":\"positive\"}\n"
     "{\"text\":\"Never again!\",\"label\":\"negative\",\"stars\":1}\n"},
};

constexpr std::string_view metrics[] = {"records",
                                        "fields",
                                        "text.missing_share",
                                        "text.empty_share",
                                        "text.distinct",
                                        "text.duplicate_share",
                                        "text.chars.total",
                                        "text.chars.min",
                                        "text.chars.p50",
                                        "text.chars.mean",
                                        "text.chars.p95",
                                        "text.chars.max",
                                        "text.words.total",
                                        "text.words.min",
                                        "text.words.p50",
                                        "text.words.mean",
                                        "text.words.p95",
                                        "text.words.max",
                                        "text.lines.total",
                                        "text.lines.min",
                                        "text.lines.p50",
                                        "text.lines.mean",
                                        "text.lines.p95",
                                        "text.lines.max",
                                        "label.missing_share",
                                        "label.classes",
                                        "label.imbalance_ratio",
                                        "label.entropy",
                                        "field.*.missing_share",
                                        "field.*.null_share",
                                        "field.*.distinct",
                                        "field.*.mean"};

}  // namespace

extern const OpSpec report_profile;
const OpSpec report_profile = {
    .name = "profile",
    .family = Family::report,
    .summary = "Measure a dataset: fields, types, lengths, values, label balance, copies",
    .details =
        R"(Every record counts, whatever it lacks. What is reported:

- **Each top-level field**: records where it is missing or null, types, distinct values (exact to 1,024, else by HyperLogLog with a standard
  error of 0.8 %; null is no value); of numbers and of the lengths of texts minimum, mean, maximum and quantiles (rank ⌈q·n⌉, exact for integers to
  4,096, else within 0.5 %). Of duplicate keys the last counts. Fields past the first 200 names in byte order are left out, and so are names of more than
  256 bytes; the report says so.
- **Frequent values** of fields of text and booleans that have at most 1,000 values, each twice on average. Texts are cut after 80 characters
  and counted by their beginnings; no report holds a whole long text.
- **The text** (`field`; with `*` its elements joined by LF): characters (code points), words (between white space), lines (between LFs; a final LF ends the
  last line); how many texts that are not empty are copies of another, as the number of texts less the number of distinct ones: exactly.
- **The label** (`label`; an array is as many labels): records and share of each, the ratio of the most frequent to the rarest, and the
  entropy divided by the logarithm of the number of labels (1: all equal; 0: one label).
- **Parts**, where the input has them.

Metrics for gates: `records`, `fields`, `text.missing_share`, `text.empty_share`, `text.duplicate_share`, `text.distinct`, `text.chars.mean` (and
`total`, `min`, `p50`, `p95`, `max`; likewise `text.words`, `text.lines`), `label.classes`, `label.imbalance_ratio`, `label.entropy`,
`label.missing_share`, and of each field `field.NAME.missing_share`, `field.NAME.null_share`, `field.NAME.distinct` and, of numbers, `field.NAME.mean`.

A gate passes on what is known. Of these figures only quantiles past 4,096 (within 0.5 %) and numbers of distinct values or fields past 1,024 are
estimates: a gate whose limit lies within the error of one is broken, and says so. The exact number of a field's distinct values is
`text.distinct` with that `field`.

The result is the same for any number of threads and any order of records. Memory is bounded: at most 200 fields of some 100 KB, and 16 bytes
for each text, spilled past `--memory`.)",
    .source = "HyperLogLog (Flajolet et al. 2007; estimator of Ertl 2017), DDSketch (Masson et al. 2019)",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .principal = true,
    .metrics = metrics,
};

}  // namespace dsprep::ops
