#include "ops/clean/decontaminate/document_frequencies.h"

#include <algorithm>

#include "spill/wire.h"

namespace dsprep::ops::decontaminate {

void DocumentFrequencies::add(std::vector<std::uint64_t>& features) {
  std::sort(features.begin(), features.end());
  features.erase(std::unique(features.begin(), features.end()), features.end());
  for (const std::uint64_t feature : features) ++records_[feature];
}

std::uint64_t DocumentFrequencies::of(std::uint64_t feature) const {
  const auto found = records_.find(feature);
  return found == records_.end() ? 0 : found->second;
}

void DocumentFrequencies::merge(const DocumentFrequencies& other) {
  for (const auto& [feature, records] : other.records_) records_[feature] += records;
}

Status DocumentFrequencies::save(ByteSink& sink) const {
  DSPREP_CHECK(spill::put_u64(sink, records_.size()));
  for (const auto& [feature, records] : records_) {
    DSPREP_CHECK(spill::put_u64(sink, feature));
    DSPREP_CHECK(spill::put_u64(sink, records));
  }
  return {};
}

Status DocumentFrequencies::load(ByteSource& source) {
  DSPREP_TRY(const std::uint64_t features, spill::get_u64(source));
  for (std::uint64_t i = 0; i < features; ++i) {
    DSPREP_TRY(const std::uint64_t feature, spill::get_u64(source));
    DSPREP_TRY(records_[feature], spill::get_u64(source));
  }
  return {};
}

}  // namespace dsprep::ops::decontaminate
