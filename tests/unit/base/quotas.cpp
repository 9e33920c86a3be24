#include "base/quotas.h"

#include <numeric>

#include "base/rng.h"
#include "support/catch.h"

using namespace dsprep::base;
using Counts = std::vector<std::uint64_t>;

TEST_CASE("quotas: largest remainder, the earlier on a tie") {
  CHECK(apportion(10, {0.8, 0.1, 0.1}) == Counts{8, 1, 1});
  CHECK(apportion(3, {0.5, 0.5}) == Counts{2, 1});
  CHECK(apportion(1, {0.25, 0.25, 0.5}) == Counts{0, 0, 1});
  CHECK(apportion(100, {1.0 / 3, 1.0 / 3, 1.0 / 3}) == Counts{34, 33, 33});
  CHECK(apportion(0, {0.5, 0.5}) == Counts{0, 0});
  Counts left = {5, 5, 2};
  CHECK(draw_in_proportion(6, left) == Counts{3, 2, 1});  // 2.5, 2.5, 1: the first of equals
  CHECK(left == Counts{2, 3, 1});
  CHECK(draw_in_proportion(0, left) == Counts{0, 0, 0});
  CHECK(draw_in_proportion(6, left) == Counts{2, 3, 1});
  CHECK(left == Counts{0, 0, 0});
}

TEST_CASE("quotas: all is given, nobody by more than one beside its share, nobody more than it has") {
  Rng rng(3);
  for (int n = 0; n < 2'000; ++n) {
    std::vector<double> shares(1 + rng.below(6));
    double sum = 0;
    for (double& share : shares) sum += share = 0.001 + static_cast<double>(rng.below(1000));
    for (double& share : shares) share /= sum;
    const std::uint64_t total = rng.below(n % 2 == 0 ? 50 : 1'000'000'000);
    const Counts counts = apportion(total, shares);
    CHECK(std::accumulate(counts.begin(), counts.end(), std::uint64_t{0}) == total);
    for (std::size_t i = 0; i < shares.size(); ++i)
      CHECK(std::abs(static_cast<double>(counts[i]) - shares[i] * static_cast<double>(total)) < 1.001);

    Counts left(1 + rng.below(6));
    for (std::uint64_t& have : left) have = rng.below(n % 2 == 0 ? 10 : ~std::uint64_t{0} / 8);
    const Counts before = left;
    const std::uint64_t all = std::accumulate(left.begin(), left.end(), std::uint64_t{0});
    const std::uint64_t wanted = all == 0 ? 0 : rng.below(all + 1);
    const Counts drawn = draw_in_proportion(wanted, left);
    CHECK(std::accumulate(drawn.begin(), drawn.end(), std::uint64_t{0}) == wanted);
    for (std::size_t i = 0; i < left.size(); ++i) {
      CHECK(drawn[i] <= before[i]);
      CHECK(left[i] + drawn[i] == before[i]);
    }
  }
}
