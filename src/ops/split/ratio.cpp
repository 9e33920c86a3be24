// ratio: assigns records to parts (train, validation, test) by shares or sizes.
//
// Where a record goes depends on the hash of its key alone (ratio/record_key.h). Stable: [0, 1) is cut once at the
// cumulative shares, so no pass over the data is needed and a record never moves when others come. Exact: each
// stratum's hashes are sorted and cut by a quota (ratio/stratum_cut.h), and the parts reported (ratio/split_report.h).
#include <tuple>
#include <vector>

#include "base/hash.h"
#include "base/human.h"
#include "base/part_sizes.h"
#include "base/quotas.h"
#include "base/rng.h"
#include "dsprep/map_with.h"
#include "dsprep/op_spec.h"
#include "ops/split/ratio/record_key.h"
#include "ops/split/ratio/split_report.h"
#include "ops/split/ratio/strata.h"
#include "ops/split/ratio/stratum_cut.h"
#include "spill/hash_key.h"
#include "spill/sorted_observer.h"

namespace dsprep::ops {
namespace {

using namespace ratio;

enum : Rule { beyond_sizes };

constexpr RuleInfo rules[] = {
    {"beyond_sizes", Judge::Limit::Compare::at_most, "", "1 for a record that is left when all sizes are filled", 0},
};

struct Params {
  std::optional<double> train, validation, test;
  NumberTable ratios = {{"train", 0.8}, {"validation", 0.1}, {"test", 0.1}};
  std::optional<std::string> stratify, key;
  std::string unit = "auto";
  std::string mode = "auto";
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
    f("stratify", stratify,
      {.meaning = "a field, such as the label, whose values shall have the same shares in every part", .field = true});
    f("key", key, {.meaning = "records with equal keys go to the same part (default: the text)", .field = true});
    f("mode", mode,
      {.meaning =
           "stable: by hash alone, shares come out roughly, records never move; exact: shares come out exactly, one "
           "more pass; auto: exact where stratify or sizes are given, else stable",
       .choices = {"auto", "stable", "exact"}});
    f("salt", salt, {.meaning = "changes the assignment, as the seed does; give the same to splits that shall agree"});
  }
};

// ---- parts ----

struct Parts {
  std::vector<std::string> names;
  std::vector<PartId> ids;
  std::vector<double> shares;        // add up to 1; empty where there are sizes
  std::vector<std::uint64_t> sizes;  // of records; empty where there are shares

  std::size_t size() const { return ids.size(); }
  Verdict keep(std::size_t part) const { return Verdict::keep(std::span<const PartId>(&ids[part], 1)); }
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

class StableMapper final : public Mapper {
 public:
  StableMapper(const KeyPlan& keys, const Parts& parts, const std::vector<double>& ends)
      : key_(keys), parts_(parts), ends_(ends) {}

  Verdict map(Record& record, Context&) override {
    if (auto verdict = key_.read(record)) return *std::move(verdict);
    const double place = base::unit_interval(key_.hash());
    std::size_t part = 0;
    while (part + 1 < parts_.size() && place >= ends_[part]) ++part;
    return parts_.keep(part);
  }

 private:
  RecordKey key_;
  const Parts& parts_;
  const std::vector<double>& ends_;
};

class StableSplit final : public MapOp {
 public:
  StableSplit(KeyPlan keys, Parts parts) : keys_(std::move(keys)), parts_(std::move(parts)) {
    double end = 0;
    for (const double share : parts_.shares) ends_.push_back(end += share);
  }
  std::unique_ptr<Mapper> mapper() const override { return std::make_unique<StableMapper>(keys_, parts_, ends_); }

 private:
  KeyPlan keys_;
  Parts parts_;
  std::vector<double> ends_;  // cumulative shares
};

// ---- exact: observe ----

// Entries: hash (8 bytes, big-endian), stratum. What has one hash stands together.
class SplitExtractor {
 public:
  struct Totals {
    Strata strata;
    auto all() { return std::tie(strata); }
  };

  explicit SplitExtractor(const KeyPlan& keys) : key_(keys) {}

  Status extract(const Record& record, Totals& totals, spill::Sorter& entries) {
    if (key_.read(record)) return {};
    const std::string& stratum = key_.stratum();
    DSPREP_CHECK(
        totals.strata.add(stratum, [&] { return stratum.empty() ? std::string() : key_.stratum_name(record); }));
    entry_.clear();
    spill::append_be64(entry_, key_.hash());
    entry_ += stratum;
    return entries.add(entry_);
  }

 private:
  RecordKey key_;
  std::string entry_;
};

using SplitObserver = spill::SortedObserver<SplitExtractor>;

// ---- exact: apply ----

struct Decision {
  KeyPlan keys;
  Parts parts;
  StratumCut cut;
};

class ExactMapper final : public Mapper {
 public:
  explicit ExactMapper(const Decision& decision) : decision_(decision), key_(decision.keys), lookup_(decision.cut) {}

  Verdict map(Record& record, Context& context) override {
    if (auto verdict = key_.read(record)) return *std::move(verdict);
    const auto part = lookup_.part(key_.stratum(), key_.hash());
    if (!part.ok()) return Verdict::malformed("cannot look up its part: " + part.error().message);
    if (!*part) return Verdict::malformed("the record was not there when the split was decided");
    const bool beyond = **part == decision_.parts.size();
    if (!decision_.parts.sizes.empty()) context.judge().check(beyond_sizes, beyond ? 1 : 0);
    return beyond ? context.judge().verdict() : decision_.parts.keep(**part);
  }

 private:
  const Decision& decision_;
  RecordKey key_;
  StratumCut::Lookup lookup_;
};

// ---- exact: the whole ----

class DecideExactly final : public GlobalOp {
 public:
  DecideExactly(KeyPlan keys, Parts parts, spill::Workspace& workspace)
      : keys_(std::move(keys)), parts_(std::move(parts)), workspace_(workspace) {}
  std::unique_ptr<Observer> observer() const override { return std::make_unique<SplitObserver>(workspace_, keys_); }

  Result<AnyOp> decide(Observers observers, Decider& decider) const override {
    SplitObserver& observed = SplitObserver::main_of(observers);
    DSPREP_TRY(StratumCut cut, StratumCut::make(
                                   observed.totals().strata, observed.entries(), workspace_,
                                   [this](std::uint64_t total) { return wanted_of(total); }, decider));
    write_report(parts_.names, keys_, cut, decider.findings());
    return map_with<ExactMapper>(Decision{keys_, parts_, std::move(cut)});
  }

 private:
  // Records by part; with sizes, what is left for none of them comes last.
  Result<std::vector<std::uint64_t>> wanted_of(std::uint64_t total) const {
    if (parts_.sizes.empty()) return base::apportion(total, parts_.shares);
    std::vector<std::uint64_t> wanted = parts_.sizes;
    std::uint64_t left = total;
    for (const std::uint64_t size : wanted) {
      if (size > left) {
        std::uint64_t sum = 0;
        for (const std::uint64_t n : wanted) sum += n;
        return failure("ratios: the sizes come to " + base::format_count(sum) + " records, but there are only " +
                       base::format_count(total) + ": lower them, or give shares");
      }
      left -= size;
    }
    wanted.push_back(left);
    return wanted;
  }

  KeyPlan keys_;
  Parts parts_;
  spill::Workspace& workspace_;
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  DSPREP_TRY(Parts parts, read_parts(params, binder));
  if (params.mode == "stable" && !parts.sizes.empty())
    return usage_error("mode = \"stable\" cannot keep to sizes: give shares, or mode = \"exact\"");
  KeyPlan keys;
  DSPREP_TRY(keys.key, binder.read(params.key.value_or("text")));
  keys.pointer = binder.pointer(keys.key);
  keys.only_text = !params.key;
  keys.seed = base::mix(binder.seed(), base::hash64(params.salt));
  const bool exact = params.mode == "exact" || (params.mode == "auto" && (params.stratify || !parts.sizes.empty()));
  if (params.stratify) {
    DSPREP_TRY(const Field stratify, binder.read(*params.stratify));
    keys.stratify_pointer = binder.pointer(stratify);
    if (exact) keys.stratify = stratify;
  }
  if (!exact) return AnyOp(std::make_unique<StableSplit>(std::move(keys), std::move(parts)));
  return AnyOp(std::make_unique<DecideExactly>(std::move(keys), std::move(parts), binder.workspace()));
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
};

constexpr std::string_view metrics[] = {"records", "part.*.records", "shared_keys"};

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
where nothing is left, the text as it is. Records with equal keys always share a part, and are not compared further.

**Parts**: `ratios`, or `train`, `validation` and `test`, which replace it; a part of 0 is left out. Shares add up to 1 (within 10^-9). Whole
numbers from 2 are sizes in records; what is left when all are filled is dropped with the rule `beyond_sizes`, and fewer records than asked for
are an error. Whole numbers that add up to 10 or 100 (80 and 20) may be meant as shares, and are refused unless `unit` says what they are. A
part that no record goes to has an empty file all the same, and a warning is given.

**stable**: the hash as a number in [0, 1) is compared with the cumulative shares in the order written. No further pass. A record never
moves when others come or go, and growing the first share only moves records into it. Shares come out with the chance's error, √(p(1−p)/n): ±1.3 %
for p = 0.2 of 1,000 records; so do those within each value of `stratify`, which has no other effect here.

**exact**: the totals by largest remainder, the earlier part on a tie; from each stratum (value of `stratify`) in proportion, part by part,
again by largest remainder; then each stratum, sorted by hash, is cut at these quotas. A group with equal keys goes where its middle lies, so
each part of a stratum is right to within half a group. **The key comes before the stratum**: a key whose records have several values (one text
with two labels) goes whole to one part, counted in the stratum most of them are of; how many there are is the metric `shared_keys` and a
warning. A value is text as decoded, else JSON as written, with its type: 1 and "1" are two; records where
the field is missing or null are a stratum of their own; more than 65,536 strata are an error. When records come or go, those near the cuts move.
Needs one more pass and some 25 bytes per record, 60 with strata, spilled past `--memory`.

A missing or null key, or one of another type, makes the record malformed.)",
    .source =
        "Largest-remainder quotas as in scikit-learn's StratifiedShuffleSplit, cut by hash rank instead of by a random "
        "permutation",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .rules = rules,
    .principal = true,
    .metrics = metrics,
};

}  // namespace dsprep::ops
