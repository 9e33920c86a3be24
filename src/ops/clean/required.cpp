// required: drops records in which a field is missing, null, empty or of the wrong type.
#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/map_with.h"
#include "dsprep/op_spec.h"
#include "text/is_blank.h"

namespace dsprep::ops {
namespace {

enum : Rule { missing, null, empty, wrong_type };

constexpr RuleInfo rules[] = {
    {"missing", Judge::Limit::Compare::at_most, "", "required fields that are missing", 0},
    {"null", Judge::Limit::Compare::at_most, "", "required fields that are null", 0},
    {"empty", Judge::Limit::Compare::at_most, "", "required fields that are empty", 0},
    {"wrong_type", Judge::Limit::Compare::at_most, "", "required fields of another type", 0},
};

struct Params {
  std::vector<std::string> required_fields;
  std::string type = "any";
  bool allow_null = false, allow_empty = false;
  void fields(ParamFields& f) {
    f("fields", required_fields,
      {.meaning = "the fields that must be there: names or JSON Pointers; with * every element", .required = true});
    f("type", type,
      {.meaning = "the type all of them must have",
       .choices = {"any", "text", "number", "integer", "boolean", "array", "object"}});
    f("allow_null", allow_null, {.meaning = "whether null will do"});
    f("allow_empty", allow_empty,
      {.meaning = "whether an empty or blank text, an empty array or an empty object will do"});
  }
};

struct Needed {
  Field field;
  std::string pointer;
};

struct Plan {
  std::vector<Needed> fields;
  std::string type;
  bool allow_null, allow_empty;
};

class RequiredMapper final : public Mapper {
 public:
  explicit RequiredMapper(const Plan& plan) : plan_(plan) {}

  Verdict map(Record& record, Context& context) override {
    for (Tally& tally : tallies_) tally = {};
    for (const Needed& needed : plan_.fields) look_at(record, needed);
    Judge& judge = context.judge();
    for (Rule rule = missing; rule <= wrong_type; ++rule) {
      const Tally& tally = tallies_[rule];
      judge.check(rule, static_cast<double>(tally.fields),
                  tally.first ? std::string_view(tally.first->pointer) : std::string_view());
    }
    return judge.verdict();
  }

 private:
  struct Tally {
    std::uint64_t fields = 0;
    const Needed* first = nullptr;
  };

  // A field counts once for each rule that any of its elements fails.
  void look_at(const Record& record, const Needed& needed) {
    bool failed[4] = {};
    const std::size_t count = record.count(needed.field);
    if (count == 0) failed[missing] = true;
    for (std::size_t i = 0; i < count; ++i) {
      const FieldType type = record.type(needed.field, i);
      switch (type) {
        case FieldType::missing: failed[missing] = true; continue;
        case FieldType::null: failed[null] |= !plan_.allow_null; continue;
        case FieldType::text:
          failed[empty] |= !plan_.allow_empty && text::is_blank(*record.text(needed.field, i));
          break;
        case FieldType::array:
        case FieldType::object: failed[empty] |= !plan_.allow_empty && record.value(needed.field, i).size() == 0; break;
        default: break;
      }
      failed[wrong_type] |= !has_type(record, needed.field, i, type);
    }
    for (Rule rule = missing; rule <= wrong_type; ++rule) {
      if (!failed[rule]) continue;
      if (tallies_[rule].fields++ == 0) tallies_[rule].first = &needed;
    }
  }

  bool has_type(const Record& record, Field field, std::size_t index, FieldType type) const {
    if (plan_.type == "any") return true;
    if (plan_.type != "integer") return name_of(type) == plan_.type;
    // Of any size: what counts is how it is written.
    return type == FieldType::number && record.value(field, index).raw().find_first_of(".eE") == std::string_view::npos;
  }

  const Plan& plan_;
  Tally tallies_[4];
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  if (params.required_fields.empty())
    return usage_error("fields is empty: name what must be there, such as fields = [\"text\", \"/meta/lang\"]");
  Plan plan{{}, params.type, params.allow_null, params.allow_empty};
  for (const std::string& name : params.required_fields) {
    DSPREP_TRY(const Field field, binder.read(name));
    plan.fields.push_back({field, binder.pointer(field)});
  }
  return map_with<RequiredMapper>(std::move(plan));
}

constexpr Example examples[] = {
    {"Two fields that must hold something", "fields = [\"text\", \"/meta/lang\"]",
     "{\"text\":\"你好\",\"meta\":{\"lang\":\"zh\"}}\n"
     "{\"text\":\"\",\"meta\":{\"lang\":\"zh\"}}\n"
     "{\"text\":\"hello\",\"meta\":{}}\n"
     "{\"text\":\"hello\",\"meta\":{\"lang\":null}}\n",
     "{\"text\":\"你好\",\"meta\":{\"lang\":\"zh\"}}\n",
     "{\"text\":\"\",\"meta\":{\"lang\":\"zh\"}}\n"
     "{\"text\":\"hello\",\"meta\":{}}\n"
     "{\"text\":\"hello\",\"meta\":{\"lang\":null}}\n"},
    {"Numbers that are numbers, however large", "fields = [\"stars\"]\ntype = \"integer\"",
     "{\"stars\":123456789012345678901234567890}\n{\"stars\":\"5\"}\n{\"stars\":4.5}\n",
     "{\"stars\":123456789012345678901234567890}\n", "{\"stars\":\"5\"}\n{\"stars\":4.5}\n"},
};

}  // namespace

extern const OpSpec clean_required;
const OpSpec clean_required = {
    .name = "required",
    .family = Family::clean,
    .summary = "Drop records in which a field is missing, null, empty or of the wrong type",
    .details =
        R"(Each of `fields` is looked at, and the value of a rule is how many of them fail it; the note of a dropped record names the first.

- **missing**: the pointer leads nowhere. A pointer with `*` that matches nothing is missing too.
- **null**: the value is null; not asked with `allow_null`.
- **empty**: a text of nothing but white space (Unicode White_Space), an empty array, an empty object; not asked with `allow_empty`. 0 and false are not empty.
- **wrong_type**: neither missing nor null, but of another type than `type`. An `integer` is a number written without point and exponent, of any size.

Of a field with `*`, every element that exists must hold: it counts once for each rule that any element fails. Of duplicate keys the last counts. Every
record is kept or dropped, never malformed: to ask for different types of different fields, put the step twice.)",
    .source = "dsprep's own",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .rules = rules,
    .idempotent = true,
};

}  // namespace dsprep::ops
