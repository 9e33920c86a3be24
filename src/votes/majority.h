// Majority vote: the label that most answers give, what ties do, and the share of each label.
// Snorkel's MajorityLabelVoter 0.10 splits the probability over the tied labels; here each label has its share of the
// answers, and a tie is broken by the key of the task, never by where it stands.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "votes/answers.h"

namespace dsprep::votes {

struct Tally {
  std::string_view label;
  std::uint64_t answers = 0;
};

// Counts answers by label, ordered by label (compared as bytes). Keeps its storage.
class Majority {
 public:
  void count(const std::vector<Answer>& answers);
  const std::vector<Tally>& tallies() const { return tallies_; }
  std::uint64_t answers() const { return answers_; }
  // Indexes into tallies() of the labels with the most answers: one, several where they are tied, none without answers.
  const std::vector<std::size_t>& winners() const { return winners_; }

 private:
  std::vector<std::string_view> labels_;
  std::vector<Tally> tallies_;
  std::vector<std::size_t> winners_;
  std::uint64_t answers_ = 0;
};

}  // namespace dsprep::votes
