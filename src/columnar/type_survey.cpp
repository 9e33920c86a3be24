#include "columnar/type_survey.h"

#include <array>
#include <limits>
#include <vector>

#include <arrow/type.h>

#include "columnar/survey_node.h"

namespace dsprep::columnar {
namespace {

using Node = TypeSurvey::Node;

constexpr std::uint64_t exact_in_double = std::uint64_t{1} << 53;
constexpr std::string_view names_of_kinds[kind_count] = {"null", "true or false", "an integer", "a number",
                                                         "text", "an array",      "an object"};

Result<std::shared_ptr<arrow::DataType>> type_of(const Node& node, const std::string& pointer);

Error mixed(const Node& node, const std::string& pointer) {
  std::string what;
  for (std::size_t i = 1; i < kind_count; ++i)
    if (node.kinds >> i & 1)
      what.append(what.empty() ? "" : " and ").append(names_of_kinds[i]).append(" (" + node.examples[i] + ")");
  return usage_error("field " + pointer + " is " + what +
                     " in different records, and a column has one type: make it one " +
                     "with the step unify, or write JSON Lines");
}

bool has_null(const Node& node, std::uint64_t of) { return node.has(Kind::null) || node.count < of; }

// The field of a node that `of` records (or objects) may have.
Result<std::shared_ptr<arrow::Field>> field_of(const std::string& name, const Node& node, std::uint64_t of,
                                               const std::string& pointer) {
  DSPREP_TRY(auto type, type_of(node, pointer));
  if (!node.declared) return arrow::field(name, std::move(type));
  return node.declared->WithType(type)->WithNullable(node.declared->nullable() || has_null(node, of));
}

Result<arrow::FieldVector> members_of(const Node& node, const std::string& pointer) {
  arrow::FieldVector fields;
  for (const auto& [name, member] : node.members) {
    DSPREP_TRY(auto field, field_of(name, *member, node.objects, pointer + "/" + name));
    fields.push_back(std::move(field));
  }
  return fields;
}

Result<std::shared_ptr<arrow::DataType>> object_type(const Node& node, const std::string& pointer) {
  DSPREP_TRY(arrow::FieldVector fields, members_of(node, pointer));
  if (fields.empty())
    return usage_error("field " + pointer + " is an object without members in every record, which no column can be: " +
                       "leave it out (--drop-fields), or write JSON Lines");
  auto type = arrow::struct_(fields);
  if (node.declared && node.declared->type()->Equals(*type)) return node.declared->type();
  return type;
}

Result<std::shared_ptr<arrow::DataType>> array_type(const Node& node, const std::string& pointer) {
  const bool as_read = node.declared && (node.declared->type()->id() == arrow::Type::LIST ||
                                         node.declared->type()->id() == arrow::Type::LARGE_LIST);
  if (as_read && (!node.element || node.element->count == 0)) return node.declared->type();
  const std::string below = pointer + "/*";
  const std::string name = as_read ? node.declared->type()->field(0)->name() : "element";
  std::shared_ptr<arrow::Field> element = arrow::field(name, arrow::null());
  if (node.element) {
    DSPREP_TRY(element, field_of(name, *node.element, node.element->count, below));
  }
  if (as_read && node.declared->type()->field(0)->Equals(*element)) return node.declared->type();
  if (as_read && node.declared->type()->id() == arrow::Type::LARGE_LIST) return arrow::large_list(std::move(element));
  return arrow::list(std::move(element));
}

Result<std::shared_ptr<arrow::DataType>> number_type(const Node& node, const std::string& pointer) {
  const bool negative = node.least < 0;
  if (node.has(Kind::number)) {
    const bool exact =
        !node.beyond && node.most <= exact_in_double && node.least >= -static_cast<std::int64_t>(exact_in_double);
    if (node.has(Kind::integer) && !exact)
      return usage_error("field " + pointer + " holds integers beyond 2^53 beside numbers with a fraction, which no " +
                         "column holds exactly: make it text with the step unify, or write JSON Lines");
    return arrow::float64();
  }
  const bool wide = node.most > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  if (node.beyond || (wide && negative))
    return usage_error("field " + pointer + " holds integers that 64 bits do not hold (" +
                       node.examples[static_cast<std::size_t>(Kind::integer)] +
                       " is its first): make it text with the step unify, or write JSON Lines");
  return wide ? arrow::uint64() : arrow::int64();
}

Result<std::shared_ptr<arrow::DataType>> type_of(const Node& node, const std::string& pointer) {
  if (node.declared) {
    const arrow::Type::type id = node.declared->type()->id();
    const bool nested = id == arrow::Type::LIST || id == arrow::Type::LARGE_LIST || id == arrow::Type::STRUCT;
    if (node.only({Kind::null}) || (node.fits && !nested)) return node.declared->type();
    if (id == arrow::Type::MAP)
      return usage_error("field " + pointer + " no longer fits the type it was read with (" +
                         node.declared->type()->ToString() + "): write JSON Lines, and from that Parquet");
  }
  if (node.only({Kind::null})) return arrow::null();
  if (node.only({Kind::null, Kind::boolean})) return arrow::boolean();
  if (node.only({Kind::null, Kind::integer, Kind::number})) return number_type(node, pointer);
  if (node.only({Kind::null, Kind::text})) return arrow::utf8();
  if (node.only({Kind::null, Kind::array})) return array_type(node, pointer);
  if (node.only({Kind::null, Kind::object})) return object_type(node, pointer);
  return mixed(node, pointer);
}

}  // namespace

TypeSurvey::TypeSurvey(const arrow::Schema& declared)
    : declared_(arrow::schema(declared.fields())),
      root_(std::make_unique<Node>(arrow::field("", arrow::struct_(declared.fields())))) {}
TypeSurvey::~TypeSurvey() = default;

Status TypeSurvey::observe(std::string_view line) { return root_->observe(Value(line), fields_, scratch_); }
Status TypeSurvey::merge(const Survey& next) {
  return root_->merge(*static_cast<const TypeSurvey&>(next).root_, fields_);
}
void TypeSurvey::save(std::string& out) const { root_->save(out); }
Status TypeSurvey::load(std::string_view saved) { return root_->load(saved, fields_); }

Result<std::shared_ptr<arrow::Schema>> TypeSurvey::schema() const {
  if (root_->members.empty()) return declared_;
  DSPREP_TRY(arrow::FieldVector fields, members_of(*root_, ""));
  return arrow::schema(std::move(fields));
}

}  // namespace dsprep::columnar
