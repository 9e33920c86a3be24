#include "votes/majority.h"

#include <algorithm>
#include <string>

namespace dsprep::votes {

void Majority::count(const std::vector<Answer>& answers) {
  labels_.clear();
  tallies_.clear();
  winners_.clear();
  answers_ = answers.size();
  for (const Answer& answer : answers) labels_.push_back(answer.label);
  std::sort(labels_.begin(), labels_.end());
  for (const std::string_view label : labels_) {
    if (tallies_.empty() || tallies_.back().label != label) tallies_.push_back({label, 0});
    ++tallies_.back().answers;
  }
  std::uint64_t most = 0;
  for (const Tally& tally : tallies_) most = std::max(most, tally.answers);
  for (std::size_t i = 0; i < tallies_.size(); ++i)
    if (tallies_[i].answers == most) winners_.push_back(i);
}

}  // namespace dsprep::votes
