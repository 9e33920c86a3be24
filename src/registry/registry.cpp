#include "registry/registry.h"

#include <algorithm>

#include "base/same_name.h"
#include "registry/op_table.h"

namespace dsprep {

std::string_view name_of(Family family) {
  static constexpr std::string_view names[] = {"clean", "normalize", "augment", "label", "split", "report"};
  return names[static_cast<std::size_t>(family)];
}

std::string_view name_of(ParamType type) {
  static constexpr std::string_view names[] = {"boolean", "integer", "number",        "text",
                                               "list",    "table",   "list of tables"};
  return names[static_cast<std::size_t>(type)];
}

}  // namespace dsprep

namespace dsprep::registry {
namespace {

bool before(const OpSpec* a, const OpSpec* b) {
  return a->family != b->family ? a->family < b->family : a->name < b->name;
}

}  // namespace

Registry::Registry(std::span<const OpSpec* const> specs) : specs_(specs.begin(), specs.end()) {
  std::sort(specs_.begin(), specs_.end(), before);
}

void Registry::add(const OpSpec* spec) {
  specs_.insert(std::upper_bound(specs_.begin(), specs_.end(), spec, before), spec);
}

// A hundred names, looked up a few times a run: a walk is enough.
const OpSpec* Registry::find(std::string_view name) const {
  for (const OpSpec* spec : specs_)
    if (base::same_name(spec->name, name)) return spec;
  return nullptr;
}

std::vector<const OpSpec*> Registry::all() const { return specs_; }

std::vector<const OpSpec*> Registry::of(Family family) const {
  std::vector<const OpSpec*> ops;
  for (const OpSpec* spec : specs_)
    if (spec->family == family) ops.push_back(spec);
  return ops;
}

const OpSpec* Registry::principal(Family family) const {
  for (const OpSpec* spec : specs_)
    if (spec->family == family && spec->principal) return spec;
  return nullptr;
}

std::vector<std::string> Registry::names() const {
  std::vector<std::string> names;
  for (const OpSpec* spec : specs_) names.emplace_back(spec->name);
  return names;
}

const Registry& built_in() {
  static const Registry registry(op_table());
  return registry;
}

}  // namespace dsprep::registry
