// What an op says of a record that lacks what it needs, each in one wording: need_text, is_missing, wrong_type,
// cannot_be_added. And text_elements: the texts of a field that it works on.
//
// A field that a step needs and that is missing, null or of another type makes the record malformed, never the
// run (cli.md § What is read). Every op says so in the same words, so that reasons can be counted:
//   if (auto verdict = need_text(record, field_, pointer_)) return *std::move(verdict);
//
// Of a field with "*" a null element is as good as absent: chat messages have "content": null beside tool_calls. It is
// passed over by filters, which look at the other elements joined, and by rewriters, which go through text_elements().
// Where all elements are null nothing is there, and the record is malformed.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "dsprep/op.h"
#include "dsprep/record.h"

namespace dsprep {

// "field /url is missing"
inline std::string is_missing(std::string_view pointer) { return "field " + std::string(pointer) + " is missing"; }
// "field /price is text, not number", or that it is missing.
inline std::string wrong_type(std::string_view pointer, FieldType type, std::string_view wanted) {
  if (type == FieldType::missing) return is_missing(pointer);
  return "field " + std::string(pointer) + " is " + std::string(name_of(type)) + ", not " + std::string(wanted);
}
// What a Record's set_… that returns false means.
inline std::string cannot_be_added(std::string_view pointer) {
  return "field " + std::string(pointer) + " cannot be added: what is on the way to it is not an object";
}

// Nothing where `field` has at least one text, and beside texts nothing but, with "*", null elements; else the verdict
// for malformed/:
//   field /text is missing
//   field /text is null, not text
//   field /messages/*/content is null, not text                    in every element
//   field /messages/*/content is number, not text: element 3     counted from 1, in document order, nulls too
// `pointer` is Binder::pointer(field). What stands behind the ':' varies from record to record and is left out where
// reasons are counted.
inline std::optional<Verdict> need_text(const Record& record, Field field, std::string_view pointer) {
  const std::size_t elements = record.count(field);
  if (elements == 0) return Verdict::malformed(is_missing(pointer));
  bool any = false;
  for (std::size_t i = 0; i < elements; ++i) {
    const FieldType type = record.type(field, i);
    any |= type == FieldType::text;
    if (type == FieldType::text || (type == FieldType::null && record.many(field))) continue;
    std::string reason = wrong_type(pointer, type, "text");
    if (elements > 1) reason += ": element " + std::to_string(i + 1);
    return Verdict::malformed(std::move(reason));
  }
  if (!any) return Verdict::malformed(wrong_type(pointer, FieldType::null, "text"));
  return std::nullopt;
}

// The indexes of a field's elements that are text, in document order. Elements may be edited on the way.
//   for (const std::size_t i : text_elements(record, field)) …
class TextElements {
 public:
  class Iterator {
   public:
    Iterator(const TextElements& texts, std::size_t at) : texts_(texts), at_(at) { skip(); }
    std::size_t operator*() const { return at_; }
    Iterator& operator++() {
      ++at_;
      skip();
      return *this;
    }
    bool operator!=(const Iterator& other) const { return at_ != other.at_; }

   private:
    void skip() {
      while (at_ < texts_.count_ && texts_.record_.type(texts_.field_, at_) != FieldType::text) ++at_;
    }
    const TextElements& texts_;
    std::size_t at_;
  };

  TextElements(const Record& record, Field field) : record_(record), field_(field), count_(record.count(field)) {}
  Iterator begin() const { return {*this, 0}; }
  Iterator end() const { return {*this, count_}; }

 private:
  const Record record_;
  const Field field_;
  const std::size_t count_;
};

inline TextElements text_elements(const Record& record, Field field) { return {record, field}; }

}  // namespace dsprep
