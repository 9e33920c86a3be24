// Numbers: the numbers of a record's field: one, those of an array, or with "*" one in each element.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/record.h"

namespace dsprep::scale {

struct NumberField {
  Field field;
  std::string pointer;
  bool text_numbers = false;  // a text that spells a number is one
  bool by_element = false;    // each element of an array has a column of its own
  bool keep_null = false;     // an element that is null stays so
};

// What a record has in its field: the columns its numbers belong to follow from it.
using Shape = std::uint64_t;
constexpr Shape one_column = 0;                  // all numbers are of one column
constexpr Shape one_number = ~std::uint64_t{0};  // by element: no array. Any other: an array of that length
constexpr std::uint64_t longest_array = 65'536;  // by element

// "a number", "an array of 3 numbers"
std::string name_of_shape(Shape shape);

// Scratch of a worker.
class Numbers {
 public:
  enum class Found : std::uint8_t { numbers, nothing, wrong };

  Found read(const NumberField& from, const Record& record);
  // NaN where an element is null.
  const std::vector<double>& values() const { return values_; }
  Shape shape() const { return shape_; }
  bool is_array() const { return is_array_; }
  bool saw_text() const { return saw_text_; }
  std::string why(const NumberField& from) const;  // of nothing and wrong, for malformed/

 private:
  Found add(const NumberField& from, FieldType type, const Value& value, bool in_array);

  std::vector<double> values_;
  Shape shape_ = one_column;
  bool is_array_ = false, saw_text_ = false;
  FieldType type_ = FieldType::missing;  // what was found in the place of a number
  enum class Fault : std::uint8_t { type, no_number, too_large, too_long, empty } fault_ = Fault::type;
  std::uint64_t element_ = 0;  // where, from 1; 0: not in an array
  std::string scratch_;
};

}  // namespace dsprep::scale
