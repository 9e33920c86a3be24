// Value and ValueBuilder: reading and making JSON without parsing it.
//
// An op never parses JSON. It asks a Record for a Value, a typed cursor over bytes that were validated
// when the record was read, and makes new values with a ValueBuilder.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dsprep {

enum class FieldType : std::uint8_t { missing, null, boolean, number, text, array, object };

std::string_view name_of(FieldType type);  // "missing", "null", …

// A cursor over one JSON value: two pointers, cheap to copy, valid as long as the bytes it stands on (for a
// Record's value: until that field is edited or the next record is read). Thread-compatible.
//
// REQUIRES the bytes to be valid JSON: everything that comes out of a Record is. Every function that looks
// into a container scans it, so take elements in order with a loop over first()/next():
//   for (Value::Members it = value.members(); it.next();) use(it.key(), it.value());
class Value {
 public:
  Value() = default;                      // missing
  explicit Value(std::string_view json);  // surrounding white space is cut off
  FieldType type() const;
  std::string_view raw() const { return json_; }  // the bytes, as they stand
  bool exists() const { return !json_.empty(); }

  std::optional<bool> boolean() const;
  std::optional<double> number() const;         // nearest double; ±inf where the literal is beyond it
  std::optional<std::int64_t> integer() const;  // an integer literal (no '.', no exponent) in range, else nothing
  // The decoded text of a string, else nothing. Zero-copy when nothing is escaped; otherwise it is decoded
  // into `scratch`, and the result is valid until `scratch` changes.
  std::optional<std::string_view> text(std::string& scratch) const;
  std::optional<std::string> text() const;  // the same as an own string

  class Elements;  // of an array; none for other types
  class Members;   // of an object; none for other types
  Elements elements() const;
  Members members() const;
  std::size_t size() const;                      // elements or members (duplicates counted); 0 for others
  Value operator[](std::string_view key) const;  // the last member of that (decoded) name, or missing
  Value at(std::size_t index) const;             // or missing
  // RFC 6901 without '*'. "" is the value itself. Array tokens are decimal indexes.
  Value find(std::string_view pointer) const;

 private:
  std::string_view json_;
};

class Value::Elements {
 public:
  bool next();  // false at the end
  Value value() const { return value_; }

 private:
  friend class Value;
  const char* cursor_ = nullptr;
  const char* end_ = nullptr;
  Value value_;
};

class Value::Members {
 public:
  bool next();
  std::string_view raw_key() const { return raw_key_; }  // between the quotes, escapes as written
  std::string_view key(std::string& scratch) const;      // decoded
  Value value() const { return value_; }

 private:
  friend class Value;
  const char* cursor_ = nullptr;
  const char* end_ = nullptr;
  std::string_view raw_key_;
  Value value_;
};

// Builds one JSON value, compact, strings minimally escaped. REQUIRES calls in an order that makes sense:
// key() before each member's value, every begin_ closed. Numbers: integers exactly; doubles in the shortest
// form that reads back the same; NaN and infinities become null.
class ValueBuilder {
 public:
  ValueBuilder& begin_object();
  ValueBuilder& end_object();
  ValueBuilder& begin_array();
  ValueBuilder& end_array();
  ValueBuilder& key(std::string_view name);
  ValueBuilder& text(std::string_view value);
  ValueBuilder& number(double value);
  ValueBuilder& integer(std::int64_t value);
  ValueBuilder& unsigned_integer(std::uint64_t value);
  ValueBuilder& boolean(bool value);
  ValueBuilder& null();
  ValueBuilder& raw(std::string_view json);  // REQUIRES valid JSON
  // Short forms for members.
  ValueBuilder& member(std::string_view name, std::string_view value) { return key(name).text(value); }
  ValueBuilder& member(std::string_view name, const char* value) { return key(name).text(value); }
  ValueBuilder& member(std::string_view name, std::int64_t value) { return key(name).integer(value); }
  ValueBuilder& member(std::string_view name, std::uint64_t value) { return key(name).unsigned_integer(value); }
  ValueBuilder& member(std::string_view name, double value) { return key(name).number(value); }
  ValueBuilder& member(std::string_view name, bool value) { return key(name).boolean(value); }

  const std::string& json() const { return out_; }
  std::string take() { return std::move(out_); }
  void clear() { out_.clear(); }

 private:
  void separate();
  std::string out_;
};

// The same JSON spread over lines, two spaces a level, for files that people read. REQUIRES valid JSON.
std::string indented(std::string_view json);

// The grammar of JSON, strictly (RFC 8259): nothing where `json` is one valid value, else why and where.
struct JsonFault {
  std::string reason;  // "expected ':'", "lone surrogate", "deeper than 1024", …
  std::size_t offset;  // byte at which it went wrong
};
std::optional<JsonFault> validate_json(std::string_view json);

}  // namespace dsprep
