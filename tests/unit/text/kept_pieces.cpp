#include "text/kept_pieces.h"

#include "support/catch.h"
#include "support/random_text.h"
#include "text/lines.h"
#include "text/trim.h"

using namespace dsprep;

namespace {

std::string written(const text::KeptPieces& pieces) {
  std::string out = "something else";
  pieces.write(out);
  return out;
}

// The text that edits() makes, and whether it went through all of the old one.
std::string edited(const text::KeptPieces& pieces, std::string_view text) {
  std::string out;
  std::size_t at = 0;
  pieces.edits(
      [&](std::size_t bytes) {
        out.append(text, at, bytes);
        at += bytes;
      },
      [&](std::size_t bytes, std::string_view with) {
        out.append(with);
        at += bytes;
      });
  REQUIRE(at == text.size());
  return out;
}

}  // namespace

TEST_CASE("kept_pieces: a text of which everything is kept does not change") {
  for (const std::string_view text : {"", "one", "one\ntwo", "\n\none\n\n\ntwo"}) {
    text::KeptPieces pieces;
    pieces.start(text);
    for (std::size_t begin = 0; begin <= text.size();) {
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      pieces.line();
      pieces.keep(begin, end);
      begin = end + 1;
    }
    CHECK(pieces.unchanged());
    CHECK(written(pieces) == text);
    CHECK(edited(pieces, text) == text);
  }
}

TEST_CASE("kept_pieces: lines dropped, bits cut out, line breaks unified") {
  const std::string_view text = "first\r\nsecond[1] line\nthird\nfourth";
  text::KeptPieces pieces;
  pieces.start(text);
  pieces.line();
  pieces.keep(0, 5);
  pieces.line();
  pieces.keep(7, 13);
  pieces.keep(16, 21);
  pieces.line();
  pieces.keep(28, 34);
  CHECK_FALSE(pieces.unchanged());
  CHECK(written(pieces) == "first\nsecond line\nfourth");
  CHECK(edited(pieces, text) == "first\nsecond line\nfourth");
  pieces.start(text);
  CHECK(written(pieces) == "");
  CHECK(edited(pieces, text) == "");
}

TEST_CASE("kept_pieces: on random lines, the pieces are the lines joined and stripped") {
  base::Rng rng(5);
  for (int round = 0; round < 3000; ++round) {
    const std::string text = test::random_text(rng, rng.below(60), 70);
    text::KeptPieces pieces;
    pieces.start(text);
    std::string expected;
    bool first = true;
    std::vector<TextSpan> lines;
    text::split_universal_lines(text, lines);
    for (TextSpan line : lines) {
      if (rng.below(3) == 0) continue;
      if (rng.below(2) == 0) {
        const std::string_view trimmed = text::trim(line.of(text));
        line.begin = static_cast<std::uint32_t>(trimmed.data() - text.data());
        line.end = line.begin + static_cast<std::uint32_t>(trimmed.size());
      }
      if (!first) expected += '\n';
      first = false;
      expected += line.of(text);
      pieces.line();
      pieces.keep(line.begin, line.end);
    }
    if (rng.below(2) == 0) {
      pieces.strip();
      expected = std::string(text::trim(expected));
    }
    INFO(text);
    REQUIRE(written(pieces) == expected);
    REQUIRE(edited(pieces, text) == expected);
    if (pieces.unchanged()) REQUIRE(expected == text);
  }
}
