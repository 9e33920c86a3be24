#include "base/draw_places.h"

#include <cmath>
#include <cstdint>
#include <vector>

#include "support/catch.h"

using namespace dsprep::base;

namespace {

double mean_count(double rate, std::size_t n, int rounds) {
  const PlaceDraws draws(rate);
  Rng rng(3);
  std::vector<std::uint32_t> places;
  double all = 0;
  for (int i = 0; i < rounds; ++i) {
    draws.draw(n, rng, places);
    REQUIRE(!places.empty());
    REQUIRE(places.back() < n);
    for (std::size_t k = 1; k < places.size(); ++k) REQUIRE(places[k - 1] < places[k]);
    all += static_cast<double>(places.size());
  }
  return all / rounds;
}

}  // namespace

TEST_CASE("draw_places: each place with the probability asked for") {
  for (const double rate : {0.001, 0.01, 0.05, 0.3, 0.9}) {
    const std::size_t n = 20'000;
    const double expected = rate * static_cast<double>(n), error = std::sqrt(expected * (1 - rate) / 300);
    INFO(rate);
    CHECK(std::abs(mean_count(rate, n, 300) - expected) < 4 * error);
  }
  CHECK(mean_count(1, 100, 10) == 100);
  CHECK(mean_count(1e-300, 100'000, 10) == 1);  // and soon
  CHECK(mean_count(0, 3, 10) == 1);
}

TEST_CASE("draw_places: no place is favoured, whether it is near the beginning or far") {
  const PlaceDraws draws(0.02);
  Rng rng(5);
  std::vector<std::uint32_t> places;
  std::vector<double> counts(400);
  for (int i = 0; i < 20'000; ++i) {
    draws.draw(400, rng, places);
    for (const std::uint32_t place : places) ++counts[place];
  }
  double chi2 = 0;
  for (const double count : counts) chi2 += (count - 400) * (count - 400) / (400 * 0.98);
  CHECK(chi2 < 467);  // 399 degrees of freedom, p = .01
}

TEST_CASE("draw_places: so many different ones, all choices as likely") {
  Rng rng(7);
  std::vector<std::uint32_t> places;
  std::vector<double> pairs(25);
  for (int i = 0; i < 10'000; ++i) {
    draw_distinct(2, 5, rng, places);
    REQUIRE(places.size() == 2);
    REQUIRE(places[0] < places[1]);
    ++pairs[places[0] * 5 + places[1]];
  }
  double chi2 = 0;
  for (std::size_t a = 0; a < 5; ++a)
    for (std::size_t b = a + 1; b < 5; ++b) chi2 += (pairs[a * 5 + b] - 1000) * (pairs[a * 5 + b] - 1000) / 1000;
  CHECK(chi2 < 21.7);  // 9 degrees of freedom, p = .01
  draw_distinct(5, 5, rng, places);
  CHECK(places == std::vector<std::uint32_t>{0, 1, 2, 3, 4});
  draw_distinct(0, 5, rng, places);
  CHECK(places.empty());
}
