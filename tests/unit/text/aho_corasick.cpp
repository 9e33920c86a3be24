#include "text/aho_corasick.h"
#include "base/ascii.h"

#include <algorithm>
#include <tuple>

#include "base/rng.h"
#include "support/catch.h"
#include "text/url.h"

using namespace dsprep;
using text::AhoCorasick;

namespace {

using Hit = std::tuple<std::size_t, std::size_t, std::uint32_t>;  // end, begin, pattern

std::vector<Hit> hits(const std::vector<std::string>& patterns, std::string_view text, bool ignore_case = false) {
  const AhoCorasick automaton = AhoCorasick::make(patterns, ignore_case).value();
  std::vector<Hit> all;
  automaton.find(text, [&](std::uint32_t pattern, std::size_t begin, std::size_t end) {
    all.emplace_back(end, begin, pattern);
    return false;
  });
  CHECK(automaton.found_in(text) == !all.empty());
  return all;
}

// Every pattern at every place.
std::vector<Hit> slowly(const std::vector<std::string>& patterns, std::string text, bool ignore_case) {
  if (ignore_case)
    for (char& c : text) c = base::ascii_lower(c);
  std::vector<Hit> all;
  for (std::size_t end = 1; end <= text.size(); ++end) {
    for (std::size_t begin = 0; begin < end; ++begin) {
      const auto found = std::find(patterns.begin(), patterns.end(), text.substr(begin, end - begin));
      if (found != patterns.end()) all.emplace_back(end, begin, static_cast<std::uint32_t>(found - patterns.begin()));
    }
  }
  return all;
}

}  // namespace

TEST_CASE("aho_corasick: what ends together comes from the longest to the shortest") {
  CHECK(hits({"he", "she", "his", "hers"}, "ushers") == std::vector<Hit>{{4, 1, 1}, {4, 2, 0}, {6, 2, 3}});
  CHECK(hits({"赌场", "场"}, "澳门赌场") == std::vector<Hit>{{12, 6, 0}, {12, 9, 1}});
  CHECK(hits({"a", "a"}, "a") == std::vector<Hit>{{1, 0, 0}});
  CHECK(hits({}, "abc").empty());
  CHECK(hits({"abc"}, "").empty());
  CHECK(hits({"bar"}, "BaR", true).size() == 1);
  CHECK(hits({"bar"}, "BaR", false).empty());
  AhoCorasick().find("abc", [](auto...) {
    FAIL("an automaton of nothing finds nothing");
    return true;
  });
}

TEST_CASE("aho_corasick: true passes over the shorter ones") {
  const AhoCorasick automaton = AhoCorasick::make({"ab", "b"}, false).value();
  int n = 0;
  automaton.find("abab", [&](std::uint32_t, std::size_t, std::size_t) { return ++n > 0; });
  CHECK(n == 2);
}

TEST_CASE("aho_corasick: as trying every pattern at every place, on random texts") {
  base::Rng rng(5);
  for (int round = 0; round < 400; ++round) {
    const auto letters = 1 + rng.below(4);
    const auto word = [&](std::size_t most) {
      std::string s;
      for (auto k = 1 + rng.below(most); k > 0; --k)
        s += static_cast<char>(rng.below(8) == 0 ? 0xe4 : 'a' + rng.below(letters));
      return s;
    };
    std::vector<std::string> patterns;
    for (auto k = rng.below(12); k > 0; --k) patterns.push_back(word(5));
    std::string text = word(40);
    const bool ignore_case = rng.below(2) == 0;
    if (ignore_case)
      for (char& c : text)
        if (c >= 'a' && c <= 'z' && rng.below(2) == 0) c = static_cast<char>(c - 'a' + 'A');
    CHECK(hits(patterns, text, ignore_case) == slowly(patterns, text, ignore_case));
  }
}

TEST_CASE("aho_corasick: too much to search for is refused") {
  std::vector<std::string> patterns;
  base::Rng rng(1);
  for (int i = 0; i < 70; ++i) {
    std::string s;
    for (int k = 0; k < 20000; ++k) s += static_cast<char>(1 + rng.below(255));
    patterns.push_back(s);
  }
  CHECK(AhoCorasick::make(patterns, false).error().message.find("more than 1 GiB") != std::string::npos);
}
