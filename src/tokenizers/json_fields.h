// What a tokenizer.json is read with: members of objects, with errors that name them.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "dsprep/result.h"
#include "dsprep/value.h"

namespace dsprep::tokenizers {

// An object of the file, and where it stands: "model", "normalizer.normalizers[1]".
struct JsonObject {
  Value value;
  std::string at;

  bool absent(std::string_view name) const {
    const FieldType type = value[name].type();
    return type == FieldType::missing || type == FieldType::null;
  }
  Error fault(std::string_view name, std::string_view what) const {
    return usage_error(at + (name.empty() || at.empty() ? "" : ".") + std::string(name) + " " + std::string(what));
  }
  // Its "type"; "" where there is none.
  std::string type() const { return value["type"].text().value_or(""); }

  Result<bool> boolean(std::string_view name, bool otherwise) const {
    if (absent(name)) return otherwise;
    if (const auto found = value[name].boolean()) return *found;
    return fault(name, "is not true or false");
  }
  Result<std::string> text(std::string_view name) const {
    if (const auto found = value[name].text()) return *found;
    return fault(name, "is not a text");
  }
  Result<std::optional<std::string>> optional_text(std::string_view name) const {
    if (absent(name)) return std::optional<std::string>();
    DSPREP_TRY(std::string found, text(name));
    return std::optional<std::string>(std::move(found));
  }
  Result<std::uint32_t> number(std::string_view name) const {
    const auto found = value[name].integer();
    if (found && *found >= 0 && *found < INT32_MAX) return static_cast<std::uint32_t>(*found);
    return fault(name, "is not a whole number of 0 or more");
  }
  // What is not understood is not passed over.
  Status knows(std::initializer_list<std::string_view> names) const {
    std::string scratch;
    for (Value::Members it = value.members(); it.next();) {
      bool known = false;
      for (const std::string_view name : names) known |= it.key(scratch) == name;
      if (!known) return fault(it.key(scratch), "is not supported");
    }
    return {};
  }
};

}  // namespace dsprep::tokenizers
