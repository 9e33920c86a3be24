#include "registry/param_json.h"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace dsprep::registry {
namespace {

constexpr int deepest = 8;  // of a parameter: a list of tables of lists

ParamValue value_at(const Value& json, int depth) {
  switch (json.type()) {
    case FieldType::boolean: return *json.boolean();
    case FieldType::text: return *json.text();
    case FieldType::number:
      if (const auto whole = json.integer()) return *whole;
      return *json.number();
    case FieldType::array: {
      ParamList list;
      if (depth < deepest)
        for (Value::Elements it = json.elements(); it.next();) list.push_back(value_at(it.value(), depth + 1));
      return list;
    }
    case FieldType::object: {
      ParamTable table;
      std::string key;
      if (depth < deepest)
        for (Value::Members it = json.members(); it.next();)
          table.emplace_back(std::string(it.key(key)), value_at(it.value(), depth + 1));
      return table;
    }
    default: return {};
  }
}

}  // namespace

void write_json(ValueBuilder& out, const ParamValue& value) {
  struct Visitor {
    ValueBuilder& out;
    void operator()(std::monostate) const { out.null(); }
    void operator()(bool v) const { out.boolean(v); }
    void operator()(std::int64_t v) const { out.integer(v); }
    void operator()(double v) const { out.number(v); }
    void operator()(const std::string& v) const { out.text(v); }
    void operator()(const ParamList& v) const {
      out.begin_array();
      for (const ParamValue& element : v) write_json(out, element);
      out.end_array();
    }
    void operator()(const ParamTable& v) const {
      out.begin_object();
      for (const auto& [name, element] : v) write_json(out.key(name), element);
      out.end_object();
    }
  };
  using Base = std::variant<std::monostate, bool, std::int64_t, double, std::string, ParamList, ParamTable>;
  std::visit(Visitor{out}, static_cast<const Base&>(value));
}

ParamValue param_value(const Value& json) { return value_at(json, 0); }

}  // namespace dsprep::registry
