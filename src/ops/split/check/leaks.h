// Leaks: pairs of records of different parts that should not be in both, as they are found.
#pragma once

#include <array>
#include <cstdint>
#include <iterator>
#include <map>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "dsprep/record.h"

namespace dsprep::ops::check {

enum class Leak : std::uint8_t { exact, normalized, near, containment, group, label_conflict };
inline constexpr std::size_t leak_kinds = 6;
inline constexpr std::string_view leak_names[leak_kinds] = {"exact",       "normalized", "near",
                                                            "containment", "group",      "label_conflicts"};

// A record of a part, and one of an earlier part that it repeats.
struct LeakPair {
  RecordId record, other;
  std::size_t part = 0, other_part = 0;  // ranks
  double similarity = 1;
  bool operator<(const LeakPair& b) const {
    return std::tie(part, record, other) < std::tie(b.part, b.record, b.other);
  }
};

// How many there are, and the first of each kind.
class Leaks {
 public:
  explicit Leaks(std::size_t examples) : most_(examples) {}

  void add(Leak kind, const LeakPair& pair) {
    ++counts_[static_cast<std::size_t>(kind)];
    ++by_parts_[{pair.part, pair.other_part}][static_cast<std::size_t>(kind)];
    std::set<LeakPair>& examples = examples_[static_cast<std::size_t>(kind)];
    examples.insert(pair);
    if (examples.size() > most_) examples.erase(std::prev(examples.end()));
  }
  std::uint64_t count(Leak kind) const { return counts_[static_cast<std::size_t>(kind)]; }
  using Counts = std::array<std::uint64_t, leak_kinds>;
  // By rank of the part and of the other, where there are any.
  const std::map<std::pair<std::size_t, std::size_t>, Counts>& by_parts() const { return by_parts_; }
  const std::set<LeakPair>& examples(Leak kind) const { return examples_[static_cast<std::size_t>(kind)]; }

 private:
  std::size_t most_;
  Counts counts_{};
  std::map<std::pair<std::size_t, std::size_t>, Counts> by_parts_;
  std::array<std::set<LeakPair>, leak_kinds> examples_;
};

}  // namespace dsprep::ops::check
