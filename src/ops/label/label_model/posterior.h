// The label of a record by its votes: P(y | votes) is in proportion to P(y) times P(vote | y) of every rule that voted;
// that a rule abstained says nothing.
#pragma once

#include <algorithm>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/portable_math.h"
#include "ops/label/label_model/fit.h"
#include "votes/answers.h"

namespace dsprep::ops::label_model {

// Immutable, thread-safe.
class Posterior {
 public:
  // `labels`: as JSON spells them, in the order of the model.
  Posterior(const Model& model, const std::vector<double>& balance, std::vector<std::string> labels)
      : labels_(std::move(labels)) {
    for (const double p : balance) log_balance_.push_back(base::log2(p));
    for (std::size_t i = 0; i < model.items.size(); ++i) {
      for (std::size_t y = 0; y < labels_.size(); ++y) log_mu_.push_back(base::log2(model.mu[i * labels_.size() + y]));
      const auto [rule, label] = model.items[i];
      if (items_.size() <= rule) items_.resize(rule + 1);
      items_[rule].emplace(labels_[label], i);
    }
  }

  const std::vector<std::string>& labels() const { return labels_; }

  // Into `p`, by label. A vote that the model does not know counts for nothing.
  void of(const std::vector<votes::Answer>& votes, std::vector<double>& p) const {
    p = log_balance_;
    for (const votes::Answer& vote : votes) {
      if (vote.place >= items_.size()) continue;
      const auto found = items_[vote.place].find(vote.label);
      if (found == items_[vote.place].end()) continue;
      const double* const row = &log_mu_[found->second * labels_.size()];
      for (std::size_t y = 0; y < p.size(); ++y) p[y] += row[y];
    }
    const double largest = *std::max_element(p.begin(), p.end());
    double sum = 0;
    for (double& x : p) sum += x = base::exp((x - largest) * base::ln_2);
    for (double& x : p) x /= sum;
  }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return base::hash64(text); }
  };
  std::vector<std::string> labels_;
  std::vector<double> log_balance_, log_mu_;                                                // base 2
  std::vector<std::unordered_map<std::string, std::size_t, Hash, std::equal_to<>>> items_;  // by rule: label → item
};

}  // namespace dsprep::ops::label_model
