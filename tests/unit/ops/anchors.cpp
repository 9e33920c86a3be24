#include "ops/split/check/anchors.h"

#include <algorithm>
#include <random>
#include <string>

#include "support/catch.h"

using namespace dsprep::ops::check;

TEST_CASE("anchors: a text chooses inside any other what it chooses alone") {
  std::mt19937 engine(7);
  const auto text = [&](int words) {
    std::string out;
    for (int i = 0; i < words; ++i) out += "w" + std::to_string(engine() % 50) + " ";
    return out;
  };
  for (std::size_t min_words = 4; min_words < 20; ++min_words)
    for (int i = 0; i < 50; ++i) {
      Anchors alone(min_words), inside(min_words);
      const std::string whole = text(static_cast<int>(min_words + engine() % 5));
      alone.read(whole);
      inside.read(text(static_cast<int>(engine() % 30)) + "," + whole + text(static_cast<int>(engine() % 30)));
      REQUIRE(!alone.chosen().empty());
      CHECK(std::binary_search(inside.chosen().begin(), inside.chosen().end(), alone.first()));
      CHECK(holds(inside.words(), alone.words()));
    }
}

TEST_CASE("anchors: case, width and punctuation are no difference, short texts choose nothing") {
  Anchors a(4), b(4);
  a.read("The QUICK brown fox.");
  b.read("the quick,  ｂｒｏｗｎ fox");
  CHECK(std::equal(a.words().begin(), a.words().end(), b.words().begin(), b.words().end()));
  CHECK(a.first() == b.first());
  a.read("too short now");
  CHECK(a.chosen().empty());
  CHECK(a.words().size() == 3);
  a.read("今天天气");  // a Chinese character is a word
  CHECK(a.words().size() == 4);
  CHECK(!a.chosen().empty());
}
