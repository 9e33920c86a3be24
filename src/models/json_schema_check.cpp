// Is a value as the schema says?
//
// Where somebody wants to know why (the record itself), every keyword is tried and each failure counted; inside anyOf,
// oneOf, not, if and contains only the answer matters, and the first failure ends the work. Every schema asked of every
// value costs a step, and so does every element and byte that is looked at in bulk; when the steps run out, the value
// is not judged.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <deque>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/canonical_json.h"
#include "models/json_schema.h"
#include "models/json_schema_node.h"
#include "text/regex.h"
#include "text/utf8.h"

namespace dsprep::models {
namespace {

constexpr std::uint64_t most_violations = 1000;
constexpr int deepest = 2500;  // schemas under way at a time: about 1 MiB of stack
constexpr std::uint64_t least_steps = 1 << 20, steps_a_byte = 64;

bool is_integer(const Value& value) {
  if (value.raw().find_first_of(".eE") == std::string_view::npos) return true;
  const double number = *value.number();
  return std::isinf(number) || std::floor(number) == number;
}

std::uint8_t types_of(const Value& value) {
  switch (value.type()) {
    case FieldType::null: return null_type;
    case FieldType::boolean: return boolean_type;
    case FieldType::number: return is_integer(value) ? integer_type | number_type : number_type;
    case FieldType::text: return string_type;
    case FieldType::array: return array_type;
    case FieldType::object: return object_type;
    case FieldType::missing: break;
  }
  return 0;
}

// -1, 0, 1: exact where both are integers of 64 bits.
int compare(const Value& value, const Bound& bound) {
  if (const auto integer = value.integer(); integer && bound.integer)
    return *integer < *bound.integer ? -1 : *integer > *bound.integer;
  const double number = *value.number();
  return number < bound.number ? -1 : number > bound.number;
}

bool is_multiple(const Value& value, const Bound& of) {
  if (const auto integer = value.integer(); integer && of.integer) return *integer % *of.integer == 0;
  const double number = *value.number(), quotient = number / of.number, parts = std::round(1 / of.number);
  // 1e-8 is the hundred millionth part of 1, and so of every integer, though no double is exactly that.
  if (of.number < 1 && std::abs(1 / of.number - parts) <= 1e-12 * parts && is_integer(value)) return true;
  if (!std::isfinite(quotient)) return false;
  if (std::abs(quotient) > 9007199254740992.0) return std::fmod(number, of.number) == 0;
  return std::abs(quotient - std::round(quotient)) <=
         1e-12 * std::max(1.0, std::abs(quotient));  // 0.0075 is 75 times 0.0001
}

}  // namespace

struct JsonSchemaChecker::State {
  std::shared_ptr<const JsonSchema> schema;
  const std::vector<SchemaNode>& nodes;
  Outcome outcome;

  struct Member {
    std::string_view key;
    Value value;
  };
  struct Level {
    std::vector<Member> members;
    std::vector<std::uint32_t> order;
    std::deque<std::string> keys;
  };
  std::deque<Level> levels;  // one for each object that is open
  std::size_t open_levels = 0;
  std::vector<std::string_view> path;  // names, or "" for an index
  std::vector<std::size_t> indexes;    // beside path
  std::uint64_t steps = 0, most_steps = 0;
  int depth = 0, quiet = 0;
  std::string_view ignore;
  std::string canonical, text;

  explicit State(std::shared_ptr<const JsonSchema> s) : schema(std::move(s)), nodes(schema->nodes().all) {}

  bool spend(std::uint64_t n) {
    steps += n;
    if (steps > most_steps) outcome.judged = false;
    return outcome.judged;
  }

  // Always false. `reason` is made only where somebody reads it.
  template <class Reason>
  bool fail(const Reason& reason) {
    if (quiet > 0 || !outcome.judged) return false;
    if (outcome.violations == 0) {
      for (std::size_t i = 0; i < path.size(); ++i) {
        outcome.pointer += '/';
        if (path[i].data() == nullptr) outcome.pointer += std::to_string(indexes[i]);
        for (const char c : path[i]) {
          if (c == '~') outcome.pointer += "~0";
          else if (c == '/') outcome.pointer += "~1";
          else outcome.pointer += c;
        }
      }
      outcome.reason = reason();
    }
    outcome.violations = std::min(outcome.violations + 1, most_violations);
    return false;
  }
  bool fail(const char* reason) {
    return fail([&] { return std::string(reason); });
  }

  // Whether to go on after a failure: to find the others, where they are wanted.
  bool go_on(bool good) const {
    return outcome.judged && (good || (quiet == 0 && outcome.violations < most_violations));
  }

  bool matches_quietly(NodeIndex index, const Value& value) {
    ++quiet;
    const bool good = check(index, value);
    --quiet;
    return good;
  }

  bool check(NodeIndex index, const Value& value) {
    if (!spend(1)) return false;
    if (++depth > deepest) outcome.judged = false;
    const bool good = outcome.judged && check_node(nodes[index], value);
    --depth;
    return good;
  }

  bool check_node(const SchemaNode& node, const Value& value) {
    if (node.reference != no_node) return check(node.reference, value);
    if (node.never) return fail("is not allowed here");
    bool good = true;
    const std::uint8_t types = types_of(value);
    if (node.types != 0 && !(node.types & types)) {
      good = fail([&] {
        return "is " + std::string(value.type() == FieldType::text ? "string" : name_of(value.type())) + ", not " +
               node.type_names;
      });
      if (quiet > 0) return false;
    }
    if (!node.values.empty() || !node.constant.empty()) good &= check_values(node, value);
    if (!go_on(good)) return good;
    if (types & number_type) good &= check_number(node, value);
    else if (types & string_type) good &= check_text(node, value);
    else if (types & array_type) good &= check_array(node, value);
    else if (types & object_type) good &= check_object(node, value);
    return go_on(good) ? check_combined(node, value) && good : good;
  }

  bool check_values(const SchemaNode& node, const Value& value) {
    if (!spend(value.raw().size())) return false;
    canonical.clear();
    append_canonical(canonical, value);
    bool good = true;
    if (!node.values.empty() && !std::binary_search(node.values.begin(), node.values.end(), canonical))
      good = fail("is none of the values of the enum");
    if (!node.constant.empty() && node.constant[0] != canonical)
      good = fail([&] { return "is not the constant " + node.constant[0]; });
    return good;
  }

  bool check_number(const SchemaNode& node, const Value& value) {
    bool good = true;
    const auto limit = [&](const std::optional<Bound>& bound, bool (*keeps)(int), const char* what) {
      if (bound && !keeps(compare(value, *bound))) good = fail([&] { return what + bound->spelling; });
    };
    limit(
        node.minimum, [](int c) { return c >= 0; }, "is less than the minimum ");
    limit(
        node.maximum, [](int c) { return c <= 0; }, "is more than the maximum ");
    limit(
        node.above, [](int c) { return c > 0; }, "is not more than ");
    limit(
        node.below, [](int c) { return c < 0; }, "is not less than ");
    if (node.multiple && !is_multiple(value, *node.multiple))
      good = fail([&] { return "is no multiple of " + node.multiple->spelling; });
    return good;
  }

  bool check_count(std::uint64_t count, const std::optional<std::uint64_t>& least,
                   const std::optional<std::uint64_t>& most, const char* of) {
    bool good = true;
    if (least && count < *least)
      good = fail([&] {
        return "has " + std::to_string(count) + " " + of + ", at least " + std::to_string(*least) + " are asked";
      });
    if (most && count > *most)
      good = fail([&] {
        return "has " + std::to_string(count) + " " + of + ", at most " + std::to_string(*most) + " are allowed";
      });
    return good;
  }

  bool check_text(const SchemaNode& node, const Value& value) {
    if (!node.min_length && !node.max_length && !node.pattern) return true;
    if (!spend(value.raw().size() / 8)) return false;
    const std::string_view decoded = *value.text(text);
    bool good = true;
    if (node.min_length || node.max_length)
      good = check_count(text::count_chars(decoded), node.min_length, node.max_length, "characters");
    if (node.pattern && !node.pattern->found_in(decoded))
      good = fail([&] { return "does not match the pattern " + std::string(node.pattern->pattern()); });
    return good;
  }

  bool check_array(const SchemaNode& node, const Value& value) {
    bool good = true, contained = node.contains == no_node;
    std::uint64_t count = 0;
    for (Value::Elements it = value.elements(); it.next(); ++count) {
      if (!spend(1)) return false;
      const NodeIndex item = count < node.items.size() ? node.items[count]
                             : node.items.empty()      ? node.item
                                                       : node.further_items;
      if (item != no_node) {
        path.emplace_back();
        indexes.push_back(count);
        good &= check(item, it.value());
        path.pop_back();
        indexes.pop_back();
        if (!go_on(good)) return good;
      }
      if (!contained) contained = matches_quietly(node.contains, it.value());
    }
    good &= check_count(count, node.min_items, node.max_items, "items");
    if (!contained) good &= fail("has no item such as contains asks for");
    if (node.unique && go_on(good)) good &= check_unique(value);
    return good;
  }

  bool check_unique(const Value& value) {
    if (!spend(value.raw().size())) return false;
    std::vector<std::string> items;
    for (Value::Elements it = value.elements(); it.next();) append_canonical(items.emplace_back(), it.value());
    std::sort(items.begin(), items.end());
    if (std::adjacent_find(items.begin(), items.end()) == items.end()) return true;
    return fail("has the same item twice");
  }

  // The members of an object by name, of duplicates the last.
  Level& open(const Value& value) {
    if (open_levels == levels.size()) levels.emplace_back();
    Level& level = levels[open_levels++];
    level.members.clear();
    level.keys.clear();
    const bool top = path.empty();
    for (Value::Members it = value.members(); it.next();) {
      std::string_view key = it.raw_key();
      if (key.find('\\') != key.npos) key = it.key(level.keys.emplace_back());
      if (top && !ignore.empty() && key == ignore) continue;
      level.members.push_back({key, it.value()});
    }
    level.order.resize(level.members.size());
    for (std::uint32_t i = 0; i < level.order.size(); ++i) level.order[i] = i;
    std::sort(level.order.begin(), level.order.end(), [&](std::uint32_t a, std::uint32_t b) {
      const int order = level.members[a].key.compare(level.members[b].key);
      return order != 0 ? order < 0 : a > b;
    });
    level.order.erase(
        std::unique(level.order.begin(), level.order.end(),
                    [&](std::uint32_t a, std::uint32_t b) { return level.members[a].key == level.members[b].key; }),
        level.order.end());
    return level;
  }

  static bool has(const Level& level, std::string_view key) {
    const auto found = std::lower_bound(level.order.begin(), level.order.end(), key,
                                        [&](std::uint32_t i, std::string_view k) { return level.members[i].key < k; });
    return found != level.order.end() && level.members[*found].key == key;
  }

  bool check_object(const SchemaNode& node, const Value& value) {
    const bool looks = !node.properties.empty() || !node.pattern_properties.empty() ||
                       node.further_properties != no_node || node.property_names != no_node || !node.required.empty() ||
                       node.min_properties || node.max_properties || !node.dependencies.empty();
    if (!looks) return true;
    if (!spend(value.raw().size() / 8)) return false;
    const std::size_t mine = open_levels;
    const bool good = check_members(node, open(value), value);
    open_levels = mine;
    return good;
  }

  bool check_members(const SchemaNode& node, Level& level, const Value& value) {
    bool good = check_count(level.order.size(), node.min_properties, node.max_properties, "properties");
    for (const std::string& name : node.required)
      if (!has(level, name)) good = fail([&] { return "lacks the required property \"" + name + "\""; });
    std::sort(level.order.begin(), level.order.end(), [&](std::uint32_t a, std::uint32_t b) { return a < b; });
    for (std::size_t i = 0; i < level.order.size() && go_on(good); ++i)
      good &= check_member(node, level.members[level.order[i]]);
    if (node.dependencies.empty() || !go_on(good)) return good;
    std::sort(level.order.begin(), level.order.end(),
              [&](std::uint32_t a, std::uint32_t b) { return level.members[a].key < level.members[b].key; });
    for (const SchemaNode::Dependency& dependency : node.dependencies) {
      if (!has(level, dependency.property)) continue;
      for (const std::string& name : dependency.needs)
        if (!has(level, name))
          good = fail(
              [&] { return "has \"" + dependency.property + "\" but lacks \"" + name + "\", on which it depends"; });
      if (dependency.schema != no_node && go_on(good)) good &= check(dependency.schema, value);
    }
    return good;
  }

  bool check_member(const SchemaNode& node, const Member& member) {
    bool good = true, known = false;
    path.push_back(member.key.data() == nullptr ? std::string_view("") : member.key);
    indexes.push_back(0);
    const auto property = std::lower_bound(node.properties.begin(), node.properties.end(), member.key,
                                           [](const auto& p, std::string_view k) { return p.first < k; });
    if (property != node.properties.end() && property->first == member.key) {
      known = true;
      good &= check(property->second, member.value);
    }
    for (const auto& [pattern, index] : node.pattern_properties) {
      if (!go_on(good) || !pattern.found_in(member.key)) continue;
      known = true;
      good &= check(index, member.value);
    }
    if (!known && node.further_properties != no_node && go_on(good))
      good &= check(node.further_properties, member.value);
    if (node.property_names != no_node && go_on(good)) {
      const std::string name = ValueBuilder().text(member.key).take();
      if (!matches_quietly(node.property_names, Value(name)))
        good = fail("has a name that propertyNames does not allow");
    }
    path.pop_back();
    indexes.pop_back();
    return good;
  }

  bool check_combined(const SchemaNode& node, const Value& value) {
    bool good = true;
    for (const NodeIndex one : node.all_of)
      if (go_on(good)) good &= check(one, value);
    if (!node.any_of.empty() &&
        std::none_of(node.any_of.begin(), node.any_of.end(), [&](NodeIndex i) { return matches_quietly(i, value); }))
      good = fail("matches no schema of anyOf");
    if (!node.one_of.empty()) {
      const auto count =
          std::count_if(node.one_of.begin(), node.one_of.end(), [&](NodeIndex i) { return matches_quietly(i, value); });
      if (count != 1) good = fail([&] { return "matches " + std::to_string(count) + " schemas of oneOf, not one"; });
    }
    if (node.negated != no_node && matches_quietly(node.negated, value)) good = fail("matches the schema of not");
    if (node.condition != no_node && go_on(good)) {
      const NodeIndex next = matches_quietly(node.condition, value) ? node.then : node.otherwise;
      if (next != no_node) good &= check(next, value);
    }
    return good;
  }
};

JsonSchemaChecker::JsonSchemaChecker(std::shared_ptr<const JsonSchema> schema)
    : state_(std::make_unique<State>(std::move(schema))) {}
JsonSchemaChecker::~JsonSchemaChecker() = default;

const JsonSchemaChecker::Outcome& JsonSchemaChecker::check(const Value& value, std::string_view ignore) {
  State& state = *state_;
  state.outcome.violations = 0;
  state.outcome.pointer.clear();
  state.outcome.reason.clear();
  state.outcome.judged = true;
  state.open_levels = 0;
  state.path.clear();
  state.indexes.clear();
  state.steps = 0;
  state.most_steps = least_steps + steps_a_byte * value.raw().size();
  state.depth = state.quiet = 0;
  state.ignore = ignore;
  state.check(state.schema->nodes().root, value);
  return state.outcome;
}

}  // namespace dsprep::models
