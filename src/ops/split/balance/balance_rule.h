// BalanceRule: how many records of each class a balanced dataset has, and what weight each class gets.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "dsprep/params.h"
#include "split/draw.h"
#include "split/draw_step.h"

namespace dsprep::ops::balance {

enum class Method : std::uint8_t { over, under, both, none };

// The effective number of n records, (1 - beta^n) / (1 - beta) (Cui et al. 2019). REQUIRES 0 ≤ beta < 1.
double effective_number(std::uint64_t n, double beta);
// By class; of a class without records NaN. balanced: n / (K n_k), as scikit-learn's compute_class_weight. effective:
// in inverse proportion to the effective numbers, adding up to K.
std::vector<double> balanced_weights(const std::vector<std::uint64_t>& records);
std::vector<double> effective_weights(const std::vector<std::uint64_t>& records, double beta);

struct BalanceHow {
  Method method = Method::over;
  double ratio = 1;
  NumberTable targets;  // by name of the class: shares, or records
  bool shares = false;
  std::optional<std::uint64_t> size;
  std::optional<std::uint64_t> max_epochs;
  enum class Weights : std::uint8_t { none, balanced, effective } weights = Weights::none;
  double beta = 0;
  std::string pointer;  // of the class
  bool parts_known = false;
};

class BalanceRule final : public split::DrawRule {
 public:
  explicit BalanceRule(BalanceHow how) : how_(std::move(how)) {}

  Status want(std::vector<split::DrawnClass>& classes) const override;
  void tell(const std::vector<split::DrawnClass>& classes, Findings& findings) const override;
  std::vector<std::vector<std::string>> marks(const std::vector<split::DrawnClass>& classes) const override;

 private:
  Status check_targets(const std::vector<split::DrawnClass>& classes) const;
  Result<std::vector<double>> shares_of(const std::vector<split::DrawnClass>& classes) const;
  Status want_counts(std::vector<split::DrawnClass>& classes) const;
  Status want_shares(std::vector<split::DrawnClass>& classes) const;
  void want_even(std::vector<split::DrawnClass>& classes) const;
  std::uint64_t most_of(const split::DrawnClass& drawn) const;
  std::vector<double> weights_of(const std::vector<split::DrawnClass>& classes) const;

  BalanceHow how_;
};

}  // namespace dsprep::ops::balance
