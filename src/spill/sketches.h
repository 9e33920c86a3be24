// Sketches: small summaries whose result does not depend on the order of insertion, so that they merge: whatever way
// the values are spread over sketches, and in whatever order those are merged, the outcome is the same, bit for bit,
// and so are the bytes that save() writes. None of them is thread-safe. load() REQUIRES a fresh object.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dsprep/op.h"
#include "spill/exact_sum.h"

namespace dsprep::spill {

// How many distinct values: HyperLogLog with 2^14 registers, 0.8 % standard error (Flajolet et al. 2007, with Ertl's
// 2017 improved raw estimator); exact up to 1,024 values. At most 16 KiB.
class DistinctCount {
 public:
  static constexpr std::size_t exact_limit = 1024;

  void add(std::uint64_t hash);  // REQUIRES a good 64-bit hash of the value (base::hash64)
  void merge(const DistinctCount& other);
  double estimate() const;  // a whole number
  bool exact() const { return registers_.empty(); }
  Status save(ByteSink& sink) const;
  Status load(ByteSource& source);

 private:
  void to_registers();
  void note(std::uint64_t hash);       // in the registers
  std::vector<std::uint64_t> values_;  // sorted, distinct, while exact
  std::vector<std::uint8_t> registers_;
};

// Quantiles of numbers with 0.5 % relative error: buckets that grow with the value, as in a DDSketch (Masson et al.
// 2019), plus exact count, minimum, maximum and sum. A bucket is a value's exponent and the top bits of its mantissa:
// no logarithm, whose last bit differs between machines. Integers up to ±4,096 (and every number with at most 8
// significant bits) have a bucket of their own, so that quantiles of small integers are exact. Infinities are values;
// subnormal numbers are less precise.
class Quantiles {
 public:
  void add(double value, std::uint64_t times = 1);  // NaN is counted apart
  void merge(const Quantiles& other);
  std::uint64_t count() const { return count_; }  // without NaN
  std::uint64_t nans() const { return nan_; }
  double min() const { return count_ ? min_ : std::numeric_limits<double>::quiet_NaN(); }
  double max() const { return count_ ? max_ : std::numeric_limits<double>::quiet_NaN(); }
  double sum() const { return sum_.value(); }  // correctly rounded
  double mean() const {
    return count_ ? sum() / static_cast<double>(count_) : std::numeric_limits<double>::quiet_NaN();
  }
  // The value of rank ⌈q·count⌉ (at least 1), without interpolation. 0 ≤ q ≤ 1; NaN where count() is 0.
  double quantile(double q) const;
  // (upper edge, count) of what lies above the edge before and not above this one, ascending; empty stretches are left
  // out. Of integers up to ±4,096 each is an edge, so that counts up to them are exact.
  std::vector<std::pair<double, std::uint64_t>> buckets() const;
  Status save(ByteSink& sink) const;
  Status load(ByteSource& source);

 private:
  static std::int32_t bucket_of(double value);
  static double value_of(std::int32_t bucket);  // the middle
  static double upper_edge_of(std::int32_t bucket);
  std::map<std::int32_t, std::uint64_t> buckets_;
  std::uint64_t count_ = 0, nan_ = 0;
  double min_ = 0, max_ = 0;
  ExactSum sum_;
};

// The k items with the smallest hashes: a uniform sample that does not depend on order. Ties go to the smaller item.
// The same item with the same hash counts once: put what tells two apart (the record's key) into the hash or the item.
class BottomK {
 public:
  explicit BottomK(std::size_t k) : k_(k) {}
  void add(std::uint64_t hash, std::string_view item);
  bool would_take(std::uint64_t hash) const;  // false: add() would change nothing, so the item need not be made
  void merge(const BottomK& other);           // REQUIRES the same k
  std::vector<std::string> items() const;     // by hash
  Status save(ByteSink& sink) const;
  Status load(ByteSource& source);

 private:
  std::size_t k_;
  std::set<std::pair<std::uint64_t, std::string>> items_;
};

// Counts of every value up to a limit of distinct values; past it the values are no longer kept, and complete() is
// false (whatever the order, since a set of values either fits or does not).
class ValueCounts {
 public:
  explicit ValueCounts(std::size_t limit = 10'000) : limit_(limit) {}
  void add(std::string_view value, std::uint64_t times = 1);
  void merge(const ValueCounts& other);  // REQUIRES the same limit
  bool complete() const { return !overflow_; }
  const std::map<std::string, std::uint64_t, std::less<>>& counts() const {
    return counts_;
  }  // empty where not complete
  std::uint64_t total() const { return total_; }
  Status save(ByteSink& sink) const;
  Status load(ByteSource& source);

 private:
  std::size_t limit_;
  bool overflow_ = false;
  std::uint64_t total_ = 0;
  std::map<std::string, std::uint64_t, std::less<>> counts_;
};

}  // namespace dsprep::spill
