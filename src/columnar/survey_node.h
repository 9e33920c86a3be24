// What a TypeSurvey knows of one field.
#pragma once

#include <arrow/type_fwd.h>

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "columnar/columns.h"
#include "columnar/type_survey.h"

namespace dsprep::columnar {

enum class Kind : std::uint8_t { null, boolean, integer, number, text, array, object };
inline constexpr std::size_t kind_count = 7;

struct TypeSurvey::Node {
  explicit Node(std::shared_ptr<arrow::Field> as_read);

  // `fields`: how many nodes there are, counted up.
  Status observe(Value value, std::uint64_t& fields, std::string& scratch);
  Status merge(const Node& next, std::uint64_t& fields);
  void save(std::string& out) const;
  Status load(std::string_view& saved, std::uint64_t& fields);

  bool has(Kind kind) const { return kinds >> static_cast<unsigned>(kind) & 1; }
  bool only(std::initializer_list<Kind> these) const;
  Node* member(std::string_view name, std::uint64_t& fields);
  Node& elements();

  std::shared_ptr<arrow::Field> declared;  // null: the field was not read with a type
  bool fits = true;                        // all values are of the declared type
  unsigned kinds = 0;                      // a bit each
  std::uint64_t count = 0;                 // values, null ones counted
  std::uint64_t objects = 0;               // of them
  std::int64_t least = 0;                  // of integers; 0 where all are above
  std::uint64_t most = 0;
  bool beyond = false;  // an integer that 64 bits do not hold
  std::array<std::string, kind_count> examples;
  std::vector<std::pair<std::string, std::unique_ptr<Node>>> members;
  std::unordered_map<std::string, std::size_t> index;
  std::unique_ptr<Node> element;

 private:
  void note(Kind kind, Value value);
  void note_integer(std::string_view raw);
  void try_declared(Value value);
  std::unique_ptr<Column> trial_;  // where the declared type is looked at as a whole
  std::uint32_t tried_ = 0;
};

}  // namespace dsprep::columnar
