#include "ops/clean/dedup_substring/window_tokens.h"

#include <string>

#include "base/rng.h"
#include "support/catch.h"

using namespace dsprep;
using namespace dsprep::ops::dedup_substring;

namespace {

struct Text {
  Text(std::string_view bytes, TokenUnit unit, std::size_t length = 2)
      : text(bytes), tokens(unit, WordModel::uax29, length) {
    view.reset(text);
    tokens.read(view);
  }
  std::string of(std::size_t begin, std::size_t end) {
    const TextSpan span = tokens.bytes(begin, end);
    return text.substr(span.begin, span.size());
  }
  std::string text;
  TextView view;
  WindowTokens tokens;
};

std::string gap(std::string_view text, std::uint32_t begin, std::uint32_t end) {
  const TextSpan span = with_gap(text, {begin, end});
  return std::string(text.substr(0, span.begin)).append("|").append(text.substr(span.end));
}

}  // namespace

TEST_CASE("tokens are words, characters or bytes") {
  CHECK(Text("The quick, brown 狐狸.", TokenUnit::words).tokens.size() == 5);
  CHECK(Text("é狐🙂", TokenUnit::characters).tokens.size() == 3);
  CHECK(Text("é狐🙂", TokenUnit::bytes).tokens.size() == 9);
  CHECK(Text("", TokenUnit::words).tokens.size() == 0);
}

TEST_CASE("the bytes of a stretch end at whole words and characters") {
  Text words("The quick, brown 狐狸.", TokenUnit::words);
  CHECK(words.of(1, 3) == "quick, brown");
  CHECK(words.of(3, 4) == "狐");
  Text characters("one two 狐狸 e\u0301a", TokenUnit::characters);
  CHECK(characters.of(1, 9) == " two 狐");  // "ne" is a part of a word, 狐 is a word
  CHECK(characters.of(0, 3) == "one");
  CHECK(characters.of(11, 12) == "");  // not before the accent
  CHECK(characters.of(11, 14) == "e\u0301a");
  CHECK(characters.of(4, 7) == "two");  // backwards, too
  Text bytes("aé 狐狸", TokenUnit::bytes);
  CHECK(bytes.of(0, 2) == "");  // within é, so that "a" is no whole word
  CHECK(bytes.of(3, 8) == " 狐");
}

TEST_CASE("equal tokens have equal hashes, whatever stands between words") {
  Text a("the quick brown", TokenUnit::words), b("The, the -- quick\nbrown", TokenUnit::words);
  CHECK(a.tokens.hash(0, 3) == b.tokens.hash(1, 4));
  CHECK_FALSE(a.tokens.hash(0, 2) == b.tokens.hash(0, 2));
  Text c("狐狸", TokenUnit::characters), d("x狐狸", TokenUnit::characters);
  CHECK(c.tokens.hash(0, 2) == d.tokens.hash(1, 3));
}

TEST_CASE("the blocks of every unit cover all windows once") {
  base::Rng rng(7);
  for (int round = 0; round < 60; ++round) {
    std::string text;
    const std::uint64_t pieces = rng.below(80);
    for (std::uint64_t i = 0; i < pieces; ++i) {
      static constexpr std::string_view few[] = {"ab ", "c ", "狐", "é", ", ", "\n", "🙂"};
      text += few[rng.below(7)];
    }
    for (const TokenUnit unit : {TokenUnit::words, TokenUnit::characters, TokenUnit::bytes}) {
      const std::size_t length = 2 + rng.below(9);
      Text of(text, unit, length);
      std::size_t at = 0;
      of.tokens.blocks([&](const WindowBlock& block) {
        CHECK(block.begin == at);
        CHECK(block.end > block.begin);
        at = block.end;
      });
      CHECK(at == (of.tokens.size() < length ? 0 : of.tokens.size() - length + 1));
    }
  }
}

TEST_CASE("what goes takes the white space of one side along") {
  CHECK(gap("one two three", 4, 7) == "one |three");
  CHECK(gap("one two", 4, 7) == "one|");  // the last: what stands before it
  CHECK(gap("one two", 0, 3) == "|two");
  CHECK(gap("one\n\ntwo three", 5, 8) == "one\n\n|three");  // paragraphs stay apart
  CHECK(gap("one two\n\nthree", 4, 7) == "one|\n\nthree");
  CHECK(gap("one,two three", 4, 7) == "one,| three");  // no gap before: that behind it stays
  CHECK(gap("one", 0, 3) == "|");
  CHECK(gap("one two", 4, 4) == "one |two");
}
