#include "split/proportions.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "base/rng.h"
#include "support/catch.h"

using namespace dsprep;
using namespace dsprep::split;

namespace {

using Counts = std::vector<std::uint64_t>;
using Weights = std::vector<double>;

std::uint64_t sum(const Counts& counts) { return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0}); }

Weights shares(Weights weights) {
  const double all = std::accumulate(weights.begin(), weights.end(), 0.0);
  for (double& weight : weights) weight /= all;
  return weights;
}

void check_near(const Weights& found, const Weights& wanted) {
  REQUIRE(found.size() == wanted.size());
  for (std::size_t i = 0; i < found.size(); ++i) CHECK(std::fabs(found[i] - wanted[i]) <= 1e-12 * wanted[i]);
}

// UniMax as published: sources from the smallest, each an even part of what is left of the budget.
Weights unimax(const Counts& sizes, double budget, double epochs) {
  std::vector<std::size_t> order(sizes.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return sizes[a] < sizes[b]; });
  Weights drawn(sizes.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    const double share = budget / static_cast<double>(order.size() - i);
    const double most = static_cast<double>(sizes[order[i]]) * epochs;
    drawn[order[i]] = share > most ? most : share;
    budget -= drawn[order[i]];
  }
  return drawn;
}

}  // namespace

TEST_CASE("proportions: temperature as numpy computes n ** (1 / T)") {
  const Counts sizes = {1'000'000, 50'000, 1'200, 7};
  check_near(shares(temperature_weights(sizes, 1 / 0.3, {})),
             {0.6375621445574223, 0.25954551231568973, 0.08477677599314491, 0.01811556713374289});
  check_near(shares(temperature_weights(sizes, 2, 524'288.0)),
             {0.7351256135693989, 0.22701868214922682, 0.035169583009676424, 0.0026861212716979173});
  CHECK(temperature_weights({5, 0, 3}, 1, {}) == Weights{5, 0, 3});
  CHECK(temperature_weights({5, 0}, 2, {})[1] == 0);
  // 10^12 to the 100th is no double.
  CHECK(temperature_weights({1'000'000'000'000, 1'000'000'000'000, 1}, 0.01, {}) == Weights{1, 1, 0});
}

TEST_CASE("proportions: fill with equal weights is UniMax") {
  CHECK(fill(600, {1, 1, 1, 1}, {3000, 30, 300, 120}) == Counts{225, 30, 225, 120});
  CHECK(fill(600, {1, 1, 1, 1}, {1000, 10, 100, 40}) == Counts{450, 10, 100, 40});
  CHECK(fill(1000, {1, 1}, {20, 80}) == Counts{20, 80});  // all there is
  base::Rng rng(7);
  for (int round = 0; round < 500; ++round) {
    Counts sizes(2 + rng.below(9)), most;
    for (std::uint64_t& size : sizes) size = 1 + rng.below(1000);
    const std::uint64_t epochs = 1 + rng.below(4), budget = 1 + rng.below(8000);
    for (const std::uint64_t size : sizes) most.push_back(size * epochs);
    const Counts drawn = fill(budget, Weights(sizes.size(), 1), most);
    const Weights wanted = unimax(sizes, static_cast<double>(budget), static_cast<double>(epochs));
    CHECK(sum(drawn) == std::min(budget, sum(most)));
    for (std::size_t i = 0; i < sizes.size(); ++i) {
      CAPTURE(round, i);
      CHECK(drawn[i] <= most[i]);
      CHECK(std::fabs(static_cast<double>(drawn[i]) - wanted[i]) < 1);
    }
  }
}

TEST_CASE("proportions: weights are divided by largest remainder, none beyond what there is") {
  const Counts many(3, no_limit);
  CHECK(in_proportion(10, {1, 1, 1}, many) == Counts{4, 3, 3});
  CHECK(in_proportion(10, {7, 3, 0}, many) == Counts{7, 3, 0});
  CHECK(in_proportion(7, {0.5, 0.3, 0.2}, many) == Counts{4, 2, 1});  // 3.5, 2.1, 1.4
  CHECK(in_proportion(0, {1, 2, 3}, many) == Counts{0, 0, 0});
  // 0.1 + 0.2 is not 0.3 in doubles; a tenth of 10 is one record all the same.
  CHECK(in_proportion(10, {0.1, 0.2, 0.7}, many) == Counts{1, 2, 7});
}

TEST_CASE("proportions: the largest total without repeating, the smallest without leaving out") {
  CHECK(largest_total({0.7, 0.3}, {700, 300}) == 1000);
  CHECK(largest_total({0.8, 0.2}, {700, 100}) == 500);
  CHECK(largest_total({0.3, 0.7}, {2444, 5322}) == 7603);  // 2280.9 and 5322.1: 2281 and 5322
  CHECK(largest_total({1, 1}, {3, 4}) == 6);
  CHECK(smallest_total({0.8, 0.2}, {700, 100}) == 875);
  CHECK(smallest_total({3, 1}, {700, 100}) == 933);  // 699.75 and 233.25: 700 and 233
  CHECK(smallest_total({1, 1}, {3, 4}) == 8);
  CHECK(largest_total({1, 0}, {9, 0}) == 9);
  base::Rng rng(3);
  for (int round = 0; round < 2000; ++round) {
    Weights weights(2 + rng.below(5));
    Counts there;
    for (double& weight : weights) {
      weight = static_cast<double>(1 + rng.below(40)) / 40;
      there.push_back(1 + rng.below(5000));
    }
    const std::uint64_t least = largest_total(weights, there), most = smallest_total(weights, there);
    const Counts stopped = in_proportion(least, weights, there);
    const Counts cycled = in_proportion(most, weights, Counts(weights.size(), no_limit));
    CAPTURE(round);
    CHECK(sum(stopped) == least);
    CHECK(sum(cycled) == most);
    bool used_up = false;
    for (std::size_t i = 0; i < weights.size(); ++i) {
      CHECK(stopped[i] <= there[i]);
      CHECK(cycled[i] >= there[i]);
      used_up |= static_cast<double>(there[i]) - static_cast<double>(stopped[i]) < 1 / weights[i] + 1;
    }
    CHECK(used_up);
  }
}
