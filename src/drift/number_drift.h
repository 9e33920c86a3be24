// NumberDrift: how far two samples of numbers lie apart, read once in ascending order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "drift/largest_gap.h"
#include "drift/measures.h"

namespace dsprep::drift {

// Bins end at the reference's deciles (its values of rank ⌈k·n/10⌉), each of which belongs to the bin it ends; equal
// deciles end one bin. The last bin is open. Values below the smallest of the reference have a bin of their own where a
// tenth of the reference or more is that smallest value.
class NumberDrift {
 public:
  NumberDrift(std::uint64_t reference, std::uint64_t current);  // how many values each has

  void add(double value, bool current);  // REQUIRES values that ascend, finite
  void finish();                         // REQUIRES to be called once, last

  const LargestGap& gap() const { return gap_; }
  double wasserstein() const { return both() ? distance_ : undefined; }  // ∫ |F−G|
  double wasserstein_over_deviation() const;  // as a multiple of the reference's standard deviation, at least 0.001
  // REQUIRES that side to have values.
  double mean(bool current) const { return first_ + sides_[current ? 1 : 0].mean; }
  struct Bin {
    double edge;  // its upper end; the last: infinity
    bool below;   // the edge itself is none of it
    Cell cell;
  };
  const std::vector<Bin>& bins() const { return bins_; }  // those with values, ascending
  Measures measures() const;                              // over the bins

 private:
  struct Side {
    std::uint64_t values, seen = 0, at_value = 0;
    double mean = 0, squares = 0;  // of the values less first_, which keeps the digits of large ones
  };
  bool both() const { return sides_[0].values != 0 && sides_[1].values != 0; }
  void close_value();  // all that are equal to value_ have been seen
  void close_bin(double edge, bool below);
  std::uint64_t next_rank() const { return (static_cast<std::uint64_t>(decile_) * sides_[0].values + 9) / 10; }

  Side sides_[2];  // reference, current
  LargestGap gap_;
  double first_ = 0, value_ = 0, distance_ = 0, distance_rest_ = 0;
  bool any_ = false;
  int decile_ = 1;
  Cell open_;
  std::vector<Bin> bins_;
};

}  // namespace dsprep::drift
