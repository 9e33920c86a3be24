#include "split/strata.h"

#include "base/human.h"
#include "spill/wire.h"

namespace dsprep::split {
namespace {

constexpr std::size_t longest_name = 1024;

}  // namespace

Error Strata::too_many() {
  return failure("stratify: the field has more than " + base::format_count(most) +
                 " different values: give one with few, such as a label, or for numbers bins = 10");
}

Status Strata::merge(Strata&& next) {
  for (auto& [key, stratum] : next.strata_) {
    Stratum& ours = strata_[key];
    if (ours.records == 0) ours.name = std::move(stratum.name);
    ours.records += stratum.records;
  }
  return strata_.size() > most ? Status(too_many()) : Status();
}

Status Strata::save(ByteSink& sink) const {
  DSPREP_CHECK(spill::put_u64(sink, strata_.size()));
  for (const auto& [key, stratum] : strata_) {
    DSPREP_CHECK(spill::put_u64(sink, key));
    DSPREP_CHECK(spill::put_text(sink, stratum.name));
    DSPREP_CHECK(spill::put_u64(sink, stratum.records));
  }
  return {};
}

Status Strata::load(ByteSource& source) {
  DSPREP_TRY(const std::uint64_t size, spill::get_u64(source));
  if (size > most) return failure("saved state is damaged: too many strata");
  for (std::uint64_t i = 0; i < size; ++i) {
    DSPREP_TRY(const std::uint64_t key, spill::get_u64(source));
    Stratum stratum;
    DSPREP_TRY(stratum.name, spill::get_text(source, longest_name));
    DSPREP_TRY(stratum.records, spill::get_u64(source));
    strata_.emplace(key, std::move(stratum));
  }
  return {};
}

}  // namespace dsprep::split
