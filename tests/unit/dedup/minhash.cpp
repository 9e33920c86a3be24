#include "dedup/minhash.h"

#include <algorithm>
#include <vector>

#include "base/rng.h"
#include "dedup/mt19937.h"
#include "support/catch.h"

using namespace dsprep;

TEST_CASE("mt19937: the first outputs for the seeds everybody knows") {
  // The reference implementation's, and NumPy's: init by one number, 5489 and 1.
  dedup::Mt19937 standard(5489);
  std::uint32_t last = 0;
  for (int i = 0; i < 10000; ++i) last = standard.next32();
  CHECK(last == 4123659995u);  // ISO C++ [rand.predef]
  dedup::Mt19937 one(1);
  CHECK(one.next32() == 1791095845u);
  CHECK(one.next32() == 4282876139u);
}

TEST_CASE("minhash: SIMD signs as plain loops do, whatever the sizes") {
  base::Rng rng(3);
  for (const std::size_t n : {1, 4, 7, 8, 9, 16, 31, 32, 55, 56, 57, 64, 112, 120, 128, 300}) {
    const dedup::MinHash32 narrow(n);
    const dedup::MinHash61 wide(n);
    for (const std::size_t count : {0, 1, 2, 3, 17, 400}) {
      std::vector<std::uint64_t> hashes(count);
      for (auto& hash : hashes) hash = rng.next();
      if (count > 2) hashes[1] = 0, hashes[2] = ~0ull;
      std::vector<std::uint32_t> a(n), b(n);
      narrow.sign(hashes, a);
      narrow.sign_plainly(hashes, b);
      CHECK(a == b);
      std::vector<std::uint64_t> c(n), d(n);
      wide.sign(hashes, c);
      wide.sign_plainly(hashes, d);
      CHECK(c == d);
    }
  }
}

TEST_CASE("minhash: values next to the prime are reduced") {
  // Hashes for which a·x + b is p - 1, p, p + 1, 2p, 8p + 7 …: a is odd or not, so x is found only where a is odd.
  const dedup::MinHash61 wide(112);
  for (std::size_t i = 0; i < wide.size(); ++i) {
    const std::uint64_t a = wide.a()[i], b = wide.b()[i];
    if (a % 2 == 0) continue;
    std::uint64_t inverse = a;  // Newton: doubles the correct bits
    for (int k = 0; k < 6; ++k) inverse *= 2 - a * inverse;
    for (const std::uint64_t target :
         {dedup::MinHash61::prime - 1, dedup::MinHash61::prime, dedup::MinHash61::prime + 1,
          2 * dedup::MinHash61::prime, 8 * dedup::MinHash61::prime + 7, ~std::uint64_t{0}}) {
      const std::vector<std::uint64_t> hashes{(target - b) * inverse};
      std::vector<std::uint64_t> out(wide.size());
      wide.sign(hashes, out);
      CHECK(out[i] == target % dedup::MinHash61::prime);
    }
  }
}

TEST_CASE("minhash: signatures agree as often as the sets do") {
  base::Rng rng(11);
  const dedup::MinHash32 narrow(4096);
  const dedup::MinHash61 wide(4096);
  std::vector<std::uint64_t> x, y;
  for (int i = 0; i < 300; ++i) {
    const std::uint64_t hash = rng.next();
    if (i < 200) x.push_back(hash);
    if (i >= 100) y.push_back(hash);
  }
  const auto agreement = [](const auto& a, const auto& b) {
    std::size_t same = 0;
    for (std::size_t i = 0; i < a.size(); ++i) same += a[i] == b[i];
    return static_cast<double>(same) / static_cast<double>(a.size());
  };
  std::vector<std::uint32_t> a(4096), b(4096);
  narrow.sign(x, a);
  narrow.sign(y, b);
  CHECK(std::abs(agreement(a, b) - 1.0 / 3) < 4 * 0.0074);  // standard error of 4096 draws
  std::vector<std::uint64_t> c(4096), d(4096);
  wide.sign(x, c);
  wide.sign(y, d);
  CHECK(std::abs(agreement(c, d) - 1.0 / 3) < 4 * 0.0074);
}
