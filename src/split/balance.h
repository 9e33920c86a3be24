// Balance: how far the parts are from what each shall have of every label, and which part a unit does the least harm
// to. For units that are more than one record of one label: groups, copies, records with several labels.
//
// Part p shall have the share of its size of every label: q = records of the label × size ÷ all records. The harm is
// chi-squared: the sum of (x - q)² / q over labels and parts, and over the parts' sizes. So a part is judged by what
// it lacks in proportion to its size, a rare label weighs as much as a frequent one, and a unit that is too large for
// a part goes to a larger one.
//
// Greedy placement as in iterative stratification (Sechidis, Tsoumakas, Vlahavas 2011) and in StratifiedGroupKFold,
// in the order in which units come: the hardest first. Then units are moved and exchanged while that helps.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace dsprep::split {

// What a unit has of one label.
struct LabelCount {
  std::uint32_t label = 0;  // a number from 0
  std::uint32_t records = 0;
};

// Not thread-safe. Takes 16 bytes for each label and part.
class Balance {
 public:
  // `sizes`: records by part, as wanted. `labels`: records by label. REQUIRES at least one part.
  Balance(std::vector<std::uint64_t> sizes, const std::vector<std::uint64_t>& labels);

  std::size_t parts() const { return sizes_.size(); }
  std::size_t labels() const { return wanted_.size() / parts(); }
  const std::vector<std::uint64_t>& sizes() const { return sizes_; }
  double wanted(std::size_t label, std::size_t part) const { return wanted_[label * parts() + part]; }
  std::uint64_t has(std::size_t label, std::size_t part) const { return has_[label * parts() + part]; }
  std::uint64_t records(std::size_t part) const { return records_[part]; }

  // The part that suffers least; of equals the one that lacks most of its size in proportion, then the first.
  std::size_t best_part(std::uint64_t records, std::span<const LabelCount> labels) const;
  void place(std::uint64_t records, std::span<const LabelCount> labels, std::size_t part, int times = 1);
  // What one more such unit changes in the harm done to a part; with `times` -1: one less.
  double harm(std::uint64_t records, std::span<const LabelCount> labels, std::size_t part, int times = 1) const;
  // Of records that are counted otherwise.
  void place_label(std::size_t label, std::size_t part, std::uint64_t records) {
    has_[label * parts() + part] += records;
  }
  // So many records (modulo 2^64) of this label and no other.
  void place_singles(std::size_t label, std::size_t part, std::uint64_t records) {
    records_[part] += records;
    has_[label * parts() + part] += records;
  }

 private:
  std::vector<std::uint64_t> sizes_;
  std::vector<double> wanted_;  // by label and part
  std::vector<std::uint64_t> has_;
  std::vector<std::uint64_t> records_;  // by part
};

// Units that may still be moved.
class UnitPool {
 public:
  // REQUIRES the unit to have been placed in `part`.
  void add(std::uint64_t hash, std::uint64_t records, std::span<const LabelCount> labels, std::size_t part);
  std::size_t size() const { return units_.size(); }
  std::size_t label_counts() const { return labels_.size(); }
  std::uint64_t hash(std::size_t unit) const { return units_[unit].hash; }
  std::size_t part(std::size_t unit) const { return units_[unit].part; }

  // Moves units while that lessens the harm, and where asked for exchanges them, a bounded number of times. The same on
  // every machine.
  void improve(Balance& balance, bool exchange);

 private:
  struct Unit {
    std::uint64_t hash, records;
    std::uint32_t first, count;  // its labels
    std::uint32_t part;
  };
  std::span<const LabelCount> labels(const Unit& unit) const { return {labels_.data() + unit.first, unit.count}; }
  bool move_each(Balance& balance);
  std::uint64_t exchange_some(Balance& balance, std::uint64_t attempts, std::uint64_t seed);

  std::vector<Unit> units_;
  std::vector<LabelCount> labels_;
};

}  // namespace dsprep::split
