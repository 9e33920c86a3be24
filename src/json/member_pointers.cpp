#include "json/member_pointers.h"

#include "dsprep/value.h"

namespace dsprep::json {
namespace {

constexpr std::size_t longest_name = 200;
constexpr int deepest = 4;

void append_token(std::string& pointer, std::string_view key) {
  pointer += '/';
  for (const char c : key) {
    if (c == '~') pointer += "~0";
    else if (c == '/') pointer += "~1";
    else pointer += c;
  }
}

struct Collector {
  std::set<std::string>& pointers;
  std::string pointer = {}, scratch = {};
  int left = 1000;

  // Recurses as deep as `deepest`.
  void add(Value value, int depth) {
    if (depth == deepest) return;
    const std::size_t size = pointer.size();
    if (value.type() == FieldType::array) {
      Value::Elements it = value.elements();
      if (!it.next()) return;
      pointer += "/*";
      add(it.value(), depth + 1);
      pointer.resize(size);
    }
    for (Value::Members it = value.members(); left > 0 && it.next();) {
      const std::string_view key = it.key(scratch);
      if (key.size() > longest_name) continue;
      append_token(pointer, key);
      pointers.insert(pointer);
      --left;
      add(it.value(), depth + 1);
      pointer.resize(size);
    }
  }
};

}  // namespace

void add_member_pointers(std::string_view object, std::set<std::string>& pointers) {
  Collector{pointers}.add(Value(object), 0);
}

}  // namespace dsprep::json
