// ratio: assigns records to parts (train, validation, test) by shares or sizes.
//
// Every record has a hash, of its text reduced to what is left when spelling does not count, and where a record goes
// depends on that hash alone. Stable: [0, 1) is cut once at the cumulative shares, so no pass over the data is needed
// and a record never moves when others come. Exact: each stratum's hashes are sorted and cut by a quota
// (ops/split/ratio/stratum_cut.h).
#include <algorithm>
#include <tuple>
#include <vector>

#include "base/hash.h"
#include "base/human.h"
#include "base/part_sizes.h"
#include "base/quotas.h"
#include "base/rng.h"
#include "dsprep/map_with.h"
#include "dsprep/need.h"
#include "dsprep/op_spec.h"
#include "ops/split/ratio/spelling_key.h"
#include "ops/split/ratio/strata.h"
#include "ops/split/ratio/stratum_cut.h"
#include "spill/hash_key.h"
#include "spill/sorted_observer.h"
#include "text/utf8.h"

namespace dsprep::ops {
namespace {

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

// ---- keys ----

// What one worker or observer needs to know of a record: its hash, and its stratum.
struct KeyPlan {
  Field key, stratify;
  std::string pointer, stratify_pointer;
  bool only_text;  // the key is the text, not a field that somebody chose
  std::uint64_t seed;
};

class Keys {
 public:
  explicit Keys(const KeyPlan& plan) : plan_(plan) {}

  // Nothing where the record has a key: hash() and stratum() are of it. Else why it has none.
  std::optional<Verdict> read(const Record& record) {
    const FieldType type = record.type(plan_.key);
    if (!plan_.only_text && (type == FieldType::number || type == FieldType::boolean)) {
      hash_ = base::hash64(record.raw(plan_.key), plan_.seed);
    } else {
      if (auto verdict = need_text(record, plan_.key, plan_.pointer)) return verdict;
      const std::string_view text = *record.text(plan_.key);
      ratio::spelling_key(text, reduced_, folded_);
      hash_ = base::hash64(reduced_.empty() ? text : std::string_view(reduced_), plan_.seed);
    }
    if (plan_.stratify.bound()) read_stratum(record);
    return std::nullopt;
  }

  std::uint64_t hash() const { return hash_; }
  const std::string& stratum() const { return stratum_; }  // 16 bytes that name it; empty where there are no strata
  std::string stratum_name(const Record& record) const {   // for people
    switch (record.type(plan_.stratify)) {
      case FieldType::missing: return "(missing)";
      case FieldType::null: return "(null)";
      default: break;
    }
    const std::string_view value = stratum_value(record);
    const std::size_t end = text::byte_offset(value, 80);
    return std::string(value.substr(0, end)) + (end < value.size() ? "…" : "");
  }

 private:
  std::string_view stratum_value(const Record& record) const {
    if (record.type(plan_.stratify) == FieldType::text)
      if (const auto text = record.text(plan_.stratify)) return *text;
    return record.raw(plan_.stratify);
  }

  // The type is part of it: 1 and "1" are two strata. Missing and null are one.
  void read_stratum(const Record& record) {
    FieldType type = record.type(plan_.stratify);
    if (type == FieldType::null) type = FieldType::missing;
    const base::Hash128 hash = type == FieldType::missing ? base::Hash128{} : base::hash128(stratum_value(record));
    stratum_.clear();
    spill::append_hash_key(stratum_, {base::mix(hash.high, static_cast<std::uint64_t>(type)),
                                      base::mix(hash.low, static_cast<std::uint64_t>(type))});
  }

  const KeyPlan& plan_;
  std::uint64_t hash_ = 0;
  std::string stratum_, folded_, reduced_;
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
      : keys_(keys), parts_(parts), ends_(ends) {}

  Verdict map(Record& record, Context&) override {
    if (auto verdict = keys_.read(record)) return *std::move(verdict);
    const double place = base::unit_interval(keys_.hash());
    std::size_t part = 0;
    while (part + 1 < parts_.size() && place >= ends_[part]) ++part;
    return parts_.keep(part);
  }

 private:
  Keys keys_;
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
    ratio::Strata strata;
    auto all() { return std::tie(strata); }
  };

  explicit SplitExtractor(const KeyPlan& keys) : keys_(keys) {}

  Status extract(const Record& record, Totals& totals, spill::Sorter& entries) {
    if (keys_.read(record)) return {};
    const std::string& stratum = keys_.stratum();
    DSPREP_CHECK(
        totals.strata.add(stratum, [&] { return stratum.empty() ? std::string() : keys_.stratum_name(record); }));
    entry_.clear();
    spill::append_be64(entry_, keys_.hash());
    entry_ += stratum;
    return entries.add(entry_);
  }

 private:
  Keys keys_;
  std::string entry_;
};

using SplitObserver = spill::SortedObserver<SplitExtractor>;

// ---- exact: apply ----

struct Decision {
  KeyPlan keys;
  Parts parts;
  ratio::StratumCut cut;
};

class ExactMapper final : public Mapper {
 public:
  explicit ExactMapper(const Decision& decision) : decision_(decision), keys_(decision.keys), lookup_(decision.cut) {}

  Verdict map(Record& record, Context& context) override {
    if (auto verdict = keys_.read(record)) return *std::move(verdict);
    const auto part = lookup_.part(keys_.stratum(), keys_.hash());
    if (!part.ok()) return Verdict::malformed("cannot look up its part: " + part.error().message);
    if (!*part) return Verdict::malformed("the record was not there when the split was decided");
    const bool beyond = **part == decision_.parts.size();
    if (!decision_.parts.sizes.empty()) context.judge().check(beyond_sizes, beyond ? 1 : 0);
    return beyond ? context.judge().verdict() : decision_.parts.keep(**part);
  }

 private:
  const Decision& decision_;
  Keys keys_;
  ratio::StratumCut::Lookup lookup_;
};

// ---- exact: the whole ----

constexpr std::size_t most_strata_shown = 200;

// A key that is of several strata is most likely a text with contradicting labels.
std::string shared_keys_line(const ratio::StratumCut& cut, const KeyPlan& keys) {
  const bool one = cut.shared_keys == 1;
  return base::format_count(cut.shared_keys) + (one ? " key" : " keys") + " (" + keys.pointer + "), of " +
         base::format_count(cut.shared_records) + " records, " + (one ? "has" : "have") + " several values of " +
         keys.stratify_pointer + ": the key comes first, and its records stay together in one part";
}

void report(const Parts& parts, const KeyPlan& keys, const ratio::StratumCut& cut, Findings& findings) {
  std::vector<std::uint64_t> records(cut.wanted().size());
  std::uint64_t total = 0;
  for (const ratio::StratumCut::Row& stratum : cut.rows())
    for (std::size_t i = 0; i < stratum.by_part.size(); ++i) {
      records[i] += stratum.by_part[i];
      total += stratum.by_part[i];
    }
  const auto share = [](std::uint64_t n, std::uint64_t of) {
    return of ? static_cast<double>(n) / static_cast<double>(of) : 0;
  };
  const auto whole = [](std::uint64_t n) { return static_cast<std::int64_t>(n); };
  std::vector<std::string> names = parts.names;
  if (records.size() > names.size()) names.push_back("(beyond the sizes)");

  findings.title = "Split";
  findings.metrics.push_back({"records", static_cast<double>(total)});
  Finding by_part{"parts",
                  "Records by part",
                  "Asked: what the shares or sizes come to. Records with equal keys stay together, so a part "
                  "may differ from it by a group of them in each stratum",
                  Finding::Chart::bars,
                  {"part", "records", "share", "asked"},
                  {}};
  for (std::size_t i = 0; i < names.size(); ++i) {
    by_part.rows.push_back({names[i], whole(records[i]), share(records[i], total), whole(cut.wanted()[i])});
    if (i < parts.size())
      findings.metrics.push_back({"part." + names[i] + ".records", static_cast<double>(records[i])});
  }
  findings.sections.push_back(std::move(by_part));
  if (!keys.stratify.bound()) return;
  findings.metrics.push_back({"shared_keys", static_cast<double>(cut.shared_keys)});
  if (cut.shared_keys > 0) findings.warnings.push_back(shared_keys_line(cut, keys));

  std::vector<const ratio::StratumCut::Row*> order;
  for (const ratio::StratumCut::Row& row : cut.rows()) order.push_back(&row);
  std::stable_sort(order.begin(), order.end(), [](const auto* a, const auto* b) {
    return a->records != b->records ? a->records > b->records : a->name < b->name;
  });
  Finding by_stratum{"strata", "Records by stratum and part", "", Finding::Chart::none, {"stratum", "records"}, {}};
  if (order.size() > most_strata_shown) {
    by_stratum.note = "The " + std::to_string(most_strata_shown) + " largest of " + base::format_count(order.size());
    order.resize(most_strata_shown);
  }
  by_stratum.columns.insert(by_stratum.columns.end(), names.begin(), names.end());
  for (const ratio::StratumCut::Row* stratum : order) {
    std::vector<Finding::Cell> row = {stratum->name, whole(stratum->records)};
    for (const std::uint64_t n : stratum->by_part) row.emplace_back(whole(n));
    by_stratum.rows.push_back(std::move(row));
  }
  findings.sections.push_back(std::move(by_stratum));
}

class DecideExactly final : public GlobalOp {
 public:
  DecideExactly(KeyPlan keys, Parts parts, spill::Workspace& workspace)
      : keys_(std::move(keys)), parts_(std::move(parts)), workspace_(workspace) {}
  std::unique_ptr<Observer> observer() const override { return std::make_unique<SplitObserver>(workspace_, keys_); }

  Result<AnyOp> decide(Observers observers, Decider& decider) const override {
    SplitObserver& observed = SplitObserver::main_of(observers);
    DSPREP_TRY(ratio::StratumCut cut, ratio::StratumCut::make(
                                          observed.totals().strata, observed.entries(), workspace_,
                                          [this](std::uint64_t total) { return wanted_of(total); }, decider));
    report(parts_, keys_, cut, decider.findings());
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
