#include "io/audit_format.h"

#include <iterator>

#include "dsprep/value.h"

namespace dsprep::io {
namespace {

using Compare = Judge::Limit::Compare;
constexpr Compare compares[] = {Compare::none,  Compare::at_least, Compare::at_most,
                                Compare::above, Compare::below,    Compare::equals};
constexpr std::string_view compare_names[] = {"none", "at_least", "at_most", "above", "below", "equals"};
constexpr std::string_view compare_signs[] = {"", "≥", "≤", ">", "<", "="};
constexpr std::size_t first_of_steps = 4;  // line, derived, id, text
constexpr std::size_t before_rules = 2;    // outcome, detail

Compare compare_named(std::string_view name) {
  for (std::size_t i = 0; i < std::size(compares); ++i)
    if (compare_names[i] == name) return compares[i];
  return Compare::none;
}

}  // namespace

std::string_view name_of(Compare compare) { return compare_names[static_cast<std::size_t>(compare)]; }
std::string_view sign_of(Compare compare) { return compare_signs[static_cast<std::size_t>(compare)]; }

bool keeps(Compare compare, double value, double limit) {
  switch (compare) {
    case Compare::none: return true;
    case Compare::at_least: return !(value < limit);
    case Compare::at_most: return !(value > limit);
    case Compare::above: return !(value <= limit);
    case Compare::below: return !(value >= limit);
    case Compare::equals: return value == limit || value != value;
  }
  return true;
}

std::string_view name_of(AuditType type) {
  switch (type) {
    case AuditType::u8: return "u8";
    case AuditType::u32: return "u32";
    case AuditType::u64: return "u64";
    case AuditType::f64: return "f64";
    case AuditType::text: break;
  }
  return "text";
}

std::size_t AuditSchema::columns() const { return outcome(steps.size()); }

std::size_t AuditSchema::outcome(std::size_t step) const {
  std::size_t column = first_of_steps;
  for (std::size_t i = 0; i < step; ++i) column += before_rules + steps[i].rules.size();
  return column;
}

AuditType AuditSchema::type(std::size_t column) const {
  if (column == line) return AuditType::u64;
  if (column == derived) return AuditType::u32;
  if (column < first_of_steps) return AuditType::text;
  column -= first_of_steps;
  for (const AuditStep& step : steps) {
    const std::size_t size = before_rules + step.rules.size();
    if (column < size) return column == 0 ? AuditType::u8 : column == 1 ? AuditType::text : AuditType::f64;
    column -= size;
  }
  return AuditType::f64;
}

std::string AuditSchema::column_name(std::size_t column) const {
  constexpr std::string_view first[] = {"line", "derived", "id", "text"};
  if (column < first_of_steps) return std::string(first[column]);
  column -= first_of_steps;
  for (const AuditStep& step : steps) {
    const std::size_t size = before_rules + step.rules.size();
    // A step's name may hold dots, a rule's does not: the last dot parts them.
    if (column < size)
      return step.name + "." +
             (column == 0   ? "outcome"
              : column == 1 ? "detail"
                            : step.rules[column - before_rules].name);
    column -= size;
  }
  return {};
}

std::string AuditSchema::json() const {
  ValueBuilder out;
  out.begin_object().member("pass", pass).member("shard", static_cast<std::uint64_t>(shard)).member("file", file);
  if (first_file != shard) out.member("first_file", static_cast<std::uint64_t>(first_file));
  if (!files.empty()) {
    out.key("files").begin_array();
    for (const std::string& name : files) out.text(name);
    out.end_array();
  }
  out.key("columns").begin_array();
  for (std::size_t i = 0; i < columns(); ++i)
    out.begin_object().member("name", column_name(i)).member("type", name_of(type(i))).end_object();
  out.end_array().key("steps").begin_array();
  for (const AuditStep& step : steps) {
    out.begin_object().member("name", step.name).member("op", step.op).member("whole_dataset", step.whole_dataset);
    out.key("rules").begin_array();
    for (const AuditRule& rule : step.rules) {
      out.begin_object()
          .member("name", rule.name)
          .member("metric", rule.metric)
          .member("compare", name_of(rule.compare));
      out.member("param", rule.param).key("limit");
      if (rule.limit) out.number(*rule.limit);
      else out.null();
      out.end_object();
    }
    out.end_array().end_object();
  }
  out.end_array().end_object();
  return out.take();
}

Result<AuditSchema> AuditSchema::from_json(std::string_view json) {
  if (const auto fault = validate_json(json)) return failure("its header is not JSON: " + fault->reason);
  const Value value(json);
  AuditSchema schema;
  schema.pass = static_cast<std::uint64_t>(value["pass"].integer().value_or(1));
  schema.shard = static_cast<std::uint32_t>(value["shard"].integer().value_or(0));
  schema.first_file = static_cast<std::uint32_t>(value["first_file"].integer().value_or(schema.shard));
  schema.file = value["file"].text().value_or("");
  for (Value::Elements it = value["files"].elements(); it.next();)
    schema.files.push_back(it.value().text().value_or(""));
  for (Value::Elements it = value["steps"].elements(); it.next();) {
    AuditStep step;
    step.name = it.value()["name"].text().value_or("");
    step.op = it.value()["op"].text().value_or("");
    step.whole_dataset = it.value()["whole_dataset"].boolean().value_or(false);
    for (Value::Elements rules = it.value()["rules"].elements(); rules.next();) {
      const Value rule = rules.value();
      step.rules.push_back({rule["name"].text().value_or(""), rule["metric"].text().value_or(""),
                            rule["param"].text().value_or(""), compare_named(rule["compare"].text().value_or("")),
                            rule["limit"].number()});
    }
    schema.steps.push_back(std::move(step));
  }
  std::size_t i = 0;
  for (Value::Elements it = value["columns"].elements(); it.next(); ++i)
    if (i >= schema.columns() || it.value()["name"].text() != schema.column_name(i))
      return failure("its header contradicts itself: column " + std::to_string(i));
  if (i != schema.columns()) return failure("its header contradicts itself: " + std::to_string(i) + " columns");
  return schema;
}

void AuditBlock::clear() {
  rows = 0;
  for (AuditColumn& column : columns) column.clear();
}

}  // namespace dsprep::io
