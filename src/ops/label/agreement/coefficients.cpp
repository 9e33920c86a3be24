#include "ops/label/agreement/coefficients.h"

#include <algorithm>
#include <cmath>

namespace dsprep::ops::agreement {

void Coincidences::add(const std::vector<std::uint32_t>& counts) {
  std::uint64_t answers = 0;
  for (const std::uint32_t n : counts) answers += n;
  if (answers == 0) return;
  BySize& size = sizes_[answers];
  if (size.items++ == 0) {
    size.single.resize(labels_);
    size.pairs.resize(labels_ * labels_);
  }
  for (std::size_t a = 0; a < labels_; ++a) {
    if (counts[a] == 0) continue;
    size.single[a] += counts[a];
    for (std::size_t b = 0; b < labels_; ++b)
      size.pairs[a * labels_ + b] += std::uint64_t{counts[a]} * (counts[b] - (a == b ? 1 : 0));
  }
}

std::uint64_t Coincidences::items() const {
  std::uint64_t items = 0;
  for (const auto& [answers, size] : sizes_) items += size.items;
  return items;
}

std::uint64_t Coincidences::pairable() const {
  std::uint64_t items = 0;
  for (const auto& [answers, size] : sizes_)
    if (answers > 1) items += size.items;
  return items;
}

std::optional<double> Coincidences::percent() const {
  double sum = 0;
  for (const auto& [answers, size] : sizes_) {
    if (answers < 2) continue;
    std::uint64_t agreeing = 0;
    for (std::size_t a = 0; a < labels_; ++a) agreeing += size.pairs[a * labels_ + a];
    sum += static_cast<double>(agreeing) / static_cast<double>(answers * (answers - 1));
  }
  const std::uint64_t items = pairable();
  if (items == 0) return std::nullopt;
  return sum / static_cast<double>(items);
}

std::optional<double> Coincidences::fleiss() const {
  const std::optional<double> observed = percent();
  if (!observed) return std::nullopt;
  std::vector<double> shares(labels_);
  double all = 0;
  for (const auto& [answers, size] : sizes_) {
    if (answers < 2) continue;
    for (std::size_t a = 0; a < labels_; ++a) {
      shares[a] += static_cast<double>(size.single[a]);
      all += static_cast<double>(size.single[a]);
    }
  }
  double chance = 0;
  for (const double share : shares) chance += share / all * (share / all);
  if (chance >= 1) return std::nullopt;
  return (*observed - chance) / (1 - chance);
}

std::optional<double> Coincidences::gwet() const {
  const std::optional<double> observed = percent();
  if (!observed || labels_ < 2) return std::nullopt;
  std::vector<double> shares(labels_);
  for (const auto& [answers, size] : sizes_)
    for (std::size_t a = 0; a < labels_; ++a)
      shares[a] += static_cast<double>(size.single[a]) / static_cast<double>(answers);
  const double n = static_cast<double>(items());
  double chance = 0;
  for (const double share : shares) chance += share / n * (1 - share / n);
  chance /= static_cast<double>(labels_ - 1);
  return (*observed - chance) / (1 - chance);
}

std::optional<double> Coincidences::krippendorff(Level level, const std::vector<double>& values) const {
  std::vector<double> together(labels_ * labels_), marginal(labels_);
  double all = 0;
  for (const auto& [answers, size] : sizes_) {
    if (answers < 2) continue;
    for (std::size_t i = 0; i < together.size(); ++i)
      together[i] += static_cast<double>(size.pairs[i]) / static_cast<double>(answers - 1);
  }
  for (std::size_t a = 0; a < labels_; ++a)
    for (std::size_t b = 0; b < labels_; ++b) marginal[a] += together[a * labels_ + b];
  for (const double n : marginal) all += n;
  const auto distance = [&](std::size_t a, std::size_t b) -> double {
    if (a == b) return 0;
    switch (level) {
      case Level::nominal: return 1;
      case Level::ordinal: {
        double between = -(marginal[a] + marginal[b]) / 2;
        for (std::size_t g = std::min(a, b); g <= std::max(a, b); ++g) between += marginal[g];
        return between * between;
      }
      case Level::interval: return (values[a] - values[b]) * (values[a] - values[b]);
      case Level::ratio: {
        const double sum = values[a] + values[b];
        return sum == 0 ? 0 : (values[a] - values[b]) / sum * ((values[a] - values[b]) / sum);
      }
    }
    return 0;
  };
  double observed = 0, expected = 0;
  for (std::size_t a = 0; a < labels_; ++a)
    for (std::size_t b = 0; b < labels_; ++b) {
      const double d = distance(a, b);
      observed += together[a * labels_ + b] * d;
      expected += marginal[a] * marginal[b] * d;
    }
  if (!(expected > 0)) return std::nullopt;
  return 1 - (all - 1) * observed / expected;
}

std::optional<double> Confusion::cohen(Weights weights) const {
  std::vector<double> first(size), second(size);
  double all = 0;
  for (std::size_t a = 0; a < size; ++a)
    for (std::size_t b = 0; b < size; ++b) {
      const double n = static_cast<double>(cells[a * size + b]);
      first[a] += n;
      second[b] += n;
      all += n;
    }
  double observed = 0, expected = 0;
  for (std::size_t a = 0; a < size; ++a)
    for (std::size_t b = 0; b < size; ++b) {
      const double apart = std::abs(static_cast<double>(a) - static_cast<double>(b));
      const double d = weights == Weights::none ? (a == b ? 0 : 1) : weights == Weights::linear ? apart : apart * apart;
      observed += d * static_cast<double>(cells[a * size + b]);
      expected += d * first[a] * second[b];
    }
  if (!(expected > 0)) return std::nullopt;
  return 1 - all * observed / expected;
}

}  // namespace dsprep::ops::agreement
