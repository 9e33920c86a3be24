// FieldTally: what is known of one top-level field.
#pragma once

#include <cstdint>
#include <string>

#include "dsprep/value.h"
#include "spill/sketches.h"

namespace dsprep::ops::profile {

constexpr std::size_t most_values = 1000;  // distinct, that are counted
constexpr std::size_t type_count = 7;      // of FieldType

struct FieldTally {
  std::uint64_t types[type_count] = {};  // records by FieldType; missing: not counted here
  std::uint64_t empty = 0;               // texts
  spill::Quantiles numbers, chars;
  spill::DistinctCount distinct;
  spill::ValueCounts values{most_values};  // of texts and booleans, by their beginnings

  std::uint64_t present() const {
    std::uint64_t n = 0;
    for (const std::uint64_t count : types) n += count;
    return n;
  }

  void add(const Value& value, std::string& scratch);
  void merge(const FieldTally& other);
  Status save(ByteSink& sink) const;
  Status load(ByteSource& source);
};

}  // namespace dsprep::ops::profile
