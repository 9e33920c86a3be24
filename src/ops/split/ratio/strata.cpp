#include "ops/split/ratio/strata.h"

#include "spill/wire.h"

namespace dsprep::ops::ratio {
namespace {

constexpr std::size_t longest_key = 16, longest_name = 1024;

}  // namespace

void Strata::add_row(std::string_view key, std::uint64_t hash) {
  if (strata_.size() > most) {
    status_ = failure(too_many_);
    return;
  }
  row_.clear();
  spill::append_be64(row_, hash);
  row_ += key;
  status_ = rows_.add(row_);
}

Status Strata::merge(Strata&& other) {
  DSPREP_CHECK(status_);
  DSPREP_CHECK(other.status_);
  for (auto& [key, stratum] : other.strata_) {
    Stratum& ours = strata_[key];
    if (ours.records == 0) ours.name = std::move(stratum.name);
    ours.records += stratum.records;
  }
  if (strata_.size() > most) return status_ = failure(too_many_);
  return status_ = rows_.merge(std::move(other.rows_));
}

Result<std::unique_ptr<spill::SortedReader>> Strata::sorted() {
  DSPREP_CHECK(status_);
  return rows_.sorted();
}

Status Strata::save(ByteSink& sink) {
  DSPREP_CHECK(status_);
  DSPREP_CHECK(spill::put_u64(sink, strata_.size()));
  for (const auto& [key, stratum] : strata_) {
    DSPREP_CHECK(spill::put_text(sink, key));
    DSPREP_CHECK(spill::put_text(sink, stratum.name));
    DSPREP_CHECK(spill::put_u64(sink, stratum.records));
  }
  return rows_.save(sink);
}

Status Strata::load(ByteSource& source) {
  DSPREP_TRY(const std::uint64_t size, spill::get_u64(source));
  if (size > most) return failure("saved state is damaged: too many strata");
  for (std::uint64_t i = 0; i < size; ++i) {
    DSPREP_TRY(std::string key, spill::get_text(source, longest_key));
    Stratum stratum;
    DSPREP_TRY(stratum.name, spill::get_text(source, longest_name));
    DSPREP_TRY(stratum.records, spill::get_u64(source));
    strata_.emplace(std::move(key), std::move(stratum));
  }
  return rows_.load(source);
}

}  // namespace dsprep::ops::ratio
