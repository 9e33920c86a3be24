// What a JSON Schema becomes: nodes that refer to each other by index. For src/models only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/json_schema.h"
#include "text/regex.h"

namespace dsprep::models {

using NodeIndex = std::uint32_t;
inline constexpr NodeIndex no_node = 0xffffffff;

enum JsonType : std::uint8_t {
  null_type = 1,
  boolean_type = 2,
  integer_type = 4,
  number_type = 8,
  string_type = 16,
  array_type = 32,
  object_type = 64
};

// A number of the schema: exact where it is an integer of 64 bits.
struct Bound {
  double number;
  std::optional<std::int64_t> integer;
  std::string spelling;
};

struct SchemaNode {
  bool never = false;             // the schema false
  NodeIndex reference = no_node;  // $ref: nothing beside it counts
  std::uint8_t types = 0;         // any of these JsonTypes; 0: not asked
  std::string type_names;
  std::vector<std::string> values;    // of enum or const, canonical; sorted
  std::vector<std::string> constant;  // none or one
  std::optional<Bound> minimum, maximum, above, below, multiple;
  std::optional<std::uint64_t> min_length, max_length, min_items, max_items, min_properties, max_properties;
  std::optional<text::Regex> pattern;
  bool unique = false;
  std::vector<NodeIndex> items;  // of a list of items; else `item`
  NodeIndex item = no_node, further_items = no_node, contains = no_node;
  std::vector<std::pair<std::string, NodeIndex>> properties;  // sorted
  std::vector<std::pair<text::Regex, NodeIndex>> pattern_properties;
  NodeIndex further_properties = no_node, property_names = no_node;
  std::vector<std::string> required;  // sorted
  struct Dependency {
    std::string property;
    std::vector<std::string> needs;
    NodeIndex schema = no_node;
  };
  std::vector<Dependency> dependencies;
  std::vector<NodeIndex> all_of, any_of, one_of;
  NodeIndex negated = no_node, condition = no_node, then = no_node, otherwise = no_node;
};

struct JsonSchema::Nodes {
  std::vector<SchemaNode> all;
  NodeIndex root = 0;
};

}  // namespace dsprep::models
