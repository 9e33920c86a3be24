// impute: fills fields that are missing or null: with a constant, or with what is usual in the dataset or in the
// record's group.
//
// The observer notes the values there are, by group; sorted, they say what is usual (ops/clean/impute/usual_values.h).
// What a group gets is a row of a table that every record which lacks the value looks up.
#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "dsprep/map_with.h"
#include "dsprep/need.h"
#include "dsprep/op_spec.h"
#include "ops/clean/impute/plan.h"
#include "ops/clean/impute/usual_values.h"
#include "spill/sorted_observer.h"
#include "spill/sorted_table.h"
#include "spill/sorter.h"

namespace dsprep::ops {
namespace {

struct Params {
  std::string field;
  std::string method = "constant";
  std::optional<std::string> value;
  std::string type = "auto";
  std::optional<std::string> by;
  std::vector<std::string> fill = {"missing", "null"};
  bool round = false;
  std::optional<std::string> mark;
  void fields(ParamFields& f) {
    f("field", field, {.meaning = "the field to fill", .required = true, .field = true});
    f("method", method,
      {.meaning = "what it is filled with: value, the most frequent value, or the mean or median of the numbers",
       .choices = {"constant", "mode", "mean", "median"}});
    f("value", value, {.meaning = "the constant"});
    f("type", type,
      {.meaning = "what the constant is: text, or JSON (0, true, [\"a\"]); auto: a number, true or false where the "
                  "other values are, else text",
       .choices = {"auto", "text", "json"}});
    f("by", by,
      {.meaning = "the field whose values make groups: mode, mean and median are those of the record's group",
       .field = true});
    f("fill", fill, {.meaning = "which values are filled", .choices = {"missing", "null", "empty"}});
    f("round", round, {.meaning = "whether mean and median become whole numbers"});
    f("mark", mark,
      {.meaning = "a field that is set to true where something was filled in", .field = true, .result = true});
  }
};

using impute::Method;
using impute::Plan;
using ValueObserver = spill::SortedObserver<impute::ValueExtractor>;

struct Decision {
  Plan plan;
  std::shared_ptr<const spill::SortedTable> values;  // null: the constant
};

class ImputeMapper final : public Mapper {
 public:
  explicit ImputeMapper(const Decision& decision) : decision_(decision) {
    if (decision.values) cursor_.emplace(decision.values);
  }

  Verdict map(Record& record, Context& context) override {
    const Plan& plan = decision_.plan;
    if (!impute::lacks(plan, record)) return Verdict::keep();
    if (!cursor_) return fill(record, context, plan.constant);
    group_.clear();
    std::optional<std::string_view> value;
    if (impute::append_group(group_, plan, record)) {
      auto found = cursor_->find(group_);
      if (!found.ok()) return context.fail(found.error());
      value = *found;
    }
    if (!value) {
      auto found = cursor_->find(impute::whole);
      if (!found.ok()) return context.fail(found.error());
      value = *found;
    }
    if (value) return fill(record, context, *value);
    context.count(plan.left);
    return Verdict::keep();
  }

 private:
  Verdict fill(Record& record, Context& context, std::string_view value) {
    const Plan& plan = decision_.plan;
    if (!record.set_raw(plan.field, value)) return Verdict::malformed(cannot_be_added(plan.pointer));
    if (plan.mark.bound() && !record.set_raw(plan.mark, "true"))
      return Verdict::malformed(cannot_be_added(plan.mark_pointer));
    context.count(plan.imputed);
    return Verdict::keep();
  }

  const Decision& decision_;
  std::optional<spill::SortedTable::Cursor> cursor_;
  std::string group_;
};

class Impute final : public GlobalOp {
 public:
  explicit Impute(Plan plan) : plan_(std::move(plan)) {}
  std::unique_ptr<Observer> observer() const override {
    return std::make_unique<ValueObserver>(*plan_.workspace, plan_);
  }

  Result<AnyOp> decide(Observers observers, Decider& decider) const override {
    Decision decision{plan_, nullptr};
    DSPREP_TRY(decision.values, impute::find_usual_values(plan_, ValueObserver::main_of(observers).entries(), decider));
    return map_with<ImputeMapper>(std::move(decision));
  }

 private:
  Plan plan_;
};

// Counts the values there are: a constant like 0 is a number where they are numbers, and a text where they are texts.
class TypeExtractor {
 public:
  struct Totals {
    std::uint64_t alike = 0, texts = 0;  // values of the constant's own type; texts
    auto all() { return std::tie(alike, texts); }
  };

  explicit TypeExtractor(const Plan& plan) : plan_(plan), type_(Value(plan.constant).type()) {}

  Status extract(const Record& record, Totals& totals, spill::Sorter&) {
    const FieldType type = record.type(plan_.field);
    totals.alike += type == type_;
    totals.texts += type == FieldType::text && !impute::lacks(plan_, record);
    return {};
  }

 private:
  const Plan& plan_;
  const FieldType type_;
};

using TypeObserver = spill::SortedObserver<TypeExtractor>;

class ImputeConstant final : public GlobalOp {
 public:
  explicit ImputeConstant(Plan plan) : plan_(std::move(plan)) {}
  std::unique_ptr<Observer> observer() const override {
    return std::make_unique<TypeObserver>(*plan_.workspace, plan_);
  }

  Result<AnyOp> decide(Observers observers, Decider&) const override {
    const auto& [alike, texts] = TypeObserver::main_of(observers).totals();
    Decision decision{plan_, nullptr};
    if (alike <= texts) decision.plan.constant = plan_.as_text;
    return map_with<ImputeMapper>(std::move(decision));
  }

 private:
  Plan plan_;
};

Status read_constant(const Params& params, Plan& plan) {
  if (plan.method != Method::constant) {
    if (params.value) return usage_error("value is for method = \"constant\"");
    return {};
  }
  if (!params.value) return usage_error("method \"constant\" needs value: say what to fill in");
  if (params.by)
    return usage_error("by is for the methods mode, mean and median: a constant is the same in every group");
  const std::string as_text = ValueBuilder().text(*params.value).take();
  if (params.type == "auto" && !validate_json(*params.value)) {
    const FieldType type = Value(*params.value).type();
    if (type == FieldType::number || type == FieldType::boolean) plan.as_text = as_text;
  }
  plan.constant = params.type == "json" || !plan.as_text.empty() ? *params.value : as_text;
  if (const auto fault = validate_json(plan.constant))
    return usage_error("value: " + *params.value + " is not JSON (byte " + std::to_string(fault->offset) + ": " +
                       fault->reason + "); a text needs type = \"text\"");
  return {};
}

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  Plan plan;
  plan.method = params.method == "constant" ? Method::constant
                : params.method == "mode"   ? Method::mode
                : params.method == "mean"   ? Method::mean
                                            : Method::median;
  DSPREP_CHECK(read_constant(params, plan));
  DSPREP_TRY(plan.field, binder.write(params.field));
  plan.pointer = binder.pointer(plan.field);
  if (plan.pointer.find('*') != std::string::npos)
    return usage_error("\"" + params.field + "\" names several places: what is not there has no place among them");
  if (params.by) {
    DSPREP_TRY(plan.by, binder.read(*params.by));
  }
  if (params.mark) {
    DSPREP_TRY(plan.mark, binder.write(*params.mark));
    plan.mark_pointer = binder.pointer(plan.mark);
    if (plan.mark_pointer == plan.pointer)
      return usage_error("mark = \"" + *params.mark + "\" is the field that is filled: name another");
  }
  const auto fills = [&](std::string_view what) {
    return std::find(params.fill.begin(), params.fill.end(), what) != params.fill.end();
  };
  plan.missing = fills("missing");
  plan.null = fills("null");
  plan.empty = fills("empty");
  plan.round = params.round;
  if (params.fill.empty()) return usage_error("fill is empty: nothing would be filled");
  plan.imputed = binder.counter("imputed");
  plan.left = binder.counter("left_as_they_are");
  if (plan.method == Method::constant && plan.as_text.empty())
    return map_with<ImputeMapper>(Decision{std::move(plan), nullptr});
  plan.workspace = &binder.workspace();
  if (plan.method == Method::constant) return AnyOp(std::make_unique<ImputeConstant>(std::move(plan)));
  return AnyOp(std::make_unique<Impute>(std::move(plan)));
}

constexpr Example examples[] = {
    {"A constant, and a mark where it was filled in", "field = \"lang\"\nvalue = \"zh\"\nmark = \"guessed\"",
     "{\"text\":\"你好\"}\n{\"text\":\"hi\",\"lang\":\"en\"}\n{\"text\":\"再见\",\"lang\":null}\n",
     "{\"text\":\"你好\",\"lang\":\"zh\",\"guessed\":true}\n{\"text\":\"hi\",\"lang\":\"en\"}\n{\"text\":\"再见\","
     "\"lang\":\"zh\",\"guessed\":true}\n"},
    {"The median of the group; a group without any number gets that of all",
     "field = \"stars\"\nmethod = \"median\"\nby = \"city\"",
     "{\"city\":\"北京\",\"stars\":4}\n{\"city\":\"北京\",\"stars\":2}\n{\"city\":\"北京\",\"stars\":5}\n{\"city\":"
     "\"北京\"}\n{\"city\":\"Paris\",\"stars\":1}\n{\"city\":\"Rome\"}\n",
     "{\"city\":\"北京\",\"stars\":4}\n{\"city\":\"北京\",\"stars\":2}\n{\"city\":\"北京\",\"stars\":5}\n{\"city\":"
     "\"北京\",\"stars\":4}\n{\"city\":\"Paris\",\"stars\":1}\n{\"city\":\"Rome\",\"stars\":3}\n"},
    {"The most frequent value", "field = \"label\"\nmethod = \"mode\"",
     "{\"label\":\"b\"}\n{\"label\":\"a\"}\n{}\n{\"label\":\"a\"}\n{\"label\":\"b\"}\n",
     "{\"label\":\"b\"}\n{\"label\":\"a\"}\n{\"label\":\"b\"}\n{\"label\":\"a\"}\n{\"label\":\"b\"}\n"},
};

}  // namespace

extern const OpSpec clean_impute;
const OpSpec clean_impute = {
    .name = "impute",
    .family = Family::clean,
    .summary = "Fill missing values with a constant, or with the mode, mean or median of the dataset or group",
    .details =
        R"(Filled is what `fill` names: `missing` fields, `null`, and `empty` texts (nothing but white space). Other values stay, whatever their type.

- **constant**: `value`, a text, or with `type = "json"` any JSON value. By itself a constant that is written like a number, `true` or `false` is one
  where more of the values there are such than texts: `value = "0"` fills 0 beside numbers, and "0" beside texts or alone. To tell, one more pass is needed; with
  `type = "text"` or `"json"` none.
- **mode**: the value that comes most often, of any type; values are equal when type and decoded text are, numbers and structures when they are written the same. Of equally frequent
  ones the one that comes first in the input. Values of more than 64 KiB do not count.
- **mean**, **median**: of the finite numbers (nearest doubles); other types do not count. The mean is the correctly rounded sum divided by the count; the median of an
  even count is the mean of the two in the middle. Both are exact, whatever the memory, and with `round` rounded to whole numbers, halves away from zero.

With `by` they are those of the records with the same value there. A group without any value, and a record without a group, get those of the whole dataset; where there is no
value at all, the record stays as it is and is counted as `left_as_they_are`. A missing field is added at the end of the record; where an object on its way is something else, the record is
malformed.

The other methods need one more pass over the input and some 30 bytes of memory per record (mode: 60 and the value; with `by`: twice), of which what is beyond `--memory` goes to `--tmp`.)",
    .source = "dsprep's own; the methods are those of scikit-learn's SimpleImputer",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
};

}  // namespace dsprep::ops
