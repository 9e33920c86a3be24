#include "dedup/text_signature.h"

#include <algorithm>
#include <string>

#include "support/catch.h"

using namespace dsprep;
using namespace dsprep::dedup;

namespace {

SignatureRules rules_of(ShingleHash hash, bool simplify = true, int n = 2) {
  SignatureRules rules;
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
  const SignatureRules rules = rules_of(ShingleHash::native);
  TextSignature a(rules), b(rules);
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
  const SignatureRules plain = rules_of(ShingleHash::native, false);
  TextSignature c(plain), d(plain);
  c.read("Hello");
  d.read("hello");
  CHECK_FALSE(c.content() == d.content());
}

TEST_CASE("bands are hashes of the rows of the signature, plainly signed") {
  for (const ShingleHash hash : {ShingleHash::native, ShingleHash::sha1, ShingleHash::xxhash64}) {
    const SignatureRules rules = rules_of(hash);
    TextSignature text_signature(rules);
    text_signature.read(fox);
    REQUIRE_FALSE(text_signature.shingles().empty());
    std::string bytes;
    if (rules.narrow) {
      std::vector<std::uint32_t> signature(15);
      rules.narrow->sign_plainly(text_signature.shingles(), signature);
      bytes.assign(reinterpret_cast<const char*>(signature.data()), 15 * sizeof(std::uint32_t));
    } else {
      std::vector<std::uint64_t> signature(15);
      rules.wide->sign_plainly(text_signature.shingles(), signature);
      bytes.assign(reinterpret_cast<const char*>(signature.data()), 15 * sizeof(std::uint64_t));
    }
    const auto bands = text_signature.bands();
    REQUIRE(bands.size() == 5);
    const std::size_t size = bytes.size() / 5;
    for (std::size_t band = 0; band < 5; ++band)
      CHECK(bands[band] == base::hash64(std::string_view(bytes).substr(band * size, size), band));
  }
}

TEST_CASE("the set is ascending without repetitions, and signs like the shingles") {
  for (const ShingleHash hash : {ShingleHash::native, ShingleHash::xxhash64}) {
    const SignatureRules rules = rules_of(hash);
    TextSignature text_signature(rules);
    text_signature.read(fox);
    const std::size_t all = text_signature.shingles().size();
    const auto of_all = text_signature.signature(text_signature.shingles());
    const std::vector<std::uint32_t> before(of_all.begin(), of_all.end());
    CHECK(before.size() == 16);  // 15, made even
    CHECK(before.back() == 0);
    const auto set = text_signature.set();
    CHECK(set.size() < all);
    CHECK(std::is_sorted(set.begin(), set.end()));
    CHECK(std::adjacent_find(set.begin(), set.end()) == set.end());
    const auto of_set = text_signature.signature(set);
    CHECK(std::equal(of_set.begin(), of_set.end(), before.begin(), before.end()));
  }
}

TEST_CASE("a text too short for a shingle has no bands") {
  const SignatureRules rules = rules_of(ShingleHash::native, true, 5);
  TextSignature text_signature(rules);
  for (const std::string_view text : {"", "one two three", "!!!"}) {
    text_signature.read(text);
    CHECK(text_signature.shingles().empty());
    CHECK(text_signature.bands().empty());
    CHECK(text_signature.set().empty());
  }
}
