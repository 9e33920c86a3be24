// NgramGroups: which runs of n words come more than once, for n = 2, 3, 4, … in turn. Exact, and linear in the words.
//
// Each position i is in a group: that of all positions whose next n words are the same. An n-gram repeats only where
// the (n-1)-grams at i and at i + 1 do, and is known by their two groups; so hardly anything is left to look at for
// larger n, and hashes are only a way to find two numbers that are then compared.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "ops/clean/gopher_repetition/number_table.h"

namespace dsprep::ops::gopher_repetition {

// Owned by one worker; storage is kept from text to text, unless a giant has passed.
class NgramGroups {
 public:
  static constexpr std::uint32_t single = 0xffffffff;
  struct Group {
    std::uint32_t count;  // at least 2
    std::uint32_t first;  // position of the first
  };

  // n becomes 1. Equal words have equal numbers below `distinct`. REQUIRES ids to live until the next start.
  void start(std::span<const std::uint32_t> ids, std::uint32_t distinct);
  void next();  // n grows by one
  std::size_t n() const { return n_; }

  // Positions of n-grams that come at least twice, ascending.
  std::span<const std::uint32_t> repeated() const { return repeated_; }
  // The group of a repeated position; `single` elsewhere. REQUIRES a position where n words begin.
  std::uint32_t group_at(std::uint32_t position) const { return group_[position]; }
  // By group number. Some hold single n-grams: count 1.
  std::span<const Group> groups() const { return groups_; }

 private:
  void order_by_round(std::size_t rounds);

  std::span<const std::uint32_t> ids_;
  std::size_t n_ = 0;
  std::vector<std::uint32_t> group_, next_group_, repeated_, candidates_;
  std::vector<std::uint32_t> order_;  // indices of candidates, round by round
  std::vector<std::size_t> ends_;     // of the rounds, in order_
  std::vector<Group> groups_;
  NumberTable numbers_;
};

}  // namespace dsprep::ops::gopher_repetition
