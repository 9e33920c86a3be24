// schema: drops records that are not as a JSON Schema says.
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "dsprep/map_with.h"
#include "dsprep/need.h"
#include "dsprep/op_spec.h"
#include "models/json_schema.h"

namespace dsprep::ops {
namespace {

enum : Rule { violations };

constexpr RuleInfo rules[] = {
    {"violations", Judge::Limit::Compare::at_most, "", "keywords of the schema that are not kept", 0}};

struct Params {
  std::optional<std::string> schema, text, field;
  void fields(ParamFields& f) {
    f("schema", schema, {.meaning = "the file with the JSON Schema, draft 7", .path = true});
    f("inline", text, {.meaning = "the JSON Schema itself, in place of a file"});
    f("field", field, {.meaning = "the field that must be as it says (none: the whole record)", .field = true});
  }
};

struct Plan {
  std::shared_ptr<const models::JsonSchema> schema;
  Field field;
  std::string pointer;
};

class SchemaMapper final : public Mapper {
 public:
  explicit SchemaMapper(const Plan& plan) : plan_(plan), checker_(plan.schema) {}

  Verdict map(Record& record, Context& context) override {
    const Value value = plan_.field.bound() ? record.value(plan_.field) : whole(record);
    if (!value.exists()) return Verdict::malformed(is_missing(plan_.pointer));
    const auto& outcome = checker_.check(value, plan_.field.bound() ? std::string_view() : "_dsprep");
    if (!outcome.judged)
      return Verdict::malformed(
          "the schema asks too much of this record: too many steps, or schemas nested too deeply");
    note_.clear();
    if (outcome.violations > 0) {
      note_ = plan_.field.bound() ? plan_.pointer : std::string();
      note_ += outcome.pointer;
      note_ += note_.empty() ? "the record " : ": ";
      note_ += outcome.reason;
    }
    context.judge().check(violations, static_cast<double>(outcome.violations), note_);
    return context.judge().verdict();
  }

 private:
  // As it now is: the line, or where something was edited, put together again.
  Value whole(const Record& record) {
    if (record.edits() == 0) return Value(record.line());
    json_.assign(1, '{');
    record.walk([this](std::string_view raw_key, Value value) {
      if (json_.size() > 1) json_ += ',';
      json_.append(1, '"').append(raw_key).append("\":").append(value.raw());
    });
    json_ += '}';
    return Value(json_);
  }

  const Plan& plan_;
  models::JsonSchemaChecker checker_;
  std::string json_, note_;
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  Plan plan;
  if (params.schema.has_value() == params.text.has_value())
    return usage_error("give either schema, a file, or inline, the schema itself");
  if (params.schema) {
    DSPREP_TRY(const Resource file, binder.resource(*params.schema));
    DSPREP_TRY(plan.schema, models::JsonSchema::make(file->path, file->bytes));
  } else {
    DSPREP_TRY(plan.schema, models::JsonSchema::make("inline", *params.text));
  }
  if (params.field) {
    DSPREP_TRY(plan.field, binder.read(*params.field));
    plan.pointer = binder.pointer(plan.field);
    if (plan.pointer.find('*') != std::string::npos)
      return usage_error("\"" + *params.field + "\" names several places: name the array and let the schema say items");
  } else {
    binder.read_all();
  }
  return map_with<SchemaMapper>(std::move(plan));
}

constexpr ExampleFile schema_file[] = {
    {"chat.schema.json", "{\"type\":\"array\",\"minItems\":2,\"items\":{\"required\":[\"role\",\"content\"]}}\n"}};

constexpr Example examples[] = {
    {"A text that is not empty and a language of two letters",
     "inline = "
     "'{\"required\":[\"text\"],\"properties\":{\"text\":{\"type\":\"string\",\"minLength\":1},\"lang\":{\"pattern\":"
     "\"^[a-z]{2}$\"}}}'",
     "{\"text\":\"你好\",\"lang\":\"zh\"}\n{\"text\":\"\",\"lang\":\"zh\"}\n{\"lang\":\"zh\"}\n{\"text\":\"hi\","
     "\"lang\":\"English\"}\n{\"text\":\"hi\"}\n",
     "{\"text\":\"你好\",\"lang\":\"zh\"}\n{\"text\":\"hi\"}\n",
     "{\"text\":\"\",\"lang\":\"zh\"}\n{\"lang\":\"zh\"}\n{\"text\":\"hi\",\"lang\":\"English\"}\n"},
    {"A schema in a file, for one field", "schema = \"chat.schema.json\"\nfield = \"messages\"",
     "{\"messages\":[{\"role\":\"user\",\"content\":\"你好\"},{\"role\":\"assistant\",\"content\":\"สวัสดี\"}]}\n"
     "{\"messages\":[{\"role\":\"user\",\"content\":\"مرحبا\"}]}\n",
     "{\"messages\":[{\"role\":\"user\",\"content\":\"你好\"},{\"role\":\"assistant\",\"content\":\"สวัสดี\"}]}\n",
     "{\"messages\":[{\"role\":\"user\",\"content\":\"مرحبا\"}]}\n", schema_file},
};

}  // namespace

extern const OpSpec clean_schema;
const OpSpec clean_schema = {
    .name = "schema",
    .family = Family::clean,
    .summary = "Drop records that are not as a JSON Schema says",
    .details =
        R"(The whole record, as earlier steps left it, or one `field` of it is held to a JSON Schema of draft 7. The value of the rule is how many keywords are not kept (each at each place, up to
1,000), and the note says the JSON Pointer and the reason of the first: `/age: is less than the minimum 0`. Inside `anyOf`, `oneOf`, `not`, `if` and
`contains` nothing is counted but their own failure.

- All assertions of draft 7 count, but for `format`, `contentEncoding` and `contentMediaType`, which are annotations. An `integer` is a number without a fractional part, of any
  size (1.0 is one); lengths are code points; of duplicate keys the last counts; `_dsprep` of an earlier run is passed over.
- Numbers are compared exactly where both are integers of 64 bits, else as nearest doubles.
- `$ref` leads to a place in the same file: `#/definitions/x`, `#` or a name given by `$id`. Nothing is fetched.
- `pattern` and `patternProperties` are RE2's expressions, in linear time: no lookahead, no back references. `\uXXXX` and `(?<name>…)` are understood.
- A keyword of a later draft (`prefixItems`, `unevaluatedProperties`, …), or one that looks like a slip of the pen (`requierd`), is an error, as is a value of the wrong type, each with line,
  column and pointer. Your own words begin with `x-`.

A record for which the schema would take more than about 64 steps for each of its bytes (and a million), or more than 2,500 schemas within one another, is malformed. So is
one without the `field`.)",
    .source = "JSON Schema draft 7: draft-handrews-json-schema-validation-01",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .rules = rules,
    .idempotent = true,
};

}  // namespace dsprep::ops
