#include "report/axis.h"

#include <cmath>
#include <limits>

#include "base/rng.h"
#include "support/catch.h"

using namespace dsprep;

TEST_CASE("ticks are round numbers") {
  const auto axis = report::axis_over(0, 68'000, 4);
  REQUIRE(axis);
  CHECK(axis->ticks == std::vector<double>{0, 20'000, 40'000, 60'000, 80'000});
  CHECK(axis->place(0) == 0);
  CHECK(axis->place(40'000) == 0.5);
  const auto negative = report::axis_over(-0.7, 1.2, 4);
  REQUIRE(negative);
  CHECK(negative->low == -1);
  CHECK(negative->high == 1.5);
}

TEST_CASE("an axis covers its range with few ticks, whatever the range") {
  base::Rng rng(11);
  for (int i = 0; i < 20'000; ++i) {
    double low = std::ldexp(rng.uniform() - 0.5, static_cast<int>(rng.below(600)) - 300);
    double high = std::ldexp(rng.uniform() - 0.5, static_cast<int>(rng.below(600)) - 300);
    if (low > high) std::swap(low, high);
    const auto axis = report::axis_over(low, high, 4);
    if (!axis) continue;
    CHECK(axis->low <= low);
    CHECK(axis->high >= high);
    CHECK(axis->ticks.size() >= 2);
    CHECK(axis->ticks.size() <= 8);
    CHECK(axis->ticks.front() == axis->low);
    CHECK(axis->ticks.back() == axis->high);
  }
}

TEST_CASE("equal ends, and ends no axis can have") {
  REQUIRE(report::axis_over(0, 0, 4));
  CHECK(report::axis_over(0, 0, 4)->high == 1);
  REQUIRE(report::axis_over(5, 5, 4));
  CHECK(report::axis_over(5, 5, 4)->low == 0);
  REQUIRE(report::axis_over(-5, -5, 4));
  CHECK(report::axis_over(-5, -5, 4)->high == 0);
  constexpr double infinity = std::numeric_limits<double>::infinity();
  CHECK_FALSE(report::axis_over(0, infinity, 4));
  CHECK_FALSE(report::axis_over(0, std::nan(""), 4));
  CHECK_FALSE(report::axis_over(-1e308, 1e308, 4));
  CHECK_FALSE(report::axis_over(0, 5e-324, 4));
  CHECK_FALSE(report::axis_over(1e17, 1e17 + 32, 4));
  CHECK_FALSE(report::axis_over(2, 1, 4));
}
