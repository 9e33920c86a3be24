#include <algorithm>
#include <cmath>
#include <map>

#include "base/rng.h"
#include "support/judged.h"
#include "text/utf8.h"

using namespace dsprep;
using namespace dsprep::test;

namespace {

double value(std::string_view text, int n = 10) {
  return measured("char_repetition", "max_ratio = 1\nn = " + std::to_string(n), "max_ratio", text);
}

// As the definition is read aloud.
double slowly(const std::vector<std::string>& chars, std::size_t n) {
  if (chars.size() < n) return 0;
  std::map<std::string, int> runs;
  for (std::size_t i = 0; i + n <= chars.size(); ++i) {
    std::string run;
    for (std::size_t k = 0; k < n; ++k) run += chars[i + k];
    ++runs[run];
  }
  std::vector<int> counts;
  std::size_t repeated = 0;
  for (const auto& [run, count] : runs) {
    counts.push_back(count);
    repeated += count > 1;
  }
  std::sort(counts.rbegin(), counts.rend());
  const auto top = std::min(static_cast<std::size_t>(std::sqrt(static_cast<double>(runs.size()))), repeated);
  double sum = 0;
  for (std::size_t k = 0; k < top; ++k) sum += counts[k];
  return sum / static_cast<double>(chars.size() - n + 1);
}

}  // namespace

TEST_CASE("char_repetition: known values") {
  CHECK(value("") == 0);
  CHECK(value("short") == 0);
  CHECK(value("0123456789") == 0);
  CHECK(value("aaaaaaaaaaaa") == 1);
  CHECK(value("哈哈哈哈哈哈哈哈哈哈哈") == 1);
  CHECK(failed("char_repetition", "", "aaaaaaaaaaaa") == "max_ratio 1");
  CHECK(kept("char_repetition", "max_ratio = 1", "aaaaaaaaaaaa"));
}

TEST_CASE("char_repetition: as the definition, on random texts") {
  base::Rng rng(3);
  const char* const alphabet[] = {"a", "b", "é", "中", "😀", " "};
  for (int round = 0; round < 300; ++round) {
    std::vector<std::string> chars;
    std::string text;
    const auto letters = 1 + rng.below(6);
    for (auto k = rng.below(200); k > 0; --k) text += chars.emplace_back(alphabet[rng.below(letters)]);
    const auto n = 1 + rng.below(12);
    CHECK(value(text, static_cast<int>(n)) == slowly(chars, n));
  }
}

TEST_CASE("char_repetition: long texts are counted another way, with the same result") {
  std::string line;
  for (int i = 0; i < 4200000; ++i) line += static_cast<char>('a' + i % 26);
  CHECK(value(line) == Approx(5 / 26.0).epsilon(1e-5));  // 26 different runs, of which the 5 most frequent count
}
