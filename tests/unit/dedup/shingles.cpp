#include "dedup/shingles.h"

#include <set>

#include "base/hash.h"
#include "base/rng.h"
#include "support/catch.h"
#include "text/simplify.h"

using namespace dsprep;
using dedup::ShingleHash;
using dedup::ShingleKind;
using dedup::Shingler;

namespace {
std::vector<std::uint64_t> shingles(std::string_view kind, std::string_view text,
                                    WordModel words = WordModel::whitespace, ShingleHash hash = ShingleHash::native,
                                    bool simplified = false) {
  std::vector<std::uint64_t> hashes;
  Shingler(*ShingleKind::parse(kind), words, hash).run(text, simplified, hashes);
  return hashes;
}
}  // namespace

TEST_CASE("shingles: the unit is always written") {
  CHECK(ShingleKind::parse("words:5")->n == 5);
  CHECK(ShingleKind::parse("chars:24")->unit == ShingleKind::Unit::chars);
  for (const std::string_view wrong :
       {"", "5", "words", "words:", "words:0", "words:257", "chars:5x", "bytes:5", "word:5", "words:-1"})
    CHECK_FALSE(ShingleKind::parse(wrong).ok());
  CHECK(ShingleKind::parse("tokens:5").error().message.find("tokenizer") != std::string::npos);
}

TEST_CASE("shingles: how many, and equal ones have equal hashes") {
  CHECK(shingles("words:3", "a b").empty());
  CHECK(shingles("words:3", "a b c").size() == 1);
  CHECK(shingles("chars:3", "天地玄黄").size() == 2);
  CHECK(shingles("chars:3", "天地").empty());
  CHECK(shingles("chars:2", "").empty());
  const auto repeated = shingles("words:2", "x y x y x");
  CHECK(repeated[0] == repeated[2]);
  CHECK(repeated[1] == repeated[3]);
  CHECK(repeated[0] != repeated[1]);
  CHECK(shingles("words:2", "a  b\tc") == shingles("words:2", "a b c"));
  CHECK(shingles("words:2", "ab c")[0] != shingles("words:2", "a bc")[0]);
  CHECK(shingles("chars:3", "éab")[0] != shingles("chars:3", "eab")[0]);
  CHECK(shingles("chars:2", "é天b")[1] == shingles("chars:2", "天b")[0]);
}

TEST_CASE("shingles: rolling gives what a sum from scratch gives") {
  base::Rng rng(5);
  std::string text;
  for (int i = 0; i < 300; ++i) text += std::to_string(rng.below(40)) + " ";
  for (const int n : {1, 2, 5, 13, 256}) {
    const std::string kind = "words:" + std::to_string(n);
    const auto all = shingles(kind, text);
    std::vector<std::string> words;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = text.find(' ', at);
      words.push_back(text.substr(at, end - at));
      at = end + 1;
    }
    REQUIRE(all.size() == words.size() - static_cast<std::size_t>(n) + 1);
    for (std::size_t i = 0; i < all.size(); ++i) {
      std::string alone;
      for (std::size_t j = i; j < i + static_cast<std::size_t>(n); ++j) alone += words[j] + " ";
      const auto one = shingles(kind, alone);
      REQUIRE(one.size() == 1);
      REQUIRE(one[0] == all[i]);
    }
  }
}

TEST_CASE("shingles: hashes that other tools define") {
  // First 8 bytes little-endian, as Python's struct.unpack("<Q", hashlib.sha1(b).digest()[:8]).
  CHECK(shingles("words:5", "a b c d e", WordModel::whitespace, ShingleHash::sha1)[0] == 0x10dc3151b6a39587ull);
  CHECK(shingles("words:5", "a  b\nc d e", WordModel::whitespace, ShingleHash::sha1)[0] == 0x10dc3151b6a39587ull);
  CHECK(shingles("words:5", "a b c d e", WordModel::whitespace, ShingleHash::xxhash64)[0] == 0x8c77a5a9d087d48cull);
  // Longer than one block of SHA-1 with its padding.
  CHECK(shingles("chars:56", std::string(56, 'x'), WordModel::whitespace, ShingleHash::sha1)[0] ==
        0x5299257c36051390ull);
  CHECK(shingles("chars:55", std::string(55, 'x'), WordModel::whitespace, ShingleHash::sha1)[0] ==
        0x4724a081ba34f7ceull);
}

TEST_CASE("shingles: many spaces are one, simplified or not") {
  const std::string text = "a" + std::string(50, ' ') + "b  c ";
  CHECK(shingles("words:2", text, WordModel::uax29, ShingleHash::native, true) == shingles("words:2", "a b c"));
  CHECK(shingles("words:1", std::string(100, ' '), WordModel::uax29, ShingleHash::native, true).empty());
  CHECK(shingles("words:1", "", WordModel::uax29, ShingleHash::native, true).empty());
}

TEST_CASE("shingles: simplified ASCII has the same words under every model") {
  base::Rng rng(9);
  for (int round = 0; round < 500; ++round) {
    std::string raw, simple;
    for (std::uint64_t n = rng.below(200); n > 0; --n) raw += static_cast<char>(rng.below(128));
    text::simplify(raw, simple);
    const auto fast = shingles("words:2", simple, WordModel::uax29, ShingleHash::native, true);
    CHECK(fast == shingles("words:2", simple, WordModel::whitespace));
    CHECK(fast == shingles("words:2", simple, WordModel::uax29));
  }
}
