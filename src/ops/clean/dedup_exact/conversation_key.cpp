#include "ops/clean/dedup_exact/conversation_key.h"

#include <algorithm>
#include <optional>

namespace dsprep::ops::dedup_exact {
namespace {

bool says_nothing(const Value& value) {
  switch (value.type()) {
    case FieldType::missing:
    case FieldType::null: return true;
    case FieldType::text: return value.raw() == "\"\"";
    case FieldType::array:
    case FieldType::object: return value.size() == 0;
    default: return false;
  }
}

}  // namespace

ConversationKey::Kind ConversationKey::below(Kind kind, std::string_view name) {
  if (kind == Kind::message && name == "tool_calls") return Kind::call;
  if (kind == Kind::message && name == "function_call") return Kind::function;
  return kind == Kind::call && name == "function" ? Kind::function : Kind::other;
}

void ConversationKey::append(std::string& key, const Value& field) {
  out_.clear();
  used_ = 0;
  if (says_nothing(field)) {
    out_.null();
  } else if (field.type() == FieldType::array) {
    out_.begin_array();
    for (Value::Elements it = field.elements(); it.next();) {
      const Value element = it.value();
      if (element.type() == FieldType::null) continue;
      write(element, element["role"].exists() || element["from"].exists() ? Kind::message : Kind::other);
    }
    out_.end_array();
  } else {
    write(field, Kind::other);
  }
  key += out_.json();
}

void ConversationKey::write(const Value& value, Kind kind) {
  switch (value.type()) {
    case FieldType::text: out_.text(*value.text(scratch_)); return;
    case FieldType::array:
      out_.begin_array();
      for (Value::Elements it = value.elements(); it.next();)
        if (kind == Kind::other || it.value().type() != FieldType::null) write(it.value(), kind);
      out_.end_array();
      return;
    case FieldType::object:
      if (kind != Kind::other) return write_sorted(value, kind);
      out_.begin_object();
      for (Value::Members it = value.members(); it.next();) {
        out_.key(it.key(scratch_));
        write(it.value(), Kind::other);
      }
      out_.end_object();
      return;
    default: out_.raw(value.raw());
  }
}

// Members by name; of one name the last. "type": "function" is what a call is where nothing else is said.
void ConversationKey::write_sorted(const Value& object, Kind kind) {
  const std::size_t begin = used_;
  for (Value::Members it = object.members(); it.next();) {
    if (used_ == members_.size()) members_.emplace_back();
    members_[used_].first = it.key(scratch_);
    members_[used_++].second = it.value();
  }
  const std::size_t end = used_;
  const auto at = [this](std::size_t i) { return members_.begin() + static_cast<std::ptrdiff_t>(i); };
  std::stable_sort(at(begin), at(end), [](const auto& a, const auto& b) { return a.first < b.first; });
  out_.begin_object();
  for (std::size_t i = begin; i < end; ++i) {
    const std::string& name = members_[i].first;
    const Value value = members_[i].second;
    if ((i + 1 < end && members_[i + 1].first == name) || says_nothing(value)) continue;
    if (kind == Kind::call && name == "type" && value.raw() == "\"function\"") continue;
    out_.key(name);
    write(value, below(kind, name));
  }
  out_.end_object();
  used_ = begin;
}

}  // namespace dsprep::ops::dedup_exact
