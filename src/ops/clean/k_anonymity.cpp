// k_anonymity: nobody can be looked up by a combination of fields that fewer than k records share.
//
// The observer notes each record's quasi-identifiers and the hash of its sensitive value. Sorted, records of one
// equivalence class (equal quasi-identifiers) stand together, so that a class is counted, and its sensitive values too,
// in one reading (ops/clean/k_anonymity/class_survey.h). Where too many records are in classes that are too small, one
// field is generalized (ops/clean/k_anonymity/generalize.h) and all is sorted again: Datafly (Sweeney 1997), which
// takes the field with the most distinct values. The decision looks a record's class up in a table by its hash.
#include <algorithm>
#include <bit>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/hash.h"
#include "dsprep/map_with.h"
#include "dsprep/op_spec.h"
#include "ops/clean/k_anonymity/class_rows.h"
#include "ops/clean/k_anonymity/class_survey.h"
#include "ops/clean/k_anonymity/generalize.h"
#include "ops/clean/k_anonymity/plan.h"
#include "ops/clean/k_anonymity/report.h"
#include "spill/hash_key.h"
#include "spill/scan.h"
#include "spill/sorted_observer.h"
#include "spill/sorted_table.h"
#include "spill/sorter.h"

namespace dsprep::ops {
namespace {

enum : Rule { class_size, diversity };

constexpr RuleInfo rules[] = {
    {"class_size", Judge::Limit::Compare::at_least, "k", "records that share the quasi-identifiers"},
    {"diversity", Judge::Limit::Compare::at_least, "l", "distinct (or effective) sensitive values among them"},
};

struct HierarchyParams {
  std::string field, by;
  std::vector<std::string> levels;
  std::optional<std::string> file;
  void fields(ParamFields& f) {
    f("field", field, {.meaning = "one of `fields`", .required = true});
    f("by", by,
      {.meaning = "how: number ranges, prefixes of texts, units of dates, or a table",
       .choices = {"range", "prefix", "date", "file"},
       .required = true});
    f("levels", levels,
      {.meaning = "widths (5, 10), lengths (4, 2) or units (month, year, decade), the most exact first"});
    f("file", file, {.meaning = "the table: VALUE TAB LEVEL-1 TAB LEVEL-2 a line", .path = true});
  }
};

struct Params {
  std::vector<std::string> quasi;
  std::int64_t k = 5;
  std::optional<std::string> sensitive;
  std::optional<std::int64_t> l;
  std::string measure = "distinct", action = "drop";
  std::vector<HierarchyParams> hierarchies;
  double max_dropped = 0.02;
  void fields(ParamFields& f) {
    f("fields", quasi,
      {.meaning = "the quasi-identifiers: fields by which a person could be looked up",
       .required = true,
       .field = true});
    f("k", k, {.meaning = "fewest records that share all of them", .min = 1});
    f("sensitive", sensitive, {.meaning = "the field whose value must stay uncertain within a class", .field = true});
    f("l", l, {.meaning = "fewest different sensitive values in a class", .min = 2});
    f("measure", measure,
      {.meaning = "how they are counted: each, or e to the entropy of their shares",
       .choices = {"distinct", "entropy"}});
    f("action", action,
      {.meaning =
           "what happens to small classes: their records are dropped; fields are said less exactly until few are left; "
           "or they are only reported",
       .choices = {"drop", "generalize", "report"}});
    f("hierarchies", hierarchies, {.meaning = "how fields are said less exactly; one without becomes * at once"});
    f("max_dropped", max_dropped,
      {.meaning = "share of records that generalize may drop rather than go a level further", .min = 0, .max = 1});
  }
};

using k_anonymity::Levels;
using k_anonymity::Plan;
using k_anonymity::Quasi;
using ClassObserver = spill::SortedObserver<k_anonymity::ClassExtractor>;

struct Decision {
  Plan plan;
  Levels levels;
  std::shared_ptr<const spill::SortedTable> classes;
};

class ClassMapper final : public Mapper {
 public:
  explicit ClassMapper(const Decision& decision)
      : decision_(decision), rows_(decision.plan), cursor_(decision.classes) {}

  Verdict map(Record& record, Context& context) override {
    const Plan& plan = decision_.plan;
    const std::string& exact = rows_.row(record);
    const std::string general = k_anonymity::generalized_row(plan, exact, decision_.levels);
    std::string key;
    spill::append_hash_key(key, base::hash128(general));
    const auto found = cursor_.find(key);
    if (!found.ok()) return context.fail(found.error());
    Judge& judge = context.judge();
    if (found.value()) {
      judge.check(class_size, static_cast<double>(spill::read_be64(*found.value())));
      if (judge.wants(diversity) && plan.sensitive.bound())
        judge.check(diversity, std::bit_cast<double>(spill::read_be64(found.value()->substr(8))));
    }
    std::string_view row = general;
    for (std::size_t i = 0; i < plan.fields.size(); ++i) {
      const std::string_view value = k_anonymity::next_piece(row);
      // A missing field stays missing, unless all of the field is *.
      if (decision_.levels[i] > 0 && value != "-") record.set_text(plan.fields[i].field, value.substr(1));
    }
    return judge.verdict();
  }

 private:
  const Decision& decision_;
  k_anonymity::ClassRows rows_;
  spill::SortedTable::Cursor cursor_;
};

// The field to generalize next: of those that can be, the one with the most distinct values; the first of equals.
std::optional<std::size_t> next_field(const Plan& plan, const k_anonymity::ClassSurvey& survey, const Levels& levels) {
  std::optional<std::size_t> best;
  for (std::size_t i = 0; i < levels.size(); ++i) {
    if (levels[i] + 1 >= plan.fields[i].hierarchy.levels()) continue;
    if (!best || survey.distinct[i].estimate() > survey.distinct[*best].estimate()) best = i;
  }
  return best;
}

class KAnonymity final : public GlobalOp {
 public:
  explicit KAnonymity(Plan plan) : plan_(std::move(plan)) {}
  std::unique_ptr<Observer> observer() const override {
    return std::make_unique<ClassObserver>(*plan_.workspace, plan_);
  }

  Result<AnyOp> decide(Observers observers, Decider& decider) const override {
    Levels levels(plan_.fields.size(), 0);
    auto survey = new_survey();
    DSPREP_CHECK(survey->read(ClassObserver::main_of(observers).entries(), decider));
    while (plan_.generalize &&
           static_cast<double>(survey->in_small) > plan_.max_dropped * static_cast<double>(survey->records)) {
      const std::optional<std::size_t> field = next_field(plan_, *survey, levels);
      if (!field) break;
      ++levels[*field];
      DSPREP_TRY(survey, resurvey(*survey, levels, decider));
    }
    k_anonymity::report(plan_, *survey, levels, decider.findings());
    if (plan_.report) return keep_all();
    DSPREP_TRY(auto classes, table(*survey, decider));
    return map_with<ClassMapper>(Decision{plan_, std::move(levels), std::move(classes)});
  }

 private:
  std::unique_ptr<k_anonymity::ClassSurvey> new_survey() const {
    return std::make_unique<k_anonymity::ClassSurvey>(*plan_.workspace, plan_.limits, plan_.fields.size());
  }

  // The same records, one field generalized further: sorted and counted again.
  Result<std::unique_ptr<k_anonymity::ClassSurvey>> resurvey(k_anonymity::ClassSurvey& before, const Levels& levels,
                                                             Decider& decider) const {
    spill::Sorter general(*plan_.workspace);
    const auto generalize = [&](std::string_view bytes) {
      const k_anonymity::ClassEntry entry(bytes);
      return general.add(k_anonymity::class_entry(k_anonymity::generalized_row(plan_, entry.exact, levels),
                                                  entry.sensitive, entry.count, entry.exact));
    };
    DSPREP_CHECK(spill::scan(before.entries, decider, "generalizing", generalize));
    auto survey = new_survey();
    DSPREP_CHECK(survey->read(general, decider));
    return survey;
  }

  // Hash of a class → its size, its diversity.
  Result<std::shared_ptr<const spill::SortedTable>> table(k_anonymity::ClassSurvey& survey, Decider& decider) const {
    spill::SortedTable::Builder builder(*plan_.workspace, spill::hash_key_size);
    const auto add = [&](std::string_view row) {
      return builder.add(row.substr(0, spill::hash_key_size), row.substr(spill::hash_key_size));
    };
    DSPREP_CHECK(spill::scan(survey.classes, decider, "gathering classes", add));
    return builder.finish();
  }

  Plan plan_;
};

Result<k_anonymity::Hierarchy> hierarchy_of(const HierarchyParams& given, Binder& binder) {
  if (given.by == "file") {
    if (!given.file) return usage_error("by = \"file\" needs a file");
    DSPREP_TRY(const Resource file, binder.resource(*given.file));
    auto hierarchy = k_anonymity::Hierarchy::table(file->bytes);
    if (!hierarchy.ok()) return usage_error(file->path + ":" + hierarchy.error().message);
    return hierarchy;
  }
  if (given.levels.empty()) return usage_error("by = \"" + given.by + "\" needs levels");
  return given.by == "range"    ? k_anonymity::Hierarchy::ranges(given.levels)
         : given.by == "prefix" ? k_anonymity::Hierarchy::prefixes(given.levels)
                                : k_anonymity::Hierarchy::dates(given.levels);
}

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  Plan plan;
  plan.generalize = params.action == "generalize";
  plan.report = params.action == "report";
  if (params.quasi.empty()) return usage_error("fields is empty: name the quasi-identifiers");
  for (const std::string& name : params.quasi) {
    DSPREP_TRY(const Field field, plan.generalize ? binder.write(name) : binder.read(name));
    plan.fields.push_back({field, binder.pointer(field), {}});
    if (plan.fields.back().pointer.find('*') != std::string::npos)
      return usage_error("field " + plan.fields.back().pointer + " has a *: a quasi-identifier is one value a record");
  }
  for (const HierarchyParams& given : params.hierarchies) {
    DSPREP_TRY(const Field field, binder.read(given.field));
    const auto quasi = std::find_if(plan.fields.begin(), plan.fields.end(),
                                    [&](const Quasi& q) { return q.field.slot == field.slot; });
    if (quasi == plan.fields.end()) return usage_error("hierarchies: \"" + given.field + "\" is not one of fields");
    auto hierarchy = hierarchy_of(given, binder);
    if (!hierarchy.ok()) return std::move(hierarchy).error().within("hierarchies: " + given.field);
    quasi->hierarchy = *std::move(hierarchy);
  }
  if (params.l && !params.sensitive)
    return usage_error("l = " + std::to_string(*params.l) + " needs sensitive: the field whose values are counted");
  if (params.sensitive) {
    DSPREP_TRY(plan.sensitive, binder.read(*params.sensitive));
  }
  plan.limits = {static_cast<std::uint64_t>(params.k), params.l ? static_cast<double>(*params.l) : 0,
                 params.measure == "entropy"};
  plan.max_dropped = params.max_dropped;
  plan.workspace = &binder.workspace();
  return AnyOp(std::make_unique<KAnonymity>(std::move(plan)));
}

constexpr ExampleFile towns[] = {{"towns.tsv", "浦东\t上海\t中国\n徐汇\t上海\t中国\n海淀\t北京\t中国\n"}};

constexpr Example examples[] = {
    {"Who is the only one of her age in town can be looked up", "fields = [\"age\", \"city\"]\nk = 2",
     "{\"age\":34,\"city\":\"北京\",\"text\":\"a\"}\n"
     "{\"age\":34,\"city\":\"北京\",\"text\":\"b\"}\n"
     "{\"age\":91,\"city\":\"北京\",\"text\":\"c\"}\n",
     "{\"age\":34,\"city\":\"北京\",\"text\":\"a\"}\n"
     "{\"age\":34,\"city\":\"北京\",\"text\":\"b\"}\n",
     "{\"age\":91,\"city\":\"北京\",\"text\":\"c\"}\n"},
    {"Said less exactly, nobody need be dropped",
     "fields = [\"age\", \"zip\"]\nk = 2\naction = \"generalize\"\nhierarchies = [{ field = \"age\", by = \"range\", "
     "levels = [\"10\", \"50\"] }, "
     "{ field = \"zip\", by = \"prefix\", levels = [\"3\"] }]",
     "{\"age\":31,\"zip\":\"10115\"}\n"
     "{\"age\":38,\"zip\":\"10117\"}\n"
     "{\"age\":33,\"zip\":\"10119\"}\n",
     "{\"age\":\"[30, 40)\",\"zip\":\"101**\"}\n"
     "{\"age\":\"[30, 40)\",\"zip\":\"101**\"}\n"
     "{\"age\":\"[30, 40)\",\"zip\":\"101**\"}\n"},
    {"Two of an age, but both with the same illness: l-diversity",
     "fields = [\"age\"]\nk = 2\nsensitive = \"illness\"\nl = 2",
     "{\"age\":40,\"illness\":\"flu\"}\n"
     "{\"age\":40,\"illness\":\"感冒\"}\n"
     "{\"age\":50,\"illness\":\"flu\"}\n"
     "{\"age\":50,\"illness\":\"flu\"}\n",
     "{\"age\":40,\"illness\":\"flu\"}\n"
     "{\"age\":40,\"illness\":\"感冒\"}\n",
     "{\"age\":50,\"illness\":\"flu\"}\n"
     "{\"age\":50,\"illness\":\"flu\"}\n"},
    {"A table of one's own: towns become the city they belong to",
     "fields = [\"town\"]\nk = 2\naction = \"generalize\"\nhierarchies = [{ field = \"town\", by = \"file\", file = "
     "\"towns.tsv\" }]",
     "{\"town\":\"浦东\"}\n{\"town\":\"徐汇\"}\n", "{\"town\":\"上海\"}\n{\"town\":\"上海\"}\n", "", towns},
};

constexpr std::string_view metrics[] = {
    "records",      "classes",      "smallest_class", "records_in_small_classes", "small_class_share",
    "unique_share", "highest_risk", "average_risk",   "least_diversity"};

}  // namespace

extern const OpSpec clean_k_anonymity;
const OpSpec clean_k_anonymity = {
    .name = "k_anonymity",
    .family = Family::clean,
    .summary = "Drop, generalize or report records that few others share their quasi-identifiers with",
    .details =
        R"(Records with equal values in all `fields` are a class. A class is too small when fewer than `k` records are in it, or, where `l` is
set, when its records have fewer than `l` different values of `sensitive` (`measure = "distinct"`), or an entropy of them below ln l
(`"entropy"`: what is measured is e to the entropy, the number of values that equally likely ones would be).

- `drop`: the records of small classes are dropped, with the rules `class_size` and `diversity`.
- `generalize`: while more than `max_dropped` of all records are in small classes, the field with the most distinct values (the first
  of equals) is said one level less exactly, in all records alike; then what is left in small classes is dropped. Levels come from
  `hierarchies`: `range`, a number as `[30, 40)`; `prefix`, a text as `101**`; `date`, as 2024-05, 2024, 2020s; `file`, a table of your own.
  The last level of every field is `*`. Not the best of all ways to say it less exactly, which takes exponential time to find.
- `report`: nothing is changed; the report says how many classes and records there are, and the risk of being looked up (1 / size of
  one's class: the highest, and the average over records).

Values are equal as JSON values: 30 is 3e1 and not "30"; a missing field and null are one value of their own. A generalized value is text.
Needs one more pass; about 100 bytes of memory per record, of which what is beyond `--memory` goes to `--tmp`.

**Only the fields named are judged.** Free text beside them may identify anybody, a sensitive value may be known to all, and an attacker may
know more than these fields.)",
    .source = "k-anonymity: Sweeney 2002; Datafly: Sweeney 1997; l-diversity: Machanavajjhala et al. 2007",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .rules = rules,
    .metrics = metrics,
};

}  // namespace dsprep::ops
