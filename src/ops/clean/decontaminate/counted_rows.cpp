#include "ops/clean/decontaminate/counted_rows.h"

#include <algorithm>
#include <utility>

#include "spill/wire.h"

namespace dsprep::ops::decontaminate {

void CountedRows::start(const RecordId& id) {
  id_ = id;
  things_.clear();
}

void CountedRows::add(std::uint64_t thing, std::string_view row) {
  if (status_.ok()) status_ = rows_.add(id_, row);
  things_.push_back(thing);
}

void CountedRows::finish() {
  ++records_;
  std::sort(things_.begin(), things_.end());
  things_.erase(std::unique(things_.begin(), things_.end()), things_.end());
  for (const std::uint64_t thing : things_) ++records_with_[thing];
}

std::uint64_t CountedRows::records_with(std::uint64_t thing) const {
  const auto found = records_with_.find(thing);
  return found == records_with_.end() ? 0 : found->second;
}

Status CountedRows::merge(CountedRows&& other) {
  DSPREP_CHECK(status_);
  DSPREP_CHECK(other.status_);
  records_ += other.records_;
  for (const auto& [thing, n] : other.records_with_) records_with_[thing] += n;
  return rows_.merge(std::move(other.rows_));
}

Status CountedRows::save(ByteSink& sink) {
  DSPREP_CHECK(status_);
  DSPREP_CHECK(spill::put_u64(sink, records_));
  DSPREP_CHECK(spill::put_u64(sink, records_with_.size()));
  for (const auto& [thing, n] : records_with_) {
    DSPREP_CHECK(spill::put_u64(sink, thing));
    DSPREP_CHECK(spill::put_u64(sink, n));
  }
  return rows_.save(sink);
}

Status CountedRows::load(ByteSource& source) {
  DSPREP_TRY(records_, spill::get_u64(source));
  DSPREP_TRY(const std::uint64_t things, spill::get_u64(source));
  for (std::uint64_t i = 0; i < things; ++i) {
    DSPREP_TRY(const std::uint64_t thing, spill::get_u64(source));
    DSPREP_TRY(records_with_[thing], spill::get_u64(source));
  }
  return rows_.load(source);
}

Result<std::unique_ptr<spill::SortedReader>> CountedRows::sorted() {
  DSPREP_CHECK(status_);
  return rows_.sorted();
}

}  // namespace dsprep::ops::decontaminate
