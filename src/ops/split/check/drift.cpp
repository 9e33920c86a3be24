#include "ops/split/check/drift.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace dsprep::ops::check {
namespace {

double share(std::uint64_t n, std::uint64_t of) { return static_cast<double>(n) / static_cast<double>(of); }

std::size_t first_of(const std::vector<std::uint64_t>& counts) {
  for (std::size_t i = 0; i < counts.size(); ++i)
    if (counts[i] != 0) return i;
  return 0;
}

}  // namespace

LabelDrift::LabelDrift(const PartList& parts) : distances_(parts.parts.size(), 0) {
  for (const Part& part : parts.parts) labelled_.push_back(part.labelled);
  first_ = first_of(labelled_);
}

// A record may have several labels: shares are of the records that have any.
void LabelDrift::add(const std::string& label, const std::vector<std::uint64_t>& counts) {
  ++labels_;
  std::uint64_t total = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    total += counts[i];
    if (labelled_[i] == 0) continue;
    missing_ += counts[i] == 0;
    distances_[i] += std::fabs(share(counts[i], labelled_[i]) - share(counts[first_], labelled_[first_]));
  }
  rows_.insert({{total, label}, counts});
  if (rows_.size() > most_rows) rows_.erase(rows_.begin());
}

double LabelDrift::largest() const {
  double most = 0;
  for (std::size_t i = 0; i < distances_.size(); ++i) most = std::max(most, distance(i));
  return most;
}

std::vector<LabelDrift::Row> LabelDrift::most_frequent() const {
  std::vector<Row> rows;
  for (auto it = rows_.rbegin(); it != rows_.rend(); ++it)
    rows.push_back({it->first.first, it->first.second, it->second});
  return rows;
}

LengthDrift::LengthDrift(const PartList& parts) : seen_(parts.parts.size(), 0), sums_(parts.parts.size(), 0) {
  for (const Part& part : parts.parts) records_.push_back(part.records);
  first_ = first_of(records_);
  for (const std::uint64_t records : records_) gaps_.emplace_back(records, records_[first_]);
}

void LengthDrift::add(std::uint64_t length, std::size_t part) {
  if (length != length_) close();
  length_ = length;
  ++seen_[part];
  sums_[part] += static_cast<double>(length);
}

void LengthDrift::close() {
  for (std::size_t i = 0; i < gaps_.size(); ++i) gaps_[i].see(seen_[i], seen_[first_]);
}

double LengthDrift::largest() const {
  double most = 0;
  for (const drift::LargestGap& gap : gaps_) most = std::max(most, gap.statistic());
  return most;
}

double LengthDrift::mean(std::size_t part) const {
  return records_[part] == 0 ? 0 : sums_[part] / static_cast<double>(records_[part]);
}

}  // namespace dsprep::ops::check
