#include "base/quotas.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace dsprep::base {

std::vector<std::uint64_t> apportion(std::uint64_t n, const std::vector<double>& shares) {
  std::vector<std::uint64_t> counts;
  std::vector<std::pair<double, std::size_t>> remainders;
  std::uint64_t left = n;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    const double ideal = static_cast<double>(n) * shares[i];
    counts.push_back(std::min(left, static_cast<std::uint64_t>(ideal)));
    left -= counts.back();
    remainders.emplace_back(std::floor(ideal) - ideal, i);
  }
  std::sort(remainders.begin(), remainders.end());
  for (std::size_t i = 0; left > 0; i = (i + 1) % remainders.size(), --left) ++counts[remainders[i].second];
  return counts;
}

std::vector<std::uint64_t> draw_in_proportion(std::uint64_t wanted, std::vector<std::uint64_t>& left) {
  __extension__ using u128 = unsigned __int128;
  std::uint64_t all = 0;
  for (const std::uint64_t n : left) all += n;
  std::vector<std::uint64_t> drawn(left.size());
  if (wanted == 0) return drawn;
  std::vector<std::pair<std::uint64_t, std::size_t>> remainders;
  std::uint64_t missing = wanted;
  for (std::size_t i = 0; i < left.size(); ++i) {
    const u128 product = static_cast<u128>(left[i]) * wanted;
    drawn[i] = static_cast<std::uint64_t>(product / all);
    remainders.emplace_back(all - static_cast<std::uint64_t>(product % all), i);
    missing -= drawn[i];
  }
  std::sort(remainders.begin(), remainders.end());
  for (std::size_t i = 0; missing > 0; ++i, --missing) ++drawn[remainders[i].second];
  for (std::size_t i = 0; i < left.size(); ++i) left[i] -= drawn[i];
  return drawn;
}

}  // namespace dsprep::base
