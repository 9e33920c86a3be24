// Vote counts: how often each rule votes for each label, alone and together with every other vote. Memory grows with
// the pairs of (rule, label), not with the records; so the analysis of rules (Snorkel's LFAnalysis) and the label
// model, which need nothing else, take one pass.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dsprep/op.h"
#include "votes/answers.h"
#include "votes/numbered_texts.h"

namespace dsprep::votes {

// Merged in any order the same counts. Not thread-safe.
class VoteCounts {
 public:
  static constexpr std::size_t most_items = 20'000;  // pairs of rule and label: 1.6 GB of counts

  // The votes of one record, each rule at most once; `rules`: how many there are (the list's length). An error where
  // there are more items than most_items.
  Status count(const std::vector<Answer>& answers, std::size_t rules);
  Status merge(VoteCounts&& next);
  Status save(ByteSink& sink);
  Status load(ByteSource& source);

  std::uint64_t records() const { return records_; }
  std::uint64_t covered() const { return covered_; }          // records with a vote
  std::uint64_t overlapping() const { return overlapping_; }  // with two
  std::uint64_t conflicting() const { return conflicting_; }  // with votes for different labels
  std::uint64_t shortest() const { return shortest_; }        // of the lists of votes
  std::uint64_t longest() const { return rules_.size(); }
  std::size_t rules() const { return rules_.size(); }
  std::uint64_t overlaps(std::size_t rule) const { return rules_[rule].overlaps; }
  std::uint64_t conflicts(std::size_t rule) const { return rules_[rule].conflicts; }

  std::vector<std::string> labels() const { return labels_.sorted(); }  // as JSON spells them, by their bytes
  // Of the items in the order of (rule, label's place in labels()).
  struct Item {
    std::uint32_t rule, label;
  };
  std::vector<Item> items() const;
  // Records in which both items of that order stand; of one with itself: its votes.
  std::vector<std::vector<std::uint64_t>> together() const;
  // Records whose majority is one label alone, by label.
  std::vector<std::uint64_t> majorities() const;

 private:
  static constexpr std::uint32_t none = 0xffffffff;
  struct Rule {
    std::uint64_t overlaps = 0, conflicts = 0;
    std::vector<std::uint32_t> items;  // by label number: the item, or none
  };
  struct RawItem {
    std::uint32_t rule, label;  // the label's number as it came
  };
  Result<std::uint32_t> item_of(std::size_t rule, std::uint32_t label);
  std::uint64_t& pair(std::uint32_t a, std::uint32_t b) {
    if (a < b) std::swap(a, b);
    return pairs_[std::size_t{a} * (a + 1) / 2 + b];
  }
  std::uint64_t pair(std::uint32_t a, std::uint32_t b) const { return const_cast<VoteCounts*>(this)->pair(a, b); }
  std::vector<std::uint32_t> item_order() const;

  NumberedTexts labels_;
  std::vector<Rule> rules_;
  std::vector<RawItem> items_;
  std::vector<std::uint64_t> pairs_;       // lower triangle, by item
  std::vector<std::uint64_t> majorities_;  // by label number
  std::uint64_t records_ = 0, covered_ = 0, overlapping_ = 0, conflicting_ = 0;
  std::uint64_t shortest_ = 0;
  std::vector<std::uint32_t> row_, numbers_, tally_;
};

}  // namespace dsprep::votes
