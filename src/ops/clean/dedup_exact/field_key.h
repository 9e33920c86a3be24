// append_field: what a record's field holds, spelled so that different values never come out the same.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "dsprep/record.h"
#include "spill/sorter.h"

namespace dsprep::ops::dedup_exact {

// Appends one element: a text in the form that `form(text)` gives it, another value as it is written. True where it is
// neither empty nor null.
template <class Form>
bool append_element(std::string& key, const Record& record, Field field, std::size_t element, Form form) {
  const std::optional<std::string_view> text = record.text(field, element);
  const std::string_view value = text ? form(*text) : record.value(field, element).raw();
  key += text ? 't' : 'j';
  spill::append_be64(key, value.size());
  key += value;
  return text ? !text->empty() : record.type(field, element) != FieldType::null;
}

// Appends a field; with "*" every element and how many there are: ["a\nb"] is not ["a","b"].
template <class Form>
bool append_field(std::string& key, const Record& record, Field field, Form form) {
  if (!record.many(field)) return append_element(key, record, field, 0, form);
  const std::size_t elements = record.count(field);
  key += 's';
  spill::append_be64(key, elements);
  bool any = false;
  for (std::size_t i = 0; i < elements; ++i) any |= append_element(key, record, field, i, form);
  return any;
}

}  // namespace dsprep::ops::dedup_exact
