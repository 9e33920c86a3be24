#include "base/portable_math.h"

#include <algorithm>
#include <cmath>

#include "base/rng.h"
#include "support/catch.h"

namespace dsprep::base {

TEST_CASE("log2 and exp agree with the C library's to 1e-14") {
  Rng rng(7);
  const auto drawn = [&] { return static_cast<double>(rng.below(1ull << 53)) / static_cast<double>(1ull << 53); };
  double worst_log = 0, worst_exp = 0;
  for (int i = 0; i < 200'000; ++i) {
    const double x = std::ldexp(0.5 + drawn(), static_cast<int>(rng.below(200)) - 100), y = (drawn() - 0.5) * 1400;
    worst_log = std::max(worst_log, std::fabs(log2(x) - std::log2(x)) / std::max(1.0, std::fabs(std::log2(x))));
    worst_exp = std::max(worst_exp, std::fabs(exp(y) / std::exp(y) - 1));
  }
  CHECK(worst_log < 1e-14);
  CHECK(worst_exp < 1e-14);
}

TEST_CASE("log2 and exp at their ends") {
  for (int power = -1000; power <= 1000; power += 100) CHECK(log2(std::ldexp(1.0, power)) == power);
  CHECK(exp(0) == 1);
  CHECK(exp(-1e300) == 0);
  CHECK(exp(1e300) == HUGE_VAL);
  CHECK(exp(NAN) != exp(NAN));
  // Bits that must not change.
  CHECK(exp(1) == 0x1.5bf0a8b14576ap+1);
  CHECK(log2(3) == 0x1.95c01a39fbd69p+0);
}

}  // namespace dsprep::base
