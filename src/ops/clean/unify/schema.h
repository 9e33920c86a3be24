// Schema: what every record is to look like: for each place one type, and of objects the names and their order.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/op.h"
#include "ops/clean/unify/field_stats.h"
#include "ops/clean/unify/field_tree.h"
#include "spill/sorter.h"

namespace dsprep::ops::unify {

// What a field becomes. The rules stand in the op's details.
enum class Form : std::uint8_t {
  null,  // never anything else
  boolean,
  integer,  // 64 bits
  number,   // a double
  text,
  array,
  object,
  json,  // a text that holds the value as JSON
};
std::string_view name_of(Form form);

struct Place {
  FieldStats stats;
  std::string name, raw_name;                    // decoded; as JSON, with quotes and colon
  std::vector<std::unique_ptr<Place>> children;  // in the order of the schema
  std::unique_ptr<Place> element;
  std::vector<std::uint32_t> by_name;  // indexes of children, in the order of names
  Form form = Form::null;
  bool mixed = false;  // values of more than one type, which it takes conversions to make one
};

// How exactly numbers are kept: which of those that neither a 64-bit integer nor a double holds become text.
enum class Exact : std::uint8_t {
  integers,  // integers, and what is beyond doubles
  all,       // fractions of more than 17 digits, too
  none,
};

struct Rules {
  TreeLimits limits;
  Exact exact = Exact::integers;
  // Which conversions are allowed.
  bool to_number = true, to_text = true, to_array = true, to_json = true;
};

// Reads the entries of FieldTree::move_to. An error where a conversion is needed that is not allowed, and where the
// records have no schema: too many different fields.
Result<std::unique_ptr<Place>> make_schema(const Rules& rules, spill::Sorter& entries, Decider& decider);

// "integer in 3 (first in a.jsonl:1), text in 2 (first in a.jsonl:7)": the types of the values but null.
std::string seen_types(const FieldStats& stats, const Decider& decider);

// Calls visit(pointer, place, parent) for each place below the record, in the order of the schema.
template <class Visit>
void for_each_place(const Place& parent, const std::string& pointer, Visit&& visit) {
  const auto one = [&](const Place& place, bool element) {
    std::string inner = pointer;
    append_pointer(inner, {element, place.name});
    visit(inner, place, parent);
    for_each_place(place, inner, visit);
  };
  for (const auto& child : parent.children) one(*child, false);
  if (parent.element) one(*parent.element, true);
}

}  // namespace dsprep::ops::unify
