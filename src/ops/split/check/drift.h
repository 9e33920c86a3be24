// Drift: how far the labels and lengths of a part lie from those of the first.
//
// Labels: the total variation distance, half the sum of the differences of shares, 0 to 1. Lengths: the
// Kolmogorov-Smirnov statistic, the largest difference of the cumulative shares, 0 to 1. Both exact.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "drift/largest_gap.h"
#include "ops/split/check/parts.h"

namespace dsprep::ops::check {

class LabelDrift {
 public:
  explicit LabelDrift(const PartList& parts);
  // Labels, one after another: how often each part has it.
  void add(const std::string& label, const std::vector<std::uint64_t>& counts);

  std::uint64_t labels() const { return labels_; }
  // Labels that one part has and another, in which records have labels, has not: once for each such part.
  std::uint64_t missing() const { return missing_; }
  double distance(std::size_t part) const { return distances_[part] / 2; }  // from the first part with labels
  double largest() const;
  struct Row {
    std::uint64_t total;
    std::string label;
    std::vector<std::uint64_t> counts;
  };
  std::vector<Row> most_frequent() const;

 private:
  static constexpr std::size_t most_rows = 100;
  std::vector<std::uint64_t> labelled_;
  std::size_t first_ = 0;  // the first part with labels
  std::uint64_t labels_ = 0, missing_ = 0;
  std::vector<double> distances_;
  std::set<std::pair<std::pair<std::uint64_t, std::string>, std::vector<std::uint64_t>>> rows_;  // rarest first
};

class LengthDrift {
 public:
  explicit LengthDrift(const PartList& parts);
  void add(std::uint64_t length, std::size_t part);  // REQUIRES lengths to ascend
  void finish() { close(); }
  double statistic(std::size_t part) const { return gaps_[part].statistic(); }
  double largest() const;
  double mean(std::size_t part) const;

 private:
  void close();

  std::vector<std::uint64_t> records_, seen_;
  std::vector<double> sums_;
  std::vector<drift::LargestGap> gaps_;  // from the first part with records
  std::size_t first_ = 0;                // the first part with records
  std::uint64_t length_ = 0;
};

}  // namespace dsprep::ops::check
