// JSON Schema, draft 7: is a value as the schema says, and if not, where and why.
//
//   DSPREP_TRY(const auto schema, models::JsonSchema::make("person.schema.json", bytes));
//   models::JsonSchemaChecker checker(schema);                 // one per worker
//   const auto& outcome = checker.check(Value(json));
//   // outcome.violations == 1, outcome.pointer == "/age", outcome.reason == "is less than the minimum 0"
//
// All assertions of draft 7 but `format`, `contentEncoding` and `contentMediaType`, which it leaves to the
// implementation. References stay inside the file. Patterns are RE2's, whose time is linear; \uXXXX and (?<name>…) are
// understood.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/result.h"
#include "dsprep/value.h"

namespace dsprep::models {

// Immutable and thread-safe.
class JsonSchema {
 public:
  // Usage errors say "path:line:column: /pointer: what is wrong": bad JSON, a keyword's value of the wrong type, a
  // keyword of a later draft or one that looks like a slip, a pattern RE2 does not have, a reference to nowhere or out
  // of the file, a schema that refers to itself for the same value without end.
  static Result<std::shared_ptr<const JsonSchema>> make(std::string_view path, std::string_view bytes);
  ~JsonSchema();

  struct Nodes;
  const Nodes& nodes() const { return *nodes_; }

 private:
  JsonSchema();
  std::unique_ptr<Nodes> nodes_;
};

// Owned by one worker.
class JsonSchemaChecker {
 public:
  explicit JsonSchemaChecker(std::shared_ptr<const JsonSchema> schema);
  ~JsonSchemaChecker();

  struct Outcome {
    std::uint64_t violations = 0;  // keywords that failed, each at each place, up to 1,000
    std::string pointer, reason;   // of the first in document order of the schema
    bool judged = true;            // false: it would take too many steps, or too deep a nesting of schemas
  };
  // Valid until the next call. `ignore`: a member of the value itself that is passed over. Steps are bounded by a
  // multiple of the value's size, so that no schema makes a record take for ever. REQUIRES valid JSON.
  const Outcome& check(const Value& value, std::string_view ignore = {});

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace dsprep::models
