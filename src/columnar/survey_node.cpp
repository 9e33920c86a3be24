#include "columnar/survey_node.h"

#include <arrow/type.h>

#include <algorithm>
#include <charconv>
#include <cstring>

namespace dsprep::columnar {
namespace {

constexpr std::uint64_t most_fields = 100'000;
constexpr std::size_t example_length = 40;
constexpr std::uint32_t trial_rows = 1024;  // what a trial has taken is of no use, and leaves as often

bool is_list(const arrow::DataType& type) {
  return type.id() == arrow::Type::LIST || type.id() == arrow::Type::LARGE_LIST;
}

Kind kind_of(Value value) {
  switch (value.type()) {
    case FieldType::boolean: return Kind::boolean;
    case FieldType::text: return Kind::text;
    case FieldType::array: return Kind::array;
    case FieldType::object: return Kind::object;
    case FieldType::number:
      // -0 is a number that integers lack.
      return value.raw() == "-0" || value.raw().find_first_of(".eE") != std::string_view::npos ? Kind::number
                                                                                               : Kind::integer;
    case FieldType::null:
    case FieldType::missing: break;
  }
  return Kind::null;
}

void put(std::string& out, std::uint64_t number) { out.append(reinterpret_cast<const char*>(&number), sizeof number); }
void put(std::string& out, std::string_view text) {
  put(out, text.size());
  out += text;
}

// What put() wrote, taken off the front. `ok` stays false once something was missing.
struct Taker {
  std::string_view& saved;
  bool ok = true;
  std::uint64_t number() {
    std::uint64_t value = 0;
    ok &= saved.size() >= sizeof value;
    if (!ok) return 0;
    std::memcpy(&value, saved.data(), sizeof value);
    saved.remove_prefix(sizeof value);
    return value;
  }
  std::string text() {
    const std::uint64_t size = number();
    ok &= size <= saved.size();
    if (!ok) return "";
    std::string value(saved.substr(0, size));
    saved.remove_prefix(size);
    return value;
  }
};

}  // namespace

TypeSurvey::Node::Node(std::shared_ptr<arrow::Field> as_read) : declared(std::move(as_read)) {
  if (!declared) return;
  const arrow::DataType& type = *declared->type();
  if (!is_list(type) && type.id() != arrow::Type::STRUCT) trial_ = column_of(type);
}

bool TypeSurvey::Node::only(std::initializer_list<Kind> these) const {
  unsigned others = kinds;
  for (const Kind kind : these) others &= ~(1u << static_cast<unsigned>(kind));
  return others == 0;
}

void TypeSurvey::Node::note(Kind kind, Value value) {
  ++count;
  const unsigned bit = 1u << static_cast<unsigned>(kind);
  if (kinds & bit) return;
  kinds |= bit;
  std::string_view shown = value.raw().substr(0, example_length);
  while (!shown.empty() && shown.size() < value.raw().size() && (shown.back() & 0xc0) == 0x80) shown.remove_suffix(1);
  examples[static_cast<std::size_t>(kind)] = std::string(shown) + (shown.size() < value.raw().size() ? "…" : "");
}

void TypeSurvey::Node::note_integer(std::string_view raw) {
  const char* const end = raw.data() + raw.size();
  if (raw.front() == '-') {
    std::int64_t number = 0;
    beyond |= std::from_chars(raw.data(), end, number).ec != std::errc();
    least = std::min(least, number);
  } else {
    std::uint64_t number = 0;
    beyond |= std::from_chars(raw.data(), end, number).ec != std::errc();
    most = std::max(most, number);
  }
}

void TypeSurvey::Node::try_declared(Value value) {
  if (!fits || !trial_) return;
  Misfit misfit;
  fits = trial_->append(value, misfit);
  if (fits && ++tried_ < trial_rows) return;
  tried_ = 0;
  if (!trial_->finish().ok() || !fits) fits = false;
}

TypeSurvey::Node& TypeSurvey::Node::elements() {
  if (!element)
    element = std::make_unique<Node>(declared && is_list(*declared->type()) ? declared->type()->field(0) : nullptr);
  return *element;
}

TypeSurvey::Node* TypeSurvey::Node::member(std::string_view name, std::uint64_t& fields) {
  std::string key(name);
  const auto [known, added] = index.try_emplace(std::move(key), members.size());
  if (!added) return members[known->second].second.get();
  if (++fields > most_fields) return nullptr;
  std::shared_ptr<arrow::Field> as_read;
  if (declared && declared->type()->id() == arrow::Type::STRUCT)
    as_read = static_cast<const arrow::StructType&>(*declared->type()).GetFieldByName(std::string(name));
  members.emplace_back(name, std::make_unique<Node>(std::move(as_read)));
  return members.back().second.get();
}

Status TypeSurvey::Node::observe(Value value, std::uint64_t& fields, std::string& scratch) {
  const Kind kind = kind_of(value);
  note(kind, value);
  if (kind == Kind::integer) note_integer(value.raw());
  try_declared(value);
  if (trial_ && fits) return {};  // its parts were looked at, too
  if (kind == Kind::array) {
    Node& of = elements();
    for (Value::Elements it = value.elements(); it.next();) DSPREP_CHECK(of.observe(it.value(), fields, scratch));
  }
  if (kind != Kind::object) return {};
  ++objects;
  std::size_t expected = 0;
  for (Value::Members it = value.members(); it.next();) {
    Node* of = nullptr;
    if (expected < members.size() && members[expected].first == it.raw_key()) {
      of = members[expected].second.get();
    } else {
      const std::string_view name = it.key(scratch);
      of = member(name, fields);
      if (!of)
        return failure("records have more than " + std::to_string(most_fields) +
                       " different fields, too many for columns: write JSON Lines");
      expected = index.at(std::string(name));
    }
    ++expected;
    DSPREP_CHECK(of->observe(it.value(), fields, scratch));
  }
  return {};
}

Status TypeSurvey::Node::merge(const Node& next, std::uint64_t& fields) {
  fits &= next.fits;
  for (std::size_t i = 0; i < kind_count; ++i)
    if (!(kinds >> i & 1) && next.kinds >> i & 1) examples[i] = next.examples[i];
  kinds |= next.kinds;
  count += next.count;
  objects += next.objects;
  least = std::min(least, next.least);
  most = std::max(most, next.most);
  beyond |= next.beyond;
  if (next.element) DSPREP_CHECK(elements().merge(*next.element, fields));
  for (const auto& [name, node] : next.members) {
    Node* const of = member(name, fields);
    if (!of) return failure("records have too many different fields for columns: write JSON Lines");
    DSPREP_CHECK(of->merge(*node, fields));
  }
  return {};
}

void TypeSurvey::Node::save(std::string& out) const {
  for (const std::uint64_t number : {std::uint64_t{fits}, std::uint64_t{kinds}, count, objects,
                                     static_cast<std::uint64_t>(least), most, std::uint64_t{beyond}})
    put(out, number);
  for (const std::string& example : examples) put(out, example);
  put(out, std::uint64_t{element != nullptr});
  if (element) element->save(out);
  put(out, members.size());
  for (const auto& [name, node] : members) {
    put(out, name);
    node->save(out);
  }
}

Status TypeSurvey::Node::load(std::string_view& saved, std::uint64_t& fields) {
  Taker from{saved};
  fits = from.number() != 0;
  kinds = static_cast<unsigned>(from.number());
  count = from.number();
  objects = from.number();
  least = static_cast<std::int64_t>(from.number());
  most = from.number();
  beyond = from.number() != 0;
  for (std::string& example : examples) example = from.text();
  if (from.number() != 0 && from.ok) DSPREP_CHECK(elements().load(saved, fields));
  const std::uint64_t n = from.number();
  for (std::uint64_t i = 0; i < n && from.ok; ++i) {
    Node* const of = member(from.text(), fields);
    if (!of) return failure("too many fields");
    DSPREP_CHECK(of->load(saved, fields));
  }
  if (!from.ok) return failure("what was saved of a survey is cut short");
  return {};
}

}  // namespace dsprep::columnar
