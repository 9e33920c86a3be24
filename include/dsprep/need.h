// need_text: what an op says of a record that lacks the text it works on.
//
// A field that a step needs and that is missing, null or of another type makes the record malformed, never the
// run (cli.md § What is read). Every op says so in the same words, so that reasons can be counted:
//   if (auto verdict = need_text(record, field_, pointer_)) return *std::move(verdict);
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "dsprep/op.h"
#include "dsprep/record.h"

namespace dsprep {

// Nothing where `field` has at least one element and all of them are text; else the verdict for malformed/:
//   field /text is missing
//   field /text is null, not text
//   field /messages/*/content is number, not text: element 3        elements counted from 1, in document order
// `pointer` is Binder::pointer(field). What stands behind the ':' varies from record to record and is left out where
// reasons are counted.
inline std::optional<Verdict> need_text(const Record& record, Field field, std::string_view pointer) {
  const std::size_t elements = record.count(field);
  if (elements == 0) return Verdict::malformed("field " + std::string(pointer) + " is missing");
  for (std::size_t i = 0; i < elements; ++i) {
    const FieldType type = record.type(field, i);
    if (type == FieldType::text) continue;
    std::string reason = "field " + std::string(pointer);
    if (type == FieldType::missing) reason += " is missing";
    else reason += " is " + std::string(name_of(type)) + ", not text";
    if (elements > 1) reason += ": element " + std::to_string(i + 1);
    return Verdict::malformed(std::move(reason));
  }
  return std::nullopt;
}

}  // namespace dsprep
