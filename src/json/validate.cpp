#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "dsprep/value.h"
#include "json/scalar_walk.h"

namespace dsprep {

std::optional<JsonFault> validate_json(std::string_view json) {
  std::vector<std::uint64_t> kinds;
  return json::scalar_walk(json, {}, nullptr, kinds);
}

}  // namespace dsprep
