#include "spill/exact_sum.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <vector>

#include "base/rng.h"
#include "support/catch.h"
#include "support/memory_bytes.h"

namespace dsprep {
namespace {

using spill::ExactSum;
using test::saved;

double sum_of(const std::vector<double>& values) {
  ExactSum sum;
  for (const double value : values) sum.add(value);
  return sum.value();
}

TEST_CASE("exact sums of what doubles lose") {
  CHECK(sum_of({}) == 0);
  CHECK(sum_of({0.1, 0.2, 0.3}) == 0.6);
  CHECK(sum_of({1e308, 1e308, -1e308, -1e308, 1e-320}) == 1e-320);
  CHECK(sum_of({1e16, 1, -1e16}) == 1);
  CHECK(sum_of({-1e16, -1, 1e16}) == -1);
  CHECK(sum_of({1e300, 1, -1e300, -1}) == 0);
  CHECK(sum_of({-5e-324, -5e-324}) == -1e-323);
  constexpr double max = std::numeric_limits<double>::max();
  CHECK(sum_of({max, max}) == std::numeric_limits<double>::infinity());
  CHECK(sum_of({-max, -max}) == -std::numeric_limits<double>::infinity());
  CHECK(sum_of({max, max, -max}) == max);
}

TEST_CASE("exact sums round to nearest, ties to even") {
  const double one = 1, half_ulp = std::ldexp(1.0, -53), tiny = std::ldexp(1.0, -1074);
  CHECK(sum_of({one, half_ulp}) == 1);
  CHECK(sum_of({one, half_ulp, tiny}) == std::nextafter(1.0, 2.0));
  CHECK(sum_of({one, half_ulp, -tiny}) == 1);
  const double odd = std::nextafter(1.0, 2.0);
  CHECK(sum_of({odd, half_ulp}) == std::nextafter(odd, 2.0));
  CHECK(sum_of({-odd, -half_ulp}) == -std::nextafter(odd, 2.0));
  CHECK(sum_of({std::nextafter(2.0, 1.0), half_ulp}) == 2);  // a carry into a new binade
}

TEST_CASE("two doubles: the sum is IEEE's") {
  base::Rng rng(7);
  for (int i = 0; i < 200'000; ++i) {
    double a = std::bit_cast<double>(rng.next());
    double b = std::bit_cast<double>(rng.next());
    if (i % 2 == 0)
      b = std::ldexp(1 + rng.uniform(), static_cast<int>(std::ilogb(std::isfinite(a) && a != 0 ? a : 1)) -
                                            static_cast<int>(rng.below(60))) *
          (i % 4 ? 1 : -1);
    if (!std::isfinite(a) || !std::isfinite(b)) continue;
    const double expected = a + b;
    const double got = sum_of({a, b});
    if (got != expected) {
      CAPTURE(a, b);
      CHECK(got == expected);
    }
  }
}

TEST_CASE("exact sums: infinities and NaN are sticky in any order") {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  CHECK(sum_of({infinity, 1}) == infinity);
  CHECK(sum_of({1, -infinity, -infinity}) == -infinity);
  CHECK(std::isnan(sum_of({infinity, -infinity})));
  CHECK(std::isnan(sum_of({1, std::nan(""), infinity})));
}

TEST_CASE("exact sums: times is so many additions") {
  base::Rng rng(3);
  for (int i = 0; i < 2000; ++i) {
    const double value = (rng.uniform() - 0.5) * std::ldexp(1.0, static_cast<int>(rng.below(100)) - 50);
    const std::uint64_t times = rng.below(40);
    ExactSum at_once, one_by_one;
    at_once.add(value, times);
    for (std::uint64_t n = 0; n < times; ++n) one_by_one.add(value);
    REQUIRE(saved(at_once) == saved(one_by_one));
  }
  ExactSum huge;
  huge.add(std::numeric_limits<double>::max(), ~std::uint64_t{0});
  huge.add(-std::numeric_limits<double>::max(), ~std::uint64_t{0} - 1);
  CHECK(huge.value() == std::numeric_limits<double>::max());
  ExactSum half;
  half.add(0.5, ~std::uint64_t{0});
  CHECK(half.value() == std::ldexp(1.0, 63));
}

TEST_CASE("exact sums do not depend on order, on splits, or on save and load") {
  base::Rng rng(11);
  for (int round = 0; round < 50; ++round) {
    std::vector<double> values;
    for (int i = 0; i < 300; ++i)
      values.push_back(std::ldexp(rng.uniform() - 0.5, static_cast<int>(rng.below(400)) - 200));
    ExactSum plain;
    for (const double value : values) plain.add(value);
    rng.shuffle(values);
    std::vector<ExactSum> pieces(1 + rng.below(6));
    for (const double value : values) pieces[rng.below(pieces.size())].add(value);
    ExactSum merged;
    for (ExactSum& piece : pieces) {
      ExactSum again;
      const std::string bytes = saved(piece);
      test::MemorySource source(bytes);
      REQUIRE(again.load(source).ok());
      REQUIRE(source.at_end());
      REQUIRE(saved(again) == bytes);
      merged.merge(again);
    }
    REQUIRE(merged.value() == plain.value());
    REQUIRE(saved(merged) == saved(plain));
  }
}

TEST_CASE("exact sums refuse damaged state") {
  const std::string bytes = "\xff\xff\xff\xff\xff\xff\xff\xff";
  test::MemorySource source(bytes);
  ExactSum sum;
  CHECK_FALSE(sum.load(source).ok());
}

}  // namespace
}  // namespace dsprep
