#include "json/structural_index.h"

#include <simdjson.h>

#include <algorithm>

namespace dsprep::json {

struct StructuralIndex::Engine {
  std::unique_ptr<simdjson::internal::dom_parser_implementation> parser;
  std::size_t capacity = 0;

  // Grows in doublings, so that ever longer lines cost a constant factor and no more.
  bool reserve(std::size_t size) {
    if (size <= capacity) return true;
    const std::size_t wanted = std::max({size, 2 * capacity, std::size_t{1} << 16});
    capacity = 0;
    if (parser == nullptr) {
      constexpr std::size_t no_depth = 1;  // only the second stage keeps a stack
      const simdjson::implementation* implementation = simdjson::get_active_implementation();
      if (implementation->create_dom_parser_implementation(wanted, no_depth, parser)) return false;
    } else if (parser->set_capacity(wanted)) {
      return false;
    }
    capacity = wanted;
    return true;
  }
};

StructuralIndex::StructuralIndex() : engine_(std::make_unique<Engine>()) {}
StructuralIndex::~StructuralIndex() = default;

bool StructuralIndex::build(std::string_view line) {
  positions_ = {};
  if (line.empty() || !engine_->reserve(line.size())) return false;
  simdjson::internal::dom_parser_implementation& parser = *engine_->parser;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(line.data());
  if (parser.stage1(bytes, line.size(), simdjson::stage1_mode::regular)) return false;
  positions_ = {parser.structural_indexes.get(), parser.n_structural_indexes};
  return true;
}

}  // namespace dsprep::json
