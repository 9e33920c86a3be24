// Feature: what stands in the features of a dataset (see TypeTree::features()), as those who write cards ask for it.
#pragma once

#include <string>

#include "dsprep/value.h"

namespace dsprep::cards {

// A cursor, as Value is.
class Feature {
 public:
  enum class Kind : std::uint8_t { value, json, list, object };
  explicit Feature(Value json) : json_(json), type_(json["_type"].text().value_or("")) {}

  Kind kind() const {
    if (type_ == "Value") return Kind::value;
    if (type_ == "Json") return Kind::json;
    return type_ == "List" || type_ == "LargeList" ? Kind::list : Kind::object;
  }
  std::string dtype() const { return json_["dtype"].text().value_or(""); }  // of a value
  bool large() const { return type_ == "LargeList"; }                       // of a list
  Feature element() const { return Feature(json_["feature"]); }
  Value::Members members() const { return json_.members(); }  // of an object: each value is a feature

 private:
  Value json_;
  std::string type_;
};

}  // namespace dsprep::cards
