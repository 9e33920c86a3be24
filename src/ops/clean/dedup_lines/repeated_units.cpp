#include "ops/clean/dedup_lines/repeated_units.h"

#include <algorithm>

#include "spill/ordered_number.h"
#include "spill/scan.h"

namespace dsprep::ops::dedup_lines {
namespace {

constexpr std::size_t hash_size = 8, most_shown = 50;

}  // namespace

void append_unit(std::string& entry, std::uint64_t hash, std::string_view where, std::uint64_t unit) {
  spill::append_be64(entry, hash);
  entry += where;
  spill::append_ordered(entry, unit);
}

bool RepeatedUnits::Group::operator<(const Group& other) const {
  if (records != other.records) return records > other.records;
  if (occurrences != other.occurrences) return occurrences > other.occurrences;
  return first != other.first ? first < other.first : hash < other.hash;
}

RepeatedUnits::RepeatedUnits(spill::Workspace& workspace, const Rules& rules, Decider& decider)
    : workspace_(workspace), rules_(rules), decider_(decider), rows_(workspace) {}

Status RepeatedUnits::read(spill::Sorter& entries) {
  DSPREP_CHECK(spill::scan(entries, decider_, "looking for repeated lines", [&](std::string_view entry) {
    const std::uint64_t hash = spill::read_be64(entry);
    if (now_.occurrences == 0 || hash != now_.hash) {
      close();
      now_ = {};
      now_.hash = hash;
    }
    entry.remove_prefix(hash_size);
    const RecordId id = spill::take_ordered_id(entry);
    return add(id, spill::take_ordered(entry));
  }));
  close();
  return {};
}

Status RepeatedUnits::add(const RecordId& id, std::uint64_t unit) {
  const bool is_first = now_.occurrences == 0 || (rules_.by_record && id == now_.first);
  if (now_.occurrences == 0) now_.first = id;
  if (now_.occurrences == 0 || id != now_.last) ++now_.records;
  now_.last = id;
  ++now_.occurrences;
  row_.clear();
  spill::append_be32(row_, static_cast<std::uint32_t>(unit));
  const bool goes = !rules_.keep_first || !is_first;
  if (counted() < rules_.enough) return goes ? hold_back(id) : Status();
  DSPREP_CHECK(release());
  return goes ? rows_.add(id, row_) : Status();
}

// Occurrences of which it is not yet known whether there are enough: a few in memory, very many (of a unit that one
// record repeats) in a sorter.
Status RepeatedUnits::hold_back(const RecordId& id) {
  constexpr std::size_t few = 4096;
  if (held_.size() < few) {
    held_.emplace_back(id, row_);
    return {};
  }
  if (!more_) more_.emplace(workspace_);
  return more_->add(id, row_);
}

Status RepeatedUnits::release() {
  for (const auto& [id, row] : held_) DSPREP_CHECK(rows_.add(id, row));
  held_.clear();
  if (more_) DSPREP_CHECK(rows_.merge(std::move(*more_)));
  more_.reset();
  return {};
}

void RepeatedUnits::close() {
  held_.clear();
  more_.reset();
  if (now_.occurrences == 0 || counted() < rules_.enough) return;
  ++repeated_;
  occurrences_ += now_.occurrences;
  if (!rules_.shown) return;
  if (most_.size() == most_shown && !(now_ < most_.back())) return;
  most_.insert(std::upper_bound(most_.begin(), most_.end(), now_), now_);
  if (most_.size() > most_shown) most_.pop_back();
}

}  // namespace dsprep::ops::dedup_lines
