#include "split/proportions.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "base/portable_math.h"

namespace dsprep::split {
namespace {

// A number that would be whole, were doubles exact.
double snapped(double value) {
  const double nearest = std::round(value);
  return std::fabs(value - nearest) <= 1e-9 + value * 2e-15 ? nearest : value;
}

double sum(const std::vector<double>& values) { return std::accumulate(values.begin(), values.end(), 0.0); }

std::uint64_t counted(double value) {
  return value >= 0x1p63 ? std::uint64_t{1} << 63 : static_cast<std::uint64_t>(value);
}

}  // namespace

std::vector<double> temperature_weights(const std::vector<std::uint64_t>& sizes, double temperature,
                                        std::optional<double> cap) {
  const auto seen = [&](std::uint64_t size) { return std::min(static_cast<double>(size), cap.value_or(HUGE_VAL)); };
  double largest = 0;
  for (const std::uint64_t size : sizes) largest = std::max(largest, seen(size));
  std::vector<double> weights;
  for (const std::uint64_t size : sizes) {
    if (temperature == 1) weights.push_back(seen(size));
    else if (size == 0) weights.push_back(0);
    else weights.push_back(base::exp((base::log2(seen(size)) - base::log2(largest)) * base::ln_2 / temperature));
  }
  return weights;
}

std::vector<std::uint64_t> in_proportion(std::uint64_t total, const std::vector<double>& weights,
                                         const std::vector<std::uint64_t>& most) {
  const double whole = sum(weights);
  std::vector<std::uint64_t> drawn;
  std::vector<std::pair<double, std::size_t>> remainders;
  std::uint64_t left = total;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const double quota = snapped(static_cast<double>(total) * weights[i] / whole);
    drawn.push_back(std::min({left, most[i], counted(quota)}));
    left -= drawn.back();
    if (weights[i] > 0) remainders.emplace_back(std::floor(quota) - quota, i);
  }
  std::sort(remainders.begin(), remainders.end());
  for (bool any = true; left > 0 && any;) {
    any = false;
    for (const auto& [remainder, i] : remainders) {
      if (left == 0) break;
      if (drawn[i] == most[i]) continue;
      ++drawn[i];
      --left;
      any = true;
    }
  }
  return drawn;
}

// Those with the least in proportion to their weights are the first to have too little.
std::vector<std::uint64_t> fill(std::uint64_t total, const std::vector<double>& weights,
                                const std::vector<std::uint64_t>& most) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < weights.size(); ++i)
    if (weights[i] > 0) order.push_back(i);
  const auto lasts = [&](std::size_t i) { return static_cast<double>(most[i]) / weights[i]; };
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return lasts(a) < lasts(b); });
  std::vector<double> behind(order.size() + 1);  // weights from there on
  for (std::size_t i = order.size(); i > 0; --i) behind[i - 1] = behind[i] + weights[order[i - 1]];
  std::vector<std::uint64_t> drawn(weights.size());
  std::size_t at = 0;
  for (; at < order.size(); ++at) {
    const std::size_t i = order[at];
    if (static_cast<double>(total) * weights[i] / behind[at] <= static_cast<double>(most[i])) break;
    drawn[i] = most[i];
    total -= most[i];
  }
  std::vector<double> others(weights.size());
  for (std::size_t k = at; k < order.size(); ++k) others[order[k]] = weights[order[k]];
  if (at == order.size()) return drawn;
  const std::vector<std::uint64_t> rest = in_proportion(total, others, most);
  for (std::size_t i = 0; i < drawn.size(); ++i) drawn[i] += rest[i];
  return drawn;
}

namespace {

std::vector<std::uint64_t> proportioned(double total, const std::vector<double>& weights) {
  return in_proportion(counted(total), weights, std::vector<std::uint64_t>(weights.size(), no_limit));
}

}  // namespace

// Between two whole numbers it is the one nearer to what there is, where rounding gives no one too much (too little).
std::uint64_t largest_total(const std::vector<double>& weights, const std::vector<std::uint64_t>& most) {
  const double whole = sum(weights);
  double total = HUGE_VAL;
  for (std::size_t i = 0; i < weights.size(); ++i)
    if (weights[i] > 0) total = std::min(total, static_cast<double>(most[i]) * whole / weights[i]);
  const std::vector<std::uint64_t> drawn = proportioned(std::ceil(snapped(total)), weights);
  for (std::size_t i = 0; i < weights.size(); ++i)
    if (drawn[i] > most[i]) return counted(std::floor(snapped(total)));
  return counted(std::ceil(snapped(total)));
}

std::uint64_t smallest_total(const std::vector<double>& weights, const std::vector<std::uint64_t>& least) {
  const double whole = sum(weights);
  double total = 0;
  for (std::size_t i = 0; i < weights.size(); ++i)
    if (weights[i] > 0) total = std::max(total, static_cast<double>(least[i]) * whole / weights[i]);
  const std::vector<std::uint64_t> drawn = proportioned(std::floor(snapped(total)), weights);
  for (std::size_t i = 0; i < weights.size(); ++i)
    if (weights[i] > 0 && drawn[i] < least[i]) return counted(std::ceil(snapped(total)));
  return counted(std::floor(snapped(total)));
}

}  // namespace dsprep::split
