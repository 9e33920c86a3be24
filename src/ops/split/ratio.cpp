// ratio: assigns records to parts (train, validation, test) by shares or sizes.
//
// Where a record goes depends on the hash of its key alone (split/record_key.h). Stable: [0, 1) is cut once at the
// cumulative shares, so no pass over the data is needed and a record never moves when others come. Exact: one pass
// notes every record (split/unit_observer.h), those that may not be parted are joined, by near-duplicates after one
// pass more, and each unit gets its part (split/assignment.h, ratio/decide.h); the parts are reported
// (ratio/split_report.h).
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/part_sizes.h"
#include "base/rng.h"
#include "dedup/text_signature.h"
#include "dsprep/map_with.h"
#include "dsprep/op_spec.h"
#include "ops/split/ratio/decide.h"
#include "ops/split/ratio/parts.h"
#include "split/ledger.h"
#include "split/near_clusters.h"
#include "split/record_key.h"
#include "split/unit_observer.h"
#include "split/unit_params.h"
#include "split/unit_row.h"

namespace dsprep::ops {
namespace {

using namespace ratio;
using split::KeyPlan;

constexpr RuleInfo rules[] = {
    {"beyond_sizes", Judge::Limit::Compare::at_most, "", "1 for a record that is left when all sizes are filled", 0},
    {"bridging", Judge::Limit::Compare::at_most, "",
     "1 for a new record that may be parted neither from one part nor from another", 0},
};

struct Params {
  std::optional<double> train, validation, test;
  NumberTable ratios = {{"train", 0.8}, {"validation", 0.1}, {"test", 0.1}};
  split::UnitParams units;
  std::string unit = "auto";
  std::string mode = "auto";
  std::optional<std::string> freeze;
  std::string bridging = "drop";
  std::optional<std::string> ledger = std::string(split::Ledger::name);
  std::string salt;
  void fields(ParamFields& f) {
    f("train", train,
      {.meaning = "share or size of the part train; where train, validation or test is given, they replace ratios",
       .min = 0});
    f("validation", validation, {.meaning = "share or size of the part validation", .min = 0});
    f("test", test, {.meaning = "share or size of the part test", .min = 0});
    f("ratios", ratios,
      {.meaning = "the parts: shares that add up to 1, or sizes in records (whole numbers from 2)", .min = 0});
    f("unit", unit,
      {.meaning = "what the numbers are; auto: shares up to 1, else records, and asked about where it may be either",
       .choices = {"auto", "share", "percent", "records"}});
    units.fields(f);
    f("mode", mode,
      {.meaning =
           "stable: by hash alone, shares come out roughly, records never move; exact: shares come out exactly, one "
           "more pass; auto: stable where nothing else is asked for than shares and a key",
       .choices = {"auto", "stable", "exact"}});
    f("freeze", freeze,
      {.meaning = "the ledger of an earlier split, or its output directory: what was assigned keeps its part",
       .path = true});
    f("bridging", bridging,
      {.meaning =
           "what becomes of new records that belong to several parts of the ledger: dropped, or to the part with "
           "the largest part of their group",
       .choices = {"drop", "largest"}});
    f("ledger", ledger,
      {.meaning = "file in the output directory that gets the ledger of an exact split: the part of each key"});
    f("salt", salt, {.meaning = "changes the assignment, as the seed does; give the same to splits that shall agree"});
  }
};

base::SizeUnit unit_named(std::string_view name) {
  if (name == "share") return base::SizeUnit::share;
  if (name == "percent") return base::SizeUnit::percent;
  return name == "records" ? base::SizeUnit::records : base::SizeUnit::automatic;
}

Result<Parts> read_parts(const Params& params, Binder& binder) {
  NumberTable table = params.ratios;
  if (params.train || params.validation || params.test)
    table = {{"train", params.train.value_or(0)},
             {"validation", params.validation.value_or(0)},
             {"test", params.test.value_or(0)}};
  DSPREP_TRY(base::PartSizes read, base::read_part_sizes(table, unit_named(params.unit)));
  Parts parts{std::move(read.names), {}, std::move(read.shares), std::move(read.sizes)};
  for (const std::string& name : parts.names) {
    DSPREP_TRY(const PartId id, binder.part(name));
    parts.ids.push_back(id);
  }
  return parts;
}

// ---- stable ----

struct StablePlan {
  KeyPlan keys;
  Parts parts;
  std::vector<double> ends;  // cumulative shares
};

class StableMapper final : public Mapper {
 public:
  explicit StableMapper(const StablePlan& plan) : plan_(plan), key_(plan.keys) {}

  Verdict map(Record& record, Context&) override {
    if (auto verdict = key_.read(record)) return *std::move(verdict);
    const double place = base::unit_interval(plan_.keys.group.bound() ? key_.group() : key_.hash());
    std::size_t part = 0;
    while (part + 1 < plan_.parts.size() && place >= plan_.ends[part]) ++part;
    return plan_.parts.keep(part);
  }

 private:
  const StablePlan& plan_;
  split::RecordKey key_;
};

AnyOp stable_split(KeyPlan keys, Parts parts) {
  StablePlan plan{std::move(keys), std::move(parts), {}};
  plan.keys.stratify.clear();
  double end = 0;
  for (const double share : plan.parts.shares) plan.ends.push_back(end += share);
  return map_with<StableMapper>(std::move(plan));
}

// ---- the whole ----

bool is_exact(const Params& params, const Parts& parts) {
  if (params.mode != "auto") return params.mode == "exact";
  return !params.units.stratify.empty() || !parts.sizes.empty() || params.units.group || params.units.near_duplicates ||
         params.freeze;
}

// What goes with what.
Status check(const Params& params, const Parts& parts) {
  DSPREP_CHECK(params.units.check());
  if (!params.freeze && params.bridging != Params{}.bridging)
    return usage_error("bridging is of records between the parts of a ledger: give one to freeze");
  if (!is_exact(params, parts) && params.ledger && params.ledger != Params{}.ledger)
    return usage_error("a stable split has no ledger, nothing of it ever moves: give mode = \"exact\"");
  if (params.mode != "stable") return {};
  if (!parts.sizes.empty())
    return usage_error("mode = \"stable\" cannot keep to sizes: give shares, or mode = \"exact\"");
  if (params.units.near_duplicates)
    return usage_error(
        "mode = \"stable\" looks at each record alone and knows no near-duplicates: leave mode out, and give freeze "
        "the "
        "ledger of the last split, so that nothing moves");
  if (params.freeze)
    return usage_error("mode = \"stable\" needs no ledger, nothing ever moves: leave out freeze, or mode");
  if (params.units.key && params.units.group)
    return usage_error("mode = \"stable\" goes by the key or by the group: give one, or mode = \"exact\"");
  return {};
}

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  DSPREP_TRY(Parts parts, read_parts(params, binder));
  DSPREP_CHECK(check(params, parts));
  const bool exact = is_exact(params, parts);
  DSPREP_TRY(split::UnitPlan units, split::bind_units(params.units, params.salt, exact, binder));
  if (!exact) return stable_split(std::move(units.keys), std::move(parts));
  if (parts.size() > split::Frozen::most_parts)
    return usage_error("ratios: at most " + std::to_string(split::Frozen::most_parts) + " parts");
  auto plan = std::make_shared<ExactPlan>();
  plan->units = std::move(units);
  plan->parts = std::move(parts);
  plan->workspace = &binder.workspace();
  plan->drop_bridging = params.bridging == "drop";
  plan->settings = {plan->units.keys.pointer, plan->units.keys.group_pointer, plan->units.keys.seed};
  if (params.freeze) {
    DSPREP_TRY(plan->frozen, open_ledger(*params.freeze, *plan, binder));
  }
  if (params.ledger) {
    DSPREP_TRY(plan->ledger, binder.artifact(*params.ledger));
  }
  return decide_exactly(std::move(plan));
}

constexpr Example examples[] = {
    {"Records that differ only in case, width, spaces or punctuation are one group, and groups are not torn apart",
     "ratios = { train = 0.75, test = 0.25 }\nmode = \"exact\"",
     "{\"text\":\"今天天气很好。\"}\n"
     "{\"text\":\"今天天气很好！\"}\n"
     "{\"text\":\"今天，天气很好\"}\n"
     "{\"text\":\"今天 天气 很好...\"}\n",
     "train\t{\"text\":\"今天天气很好。\"}\n"
     "train\t{\"text\":\"今天天气很好！\"}\n"
     "train\t{\"text\":\"今天，天气很好\"}\n"
     "train\t{\"text\":\"今天 天气 很好...\"}\n"},
    {"All records of a dialogue go to the same part",
     "train = 0.6\nvalidation = 0.2\ntest = 0.2\nkey = \"dialogue\"\nmode = \"exact\"",
     "{\"dialogue\":7,\"text\":\"你好！\"}\n"
     "{\"dialogue\":7,\"text\":\"Hello!\"}\n"
     "{\"dialogue\":7,\"text\":\"مرحبا!\"}\n",
     "train\t{\"dialogue\":7,\"text\":\"你好！\"}\n"
     "train\t{\"dialogue\":7,\"text\":\"Hello!\"}\n"
     "train\t{\"dialogue\":7,\"text\":\"مرحبا!\"}\n"},
    {"A customer is never torn apart, and labels come out even",
     "ratios = { train = 0.5, test = 0.5 }\nstratify = \"label\"\ngroup = \"customer\"",
     "{\"customer\":\"甲\",\"label\":\"好\",\"text\":\"很满意\"}\n"
     "{\"customer\":\"甲\",\"label\":\"坏\",\"text\":\"太慢了\"}\n"
     "{\"customer\":\"乙\",\"label\":\"好\",\"text\":\"下次还来\"}\n"
     "{\"customer\":\"乙\",\"label\":\"坏\",\"text\":\"味道一般\"}\n",
     "train\t{\"customer\":\"乙\",\"label\":\"好\",\"text\":\"下次还来\"}\n"
     "train\t{\"customer\":\"乙\",\"label\":\"坏\",\"text\":\"味道一般\"}\n"
     "test\t{\"customer\":\"甲\",\"label\":\"好\",\"text\":\"很满意\"}\n"
     "test\t{\"customer\":\"甲\",\"label\":\"坏\",\"text\":\"太慢了\"}\n"},
};

constexpr std::string_view metrics[] = {"records",           "part.*.records",  "units",      "largest_unit",
                                        "largest_deviation", "rare_strata",     "near_pairs", "frozen_records",
                                        "frozen_keys",       "frozen_unseen",   "bridging",   "bridging_dropped",
                                        "clashing_keys",     "clashing_groups", "shared_keys"};

}  // namespace

extern const OpSpec split_ratio;
const OpSpec split_ratio = {
    .name = "ratio",
    .family = Family::split,
    .summary = "Assign records to parts such as train, validation and test by shares or sizes",
    .details =
        R"(Where a record goes depends on the 64-bit hash of its key, with the seed and `salt` mixed in. **Key**: the text, or the field
`key` (text, or a number or boolean as it is written). Of a text only letters, marks, digits and other numbers (Unicode L, M, N) in
NFKC_Casefold count, so records that differ in case, full or half width, composition, spaces, punctuation or symbols go to the same part;
where nothing is left, the text as it is. Records with equal keys always share a part.

**Parts**: `ratios`, or `train`, `validation` and `test`, which replace it; a part of 0 is left out. Shares add up to 1 (within 10^-9). Whole
numbers from 2 are sizes in records; what is left when all are filled is dropped with the rule `beyond_sizes`, and fewer records than asked for
are an error. Whole numbers that add up to 10 or 100 (80 and 20) may be meant as shares, and are refused unless `unit` says what they are. A
part that no record goes to has an empty file all the same, and a warning is given.

**stable**: the hash as a number in [0, 1) is compared with the cumulative shares in the order written. No further pass. A record never
moves when others come or go, and growing the first share only moves records into it. Shares come out with the chance's error, √(p(1−p)/n): ±1.3 %
for p = 0.2 of 1,000 records; so do those within each value of `stratify`, which has no other effect here. With `group` the hash is that of the group
alone, and the key is not looked at.

**exact**: the parts' totals by largest remainder, the earlier part on a tie, and as far as whole numbers go every part gets its share of every
stratum. What may not be parted is a **unit**: records of one key; of one `group`; with `near_duplicates` those that dedup_minhash takes for copies (MinHash, verified
Jaccard similarity of at least `near_threshold`, linked by chains); and all that hang together by these. So equal texts join two groups; where that makes
too much of them, `key = "id"` lets the texts alone. Units of several records or labels are placed first: the largest, then those
of the rarest labels, then by hash, each where it brings the parts nearest to the sizes and labels that are wanted (chi-squared, sizes four times), as iterative stratification and
StratifiedGroupKFold do; then they are moved, and where most records are in such units exchanged, as long as that helps. Records that stand alone fill what is left: each
stratum, sorted by hash, is cut at its quotas, which are mended where an exchange lessens the largest deviation of a class's share.
A unit that is larger than the smallest part is told, with its first record. When records come or go, those near the cuts and some units move, unless they are frozen.

**stratify**: the values of one or several fields are a stratum together, each as text decoded, else JSON as written, with its type: 1 and "1" are two; missing and null are one
stratum. The elements of an array (or of a field with `*`) are **labels**, each balanced by itself; null is none, an object or array in it makes the record malformed. With `bins` the field is
a number, and strata are bins between quantiles, the upper end included. A field that no record has makes every record malformed; more than 65,536 strata are an error.
**The key comes before the stratum**: how many keys have several values (one text with two labels) is the metric `shared_keys` and a warning.
Groups are compared by what they say: 7, 7.0 and "7" are one.

**Ledger**: an exact split writes `split.ledger`: the part of each key and group, as lines of a hash and a name, sorted, so that `sort -mu`, `diff` and `grep` work on it.
With `freeze` everything in it keeps its part, new members of a known group follow it, and new units fill the parts up to their shares; what the old
ledger holds is in the new one, too. New records that tie together what is in several parts are dropped (rule `bridging`), or go to the part that
has most of the unit, and are listed. The ledger must be of the same key, group, seed and salt; of a ledger that knows none of the keys a serious warning is given.

Needs one more pass, with near-duplicates two, and some 35 bytes per record, 100 with groups, 300 with near-duplicates, spilled past `--memory`. A missing or null key or group, or one of
another type, makes the record malformed. Keys and groups that stand in several `[[source]]` are held together, and by an exact split counted. So are
strata with fewer records than there are parts: some parts have none of them.)",
    .source =
        "Quotas as in scikit-learn's StratifiedShuffleSplit; iterative stratification: Sechidis, Tsoumakas, Vlahavas "
        "2011; groups as "
        "in scikit-learn's StratifiedGroupKFold; near-duplicates: dedup_minhash",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .rules = rules,
    .principal = true,
    .metrics = metrics,
};

}  // namespace dsprep::ops
