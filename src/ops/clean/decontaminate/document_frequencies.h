// Document frequencies: in how many records each feature (an n-gram, an item) occurs. As many features as memory holds.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "dsprep/op.h"

namespace dsprep::ops::decontaminate {

// Not thread-safe. A total (spill/totals.h).
class DocumentFrequencies {
 public:
  // The features of one record, in any order, repeated ones once. Sorts `features`.
  void add(std::vector<std::uint64_t>& features);
  std::uint64_t of(std::uint64_t feature) const;

  void merge(const DocumentFrequencies& other);
  Status save(ByteSink& sink) const;
  Status load(ByteSource& source);

 private:
  std::map<std::uint64_t, std::uint64_t> records_;
};

}  // namespace dsprep::ops::decontaminate
