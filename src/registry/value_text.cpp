#include "registry/value_text.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <variant>

#include "base/human.h"
#include "registry/describe.h"

namespace dsprep::registry {
namespace {

bool is_bare_key(std::string_view key) {
  return !key.empty() && std::all_of(key.begin(), key.end(), [](unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
}

// Recursion is as deep as the value: a config is refused past a small depth.
void write(std::string& out, const ParamValue& value) {
  struct Visitor {
    std::string& out;
    void operator()(std::monostate) const { out += "none"; }
    void operator()(bool v) const { out += v ? "true" : "false"; }
    void operator()(std::int64_t v) const { out += std::to_string(v); }
    void operator()(double v) const { out += base::format_number(v); }
    void operator()(const std::string& v) const { out += toml_string(v); }
    void operator()(const ParamList& v) const {
      out += '[';
      for (std::size_t i = 0; i < v.size(); ++i) {
        if (i) out += ", ";
        write(out, v[i]);
      }
      out += ']';
    }
    void operator()(const ParamTable& v) const {
      if (v.empty()) {
        out += "{}";
        return;
      }
      out += "{ ";
      for (std::size_t i = 0; i < v.size(); ++i) {
        if (i) out += ", ";
        out += is_bare_key(v[i].first) ? v[i].first : toml_string(v[i].first);
        out += " = ";
        write(out, v[i].second);
      }
      out += " }";
    }
  };
  using Base = std::variant<std::monostate, bool, std::int64_t, double, std::string, ParamList, ParamTable>;
  std::visit(Visitor{out}, static_cast<const Base&>(value));
}

std::string_view compare_text(Judge::Limit::Compare compare) {
  using Compare = Judge::Limit::Compare;
  switch (compare) {
    case Compare::none: return "any";
    case Compare::at_least: return "at least";
    case Compare::at_most: return "at most";
    case Compare::above: return "above";
    case Compare::below: return "below";
    case Compare::equals: return "equal to";
  }
  return "";
}

}  // namespace

std::string toml_string(std::string_view text) {
  static constexpr char hex[] = "0123456789ABCDEF";
  std::string out = "\"";
  for (const char c : text) {
    switch (c) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\n': out += "\\n"; break;
      case '\t': out += "\\t"; break;
      case '\r': out += "\\r"; break;
      default:
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
          out += "\\u00";
          out += hex[static_cast<unsigned char>(c) >> 4];
          out += hex[static_cast<unsigned char>(c) & 15];
        } else {
          out += c;
        }
    }
  }
  return out += '"';
}

std::string value_text(const ParamValue& value) {
  std::string out;
  write(out, value);
  return out;
}

std::string range_text(const ParamHints& hints) {
  if (hints.min && hints.max) return base::format_number(*hints.min) + " to " + base::format_number(*hints.max);
  if (hints.min) return "at least " + base::format_number(*hints.min);
  if (hints.max) return "at most " + base::format_number(*hints.max);
  return "";
}

std::string choices_text(const ParamHints& hints) {
  std::string out;
  for (const std::string_view choice : hints.choices) out.append(out.empty() ? "" : ", ").append(choice);
  return out;
}

std::vector<std::vector<std::string>> variant_table(const OpSpec& op) {
  std::vector<std::vector<std::string>> rows;
  if (op.variants.empty()) return rows;
  const std::vector<ParamInfo> params = op.params();
  const auto info_of = [&](std::string_view name) {
    return std::find_if(params.begin(), params.end(), [&](const ParamInfo& p) { return p.name == name; });
  };
  std::vector<std::string>& head = rows.emplace_back(1, "");
  for (const std::string_view variant : info_of("variant")->hints.choices) head.emplace_back(variant);
  const std::vector<std::string> names = head;
  for (const VariantDefault& setting : op.variants) {
    auto row = std::find_if(rows.begin() + 1, rows.end(), [&](const auto& r) { return r[0] == setting.param; });
    if (row == rows.end()) {
      rows.emplace_back(names.size(), value_text(info_of(setting.param)->initial))[0] = setting.param;
      row = rows.end() - 1;
    }
    const auto column = std::find(names.begin() + 1, names.end(), setting.variant) - names.begin();
    (*row)[column] = !setting.text.empty() ? std::string(setting.text)
                     : setting.value       ? base::format_number(*setting.value)
                                           : "off";
  }
  return rows;
}

std::string limit_text(const RuleInfo& rule, const std::vector<ParamInfo>& params) {
  const std::string compare(compare_text(rule.compare));
  if (rule.compare == Judge::Limit::Compare::none) return "measured only";
  if (rule.param.empty()) return compare + " " + base::format_number(rule.limit);
  const auto info =
      std::find_if(params.begin(), params.end(), [&](const ParamInfo& p) { return p.name == rule.param; });
  if (info == params.end() || !info->initial.set())
    return compare + " " + std::string(rule.param) + " (off by default)";
  // A parameter named like its rule need not be told twice.
  return compare + " " + value_text(info->initial) +
         (rule.param == rule.name ? "" : " (" + std::string(rule.param) + ")");
}

}  // namespace dsprep::registry
