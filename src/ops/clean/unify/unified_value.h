// UnifiedValue: a record, written as the schema wants it.
//
// What is as it should be keeps its bytes: an object or array in which nothing had to be done is copied as it stands,
// white space too.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/record.h"
#include "dsprep/value.h"
#include "ops/clean/unify/schema.h"

namespace dsprep::ops::unify {

// What was done to a record's values.
struct Conversions {
  std::uint64_t filled = 0;     // names that were missing: null
  std::uint64_t to_number = 0;  // integers in a field of numbers
  std::uint64_t to_text = 0;    // numbers and booleans
  std::uint64_t to_array = 0;   // values beside arrays
  std::uint64_t to_json = 0;
  std::uint64_t duplicates = 0;  // members before the last of that name
};

// One per worker.
class UnifiedValue {
 public:
  // The record as it is to be; false where it is so already. `unknown`: a name the schema does not have.
  bool make(const Record& record, const Place& schema);

  const std::string& json() const { return out_; }  // valid until the next make()
  const Conversions& conversions() const { return done_; }
  const std::string& unknown() const { return unknown_; }

 private:
  void write(const Value& value, const Place& place);
  void write_elements(const Value& value, const Place& place);
  void write_members(const Value& value, const Place& place);
  void write_found(const Place& place, std::size_t base, bool in_order);
  bool find(const Place& place, std::string_view raw_key, const Value& value, std::size_t base, std::size_t& expected);

  std::string out_, quoted_, scratch_, unknown_;
  ValueBuilder text_;
  std::vector<Value> found_;  // of the objects under way: a value, or none, for each name of the schema
  Conversions done_;
  bool changed_ = false;  // something of the value under way is not as it was
};

}  // namespace dsprep::ops::unify
