#include "ops/clean/k_anonymity/generalize.h"

#include "support/catch.h"

using dsprep::ops::k_anonymity::Hierarchy;

namespace {

std::vector<std::string> levels_of(const Hierarchy& h, std::string_view value) {
  std::vector<std::string> levels;
  for (std::size_t i = 0; i < h.levels(); ++i) levels.push_back(h.at(value, i));
  return levels;
}
using Levels = std::vector<std::string>;

}  // namespace

TEST_CASE("Without a hierarchy there is the value, and nothing") {
  CHECK(levels_of(Hierarchy(), "北京") == Levels{"北京", "*"});
  CHECK(levels_of(Hierarchy(), "") == Levels{"", "*"});
}

TEST_CASE("Ranges of numbers") {
  const auto h = Hierarchy::ranges({"5", "10"});
  REQUIRE(h.ok());
  CHECK(levels_of(*h, "34") == Levels{"34", "[30, 35)", "[30, 40)", "*"});
  CHECK(levels_of(*h, "-1") == Levels{"-1", "[-5, 0)", "[-10, 0)", "*"});
  CHECK(levels_of(*h, "0.5") == Levels{"0.5", "[0, 5)", "[0, 10)", "*"});
  CHECK(levels_of(*h, "old") == Levels{"old", "*", "*", "*"});
  CHECK(levels_of(*h, "1e999") == Levels{"1e999", "*", "*", "*"});
  CHECK_FALSE(Hierarchy::ranges({"5", "12"}).ok());
  CHECK_FALSE(Hierarchy::ranges({"10", "5"}).ok());
  CHECK_FALSE(Hierarchy::ranges({"0"}).ok());
  CHECK_FALSE(Hierarchy::ranges({"wide"}).ok());
}

TEST_CASE("Prefixes are characters, not bytes") {
  const auto h = Hierarchy::prefixes({"3", "1"});
  REQUIRE(h.ok());
  CHECK(levels_of(*h, "10115") == Levels{"10115", "101**", "1****", "*"});
  CHECK(levels_of(*h, "北京市海淀区") == Levels{"北京市海淀区", "北京市***", "北*****", "*"});
  CHECK(levels_of(*h, "") == Levels{"", "", "", "*"});
  CHECK_FALSE(Hierarchy::prefixes({"1", "3"}).ok());
}

TEST_CASE("Dates") {
  const auto h = Hierarchy::dates({"month", "year", "decade"});
  REQUIRE(h.ok());
  CHECK(levels_of(*h, "1987-06-05") == Levels{"1987-06-05", "1987-06", "1987", "1980s", "*"});
  CHECK(levels_of(*h, "1987/06/05T10:00") == Levels{"1987/06/05T10:00", "1987-06", "1987", "1980s", "*"});
  CHECK(levels_of(*h, "5 June")[1] == "*");
  CHECK_FALSE(Hierarchy::dates({"year", "month"}).ok());
  CHECK_FALSE(Hierarchy::dates({"week"}).ok());
}

TEST_CASE("Tables, and their mistakes") {
  const auto h = Hierarchy::table("\xEF\xBB\xBF# cities\n海淀\t北京\t华北\r\n朝阳\t北京\t华北\n\n");
  REQUIRE(h.ok());
  CHECK(levels_of(*h, "海淀") == Levels{"海淀", "北京", "华北", "*"});
  CHECK(levels_of(*h, "浦东") == Levels{"浦东", "*", "*", "*"});
  const auto wrong = [](std::string_view bytes) { return Hierarchy::table(bytes).error().message; };
  CHECK(wrong("a\tb\n\nc\n").starts_with("3: no TAB"));
  CHECK(wrong("a\tb\nc\td\te\n").starts_with("2: 3 columns"));
  CHECK(wrong("a\tb\tx\nc\tb\ty\n").starts_with("2: \"b\" is y here and x before"));
  CHECK(wrong("a\t\xff\n").starts_with("1: this line is not UTF-8"));
  CHECK(wrong("# nothing\n").starts_with("1: there is no line"));
}
