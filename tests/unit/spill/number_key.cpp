#include "spill/number_key.h"

#include <limits>
#include <vector>

#include "base/rng.h"
#include "support/catch.h"

using namespace dsprep;

namespace {

std::string key(double x) {
  std::string out;
  spill::append_number_key(out, x);
  return out;
}

}  // namespace

TEST_CASE("number_key: orders as numbers do, and comes back") {
  const double inf = std::numeric_limits<double>::infinity();
  std::vector<double> numbers = {-inf, -1e308, -3, -1e-310, 0, 5e-324, 0.1, 1, 2, 4096, 9007199254740993.0, 1e308, inf};
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    CHECK(spill::number_of_key(key(numbers[i])) == numbers[i]);
    for (std::size_t j = 0; j < numbers.size(); ++j)
      CHECK((key(numbers[i]) < key(numbers[j])) == (numbers[i] < numbers[j]));
  }
  CHECK(key(-0.0) == key(0.0));
  base::Rng rng(1);
  for (int n = 0; n < 10'000; ++n) {
    const auto a = std::bit_cast<double>(rng.next()), b = std::bit_cast<double>(rng.next());
    if (a != a || b != b) continue;
    CHECK((key(a) < key(b)) == (a < b));
  }
}
