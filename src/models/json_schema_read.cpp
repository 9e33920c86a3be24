// From the schema's JSON to nodes. Each schema inside it is read once, however many references lead there.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/spell.h"
#include "models/canonical_json.h"
#include "models/json_schema.h"
#include "models/json_schema_node.h"
#include "text/regex.h"

namespace dsprep::models {
namespace {

constexpr int deepest = 200;  // schemas within schemas

// Keywords that say nothing about validity, or that other programs use.
constexpr std::string_view annotations[] = {
    "$schema",         "$id",        "$comment",  "title",       "description",    "default", "examples",
    "example",         "readOnly",   "writeOnly", "definitions", "$defs",          "format",  "contentMediaType",
    "contentEncoding", "deprecated", "then",      "else",        "additionalItems"};
constexpr std::string_view keywords[] = {"$ref",
                                         "type",
                                         "enum",
                                         "const",
                                         "minimum",
                                         "maximum",
                                         "exclusiveMinimum",
                                         "exclusiveMaximum",
                                         "multipleOf",
                                         "minLength",
                                         "maxLength",
                                         "pattern",
                                         "items",
                                         "minItems",
                                         "maxItems",
                                         "uniqueItems",
                                         "contains",
                                         "properties",
                                         "patternProperties",
                                         "additionalProperties",
                                         "propertyNames",
                                         "required",
                                         "minProperties",
                                         "maxProperties",
                                         "dependencies",
                                         "allOf",
                                         "anyOf",
                                         "oneOf",
                                         "not",
                                         "if",
                                         "then",
                                         "else",
                                         "additionalItems"};
constexpr std::string_view later[] = {
    "prefixItems", "dependentRequired", "dependentSchemas", "unevaluatedItems", "unevaluatedProperties",
    "minContains", "maxContains",       "$recursiveRef",    "$dynamicRef",      "$anchor"};

template <std::size_t n>
bool among(std::string_view word, const std::string_view (&list)[n]) {
  return std::find(list, list + n, word) != list + n;
}

std::string escaped_token(std::string_view key) {
  std::string out;
  for (const char c : key) {
    if (c == '~') out += "~0";
    else if (c == '/') out += "~1";
    else out += c;
  }
  return out;
}

// ECMA 262's spellings that RE2 has another word for: \uXXXX, (?<name>…).
std::string as_re2(std::string_view pattern) {
  std::string out;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '\\' && i + 1 < pattern.size()) {
      if (pattern[i + 1] == 'u' && i + 5 < pattern.size()) {
        out.append("\\x{").append(pattern.substr(i + 2, 4)).append("}");
        i += 5;
      } else {
        out.append(pattern.substr(i++, 2));
      }
    } else if (pattern.substr(i, 3) == "(?<" && i + 3 < pattern.size() && pattern[i + 3] != '=' &&
               pattern[i + 3] != '!') {
      out += "(?P<";
      i += 2;
    } else {
      out += pattern[i];
    }
  }
  return out;
}

// "%25" in a reference's fragment.
std::string unescaped_uri(std::string_view uri) {
  const auto digit = [](char c) {
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
  };
  std::string out;
  for (std::size_t i = 0; i < uri.size(); ++i) {
    if (uri[i] == '%' && i + 2 < uri.size() && digit(uri[i + 1]) >= 0 && digit(uri[i + 2]) >= 0) {
      out += static_cast<char>(digit(uri[i + 1]) * 16 + digit(uri[i + 2]));
      i += 2;
    } else {
      out += uri[i];
    }
  }
  return out;
}

class SchemaReader {
 public:
  SchemaReader(std::string_view path, std::string_view bytes, JsonSchema::Nodes& nodes)
      : path_(path), bytes_(bytes), nodes_(nodes), root_(bytes) {}

  Status read_all() {
    DSPREP_TRY(nodes_.root, schema(root_, "", 0));
    return check_circles();
  }

  Error fault(std::size_t offset, std::string_view pointer, std::string_view what) const {
    std::size_t line = 1, column = 1;
    for (std::size_t i = 0; i < offset && i < bytes_.size(); ++i) {
      if (bytes_[i] == '\n') ++line, column = 1;
      else if ((static_cast<unsigned char>(bytes_[i]) & 0xc0) != 0x80) ++column;
    }
    std::string message = std::string(path_) + ":" + std::to_string(line) + ":" + std::to_string(column) + ": ";
    if (!pointer.empty()) message.append(pointer).append(": ");
    return usage_error(message.append(what));
  }

 private:
  Error fault(const Value& at, std::string_view pointer, std::string_view what) const {
    return fault(static_cast<std::size_t>(at.raw().data() - bytes_.data()), pointer, what);
  }

  Result<NodeIndex> schema(const Value& value, const std::string& pointer, int depth) {
    if (const auto known = known_.find(value.raw().data()); known != known_.end()) return known->second;
    if (depth > deepest) return fault(value, pointer, "schemas are nested deeper than " + std::to_string(deepest));
    const auto index = static_cast<NodeIndex>(nodes_.all.size());
    nodes_.all.emplace_back();
    known_.emplace(value.raw().data(), index);
    places_.push_back({value, pointer});
    if (const auto answer = value.boolean()) {
      nodes_.all[index].never = !*answer;
      return index;
    }
    if (value.type() != FieldType::object)
      return fault(value, pointer, "a schema is an object, true or false, not " + std::string(name_of(value.type())));
    SchemaNode node;
    std::string scratch;
    for (Value::Members it = value.members(); it.next();) {
      const std::string key(it.key(scratch));
      if (value["$ref"].exists() && key != "$ref") continue;
      DSPREP_CHECK(keyword(node, key, it.value(), value, pointer + "/" + escaped_token(key), depth));
    }
    if (const Value reference = value["$ref"]; reference.exists()) {
      DSPREP_TRY(node.reference, follow(reference, pointer + "/$ref", depth));
    }
    nodes_.all[index] = std::move(node);
    return index;
  }

  Status keyword(SchemaNode& node, const std::string& key, const Value& v, const Value& all, const std::string& at,
                 int depth) {
    if (key == "$ref" || key.starts_with("x-") || (among(key, annotations) && !among(key, keywords))) return {};
    if (key == "type") return types(node, v, at);
    if (key == "enum") {
      if (v.type() != FieldType::array) return fault(v, at, "is an array of values");
      for (Value::Elements it = v.elements(); it.next();) append_canonical(node.values.emplace_back(), it.value());
      std::sort(node.values.begin(), node.values.end());
      if (node.values.empty()) return fault(v, at, "has no values, so nothing could be one");
      return {};
    }
    if (key == "const") {
      append_canonical(node.constant.emplace_back(), v);
      return {};
    }
    if (key == "minimum") return number(v, at, node.minimum);
    if (key == "maximum") return number(v, at, node.maximum);
    if (key == "exclusiveMinimum") return number(v, at, node.above);
    if (key == "exclusiveMaximum") return number(v, at, node.below);
    if (key == "multipleOf") {
      DSPREP_CHECK(number(v, at, node.multiple));
      if (!(node.multiple->number > 0)) return fault(v, at, "is a number above 0");
      return {};
    }
    if (key == "minLength") return count(v, at, node.min_length);
    if (key == "maxLength") return count(v, at, node.max_length);
    if (key == "minItems") return count(v, at, node.min_items);
    if (key == "maxItems") return count(v, at, node.max_items);
    if (key == "minProperties") return count(v, at, node.min_properties);
    if (key == "maxProperties") return count(v, at, node.max_properties);
    if (key == "pattern") {
      DSPREP_TRY(node.pattern, regex(v, at));
      return {};
    }
    if (key == "uniqueItems") {
      if (!v.boolean()) return fault(v, at, "is true or false");
      node.unique = *v.boolean();
      return {};
    }
    if (key == "required") return names(v, at, node.required);
    if (key == "items") {
      if (v.type() != FieldType::array) return child(v, at, depth, node.item);
      DSPREP_CHECK(children(v, at, depth, node.items));
      if (const Value more = all["additionalItems"]; more.exists())
        return child(more, at.substr(0, at.rfind('/')) + "/additionalItems", depth, node.further_items);
      return {};
    }
    if (key == "additionalItems") {  // says something beside a list of items only, and is read there
      NodeIndex ignored;
      return child(v, at, depth, ignored);
    }
    if (key == "contains") return child(v, at, depth, node.contains);
    if (key == "properties") {
      Status read = each(v, at, [&](const std::string& name, const Value& one, const std::string& where) -> Status {
        NodeIndex index;
        DSPREP_CHECK(child(one, where, depth, index));
        const auto same = std::find_if(node.properties.begin(), node.properties.end(),
                                       [&](const auto& p) { return p.first == name; });
        if (same != node.properties.end()) same->second = index;  // of duplicate keys the last counts
        else node.properties.emplace_back(name, index);
        return {};
      });
      std::sort(node.properties.begin(), node.properties.end());
      return read;
    }
    if (key == "patternProperties")
      return each(v, at, [&](const std::string& name, const Value& one, const std::string& where) -> Status {
        auto made = text::Regex::make(as_re2(name));
        if (!made.ok()) return fault(one, where, made.error().message);
        NodeIndex index;
        DSPREP_CHECK(child(one, where, depth, index));
        node.pattern_properties.emplace_back(std::move(*made), index);
        return {};
      });
    if (key == "additionalProperties") return child(v, at, depth, node.further_properties);
    if (key == "propertyNames") return child(v, at, depth, node.property_names);
    if (key == "dependencies")
      return each(v, at, [&](const std::string& name, const Value& one, const std::string& where) -> Status {
        auto& dependency = node.dependencies.emplace_back();
        dependency.property = name;
        if (one.type() == FieldType::array) return names(one, where, dependency.needs);
        NodeIndex index;
        DSPREP_CHECK(child(one, where, depth, index));
        node.dependencies.back().schema = index;
        return {};
      });
    if (key == "allOf") return children(v, at, depth, node.all_of);
    if (key == "anyOf") return children(v, at, depth, node.any_of);
    if (key == "oneOf") return children(v, at, depth, node.one_of);
    if (key == "not") return child(v, at, depth, node.negated);
    if (key == "if") return child(v, at, depth, node.condition);
    if (key == "then") return child(v, at, depth, node.then);
    if (key == "else") return child(v, at, depth, node.otherwise);
    if (among(key, later)) return fault(v, at, "is a keyword of a later draft than 7, which is what dsprep reads");
    static const std::vector<std::string> known(std::begin(keywords), std::end(keywords));
    if (const std::string meant = base::nearest(key, known); !meant.empty())
      return fault(v, at, "is no keyword (did you mean \"" + meant + "\"?); a word of your own begins with x-");
    return {};
  }

  Status child(const Value& v, const std::string& at, int depth, NodeIndex& index) {
    DSPREP_TRY(index, schema(v, at, depth + 1));
    return {};
  }

  Status children(const Value& v, const std::string& at, int depth, std::vector<NodeIndex>& indexes) {
    if (v.type() != FieldType::array || v.size() == 0) return fault(v, at, "is an array of at least one schema");
    std::size_t i = 0;
    for (Value::Elements it = v.elements(); it.next();) {
      NodeIndex index;
      DSPREP_CHECK(child(it.value(), at + "/" + std::to_string(i++), depth, index));
      indexes.push_back(index);
    }
    return {};
  }

  Status each(const Value& v, const std::string& at,
              const std::function<Status(const std::string&, const Value&, const std::string&)>& use) {
    if (v.type() != FieldType::object) return fault(v, at, "is an object");
    std::string scratch;
    for (Value::Members it = v.members(); it.next();) {
      const std::string name(it.key(scratch));
      DSPREP_CHECK(use(name, it.value(), at + "/" + escaped_token(name)));
    }
    return {};
  }

  Status types(SchemaNode& node, const Value& v, const std::string& at) {
    static constexpr std::pair<std::string_view, JsonType> known[] = {
        {"null", null_type},     {"boolean", boolean_type}, {"integer", integer_type}, {"number", number_type},
        {"string", string_type}, {"array", array_type},     {"object", object_type}};
    const auto add = [&](const Value& one) -> Status {
      const auto name = one.text();
      const auto found =
          name ? std::find_if(std::begin(known), std::end(known), [&](const auto& k) { return k.first == *name; })
               : std::end(known);
      if (found == std::end(known))
        return fault(one, at, "is one of null, boolean, integer, number, string, array, object");
      node.types |= found->second;
      if (!node.type_names.empty()) node.type_names += " or ";
      node.type_names += found->first;
      return {};
    };
    if (v.type() != FieldType::array) return add(v);
    for (Value::Elements it = v.elements(); it.next();) DSPREP_CHECK(add(it.value()));
    if (node.types == 0) return fault(v, at, "names no type");
    return {};
  }

  Status number(const Value& v, const std::string& at, std::optional<Bound>& bound) {
    if (v.type() != FieldType::number) return fault(v, at, "is a number, not " + std::string(name_of(v.type())));
    bound = Bound{*v.number(), v.integer(), std::string(v.raw())};
    return {};
  }

  Status count(const Value& v, const std::string& at, std::optional<std::uint64_t>& bound) {
    const auto number = v.number();
    if (!number || !(*number >= 0) || std::floor(*number) != *number)
      return fault(v, at, "is a whole number of at least 0");
    bound = *number < 9e18 ? static_cast<std::uint64_t>(*number) : ~std::uint64_t{0};
    return {};
  }

  Status names(const Value& v, const std::string& at, std::vector<std::string>& out) {
    if (v.type() != FieldType::array) return fault(v, at, "is an array of names");
    for (Value::Elements it = v.elements(); it.next();) {
      const auto name = it.value().text();
      if (!name)
        return fault(it.value(), at, "is an array of names, and this is " + std::string(name_of(it.value().type())));
      out.push_back(*name);
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return {};
  }

  Result<text::Regex> regex(const Value& v, const std::string& at) {
    const auto pattern = v.text();
    if (!pattern) return fault(v, at, "is a text, not " + std::string(name_of(v.type())));
    auto made = text::Regex::make(as_re2(*pattern));
    if (!made.ok()) return fault(v, at, made.error().message);
    return made;
  }

  // "#", "#/definitions/x", "#name" (an $id), or the same behind the schema's own $id.
  Result<NodeIndex> follow(const Value& reference, const std::string& at, int depth) {
    const auto text = reference.text();
    if (!text) return fault(reference, at, "is a text, not " + std::string(name_of(reference.type())));
    const std::string own = root_["$id"].text().value_or("");
    const std::size_t hash = text->find('#');
    const std::string base = text->substr(0, hash),
                      fragment = hash == text->npos ? "" : unescaped_uri(text->substr(hash + 1));
    if (!base.empty() && base != own.substr(0, own.find('#')))
      return fault(reference, at, "\"" + *text + "\" leads out of the file: put what it means under \"definitions\"");
    if (!fragment.empty() && fragment[0] != '/') {
      for (const char* place : {"definitions", "$defs"}) {
        std::string scratch;
        for (Value::Members it = root_[place].members(); it.next();)
          if (it.value()["$id"].text() == "#" + fragment)
            return schema(it.value(), "/" + std::string(place) + "/" + escaped_token(it.key(scratch)), depth + 1);
      }
      return fault(reference, at, "there is no \"$id\": \"#" + fragment + "\" under definitions");
    }
    const Value target = root_.find(fragment);
    if (!target.exists()) return fault(reference, at, "\"" + *text + "\" leads nowhere");
    return schema(target, fragment, depth + 1);
  }

  // A schema that is asked of a value because another is asked of the same value; a circle of these has no end.
  Status check_circles() {
    enum : std::uint8_t { fresh, open, done };
    std::vector<std::uint8_t> state(nodes_.all.size(), fresh);
    struct Frame {
      NodeIndex node;
      std::vector<NodeIndex> next;
      std::size_t at;
    };
    const auto same_value = [&](NodeIndex i) {
      const SchemaNode& n = nodes_.all[i];
      std::vector<NodeIndex> out;
      for (const auto* list : {&n.all_of, &n.any_of, &n.one_of}) out.insert(out.end(), list->begin(), list->end());
      for (const auto& dependency : n.dependencies) out.push_back(dependency.schema);
      for (const NodeIndex one : {n.reference, n.negated, n.condition, n.then, n.otherwise}) out.push_back(one);
      out.erase(std::remove(out.begin(), out.end(), no_node), out.end());
      return out;
    };
    for (NodeIndex start = 0; start < state.size(); ++start) {
      if (state[start] != fresh) continue;
      std::vector<Frame> stack{{start, same_value(start), 0}};
      state[start] = open;
      while (!stack.empty()) {
        Frame& top = stack.back();
        if (top.at == top.next.size()) {
          state[top.node] = done;
          stack.pop_back();
          continue;
        }
        const NodeIndex next = top.next[top.at++];
        if (state[next] == open)
          return fault(places_[next].first, places_[next].second, "refers to itself for the same value, without end");
        if (state[next] == done) continue;
        state[next] = open;
        stack.push_back({next, same_value(next), 0});
      }
    }
    return {};
  }

  std::string_view path_, bytes_;
  JsonSchema::Nodes& nodes_;
  Value root_;
  std::map<const char*, NodeIndex> known_;             // by where the schema stands
  std::vector<std::pair<Value, std::string>> places_;  // by node
};

}  // namespace

JsonSchema::JsonSchema() : nodes_(std::make_unique<Nodes>()) {}
JsonSchema::~JsonSchema() = default;

Result<std::shared_ptr<const JsonSchema>> JsonSchema::make(std::string_view path, std::string_view bytes) {
  std::shared_ptr<JsonSchema> schema(new JsonSchema);
  if (bytes.substr(0, 3) == "\xef\xbb\xbf") bytes.remove_prefix(3);
  SchemaReader reader(path, bytes, *schema->nodes_);
  if (const auto fault = validate_json(bytes))
    return reader.fault(fault->offset, "", "this is not JSON: " + fault->reason);
  DSPREP_CHECK(reader.read_all());
  return std::shared_ptr<const JsonSchema>(std::move(schema));
}

}  // namespace dsprep::models
