#include "dedup/text_shape.h"

#include <algorithm>
#include <string>

#include "support/catch.h"

using namespace dsprep;
using namespace dsprep::dedup;

namespace {

ShapeRules rules_of(ShingleHash hash, bool simplify = true, int n = 2) {
  ShapeRules rules;
  rules.kind = {ShingleKind::Unit::words, n};
  rules.hash = hash;
  rules.simplify = simplify;
  rules.banding = {5, 3};
  rules.make_permutations();
  return rules;
}

constexpr std::string_view fox = "The quick brown fox, 狐狸 and the quick brown fox, jumps.";

}  // namespace

TEST_CASE("content is that of the normalized text, and of nothing but punctuation its own") {
  const ShapeRules rules = rules_of(ShingleHash::native);
  TextShape a(rules), b(rules);
  const auto same = [&](std::string_view one, std::string_view other) {
    a.read(one);
    b.read(other);
    return a.content() == b.content();
  };
  CHECK(same("Hello,  World 1", "hello world 27"));
  CHECK_FALSE(same("hello world", "hello worlds"));
  CHECK(same("!!!", "!!!"));
  CHECK_FALSE(same("!!!", "???"));
  CHECK_FALSE(same("!!!", ""));
  const ShapeRules plain = rules_of(ShingleHash::native, false);
  TextShape c(plain), d(plain);
  c.read("Hello");
  d.read("hello");
  CHECK_FALSE(c.content() == d.content());
}

TEST_CASE("bands are hashes of the rows of the signature, plainly signed") {
  for (const ShingleHash hash : {ShingleHash::native, ShingleHash::sha1, ShingleHash::xxhash64}) {
    const ShapeRules rules = rules_of(hash);
    TextShape shape(rules);
    shape.read(fox);
    REQUIRE_FALSE(shape.shingles().empty());
    std::string bytes;
    if (rules.narrow) {
      std::vector<std::uint32_t> signature(15);
      rules.narrow->sign_plainly(shape.shingles(), signature);
      bytes.assign(reinterpret_cast<const char*>(signature.data()), 15 * sizeof(std::uint32_t));
    } else {
      std::vector<std::uint64_t> signature(15);
      rules.wide->sign_plainly(shape.shingles(), signature);
      bytes.assign(reinterpret_cast<const char*>(signature.data()), 15 * sizeof(std::uint64_t));
    }
    const auto bands = shape.bands();
    REQUIRE(bands.size() == 5);
    const std::size_t size = bytes.size() / 5;
    for (std::size_t band = 0; band < 5; ++band)
      CHECK(bands[band] == base::hash64(std::string_view(bytes).substr(band * size, size), band));
  }
}

TEST_CASE("the set is ascending without repetitions, and signs like the shingles") {
  for (const ShingleHash hash : {ShingleHash::native, ShingleHash::xxhash64}) {
    const ShapeRules rules = rules_of(hash);
    TextShape shape(rules);
    shape.read(fox);
    const std::size_t all = shape.shingles().size();
    const auto of_all = shape.signature(shape.shingles());
    const std::vector<std::uint32_t> before(of_all.begin(), of_all.end());
    CHECK(before.size() == 16);  // 15, made even
    CHECK(before.back() == 0);
    const auto set = shape.set();
    CHECK(set.size() < all);
    CHECK(std::is_sorted(set.begin(), set.end()));
    CHECK(std::adjacent_find(set.begin(), set.end()) == set.end());
    const auto of_set = shape.signature(set);
    CHECK(std::equal(of_set.begin(), of_set.end(), before.begin(), before.end()));
  }
}

TEST_CASE("a text too short for a shingle has no bands") {
  const ShapeRules rules = rules_of(ShingleHash::native, true, 5);
  TextShape shape(rules);
  for (const std::string_view text : {"", "one two three", "!!!"}) {
    shape.read(text);
    CHECK(shape.shingles().empty());
    CHECK(shape.bands().empty());
    CHECK(shape.set().empty());
  }
}
