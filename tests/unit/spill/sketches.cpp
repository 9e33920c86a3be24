// The law of sketches: whatever way the values are spread and the pieces merged, the same bytes are saved.
#include "spill/sketches.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <set>
#include <string>
#include <vector>

#include "base/hash.h"
#include "base/rng.h"
#include "support/catch.h"
#include "support/memory_bytes.h"

namespace dsprep {
namespace {

using spill::BottomK;
using spill::DistinctCount;
using spill::Quantiles;
using spill::ValueCounts;
using test::saved;

// Feeds `n` values to one sketch in order, and shuffled to several that are saved, loaded and merged as a random tree.
template <class Sketch>
void check_law(std::size_t n, std::uint64_t seed, const std::function<Sketch()>& fresh,
               const std::function<void(Sketch&, std::size_t)>& add) {
  base::Rng rng(seed);
  Sketch plain = fresh();
  std::vector<std::size_t> order(n);
  for (std::size_t i = 0; i < n; ++i) add(plain, order[i] = i);
  for (int round = 0; round < 4; ++round) {
    rng.shuffle(order);
    std::vector<Sketch> pieces;
    for (std::uint64_t i = rng.below(7) + 1; i > 0; --i) pieces.push_back(fresh());
    for (const std::size_t i : order) add(pieces[rng.below(pieces.size())], i);
    while (pieces.size() > 1) {
      std::swap(pieces[rng.below(pieces.size())], pieces.back());
      Sketch again = fresh();
      const std::string bytes = saved(pieces.back());
      test::MemorySource source(bytes);
      REQUIRE(again.load(source).ok());
      REQUIRE(source.at_end());
      REQUIRE(saved(again) == bytes);
      pieces.pop_back();
      pieces[rng.below(pieces.size())].merge(again);
    }
    REQUIRE(saved(pieces[0]) == saved(plain));
  }
}

// No prefix of saved state may load, nor crash.
template <class Sketch>
void check_truncation(const Sketch& sketch, const std::function<Sketch()>& fresh) {
  const std::string bytes = saved(sketch);
  for (std::size_t size = 0; size < bytes.size(); size += 1 + bytes.size() / 50) {
    test::MemorySource source(std::string_view(bytes).substr(0, size));
    Sketch again = fresh();
    REQUIRE_FALSE(again.load(source).ok());
  }
}

TEST_CASE("distinct counts obey the law") {
  const std::function<DistinctCount()> fresh = [] { return DistinctCount(); };
  for (const std::size_t n : {0u, 1u, 1000u, 1024u, 1025u, 3000u, 50'000u}) {
    check_law<DistinctCount>(n, n, fresh, [](DistinctCount& sketch, std::size_t i) { sketch.add(base::mix(i, 5)); });
    check_law<DistinctCount>(n, n, fresh,
                             [](DistinctCount& sketch, std::size_t i) { sketch.add(base::mix(i % 1025, 6)); });
  }
  DistinctCount few, many;
  for (std::uint64_t i = 0; i < 10; ++i) few.add(base::mix(i, 0));
  for (std::uint64_t i = 0; i < 5000; ++i) many.add(base::mix(i, 0));
  check_truncation<DistinctCount>(few, fresh);
  check_truncation<DistinctCount>(many, fresh);
}

TEST_CASE("distinct counts are exact to 1,024 and within 3 % beyond") {
  DistinctCount sketch;
  for (std::uint64_t i = 0; i < 3000; ++i) sketch.add(base::mix(i % 1024, 1));
  CHECK(sketch.exact());
  CHECK(sketch.estimate() == 1024);
  for (const std::uint64_t n : {1025u, 2000u, 10'000u, 40'000u, 100'000u, 1'000'000u}) {
    double worst = 0;
    for (std::uint64_t seed = 0; seed < 5; ++seed) {
      DistinctCount count;
      for (std::uint64_t i = 0; i < n; ++i) count.add(base::mix(i, 100 + seed));
      CHECK_FALSE(count.exact());
      worst = std::max(worst, std::fabs(count.estimate() / static_cast<double>(n) - 1));
    }
    CAPTURE(n, worst);
    CHECK(worst < 0.03);
  }
}

TEST_CASE("distinct counts survive extreme hashes") {
  DistinctCount sketch;
  for (std::uint64_t i = 0; i < 1500; ++i) sketch.add(i);  // register 0, high ranks
  sketch.add(0);
  sketch.add(~std::uint64_t{0});
  CHECK(std::isfinite(sketch.estimate()));
}

double number(std::size_t i) {
  base::Rng rng(i);
  switch (rng.below(6)) {
    case 0: return static_cast<double>(rng.below(5000));
    case 1: return -static_cast<double>(rng.below(5000));
    case 2: return rng.uniform() * 1e-3;
    case 3: return std::ldexp(rng.uniform() - 0.5, static_cast<int>(rng.below(2000)) - 1000);
    case 4: return i % 97 == 0 ? std::numeric_limits<double>::quiet_NaN() : 0.25;
    default: return i % 89 == 0 ? std::numeric_limits<double>::infinity() : -0.0;
  }
}

TEST_CASE("quantiles obey the law") {
  const std::function<Quantiles()> fresh = [] { return Quantiles(); };
  for (const std::size_t n : {0u, 1u, 100u, 5000u})
    check_law<Quantiles>(n, n, fresh, [](Quantiles& sketch, std::size_t i) { sketch.add(number(i), 1 + i % 3); });
  Quantiles some;
  for (std::size_t i = 0; i < 200; ++i) some.add(number(i));
  check_truncation<Quantiles>(some, fresh);
}

TEST_CASE("quantiles: within 0.5 % of the sorted values, exact for small integers") {
  const std::vector<double> qs = {0, 0.001, 0.01, 0.07, 0.25, 0.5, 0.75, 0.9, 0.99, 0.999, 1};
  base::Rng rng(4);
  for (int kind = 0; kind < 6; ++kind) {
    std::vector<double> values;
    Quantiles sketch;
    for (int i = 0; i < 20'000; ++i) {
      double value = 0;
      if (kind == 0) value = static_cast<double>(rng.below(4097));
      if (kind == 1) value = static_cast<double>(rng.below(4097)) - 2000;
      if (kind == 2) value = static_cast<double>(rng.below(10'000'000));
      if (kind == 3) value = std::exp(40 * (rng.uniform() - 0.5));
      if (kind == 4) value = rng.uniform() - 0.5;
      if (kind == 5) value = rng.uniform() * 5000 - 100;
      values.push_back(value);
      sketch.add(value);
    }
    std::sort(values.begin(), values.end());
    for (const double q : qs) {
      const auto rank = static_cast<std::size_t>(std::max(1.0, std::ceil(std::nextafter(q * 20'000, 0))));
      const double expected = values[rank - 1], got = sketch.quantile(q);
      CAPTURE(kind, q, expected, got);
      if (kind <= 1) CHECK(got == expected);
      else CHECK(std::fabs(got - expected) <= 0.005 * std::fabs(expected));
    }
    CHECK(sketch.min() == values.front());
    CHECK(sketch.max() == values.back());
    CHECK(sketch.count() == values.size());
    // Buckets: ascending, complete, and each value at or below its edge.
    std::uint64_t seen = 0;
    double before = -std::numeric_limits<double>::infinity();
    for (const auto& [edge, count] : sketch.buckets()) {
      REQUIRE(edge > before);
      seen += count;
      REQUIRE(values[seen - 1] <= edge);
      REQUIRE((seen == values.size() || values[seen] > edge));
      before = edge;
    }
    CHECK(seen == values.size());
  }
}

TEST_CASE("quantiles: edges") {
  Quantiles sketch;
  CHECK(std::isnan(sketch.quantile(0.5)));
  CHECK(std::isnan(sketch.min()));
  sketch.add(std::numeric_limits<double>::quiet_NaN());
  CHECK(sketch.count() == 0);
  CHECK(sketch.nans() == 1);
  sketch.add(7);
  for (const double q : {0.0, 0.5, 1.0}) CHECK(sketch.quantile(q) == 7);
  sketch.add(std::numeric_limits<double>::max());
  sketch.add(-std::numeric_limits<double>::max());
  sketch.add(std::numeric_limits<double>::denorm_min());
  CHECK(sketch.quantile(0) == -std::numeric_limits<double>::max());
  CHECK(sketch.quantile(1) == std::numeric_limits<double>::max());
  CHECK(sketch.sum() == 7);
  Quantiles infinite;
  infinite.add(std::numeric_limits<double>::infinity(), 3);
  CHECK(infinite.quantile(0.5) == std::numeric_limits<double>::infinity());
  Quantiles mean;
  mean.add(0.1, 10);
  CHECK(mean.sum() == Approx(1.0));
  CHECK(mean.mean() == Approx(0.1));
}

TEST_CASE("quantiles: every integer to 4,096 has a bucket of its own") {
  Quantiles sketch;
  for (int i = -4096; i <= 4096; ++i) sketch.add(i);
  double expected = -4096;
  for (const auto& [edge, count] : sketch.buckets()) {
    REQUIRE(edge == expected++);
    REQUIRE(count == 1);
  }
  CHECK(expected == 4097);
  for (int i = 1; i <= 8193; i += 2) CHECK(sketch.quantile(i / 8193.0) == i - 4097);
}

TEST_CASE("bottom-k obeys the law and is the k smallest") {
  const std::function<BottomK()> fresh = [] { return BottomK(20); };
  const auto hash = [](std::size_t i) { return base::mix(i, 0) >> 58; };  // many ties
  for (const std::size_t n : {0u, 5u, 20u, 21u, 2000u})
    check_law<BottomK>(n, n, fresh, [&](BottomK& sketch, std::size_t i) { sketch.add(hash(i), std::to_string(i)); });
  BottomK sketch(20);
  std::vector<std::pair<std::uint64_t, std::string>> all;
  for (std::size_t i = 0; i < 2000; ++i) {
    if (!sketch.would_take(hash(i))) {
      const std::string before = saved(sketch);
      sketch.add(hash(i), std::to_string(i));
      REQUIRE(saved(sketch) == before);
    }
    sketch.add(hash(i), std::to_string(i));
    all.emplace_back(hash(i), std::to_string(i));
  }
  std::sort(all.begin(), all.end());
  std::vector<std::string> expected;
  for (int i = 0; i < 20; ++i) expected.push_back(all[i].second);
  CHECK(sketch.items() == expected);
  check_truncation<BottomK>(sketch, fresh);
  BottomK nothing(0);
  nothing.add(1, "x");
  CHECK(nothing.items().empty());
}

TEST_CASE("value counts obey the law, past their limit too") {
  const std::function<ValueCounts()> fresh = [] { return ValueCounts(10); };
  for (const std::size_t values : {3u, 10u, 11u, 50u}) {
    check_law<ValueCounts>(400, values, fresh, [&](ValueCounts& sketch, std::size_t i) {
      sketch.add("值" + std::to_string(base::mix(i, 9) % values), 1 + i % 2);
    });
  }
  ValueCounts counts(2);
  counts.add("a");
  counts.add("b", 2);
  counts.add("a");
  CHECK(counts.complete());
  CHECK(counts.counts().at("a") == 2);
  check_truncation<ValueCounts>(counts, [] { return ValueCounts(2); });
  counts.add("c", 0);
  CHECK(counts.complete());
  counts.add("c");
  CHECK_FALSE(counts.complete());
  CHECK(counts.counts().empty());
  CHECK(counts.total() == 5);
}

}  // namespace
}  // namespace dsprep
