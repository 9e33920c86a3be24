#include "ops/label/label_model/fit.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <string>

#include "ops/label/label_model/assignment.h"

namespace dsprep::ops::label_model {
namespace {

constexpr std::size_t rows_at_once = 16;  // items, of one piece of work

class Descent {
 public:
  Descent(const votes::VoteCounts& counts, const How& how, Decider& decider)
      : how_(how), decider_(decider), labels_(how.balance.size()), records_(counts.records()), rules_(counts.rules()) {
    model_.items = counts.items();
    n_ = model_.items.size();
    share_.resize(n_ * n_);
    const auto together = counts.together();
    for (std::size_t i = 0; i < n_; ++i)
      for (std::size_t j = 0; j < n_; ++j)
        share_[i * n_ + j] = static_cast<double>(together[i][j]) / static_cast<double>(records_);
    first_.assign(n_ * labels_, 0);
    for (std::size_t i = 0; i < n_; ++i) {
      const std::size_t y = model_.items[i].label;
      first_[i * labels_ + y] = std::clamp(own_share(i) * how.precision / how.balance[y], 0.0, 1.0);
    }
    model_.mu = first_;
    for (double& value : model_.mu) value *= how.start;
    velocity_.assign(n_ * labels_, 0);
    gradient_.resize(n_ * labels_);
    weighted_.resize(n_ * labels_);
    losses_.resize(n_);
  }

  Result<Model> run() {
    for (std::size_t epoch = 0; epoch < how_.epochs; ++epoch) {
      if (decider_.stop_requested()) return Error{Error::Kind::interrupted, "interrupted while fitting label_model"};
      decider_.progress("fitting label_model", static_cast<double>(epoch) / static_cast<double>(how_.epochs));
      DSPREP_CHECK(step());
      if (!std::isfinite(model_.loss.back()))
        return failure("label_model: the loss is no number after " + std::to_string(epoch + 1) +
                       " epochs: set learning_rate lower");
    }
    clamp();
    order_labels();
    weigh();
    return std::move(model_);
  }

 private:
  double own_share(std::size_t item) const { return share_[item * n_ + item]; }

  Status step() {
    for (std::size_t i = 0; i < n_; ++i)
      for (std::size_t y = 0; y < labels_; ++y)
        weighted_[i * labels_ + y] = model_.mu[i * labels_ + y] * how_.balance[y];
    const std::size_t pieces = (n_ + rows_at_once - 1) / rows_at_once;
    DSPREP_CHECK(decider_.parallel_for(pieces, [&](std::size_t piece) -> Status {
      for (std::size_t i = piece * rows_at_once; i < std::min(n_, (piece + 1) * rows_at_once); ++i) losses_[i] = row(i);
      return {};
    }));
    double loss = 0;
    for (const double part : losses_) loss += part;
    model_.loss.push_back(loss);
    for (std::size_t i = 0; i < model_.mu.size(); ++i) {
      velocity_[i] = how_.momentum * velocity_[i] + gradient_[i] + how_.l2 * model_.mu[i];  // l2 also decays, as there
      model_.mu[i] -= how_.learning_rate * velocity_[i];
    }
    return {};
  }

  // The item's part of the loss; its row of the gradient.
  double row(std::size_t i) {
    double* const gradient = &gradient_[i * labels_];
    std::fill(gradient, gradient + labels_, 0);
    const double* const mu = &model_.mu[i * labels_];
    double loss = 0;
    for (std::size_t j = 0; j < n_; ++j) {
      if (model_.items[j].rule == model_.items[i].rule) continue;
      const double* const other = &weighted_[j * labels_];
      double error = share_[i * n_ + j];
      for (std::size_t y = 0; y < labels_; ++y) error -= mu[y] * other[y];
      loss += error * error;
      for (std::size_t y = 0; y < labels_; ++y) gradient[y] -= 4 * error * other[y];
    }
    double rest = -own_share(i);
    for (std::size_t y = 0; y < labels_; ++y) rest += weighted_[i * labels_ + y];
    loss += rest * rest;
    for (std::size_t y = 0; y < labels_; ++y) {
      gradient[y] += 2 * rest * how_.balance[y];
      const double away = mu[y] - first_[i * labels_ + y];
      loss += how_.l2 * how_.l2 * away * away;
      gradient[y] += 2 * how_.l2 * how_.l2 * away;
    }
    return loss;
  }

  // Probabilities away from 0 and 1 by no more than so many records can show.
  void clamp() {
    double least = 1;
    for (std::uint64_t reach = 1; reach < records_; reach *= 10) least /= 10;  // 10^-ceil(log10 n)
    least = std::min(0.01, least);
    for (double& value : model_.mu) value = std::clamp(value, least, 1 - least);
  }

  // Labels of equal balance are told apart by nothing but names: they are named so that votes are most often right.
  void order_labels() {
    std::vector<std::vector<double>> gain(labels_, std::vector<double>(labels_));  // column of mu, label
    for (std::size_t i = 0; i < n_; ++i)
      for (std::size_t y = 0; y < labels_; ++y)
        gain[y][model_.items[i].label] += model_.mu[i * labels_ + y] * how_.balance[y];
    std::map<long, std::vector<std::size_t>> alike;  // by balance, rounded to three decimals
    for (std::size_t y = 0; y < labels_; ++y) alike[std::lround(how_.balance[y] * 1000)].push_back(y);
    std::vector<std::size_t> label_of(labels_);  // by column
    for (const auto& [balance, group] : alike) {
      std::vector<std::vector<double>> among(group.size(), std::vector<double>(group.size()));
      for (std::size_t a = 0; a < group.size(); ++a)
        for (std::size_t b = 0; b < group.size(); ++b) among[a][b] = gain[group[a]][group[b]];
      const std::vector<std::size_t> chosen = best_assignment(among);
      for (std::size_t a = 0; a < group.size(); ++a) label_of[group[a]] = group[chosen[a]];
    }
    std::vector<double> mu(model_.mu.size());
    for (std::size_t i = 0; i < n_; ++i)
      for (std::size_t y = 0; y < labels_; ++y) mu[i * labels_ + label_of[y]] = model_.mu[i * labels_ + y];
    model_.mu = std::move(mu);
  }

  void weigh() {
    std::vector<double> right(rules_), voted(rules_);
    for (std::size_t i = 0; i < n_; ++i) {
      const auto [rule, label] = model_.items[i];
      right[rule] += model_.mu[i * labels_ + label] * how_.balance[label];
      voted[rule] += own_share(i);
    }
    for (std::size_t rule = 0; rule < rules_; ++rule)
      model_.weight.push_back(voted[rule] > 0 ? std::clamp(right[rule] / voted[rule], 1e-6, 1.0) : 0);
  }

  const How& how_;
  Decider& decider_;
  const std::size_t labels_;
  const std::uint64_t records_;
  const std::size_t rules_;
  std::size_t n_ = 0;          // items
  std::vector<double> share_;  // O
  std::vector<double> first_, velocity_, gradient_, weighted_, losses_;
  Model model_;
};

}  // namespace

Result<Model> fit(const votes::VoteCounts& counts, const How& how, Decider& decider) {
  return Descent(counts, how, decider).run();
}

}  // namespace dsprep::ops::label_model
