// folds: k-fold cross-validation, repeated where asked for: the fold of each record as a field, or training and test
// part of each fold.
//
// As in an exact ratio one pass notes every record (split/see_units.h), what may not be parted is joined, and each
// unit gets its fold, the repeats one after the other (folds/assign_folds.h).
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dsprep/map_with.h"
#include "dsprep/need.h"
#include "dsprep/op_spec.h"
#include "dsprep/value.h"
#include "ops/split/folds/assign_folds.h"
#include "ops/split/folds/folds_report.h"
#include "ops/split/folds/plan.h"
#include "spill/sorted_table.h"
#include "split/record_key.h"
#include "split/see_units.h"
#include "split/unit_params.h"
#include "split/unit_row.h"

namespace dsprep::ops {
namespace {

using folds::Plan;

struct Params {
  std::int64_t k = 5;
  std::int64_t repeats = 1;
  std::string into = "fold";
  bool parts = false;
  split::UnitParams units;
  std::string salt;
  void fields(ParamFields& f) {
    f("k", k, {.meaning = "how many folds", .min = 2, .max = static_cast<double>(split::Frozen::most_parts)});
    f("repeats", repeats, {.meaning = "how often, each time another way", .min = 1, .max = 100});
    f("into", into,
      {.meaning = "the field that gets the number of the record's fold, from 0; with repeats, an array of one for each",
       .field = true,
       .result = true});
    f("parts", parts,
      {.meaning = "write the parts foldN_train and foldN_test of each fold instead of the field: each record k times"});
    units.fields(f);
    f("salt", salt, {.meaning = "changes the assignment, as the seed does; give the same to splits that shall agree"});
  }
};

// Copies of a record go to many parts, and a verdict names them all: each combination is made once.
constexpr std::uint64_t most_routes = 1u << 23;

// ---- apply ----

struct Decision {
  std::shared_ptr<const Plan> plan;
  std::vector<std::shared_ptr<const spill::SortedTable>> tables;  // by repeat: RecordId → fold
  std::vector<PartId> routes;                                     // by combination of folds: k × repeats parts
};

class FoldMapper final : public Mapper {
 public:
  explicit FoldMapper(const Decision& decision) : decision_(decision), key_(decision.plan->units.keys) {
    for (const auto& table : decision.tables) cursors_.emplace_back(table);
    folds_.resize(cursors_.size());
  }

  Verdict map(Record& record, Context& context) override {
    for (std::size_t i = 0; i < cursors_.size(); ++i) {
      const auto found = cursors_[i].find(record.id());
      if (!found.ok()) return context.fail(found.error());
      if (!*found) {
        if (auto verdict = key_.read(record)) return *std::move(verdict);
        return Verdict::malformed("the record was not there when the folds were decided");
      }
      folds_[i] = static_cast<unsigned char>((*found)->front());
    }
    return decision_.plan->into.bound() ? write(record) : route(context);
  }

 private:
  Verdict write(Record& record) {
    const Plan& plan = *decision_.plan;
    FieldType written = FieldType::number;
    if (folds_.size() == 1) {
      record.set_integer(plan.into, folds_[0]);
    } else {
      list_.assign("[");
      for (const std::uint8_t fold : folds_) list_.append(list_.size() > 1 ? "," : "").append(std::to_string(fold));
      list_ += ']';
      record.set_raw(plan.into, list_);
      written = FieldType::array;
    }
    if (record.type(plan.into) == written) return Verdict::keep();
    return Verdict::malformed(cannot_be_added(plan.into_pointer));
  }

  Verdict route(Context& context) const {
    const Plan& plan = *decision_.plan;
    std::size_t combination = 0;
    for (const std::uint8_t fold : folds_) combination = combination * plan.k + fold;
    const std::size_t copies = plan.k * plan.repeats;
    context.count(plan.copies, copies - 1);
    return Verdict::keep(std::span<const PartId>(decision_.routes.data() + combination * copies, copies));
  }

  const Decision& decision_;
  split::RecordKey key_;
  std::vector<spill::SortedTable::Cursor> cursors_;
  std::vector<std::uint8_t> folds_;  // of the record at hand, by repeat
  std::string list_;
};

// ---- decide ----

std::vector<PartId> routes_of(const Plan& plan) {
  std::size_t combinations = 1;
  for (std::size_t i = 0; i < plan.repeats; ++i) combinations *= plan.k;
  std::vector<PartId> routes;
  routes.reserve(combinations * plan.k * plan.repeats);
  std::vector<std::size_t> folds(plan.repeats);
  for (std::size_t combination = 0; combination < combinations; ++combination) {
    for (std::size_t i = plan.repeats, rest = combination; i > 0; rest /= plan.k) folds[--i] = rest % plan.k;
    for (std::size_t i = 0; i < plan.repeats; ++i)
      for (std::size_t fold = 0; fold < plan.k; ++fold)
        routes.push_back((fold == folds[i] ? plan.test : plan.train)[i * plan.k + fold]);
  }
  return routes;
}

Result<AnyOp> conclude(const std::shared_ptr<const Plan>& plan, split::Units units, Decider& decider) {
  DSPREP_TRY(std::vector<split::Assignment> made, folds::assign_folds(*plan, units, decider));
  folds::write_report(*plan, units, made, decider);
  Decision decision{plan, {}, {}};
  for (split::Assignment& repeat : made) decision.tables.push_back(std::move(repeat.parts));
  if (!plan->into.bound()) decision.routes = routes_of(*plan);
  return map_with<FoldMapper>(std::move(decision));
}

// ---- make ----

Status check(const Params& params) {
  DSPREP_CHECK(params.units.check());
  if (!params.parts) return {};
  if (params.into != Params{}.into)
    return usage_error("into names the field that parts = true leaves out: give one of them");
  std::uint64_t routes = static_cast<std::uint64_t>(params.k * params.repeats);
  for (std::int64_t i = 0; i < params.repeats && routes <= most_routes; ++i)
    routes *= static_cast<std::uint64_t>(params.k);
  if (routes > most_routes)
    return usage_error("parts: k = " + std::to_string(params.k) + " folds " + std::to_string(params.repeats) +
                       " times are too many parts: lower repeats, or leave parts out, and the field holds them all");
  return {};
}

Status bind_field(const Params& params, Plan& plan, Binder& binder) {
  DSPREP_TRY(plan.into, binder.write(params.into));
  plan.into_pointer = binder.pointer(plan.into);
  if ((plan.into_pointer + "/").find("/*/") != std::string::npos)
    return usage_error("into = \"" + params.into + "\" names many places: a fold is written to one");
  const split::KeyPlan& keys = plan.units.keys;
  bool used = plan.into_pointer == keys.pointer || plan.into_pointer == keys.group_pointer;
  used |= plan.into_pointer == keys.near_pointer;
  for (const auto& by : keys.stratify) used |= plan.into_pointer == by.pointer;
  if (used)
    return usage_error("into = \"" + params.into + "\" would write over what folds are made by: name another field");
  return {};
}

Status bind_parts(Plan& plan, Binder& binder) {
  plan.copies = binder.counter("copies");
  for (std::size_t repeat = 0; repeat < plan.repeats; ++repeat)
    for (std::size_t fold = 0; fold < plan.k; ++fold) {
      const std::string name =
          (plan.repeats > 1 ? "repeat" + std::to_string(repeat) + "_" : "") + "fold" + std::to_string(fold);
      DSPREP_TRY(plan.train.emplace_back(), binder.part(name + "_train"));
      DSPREP_TRY(plan.test.emplace_back(), binder.part(name + "_test"));
    }
  return {};
}

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  DSPREP_CHECK(check(params));
  auto plan = std::make_shared<Plan>();
  plan->k = static_cast<std::size_t>(params.k);
  plan->repeats = static_cast<std::size_t>(params.repeats);
  plan->workspace = &binder.workspace();
  plan->in_parts = binder.parts_known();
  DSPREP_TRY(plan->units, split::bind_units(params.units, params.salt, true, binder));
  DSPREP_CHECK(params.parts ? bind_parts(*plan, binder) : bind_field(params, *plan, binder));
  auto passes = std::make_shared<split::UnitPasses>();
  passes->plan = std::shared_ptr<const split::UnitPlan>(plan, &plan->units);
  passes->workspace = plan->workspace;
  passes->conclude = [plan = std::shared_ptr<const Plan>(std::move(plan))](split::Units units, Decider& decider) {
    return conclude(plan, std::move(units), decider);
  };
  return split::see_units(std::move(passes));
}

constexpr Example examples[] = {
    {"A field holds the fold; classes come out even", "k = 2\nstratify = \"label\"",
     "{\"text\":\"很满意\",\"label\":\"好\"}\n"
     "{\"text\":\"下次还来\",\"label\":\"好\"}\n"
     "{\"text\":\"太慢了\",\"label\":\"坏\"}\n"
     "{\"text\":\"味道一般\",\"label\":\"坏\"}\n",
     "{\"text\":\"很满意\",\"label\":\"好\",\"fold\":1}\n"
     "{\"text\":\"下次还来\",\"label\":\"好\",\"fold\":0}\n"
     "{\"text\":\"太慢了\",\"label\":\"坏\",\"fold\":0}\n"
     "{\"text\":\"味道一般\",\"label\":\"坏\",\"fold\":1}\n"},
    {"A speaker is in one fold; training and test part of each", "k = 2\nparts = true\ngroup = \"speaker\"",
     "{\"text\":\"สวัสดี\",\"speaker\":1}\n"
     "{\"text\":\"ขอบคุณ\",\"speaker\":1}\n"
     "{\"text\":\"مرحبا\",\"speaker\":2}\n"
     "{\"text\":\"شكرا\",\"speaker\":2}\n",
     "fold0_train\t{\"text\":\"สวัสดี\",\"speaker\":1}\n"
     "fold0_train\t{\"text\":\"ขอบคุณ\",\"speaker\":1}\n"
     "fold0_test\t{\"text\":\"مرحبا\",\"speaker\":2}\n"
     "fold0_test\t{\"text\":\"شكرا\",\"speaker\":2}\n"
     "fold1_train\t{\"text\":\"مرحبا\",\"speaker\":2}\n"
     "fold1_train\t{\"text\":\"شكرا\",\"speaker\":2}\n"
     "fold1_test\t{\"text\":\"สวัสดี\",\"speaker\":1}\n"
     "fold1_test\t{\"text\":\"ขอบคุณ\",\"speaker\":1}\n"},
    {"Twice, each time another way: an array", "k = 2\nrepeats = 2\ninto = \"folds\"",
     "{\"text\":\"一\"}\n"
     "{\"text\":\"二\"}\n"
     "{\"text\":\"三\"}\n"
     "{\"text\":\"四\"}\n",
     "{\"text\":\"一\",\"folds\":[1,0]}\n"
     "{\"text\":\"二\",\"folds\":[0,1]}\n"
     "{\"text\":\"三\",\"folds\":[0,0]}\n"
     "{\"text\":\"四\",\"folds\":[1,1]}\n"},
};

constexpr std::string_view metrics[] = {"records",    "smallest_fold", "largest_fold",      "empty_folds",
                                        "units",      "largest_unit",  "largest_deviation", "rare_strata",
                                        "near_pairs", "clashing_keys", "clashing_groups",   "shared_keys"};

}  // namespace

extern const OpSpec split_folds;
const OpSpec split_folds = {
    .name = "folds",
    .family = Family::split,
    .summary = "Assign records to the folds of a cross-validation",
    .details =
        R"(Every record is in exactly one of `k` folds; fold i is the test set of round i, all other folds are its training set. With `repeats` this is
done so many times, each time another way (repeated k-fold).

**Result**: the field `into` with the fold as a number from 0, with several `repeats` an array with one for each, in order; what stood there is
replaced. Or with `parts` the parts `fold0_train`, `fold0_test`, `fold1_train` and so on, with several repeats `repeat0_fold0_train`: each
record is written k × repeats times, which the books count as copies; a stream then needs `--into FIELD`.

**Sizes** differ by at most one record, the first folds being the larger ones, as far as no unit stands in the way. **stratify**: every fold has
of every stratum a k-th, rounded down or up. What a stratum, a label, a key and a unit are, how they are hashed and placed, is said
on the page of `ratio`, whose exact mode this is with k equal parts: records of one `key` (default: the normalized text) or `group`, near-duplicates
where asked for, and what hangs together by these are a **unit** and never parted, and "part" below means fold.
The assignment depends on seed, salt and the set of records: not on their order, on files, threads or memory.

Told as a warning: strata with fewer records than there are folds (some folds have none of them; metric `rare_strata`); keys of several
strata; a unit that is larger than a fold, and folds that stay empty for it; an input that comes in parts, of which folds are made as if they
were one. An error: more folds than records, or than units. An empty dataset is let through. A missing or null key or group, or one of another
type, makes the record malformed; so does an `into` that has no place. A field to stratify by that no record has makes every record malformed.

Needs the passes and the memory of `ratio` in exact mode; each further repeat holds the notes once more while it is made, and 8 bytes a record.)",
    .source =
        "Aims and sizes as in scikit-learn's KFold, StratifiedKFold, GroupKFold, StratifiedGroupKFold and "
        "RepeatedKFold; by hash order instead of the order of records",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .metrics = metrics,
};

}  // namespace dsprep::ops
