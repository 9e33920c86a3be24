// Registry: the ops there are. An object, so that tests can add theirs; the product's is made from the folder src/ops
// (CMake writes the table: op_table.h), with no static constructors.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/op_spec.h"

namespace dsprep::registry {

class Registry {
 public:
  explicit Registry(std::span<const OpSpec* const> specs);
  void add(const OpSpec* spec);
  const OpSpec* find(std::string_view name) const;     // '-' and '_' are the same; null where unknown
  std::vector<const OpSpec*> all() const;              // by family, then name
  std::vector<const OpSpec*> of(Family family) const;  // by name
  const OpSpec* principal(Family family) const;        // or null
  std::vector<std::string> names() const;

 private:
  std::vector<const OpSpec*> specs_;  // sorted
};

const Registry& built_in();

}  // namespace dsprep::registry
