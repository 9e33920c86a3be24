#include "tokenizers/json_score.h"

#include "support/catch.h"

using dsprep::tokenizers::score_of;

TEST_CASE("scores: digits as a whole number, divided by a power of ten, as the package's parser does") {
  CHECK(score_of("-12.5") == -12.5);
  CHECK(score_of("0") == 0);
  CHECK(score_of("1e3") == 1000);
  CHECK(score_of("-25E-1") == -2.5);
  CHECK(score_of("13.531701701925027") == 13.531701701925028);  // not the nearest double
  CHECK(score_of("13.531701701925027") != 13.531701701925027);
  CHECK(score_of("0.12345678901234567890123") == 12345678901234567890.0 / 1e20);  // digits beyond 64 bits are left out
  CHECK(score_of("1e-500") < 1e-300);
}
