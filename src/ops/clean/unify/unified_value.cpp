#include "ops/clean/unify/unified_value.h"

#include <algorithm>
#include <optional>

#include "ops/clean/unify/field_tree.h"
#include "ops/clean/unify/value_kind.h"

namespace dsprep::ops::unify {

bool UnifiedValue::make(const Record& record, const Place& schema) {
  out_.clear();
  unknown_.clear();
  done_ = {};
  changed_ = false;
  found_.assign(schema.children.size(), Value());
  bool in_order = true;
  std::size_t expected = 0;
  std::string_view provenance;
  record.walk([&](std::string_view raw_key, Value value) {
    if (raw_key == reserved) provenance = value.raw();
    else in_order &= find(schema, raw_key, value, 0, expected);
  });
  write_found(schema, 0, in_order);
  if (!provenance.empty()) {
    out_.pop_back();
    if (out_.size() > 1) out_ += ',';
    (((out_ += '"') += reserved) += "\":") += provenance;
    out_ += '}';
  }
  return changed_;
}

void UnifiedValue::write(const Value& value, const Place& place) {
  const FieldType type = value.type();
  if (type == FieldType::null) {
    out_ += value.raw();
    return;
  }
  switch (place.form) {
    case Form::null:
    case Form::boolean:
    case Form::integer: out_ += value.raw(); return;
    case Form::number:
      out_ += value.raw();
      if (kind_of(value) != Kind::integer) return;
      out_ += ".0";
      ++done_.to_number;
      break;
    case Form::text:
      if (type == FieldType::text) {
        out_ += value.raw();
        return;
      }
      ((out_ += '"') += value.raw()) += '"';
      ++done_.to_text;
      break;
    case Form::array:
      if (type == FieldType::array) return write_elements(value, place);
      out_ += '[';
      write(value, *place.element);
      out_ += ']';
      ++done_.to_array;
      break;
    case Form::object: return write_members(value, place);
    case Form::json:
      text_.clear();
      out_ += text_.text(value.raw()).json();
      ++done_.to_json;
      break;
  }
  changed_ = true;
}

void UnifiedValue::write_elements(const Value& value, const Place& place) {
  const bool changed = changed_;
  changed_ = false;
  const std::size_t begin = out_.size();
  out_ += '[';
  for (Value::Elements it = value.elements(); it.next();) {
    if (out_.size() > begin + 1) out_ += ',';
    write(it.value(), *place.element);
  }
  out_ += ']';
  if (!changed_) out_.replace(begin, std::string::npos, value.raw());
  changed_ |= changed;
}

void UnifiedValue::write_members(const Value& value, const Place& place) {
  const bool changed = changed_;
  changed_ = false;
  const std::size_t begin = out_.size(), base = found_.size();
  found_.resize(base + place.children.size());
  bool in_order = true;
  std::size_t expected = 0;
  for (Value::Members it = value.members(); it.next();)
    in_order &= find(place, it.raw_key(), it.value(), base, expected);
  write_found(place, base, in_order);
  found_.resize(base);
  if (!changed_) out_.replace(begin, std::string::npos, value.raw());
  changed_ |= changed;
}

void UnifiedValue::write_found(const Place& place, std::size_t base, bool in_order) {
  changed_ |= !in_order;
  out_ += '{';
  for (std::size_t i = 0; i < place.children.size(); ++i) {
    if (i != 0) out_ += ',';
    out_ += place.children[i]->raw_name;
    const Value value = found_[base + i];
    if (value.exists()) {
      write(value, *place.children[i]);
      continue;
    }
    out_ += "null";
    ++done_.filled;
    changed_ = true;
  }
  out_ += '}';
}

// Puts a value in its place; the last of a name counts. False where its members are not in the order of the schema.
bool UnifiedValue::find(const Place& place, std::string_view raw_key, const Value& value, std::size_t base,
                        std::size_t& expected) {
  std::string_view key = raw_key;
  if (key.find('\\') != key.npos) {
    quoted_.assign(1, '"').append(raw_key) += '"';
    key = Value(quoted_).text(scratch_).value_or(raw_key);
  }
  std::size_t at = expected;
  if (at >= place.children.size() || place.children[at]->name != key) {
    const auto found = std::lower_bound(
        place.by_name.begin(), place.by_name.end(), key,
        [&](std::uint32_t index, std::string_view name) { return place.children[index]->name < name; });
    if (found == place.by_name.end() || place.children[*found]->name != key) {
      if (unknown_.empty()) unknown_ = key;
      return false;
    }
    at = *found;
  }
  if (found_[base + at].exists()) ++done_.duplicates;
  found_[base + at] = value;
  const bool in_order = at >= expected;
  expected = at + 1;
  return in_order;
}

}  // namespace dsprep::ops::unify
