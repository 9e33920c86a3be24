#include "base/spell.h"

#include "support/catch.h"

using namespace dsprep::base;

TEST_CASE("nearest finds what was meant") {
  const std::vector<std::string> names = {"dedup.minhash", "clean.length", "clean.langid",
                                          "text-field",    "id",           "threads"};
  CHECK(nearest("clean.lenght", names) == "clean.length");
  CHECK(nearest("text_field", names) == "text-field");
  CHECK(nearest("thread", names) == "threads");
  CHECK(nearest("ids", names) == "id");
  CHECK(nearest("di", names) == "id");
  CHECK(nearest("dedup", names) == "dedup.minhash");  // a prefix, however much is missing
  CHECK(nearest("dedup.minhash_lsh", names) == "dedup.minhash");
  CHECK(nearest("de", names).empty());  // too short a prefix
  CHECK(nearest("quality", names).empty());
  CHECK(nearest("", names).empty());
  CHECK(nearest("threads", {}).empty());
}

TEST_CASE("nearest allows more edits to longer words") {
  CHECK(nearest("abcd", {"abxx"}).empty());
  CHECK(nearest("abxd", {"abcd"}) == "abcd");
  CHECK(nearest("xycdefgh", {"abcdefgh"}) == "abcdefgh");
  CHECK(nearest("xyzdefgh", {"abcdefgh"}).empty());
  CHECK(nearest("xyzdefghi", {"abcdefghi"}) == "abcdefghi");
  CHECK(nearest("xyzwefghi", {"abcdefghi"}).empty());
}

TEST_CASE("The smallest distance wins, ties go to the first") {
  CHECK(nearest("colour", {"colors", "color"}) == "color");
  CHECK(nearest("bat", {"cat", "hat"}) == "cat");
  CHECK(nearest("abcx", {"abcdefgh", "abcy"}) == "abcy");
}

TEST_CASE("A long word costs nothing") { CHECK(nearest(std::string(10'000'000, 'x'), {"threads", "text"}).empty()); }

TEST_CASE("did_you_mean is there to be appended") {
  CHECK(did_you_mean("thread", {"threads"}) == " (did you mean \"threads\"?)");
  CHECK(did_you_mean("quality", {"threads"}).empty());
}
