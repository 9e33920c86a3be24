// RecordLabels: the labels of a record: one, those of an array, or with "*" one in each element.
//
// A label is known by its key: a letter for its type, and the text, the integer, or 0 and 1; so that "1" is not 1.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/record.h"
#include "dsprep/value.h"

namespace dsprep::labels {

constexpr char text_key = 't', integer_key = 'n', boolean_key = 'b';

struct LabelField {
  enum class Accepts : std::uint8_t { texts, integers, all };
  Field field;
  std::string pointer;
  Accepts accepts = Accepts::texts;
};

// The key of a value; false where it is no such label.
bool key_of(const Value& value, LabelField::Accepts accepts, std::string& key);
// The label as JSON, of its key.
void write_label(std::string_view key, ValueBuilder& out);
std::string label_in_words(std::string_view key);  // for messages: "\"neg\"", "3", "true"; cut where it is long

// Scratch of a worker.
class RecordLabels {
 public:
  enum class Found : std::uint8_t { labels, nothing, wrong };
  Found read(const LabelField& from, const Record& record);

  std::size_t size() const { return size_; }
  // Empty where an element of a field with "*" is null.
  std::string_view key(std::size_t i) const { return keys_[i]; }
  bool is_array() const { return is_array_; }
  std::string why(const LabelField& from) const;  // of nothing and wrong, for malformed/
  std::string at_element(std::size_t i) const { return size_ > 1 ? ": element " + std::to_string(i + 1) : ""; }

 private:
  Found add(const LabelField& from, FieldType type, const Value& value);
  std::vector<std::string> keys_;  // the first size_
  std::size_t size_ = 0, element_ = 0;
  bool is_array_ = false;
  FieldType type_ = FieldType::missing;
};

}  // namespace dsprep::labels
