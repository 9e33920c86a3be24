#include "dedup/banding.h"

#include <vector>

#include "base/rng.h"
#include "support/catch.h"

using dsprep::dedup::Banding;

TEST_CASE("banding: the chance of a candidate") {
  CHECK(Banding{16, 7}.chance(0.8) == Approx(0.977).margin(0.0005));
  CHECK(Banding{14, 8}.chance(0.8) == Approx(0.924).margin(0.0005));
  CHECK(Banding{16, 7}.chance(0) == 0);
  CHECK(Banding{16, 7}.chance(1) == 1);
  // By lot.
  dsprep::base::Rng rng(1);
  const Banding banding{5, 3};
  int found = 0;
  for (int i = 0; i < 20000; ++i) {
    bool any = false;
    for (std::size_t band = 0; band < banding.bands; ++band) {
      bool all = true;
      for (std::size_t row = 0; row < banding.rows; ++row) all &= rng.uniform() < 0.6;
      any |= all;
    }
    found += any;
  }
  CHECK(found / 20000.0 == Approx(banding.chance(0.6)).margin(0.015));
}

TEST_CASE("banding: the most rows that find nearly all pairs at the threshold") {
  for (const double threshold : {0.05, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 1.0}) {
    const Banding chosen = Banding::for_threshold(threshold);
    CHECK(chosen.permutations() <= 112);
    for (std::size_t rows = chosen.rows + 1; rows <= 112; ++rows)
      CHECK(Banding{112 / rows, rows}.chance(threshold) < 0.975);
    if (chosen.rows > 1) CHECK(chosen.chance(threshold) >= 0.975);
  }
  CHECK(Banding::for_threshold(0.8).bands == 16);
  CHECK(Banding::for_threshold(0.8).rows == 7);
}

TEST_CASE("banding: a share of bands as a similarity") {
  const Banding banding{16, 7};
  for (const double s : {0.3, 0.8, 1.0}) CHECK(banding.similarity_of(std::pow(s, 7)) == Approx(s));
}
