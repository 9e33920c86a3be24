// unify: gives all records the same fields in the same order, and each field one type.
//
// The observer notes every place a value was seen at, with its types (unify/field_tree.h); when all has been seen, each
// place is given one type (unify/schema.h), which is reported (unify/schema_report.h); then every record is written as
// the schema wants it (unify/unified_value.h).
#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dsprep/map_with.h"
#include "dsprep/op_spec.h"
#include "dsprep/rewrite_record.h"
#include "ops/clean/unify/field_tree.h"
#include "ops/clean/unify/schema.h"
#include "ops/clean/unify/schema_report.h"
#include "ops/clean/unify/unified_value.h"
#include "spill/sorter.h"
#include "spill/workspace.h"

namespace dsprep::ops {
namespace {

using unify::Exact;

struct Params {
  std::vector<std::string> allow = {"number", "text", "array", "json"};
  std::string exact = "integers";
  std::vector<std::string> json;
  std::int64_t max_names = 1000;
  std::optional<std::string> features;
  void fields(ParamFields& f) {
    f("allow", allow,
      {.meaning = "what values of mixed types may become (none: a field of more than one type ends the run)",
       .choices = {"number", "text", "array", "json", "none"}});
    f("exact", exact,
      {.meaning = "which numbers become text, because neither a 64-bit integer nor a double holds them: integers, "
                  "fractions of more than 17 digits too, or none",
       .choices = {"integers", "all", "none"}});
    f("json", json,
      {.meaning = "fields that become JSON text whatever they hold; * stands for every element", .field = true});
    f("max_names", max_names,
      {.meaning = "most different names in one object: one with more is a map and becomes JSON text",
       .min = 1,
       .max = 100'000});
    f("features", features,
      {.meaning = "a file in the output directory for the schema as Features of Hugging Face datasets"});
  }
};

struct Plan {
  unify::Rules rules;
  std::optional<Artifact> features;
  Counter filled, to_number, to_text, to_array, to_json, duplicates;
  spill::Workspace* workspace;
};

class SchemaObserver final : public Observer {
 public:
  explicit SchemaObserver(const Plan& plan) : tree_(plan.rules.limits), entries_(*plan.workspace) {}

  Status observe(const Record& record) override {
    tree_.add(record);
    return spill_large();
  }
  Status merge(Observer&& next) override {
    auto& other = static_cast<SchemaObserver&>(next);
    tree_.merge(other.tree_);
    DSPREP_CHECK(entries_.merge(std::move(other.entries_)));
    return spill_large();
  }
  Status save(ByteSink& sink) override {
    DSPREP_CHECK(tree_.move_to(entries_));
    return entries_.save(sink);
  }
  Status load(ByteSource& source) override { return entries_.load(source); }

  Result<spill::Sorter*> entries() {
    DSPREP_CHECK(tree_.move_to(entries_));
    return &entries_;
  }

 private:
  static constexpr std::size_t most_places = 4096;
  Status spill_large() { return tree_.places() > most_places ? tree_.move_to(entries_) : Status(); }

  unify::FieldTree tree_;
  spill::Sorter entries_;
};

struct Decision {
  const Plan plan;
  std::shared_ptr<const unify::Place> schema;
};

class UnifyMapper final : public Mapper {
 public:
  explicit UnifyMapper(const Decision& decision) : decision_(decision) {}

  Verdict map(Record& record, Context& context) override {
    const bool changed = unified_.make(record, *decision_.schema);
    if (!unified_.unknown().empty())
      return Verdict::malformed("field " + unified_.unknown() + " was not there when the schema was made");
    if (!changed) return Verdict::keep();
    rewrite_record(record, unified_.json());
    const unify::Conversions& done = unified_.conversions();
    const Plan& plan = decision_.plan;
    for (const auto& [counter, n] :
         {std::pair(plan.filled, done.filled), std::pair(plan.to_number, done.to_number),
          std::pair(plan.to_text, done.to_text), std::pair(plan.to_array, done.to_array),
          std::pair(plan.to_json, done.to_json), std::pair(plan.duplicates, done.duplicates)})
      if (n != 0) context.count(counter, n);
    return Verdict::keep();
  }

 private:
  const Decision& decision_;
  unify::UnifiedValue unified_;
};

class Unify final : public GlobalOp {
 public:
  explicit Unify(Plan plan) : plan_(std::move(plan)) {}
  std::unique_ptr<Observer> observer() const override { return std::make_unique<SchemaObserver>(plan_); }

  Result<AnyOp> decide(Observers observers, Decider& decider) const override {
    auto& observed = static_cast<SchemaObserver&>(*observers.main);
    DSPREP_TRY(spill::Sorter* const entries, observed.entries());
    DSPREP_TRY(std::shared_ptr<const unify::Place> schema, unify::make_schema(plan_.rules, *entries, decider));
    unify::write_report(*schema, decider);
    if (plan_.features) DSPREP_CHECK(decider.write_artifact(*plan_.features, unify::features_json(*schema)));
    return map_with<UnifyMapper>(Decision{plan_, std::move(schema)});
  }

 private:
  const Plan plan_;
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  Plan plan{};
  const auto allows = [&](std::string_view what) {
    return std::find(params.allow.begin(), params.allow.end(), what) != params.allow.end();
  };
  if (allows("none") && params.allow.size() > 1)
    return usage_error("allow: \"none\" and others: give one or the other");
  plan.rules.to_number = allows("number");
  plan.rules.to_text = allows("text");
  plan.rules.to_array = allows("array");
  plan.rules.to_json = allows("json");
  plan.rules.exact = params.exact == "all" ? Exact::all : params.exact == "none" ? Exact::none : Exact::integers;
  plan.rules.limits.max_names = static_cast<std::size_t>(params.max_names);
  for (const std::string& name : params.json) {
    DSPREP_TRY(const Field field, binder.read(name));
    plan.rules.limits.json.push_back(binder.pointer(field));
    if (plan.rules.limits.json.back() == "/_dsprep")
      return usage_error("json: _dsprep is dsprep's own: it stays as it is");
  }
  if (params.features) {
    DSPREP_TRY(plan.features, binder.artifact(*params.features));
  }
  binder.write_all();
  plan.filled = binder.counter("filled");
  plan.to_number = binder.counter("to_number");
  plan.to_text = binder.counter("to_text");
  plan.to_array = binder.counter("to_array");
  plan.to_json = binder.counter("to_json");
  plan.duplicates = binder.counter("duplicate_names");
  plan.workspace = &binder.workspace();
  return AnyOp(std::make_unique<Unify>(std::move(plan)));
}

constexpr Example examples[] = {
    {"Missing fields, another order, integers beside fractions", "",
     "{\"id\":1,\"text\":\"你好\",\"score\":3}\n{\"text\":\"hi\",\"id\":2,\"lang\":\"en\"}\n"
     "{\"id\":3,\"text\":\"สวัสดี\",\"score\":2.50,\"lang\":null}\n",
     "{\"id\":1,\"text\":\"你好\",\"score\":3.0,\"lang\":null}\n{\"id\":2,\"text\":\"hi\",\"score\":null,\"lang\":"
     "\"en\"}\n"
     "{\"id\":3,\"text\":\"สวัสดี\",\"score\":2.50,\"lang\":null}\n"},
    {"Mixed types, also inside", "",
     "{\"zip\":10115,\"tags\":\"新闻\",\"meta\":{\"n\":1}}\n{\"zip\":\"0990\",\"tags\":[\"体育\",\"足球\"],\"meta\":"
     "\"none\"}\n",
     "{\"zip\":\"10115\",\"tags\":[\"新闻\"],\"meta\":\"{\\\"n\\\":1}\"}\n"
     "{\"zip\":\"0990\",\"tags\":[\"体育\",\"足球\"],\"meta\":\"\\\"none\\\"\"}\n"},
    {"Integers that no type holds", "", "{\"id\":1,\"n\":9007199254740993}\n{\"id\":18446744073709551616,\"n\":2}\n",
     "{\"id\":\"1\",\"n\":9007199254740993}\n{\"id\":\"18446744073709551616\",\"n\":2}\n"},
    {"Arguments of tools, whose names differ from call to call", "json = [\"/calls/*/arguments\"]",
     "{\"calls\":[{\"name\":\"weather\",\"arguments\":{\"city\":\"東京\"}},{\"name\":\"add\",\"arguments\":{\"a\":1,"
     "\"b\":2}}]}\n",
     "{\"calls\":[{\"name\":\"weather\",\"arguments\":\"{\\\"city\\\":\\\"東京\\\"}\"},{\"name\":\"add\",\"arguments\":"
     "\"{\\\"a\\\":1,\\\"b\\\":2}\"}]}\n"},
};

constexpr std::string_view metrics[] = {"fields", "fields_mixed", "fields_incomplete", "fields_json"};

}  // namespace

extern const OpSpec clean_unify;
const OpSpec clean_unify = {
    .name = "unify",
    .family = Family::clean,
    .summary = "Give all records the same fields in one order, and each field one type",
    .details =
        R"(One pass learns the schema: every field at any depth, the types it has, and what deviates; the next writes every record as the schema wants it. What
`load_dataset` and Parquet readers refuse (a field that comes and goes, a number that once is a text) is gone then. The findings list each field with its types, how often each,
how often null or missing, and a record where each is first seen.

**Fields.** A name that an object lacks is added as null: at the top, in objects inside, in those of arrays. A whole object that is missing is null, not filled. Names
stand in the order in which the input first has them. Of duplicate names the last stays. `_dsprep` is passed over, and comes last where a record is rewritten.

**Types.** null goes with every type. Of several others a field becomes

| values | become | |
|---|---|---|
| integers and fractions | `number` | the integer 5 is written 5.0 |
| numbers or booleans, and texts; numbers and booleans | `text` | spelled as they stood: "1.50", "true" |
| an array, and what its elements are | `array` | the value beside becomes an array of one |
| an object and anything else; other mixtures with arrays | `json` | each value becomes a text that is its JSON: {"n":1} is "{\"n\":1}", x is "\"x\"" |

`allow` names those that may be; where one more is needed, the run ends (exit 1) with the field, its types and where they are first seen. `allow = ["none"]` is strict. JSON text also
becomes an object with more than `max_names` different names over the dataset (a map, not a structure; more at the top of the records are an error), one that never has a name (Parquet has no type for it), what lies deeper
than 64, an object with a name of more than 4,096 bytes, and each field in `json`, unless all it holds are texts.

**Numbers** keep their bytes but for the ".0". An integer is one without point and exponent. Readers hold integers in 64 bits and fractions in doubles; what would be damaged there becomes text with all
its digits: a field with an integer beyond 64 bits, one with fractions and an integer that no double holds (from 2^53 on), one with a number beyond 1.8e308. Fractions of more than 17 digits are left as they are, and
reported; `exact = "all"` makes their fields text, and `exact = "none"` leaves all numbers numbers. **Dates** are texts: they stay as they are written.

Counted, as what a reader of the output cannot undo: `filled` (missing or null?), `to_number`, `to_text`, `to_array`, `to_json`, `duplicate_names`.

`features = "features.json"` writes the schema for `load_dataset(…, features=Features.from_dict(json.load(open("features.json"))))`. Without it `datasets` takes types from the first 10 MB: a field that is
null throughout them, or looks like a date there alone, is refused further on. More than 100,000 fields are an error. Metrics: `fields`, `fields_mixed`, `fields_incomplete` (missing in some records), `fields_json`.)",
    .source = "dsprep's own; types as pyarrow's JSON reader and Hugging Face datasets tell them",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .idempotent = true,
    .metrics = metrics,
};

}  // namespace dsprep::ops
