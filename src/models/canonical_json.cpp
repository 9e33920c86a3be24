#include "models/canonical_json.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace dsprep::models {
namespace {

void append_number(std::string& out, const Value& value) {
  const std::string_view raw = value.raw();
  if (raw.find_first_of(".eE") == raw.npos) {
    out += raw == "-0" ? "0" : raw;
    return;
  }
  const double number = *value.number();
  // 1.0 and 1e2 are integers; beyond 2^53 a double's digits are not those it was written with.
  if (std::abs(number) <= 9007199254740992.0 && std::floor(number) == number)
    out += std::to_string(static_cast<std::int64_t>(number));
  else if (std::isinf(number)) out += number < 0 ? "-inf" : "inf";
  else out += ValueBuilder().number(number).json();
}

}  // namespace

void append_canonical(std::string& out, const Value& value) {
  switch (value.type()) {
    case FieldType::number: return append_number(out, value);
    case FieldType::text: out += ValueBuilder().text(*value.text()).json(); return;
    case FieldType::array: {
      out += '[';
      for (Value::Elements it = value.elements(); it.next();) {
        append_canonical(out, it.value());
        out += ',';
      }
      out += ']';
      return;
    }
    case FieldType::object: {
      std::vector<std::pair<std::string, Value>> members;
      std::string scratch;
      for (Value::Members it = value.members(); it.next();) members.emplace_back(it.key(scratch), it.value());
      std::stable_sort(members.begin(), members.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
      out += '{';
      for (std::size_t i = 0; i < members.size(); ++i) {
        if (i + 1 < members.size() && members[i + 1].first == members[i].first) continue;
        out += ValueBuilder().text(members[i].first).json() + ':';
        append_canonical(out, members[i].second);
        out += ',';
      }
      out += '}';
      return;
    }
    default: out += value.raw();
  }
}

}  // namespace dsprep::models
