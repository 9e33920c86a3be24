// The scalar walk: one pass over the bytes of a value, one byte after another, that knows the whole grammar and can
// say exactly what is wrong where. It is the slow twin of the structural walk, the judge of every line that one
// refuses, and the reader of lines too long to index.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "dsprep/value.h"
#include "json/field_collector.h"

namespace dsprep::json {

struct ScalarRules {
  bool object = false;         // the value must be an object
  bool trust_escapes = false;  // any byte may follow a backslash, as in a reader that trusts its input
  std::size_t max_depth = 1024;
};

// `collector`, where there is one, needs rules.object. `kinds` is scratch.
std::optional<JsonFault> scalar_walk(std::string_view json, const ScalarRules& rules, FieldCollector* collector,
                                     std::vector<std::uint64_t>& kinds);

}  // namespace dsprep::json
