#include <cmath>
#include <vector>

#include "drift/largest_gap.h"
#include "drift/measures.h"
#include "drift/number_drift.h"
#include "support/catch.h"

using namespace dsprep::drift;

namespace {

NumberDrift drift_of(std::vector<double> reference, std::vector<double> current) {
  NumberDrift drift(reference.size(), current.size());
  std::size_t r = 0, c = 0;
  while (r < reference.size() || c < current.size()) {
    const bool from_current = r == reference.size() || (c < current.size() && current[c] < reference[r]);
    drift.add(from_current ? current[c++] : reference[r++], from_current);
  }
  drift.finish();
  return drift;
}

}  // namespace

TEST_CASE("drift: categories as scipy and Evidently measure them") {
  const std::vector<Cell> cells = {{100, 80}, {200, 170}, {300, 280}, {250, 290}, {150, 180}};
  const Measures m = measure(cells);
  CHECK(m.psi == Approx(.0221247432).epsilon(1e-8));
  CHECK(m.js == Approx(.0525557664).epsilon(1e-8));
  CHECK(m.total_variation == Approx(.07));
  CHECK(m.largest == Approx(.04));
  CHECK(m.largest_at == 3);
  CHECK(m.chi_squared == Approx(11.0345455).epsilon(1e-8));
  CHECK(m.degrees == 4);
  CHECK(m.chi_squared_p == Approx(.0261785).epsilon(1e-5));
  CHECK(m.cramers_v == Approx(.0593130).epsilon(1e-5));
}

TEST_CASE("drift: an empty cell counts as a small share in PSI, and as nothing elsewhere") {
  const std::vector<Cell> cells = {{10, 0}, {0, 10}, {0, 0}};
  const Measures m = measure(cells);
  CHECK(m.psi == Approx(2 * (1 - 1e-4) * std::log(1 / 1e-4)));
  CHECK(m.js == Approx(std::sqrt(std::log(2))));
  CHECK(m.largest == 1);
  CHECK(m.degrees == 1);                                 // the cell that is empty in both is none
  const std::vector<Cell> rare = {{1, 0}, {99'999, 5}};  // 0.00001 is rarer than 0.0001
  CHECK(measure(rare).psi == Approx((1 - .99999) * std::log(1 / .99999) + (1e-4 - 1e-5) * std::log(10)));
  const std::vector<Cell> rarer = {{0, 5}, {1, 0}, {99'999, 5}};
  const double floor = 1e-5 / 1e6;
  CHECK(measure(rarer).psi == Approx((.5 - floor) * std::log(.5 / floor) + (1e-4 - 1e-5) * std::log(10) +
                                     (.5 - .99999) * std::log(.5 / .99999)));
}

TEST_CASE("drift: nothing on one side, one cell") {
  const std::vector<Cell> none = {{3, 0}}, one = {{3, 4}};
  CHECK(std::isnan(measure(none).psi));
  CHECK(std::isnan(measure({}).js));
  CHECK(measure(one).psi == 0);
  CHECK(std::isnan(measure(one).chi_squared));
}

TEST_CASE("drift: the tail of chi-squared") {
  CHECK(chi_squared_survival(0, 3) == 1);
  CHECK(chi_squared_survival(3.841458820694124, 1) == Approx(.05).epsilon(1e-9));
  CHECK(chi_squared_survival(5.991464547107979, 2) == Approx(.05).epsilon(1e-9));
  CHECK(chi_squared_survival(124.34211340400407, 100) == Approx(.05).epsilon(1e-9));
  CHECK(chi_squared_survival(10'233.748897698467, 10'000) == Approx(.05).epsilon(1e-8));
}

TEST_CASE("drift: numbers as scipy measures them") {
  const NumberDrift drift = drift_of({1, 2, 2, 3, 4, 5, 6, 7, 8, 9}, {2, 3, 4, 4, 5, 6, 7, 8, 9, 10, 11, 12});
  CHECK(drift.gap().statistic() == Approx(.25));
  CHECK(drift.gap().counted_out());
  CHECK(drift.gap().p_value() == Approx(.7956).epsilon(1e-3));
  CHECK(drift.wasserstein() == Approx(2.05));
  CHECK(drift.wasserstein_over_deviation() == Approx(.785562).epsilon(1e-5));
  CHECK(drift.mean(false) == Approx(4.7));
  CHECK(drift.mean(true) == Approx(6.75));
}

TEST_CASE("drift: bins end at the reference's deciles") {
  std::vector<double> reference, current;
  for (int i = 1; i <= 20; ++i) reference.push_back(i);
  for (int i = 11; i <= 30; ++i) current.push_back(i);
  const NumberDrift drift = drift_of(reference, current);
  REQUIRE(drift.bins().size() == 10);
  CHECK(drift.bins()[0].edge == 2);
  CHECK(drift.bins()[8].edge == 18);
  CHECK(drift.bins()[9].cell.reference == 2);
  CHECK(drift.bins()[9].cell.current == 12);
  CHECK(drift.measures().largest == Approx(.5));
}

TEST_CASE("drift: a reference that is all one value") {
  const NumberDrift below = drift_of({5, 5, 5}, {3, 3, 3}), above = drift_of({5, 5, 5}, {7});
  CHECK(below.bins().size() == 2);
  CHECK(below.measures().largest == 1);
  CHECK(above.measures().largest == 1);
  CHECK(below.gap().statistic() == 1);
  CHECK(drift_of({5, 5}, {5}).measures().psi == 0);
  CHECK(drift_of({5, 5}, {5}).gap().p_value() == 1);
  CHECK(std::isnan(drift_of({5}, {}).wasserstein()));
  CHECK(std::isnan(drift_of({}, {5}).measures().psi));
}

TEST_CASE("drift: Kolmogorov's distribution") {
  CHECK(kolmogorov_survival(0) == 1);
  CHECK(kolmogorov_survival(.5) == Approx(.9639452436648751).epsilon(1e-12));
  CHECK(kolmogorov_survival(1) == Approx(.26999967167735456).epsilon(1e-12));
  CHECK(kolmogorov_survival(1.5) == Approx(.022217962616525127).epsilon(1e-12));
  LargestGap large(1'000'000, 2'000'000);
  large.see(500'000, 1'002'000);
  CHECK(!large.counted_out());
  CHECK(large.statistic() == Approx(.001));
  CHECK(large.p_value() == Approx(kolmogorov_survival(.001 * std::sqrt(2e12 / 3e6))));
}

TEST_CASE("drift: the deviation of large numbers that lie close together") {
  const NumberDrift drift = drift_of({1e9 + 1, 1e9 + 2, 1e9 + 3}, {1e9 + 2, 1e9 + 3, 1e9 + 4});
  CHECK(drift.wasserstein_over_deviation() == Approx(std::sqrt(1.5)).epsilon(1e-12));
}
