#include "text/regex.h"

#include "support/catch.h"

using namespace dsprep;
using namespace dsprep::text;

namespace {

Regex regex(std::string_view pattern, bool ignore_case = false) { return Regex::make(pattern, ignore_case).value(); }

std::vector<std::pair<std::size_t, std::size_t>> all(const Regex& pattern, std::string_view text) {
  std::vector<std::pair<std::size_t, std::size_t>> found;
  std::size_t begin = 0, end = 0;
  for (std::size_t from = 0; pattern.find(text, from, begin, end); from = end + (begin == end)) {
    found.push_back({begin, end});
  }
  return found;
}

}  // namespace

TEST_CASE("Regex finds, from anywhere") {
  const Regex pattern = regex("b+");
  std::size_t begin = 9, end = 9;
  CHECK(pattern.found_in("abba"));
  CHECK_FALSE(pattern.found_in("aa"));
  CHECK(all(pattern, "abbab") == std::vector<std::pair<std::size_t, std::size_t>>{{1, 3}, {4, 5}});
  CHECK_FALSE(pattern.find("ab", 2, begin, end));
  CHECK_FALSE(pattern.find("ab", 3, begin, end));
  CHECK(regex("").find({}, 0, begin, end));
  CHECK((begin == 0 && end == 0));
  CHECK(pattern.pattern() == "b+");
}

TEST_CASE("A literal is found where its twin in brackets is") {
  for (const std::string_view literal : {"b", "ab", "lorem ipsum", "中文", "é", "a-b", "\n", "👍🏽"})
    for (const std::string_view text : {"", "b", "aab", "lorem  ipsum", "a lorem ipsum", "lorem ipsu", "汉语中文",
                                        "中 文", "cafe\u0301 é", "a-b", "x\ny", "👍", "👍🏽"})
      CHECK(regex(literal).found_in(text) == regex("(?:" + std::string(literal) + ")").found_in(text));
  CHECK(regex("B", true).found_in("abc"));
}

TEST_CASE("A later start is not a beginning of the text, nor of a word") {
  std::size_t begin = 0, end = 0;
  CHECK_FALSE(regex("^b").find("ab", 1, begin, end));
  CHECK_FALSE(regex("\\bb").find("ab", 1, begin, end));
}

TEST_CASE("Regex counts matches that do not overlap, empty ones too") {
  CHECK(regex("aa").count("aaaaa") == 2);
  CHECK(regex("a*").count("baac") == 4);
  CHECK(regex("").count("") == 1);
  CHECK(regex("").count("\u4e2d\u6587") == 3);
  CHECK(regex("x*").count("\U0001f600") == 2);
  CHECK(regex("x").count("") == 0);
  CHECK(regex("$").count("ab") == 1);
}

TEST_CASE("Regex knows UTF-8 and case") {
  CHECK(regex("^.$").found_in("\u4e2d"));
  CHECK(regex("\u00c9", true).found_in("\u00e9"));
  CHECK_FALSE(regex("\u00c9").found_in("\u00e9"));
  CHECK(regex("\\p{Greek}").found_in("a\u03b1"));
  CHECK(regex("a\\x00b").found_in(std::string_view("a\0b", 3)));
}

TEST_CASE("A pattern that RE2 cannot read is a usage error that quotes it") {
  for (const char* pattern : {"a(b", "[", "(?=x)", "\\1", "a{2000}", "\xff"}) {
    const auto made = Regex::make(pattern);
    REQUIRE_FALSE(made.ok());
    CHECK(made.error().kind == Error::Kind::usage);
    CHECK(made.error().message.find(std::string("\"").append(pattern).append("\"")) != std::string::npos);
    CHECK(made.error().message.find(": ") + 2 < made.error().message.size());
    const auto set = RegexSet::make({"fine", pattern});
    REQUIRE_FALSE(set.ok());
    CHECK(set.error().message.find(pattern) != std::string::npos);
  }
}

TEST_CASE("RegexSet tells which patterns match, in order") {
  const RegexSet set = RegexSet::make({"foo", "^bar", "o+", "zzz"}).value();
  std::vector<int> matches = {7};
  CHECK(set.matches("bar foo", matches));
  CHECK(matches == std::vector<int>{0, 1, 2});
  CHECK_FALSE(set.matches("quux", matches));
  CHECK(matches.empty());
  CHECK(RegexSet::make({"FOO"}, true).value().matches("foo", matches));
  CHECK_FALSE(RegexSet::make({}).value().matches("foo", matches));
  CHECK(matches.empty());
}

TEST_CASE("RegexSet is right where its patterns are too many for one automaton") {
  std::vector<std::string> patterns;
  for (int i = 0; i < 1000; ++i) patterns.push_back(std::string("x").append(std::to_string(i)).append("a{1000}"));
  const RegexSet set = RegexSet::make(patterns).value();
  std::vector<int> matches = {1};
  const std::string text =
      "x712" + std::string(1000, 'a') + "x33" + std::string(1001, 'a') + "x5" + std::string(999, 'a');
  CHECK(set.matches(text, matches));
  CHECK(matches == std::vector<int>{33, 712});
  CHECK_FALSE(set.matches("x7", matches));
  CHECK(matches.empty());
}
