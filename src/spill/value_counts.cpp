#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "spill/sketches.h"
#include "spill/wire.h"

namespace dsprep::spill {

void ValueCounts::add(std::string_view value, std::uint64_t times) {
  if (times == 0) return;
  total_ += times;
  if (overflow_) return;
  if (const auto known = counts_.find(value); known != counts_.end()) {
    known->second += times;
    return;
  }
  if (counts_.size() < limit_) {
    counts_.emplace(value, times);
    return;
  }
  overflow_ = true;
  counts_.clear();
}

void ValueCounts::merge(const ValueCounts& other) {
  if (other.overflow_) {
    total_ += other.total_;
    overflow_ = true;
    counts_.clear();
    return;
  }
  for (const auto& [value, count] : other.counts_) add(value, count);
}

Status ValueCounts::save(ByteSink& sink) const {
  DSPREP_CHECK(put_u64(sink, overflow_ ? 1 : 0));
  DSPREP_CHECK(put_u64(sink, total_));
  DSPREP_CHECK(put_u64(sink, counts_.size()));
  for (const auto& [value, count] : counts_) {
    DSPREP_CHECK(put_text(sink, value));
    DSPREP_CHECK(put_u64(sink, count));
  }
  return {};
}

Status ValueCounts::load(ByteSource& source) {
  DSPREP_TRY(const std::uint64_t overflow, get_u64(source));
  DSPREP_TRY(total_, get_u64(source));
  DSPREP_TRY(const std::uint64_t size, get_u64(source));
  if (overflow > 1 || size > (overflow ? 0 : limit_)) return failure("saved state is damaged: not counts of values");
  overflow_ = overflow != 0;
  for (std::uint64_t i = 0; i < size; ++i) {
    DSPREP_TRY(std::string value, get_text(source));
    DSPREP_TRY(const std::uint64_t count, get_u64(source));
    counts_.emplace(std::move(value), count);
  }
  return {};
}

}  // namespace dsprep::spill
