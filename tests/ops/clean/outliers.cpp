#include <algorithm>
#include <cmath>
#include <set>

#include "base/human.h"
#include "base/rng.h"
#include "dsprep/value.h"
#include "support/catch.h"
#include "support/run_op.h"

using namespace dsprep;
using test::run_op;

namespace {

std::string numbers(const std::vector<double>& values) {
  std::string out;
  for (const double x : values) out += "{\"x\":" + base::format_number(x) + "}\n";
  return out;
}

std::size_t lines(const std::string& bytes) {
  return static_cast<std::size_t>(std::count(bytes.begin(), bytes.end(), '\n'));
}

const std::string number = "field = \"x\"\nmeasure = \"number\"\n";

// The slow twin: everything in a vector.
std::string kept_by_hand(const std::vector<double>& values, std::string_view variant, double threshold) {
  std::vector<double> sorted = values;
  std::sort(sorted.begin(), sorted.end());
  const auto quantile = [](const std::vector<double>& v, double q) {
    const double at = q * static_cast<double>(v.size() - 1);
    const auto i = static_cast<std::size_t>(at);
    const double next = v[std::min(i + 1, v.size() - 1)];
    return v[i] == next ? v[i] : v[i] + (next - v[i]) * (at - std::floor(at));
  };
  double low, high, unit;
  if (variant == "iqr") {
    low = quantile(sorted, 0.25), high = quantile(sorted, 0.75), unit = high - low;
  } else if (variant == "mad") {
    low = high = quantile(sorted, 0.5);
    std::vector<double> deviations;
    for (const double x : values) deviations.push_back(std::abs(x - low));
    std::sort(deviations.begin(), deviations.end());
    unit = quantile(deviations, 0.5) / 0.6745;
  } else {
    long double sum = 0, squares = 0;
    for (const double x : values) sum += x;
    const long double mean = sum / static_cast<long double>(values.size());
    for (const double x : values) squares += (x - mean) * (x - mean);
    low = high = static_cast<double>(mean);
    unit = static_cast<double>(std::sqrt(squares / static_cast<long double>(values.size())));
  }
  std::vector<double> kept;
  for (const double x : values) {
    const double distance = x > high ? (x - high) / unit : x < low ? (low - x) / unit : 0;
    if (!(distance > threshold)) kept.push_back(x);
  }
  return numbers(kept);
}

}  // namespace

TEST_CASE("outliers: each distance, at its limit") {
  const std::string input = numbers({1, 2, 3, 4, 5, 6, 7, 8, 9, 100});  // quartiles 3.25 and 7.75
  CHECK(run_op("outliers", number, input).output == numbers({1, 2, 3, 4, 5, 6, 7, 8, 9}));
  CHECK(run_op("outliers", number + "threshold = 20.5", input).output == input);  // (100 - 7.75) / 4.5
  CHECK(run_op("outliers", number + "threshold = 20.49", input).output != input);
  CHECK(run_op("outliers", number + "variant = \"zscore\"", input).output == input);  // 2.98 standard deviations
  CHECK(run_op("outliers", number + "variant = \"zscore\"\nthreshold = 2.9", input).output ==
        numbers({1, 2, 3, 4, 5, 6, 7, 8, 9}));
  CHECK(run_op("outliers", number + "variant = \"mad\"", input).output == numbers({1, 2, 3, 4, 5, 6, 7, 8, 9}));
  CHECK(run_op("outliers", number + "side = \"low\"", input).output == input);
  CHECK(run_op("outliers", number + "side = \"high\"", input).output != input);
}

TEST_CASE("outliers: a dropped record says how far it is, and what is normal") {
  const test::RunOp run = run_op("outliers", number, numbers({1, 2, 3, 4, 5, 6, 7, 8, 9, 100}));
  const Value failed = Value(run.dropped)["_dsprep"]["failed"].at(0);
  CHECK(failed["rule"].text() == "outlier");
  CHECK(failed["value"].number() == 20.5);
  CHECK(failed["limit"].number() == 1.5);
  CHECK(failed["note"].text() == "100 (normal: -3.5 to 14.5)");
}

TEST_CASE("outliers: nothing to measure") {
  CHECK(run_op("outliers", number, "").output == "");
  for (const std::string variant : {"iqr", "zscore", "mad"}) {
    const std::string params = number + "variant = \"" + variant + "\"";
    for (const std::string& input : {numbers({5}), numbers({5, 5, 5})})
      CHECK(run_op("outliers", params, input).output == input);
  }
  const std::string mostly = numbers({5, 5, 5, 5, 5, 900});
  CHECK(run_op("outliers", number, mostly).output == mostly);
}

TEST_CASE("outliers: numbers beyond a double, beyond 64 bits, and what is no number") {
  const std::string input =
      "{\"x\":1}\n{\"x\":2}\n{\"x\":3}\n{\"x\":2}\n{\"x\":1e999}\n{\"x\":-1e999}\n{\"x\":"
      "123456789012345678901234567890}\n";
  for (const std::string variant : {"iqr", "mad", "zscore"}) {
    const test::RunOp run = run_op("outliers", number + "threshold = 2\nvariant = \"" + variant + "\"", input);
    REQUIRE(run.error == "");
    CHECK(run.output.find("1e999") == std::string::npos);
    CHECK(lines(run.output) >= 4);
  }
  const std::string odd = "{\"x\":\"NaN\"}\n{\"x\":null}\n{}\n{\"x\":1}\n";
  const test::RunOp run = run_op("outliers", number, odd);
  CHECK(run.output == "{\"x\":1}\n");
  CHECK(run.malformed.find("field /x is text, not number") != std::string::npos);
  CHECK(run.malformed.find("field /x is missing") != std::string::npos);
  CHECK(run_op("outliers", number + "missing = \"keep\"", odd).output == odd);
}

TEST_CASE("outliers: lengths are code points, or words") {
  std::string input;
  for (int i = 0; i < 20; ++i)
    input += "{\"text\":\"今天 天气 好" + std::string(static_cast<std::size_t>(i % 5), 'x') + "\"}\n";
  const std::string wide = "{\"text\":\"" + std::string(200, 'x') + "\"}\n";
  CHECK(run_op("outliers", "", input + wide).output == input);
  const std::string words = "measure = \"words\"\nvariant = \"zscore\"";
  CHECK(run_op("outliers", words, input + "{\"text\":\"a b c d e f g h i j k l\"}\n").output == input);
  CHECK(run_op("outliers", "", "{\"text\":1}\n").malformed.find("field /text is number, not text") !=
        std::string::npos);
}

TEST_CASE("outliers: exact, for any threads, chunk size and memory") {
  base::Rng rng(7);
  std::vector<double> values;
  for (int i = 0; i < 20'000; ++i)
    values.push_back(std::round((rng.uniform() + rng.uniform() + rng.uniform()) * 1e6 + 1e9) / 8);
  for (int i = 0; i < 40; ++i) values.push_back(std::round(rng.uniform() * 1e10));
  const std::string input = numbers(values);
  for (const std::string variant : {"iqr", "zscore", "mad"}) {
    std::set<std::string> dropped;
    for (const unsigned threads : {1u, 3u})
      for (const std::size_t chunk_size : {std::size_t{400}, std::size_t{1} << 20})
        for (const std::uint64_t memory : {std::uint64_t{32} << 10, std::uint64_t{64} << 20}) {
          test::RunHow how;
          how.threads = threads;
          how.chunk_size = chunk_size;
          how.memory_budget = memory;
          const test::RunOp run =
              run_op("outliers", number + "threshold = 2\nvariant = \"" + variant + "\"", input, how);
          REQUIRE(run.error == "");
          CHECK(run.output == kept_by_hand(values, variant, 2));
          dropped.insert(run.dropped);
        }
    CHECK(dropped.size() == 1);
  }
}

TEST_CASE("outliers: refusals") {
  CHECK(run_op("outliers", "field = \"/a/*\"\nmeasure = \"number\"", "").error.find("names several numbers") !=
        std::string::npos);
  CHECK(run_op("outliers", "threshold = -1", "").error != "");
}
