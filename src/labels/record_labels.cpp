#include "labels/record_labels.h"

#include <charconv>
#include <optional>

#include "dsprep/need.h"

namespace dsprep::labels {

bool key_of(const Value& value, LabelField::Accepts accepts, std::string& key) {
  key.clear();
  const bool texts = accepts != LabelField::Accepts::integers, integers = accepts != LabelField::Accepts::texts;
  if (value.type() == FieldType::text && texts) {
    std::string scratch;
    key.push_back(text_key);
    key += *value.text(scratch);
    return true;
  }
  if (const std::optional<std::int64_t> number = integers ? value.integer() : std::nullopt) {
    key.push_back(integer_key);
    key += std::to_string(*number);
    return true;
  }
  if (const std::optional<bool> truth = value.boolean(); truth && accepts == LabelField::Accepts::all) {
    key.push_back(boolean_key);
    key.push_back(*truth ? '1' : '0');
    return true;
  }
  return false;
}

void write_label(std::string_view key, ValueBuilder& out) {
  const std::string_view label = key.substr(1);
  if (key.front() == text_key) out.text(label);
  else if (key.front() == integer_key) out.raw(label);
  else out.boolean(label == "1");
}

std::string label_in_words(std::string_view key) {
  ValueBuilder out;
  write_label(key, out);
  std::string words = out.take();
  if (words.size() <= 80) return words;
  std::size_t end = 76;
  while (end > 0 && (static_cast<unsigned char>(words[end]) & 0xC0) == 0x80) --end;
  return words.substr(0, end) + "…\"";
}

RecordLabels::Found RecordLabels::add(const LabelField& from, FieldType type, const Value& value) {
  type_ = type;
  if (type == FieldType::missing || type == FieldType::null) return Found::nothing;
  if (keys_.size() == size_) keys_.emplace_back();
  if (!key_of(value, from.accepts, keys_[size_])) return Found::wrong;
  ++size_;
  return Found::labels;
}

RecordLabels::Found RecordLabels::read(const LabelField& from, const Record& record) {
  size_ = element_ = 0;
  const bool many = record.many(from.field);
  const FieldType type = record.type(from.field);
  is_array_ = !many && type == FieldType::array;
  if (!many && !is_array_) return add(from, type, record.value(from.field));
  if (is_array_) {
    for (Value::Elements elements = record.value(from.field).elements(); elements.next();) {
      ++element_;
      if (add(from, elements.value().type(), elements.value()) != Found::labels) return Found::wrong;
    }
    return Found::labels;
  }
  bool any = false;
  const std::size_t count = record.count(from.field);
  for (std::size_t i = 0; i < count; ++i) {
    ++element_;
    if (record.type(from.field, i) == FieldType::null) {
      if (keys_.size() == size_) keys_.emplace_back();
      keys_[size_++].clear();
      continue;
    }
    any = true;
    if (add(from, record.type(from.field, i), record.value(from.field, i)) != Found::labels) return Found::wrong;
  }
  if (any) return Found::labels;
  element_ = 0;
  type_ = count == 0 ? FieldType::missing : FieldType::null;
  return Found::nothing;
}

std::string RecordLabels::why(const LabelField& from) const {
  const std::string_view wanted = from.accepts == LabelField::Accepts::texts      ? "text"
                                  : from.accepts == LabelField::Accepts::integers ? "an id"
                                                                                  : "text, integer or boolean";
  std::string why = type_ == FieldType::number && from.accepts != LabelField::Accepts::texts
                        ? "field " + from.pointer + " is a number that is no integer of 64 bits"
                        : wrong_type(from.pointer, type_, wanted);
  if (element_ > 0) why += ": element " + std::to_string(element_);
  return why;
}

}  // namespace dsprep::labels
