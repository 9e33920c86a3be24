#include "ops/clean/k_anonymity/class_survey.h"

#include <algorithm>
#include <bit>

#include "base/hash.h"
#include "spill/hash_key.h"
#include "spill/scan.h"

namespace dsprep::ops::k_anonymity {

void append_piece(std::string& row, std::string_view value) {
  spill::append_be32(row, static_cast<std::uint32_t>(value.size()));
  row += value;
}

std::string_view next_piece(std::string_view& row) {
  const std::size_t size = spill::read_be32(row);
  const std::string_view value = row.substr(4, size);
  row.remove_prefix(4 + size);
  return value;
}

std::string class_entry(std::string_view general, std::string_view sensitive_hash, std::uint64_t count,
                        std::string_view exact) {
  std::string entry;
  append_piece(entry, general);
  entry += sensitive_hash;
  append_piece(entry, exact);
  spill::append_be64(entry, count);
  return entry;
}

ClassEntry::ClassEntry(std::string_view bytes) {
  general = next_piece(bytes);
  sensitive = bytes.substr(0, spill::hash_key_size);
  bytes.remove_prefix(spill::hash_key_size);
  exact = next_piece(bytes);
  count = spill::read_be64(bytes);
}

Status ClassSurvey::read(spill::Sorter& from, Decider& decider) {
  DSPREP_CHECK(spill::scan(from, decider, "counting classes", [&](std::string_view bytes) { return see(bytes); }));
  return close_class();
}

Status ClassSurvey::see(std::string_view bytes) {
  const ClassEntry entry(bytes);
  const bool same_class = !general_.empty() && entry.general == general_;
  if (!same_class) {
    DSPREP_CHECK(close_class());
    general_ = entry.general;
  }
  if (same_class && entry.sensitive == sensitive_ && entry.exact == exact_) {
    pending_ += entry.count;
    return {};
  }
  DSPREP_CHECK(flush());
  if (!same_class || entry.sensitive != sensitive_) close_value();
  sensitive_ = entry.sensitive;
  exact_ = entry.exact;
  pending_ = entry.count;
  return {};
}

// Records of one (class, sensitive value, exact row): one entry of the next round.
Status ClassSurvey::flush() {
  if (pending_ == 0) return {};
  size_ += pending_;
  of_value_ += pending_;
  DSPREP_CHECK(entries.add(class_entry(general_, sensitive_, pending_, exact_)));
  pending_ = 0;
  return {};
}

void ClassSurvey::close_value() {
  if (of_value_ == 0) return;
  ++values_;
  const auto n = static_cast<double>(of_value_);
  n_log_n_ += n * std::log(n);
  of_value_ = 0;
}

Status ClassSurvey::close_class() {
  DSPREP_CHECK(flush());
  close_value();
  if (size_ == 0) return {};
  const auto n = static_cast<double>(size_);
  // Rounded, so that three equal shares are 3 on every machine.
  const double effective = std::round(std::exp(std::log(n) - n_log_n_ / n) * 1e9) / 1e9;
  const double l = limits_.entropy ? effective : static_cast<double>(values_);
  ++class_count;
  records += size_;
  unique += size_ == 1;
  smallest = std::min(smallest, size_);
  fewest = std::min(fewest, l);
  if (size_ < limits_.k || (limits_.l > 0 && l < limits_.l)) in_small += size_;
  ++sizes[static_cast<std::size_t>(std::bit_width(size_)) - 1];
  std::string_view row = general_;
  for (spill::DistinctCount& field : distinct) field.add(base::hash64(next_piece(row)));
  std::string entry;
  spill::append_hash_key(entry, base::hash128(general_));
  spill::append_be64(entry, size_);
  spill::append_be64(entry, std::bit_cast<std::uint64_t>(l));
  size_ = values_ = 0;
  n_log_n_ = 0;
  general_.clear();
  return classes.add(entry);
}

}  // namespace dsprep::ops::k_anonymity
