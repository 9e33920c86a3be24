#include "text/graphemes.h"

#include <unicode/brkiter.h>
#include <unicode/utext.h>

#include <memory>
#include <string>
#include <vector>

#include "support/catch.h"
#include "text/utf8.h"

using namespace dsprep;
using namespace dsprep::text;

namespace {

std::vector<std::string> pieces(std::string_view text, void (*split)(std::string_view, std::vector<TextSpan>&)) {
  std::vector<TextSpan> spans;
  split(text, spans);
  std::vector<std::string> out;
  for (const TextSpan& span : spans) out.emplace_back(span.of(text));
  return out;
}

// The twin: ICU over the whole text.
std::vector<std::string> by_icu(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  static const std::unique_ptr<icu::BreakIterator> iterator(
      icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), status));
  UText source = UTEXT_INITIALIZER;
  utext_openUTF8(&source, text.data(), static_cast<std::int64_t>(text.size()), &status);
  iterator->setText(&source, status);
  REQUIRE(U_SUCCESS(status));
  std::vector<std::string> out;
  std::int32_t begin = iterator->first();
  for (std::int32_t end = iterator->next(); end != icu::BreakIterator::DONE; begin = end, end = iterator->next())
    out.emplace_back(text.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin)));
  utext_close(&source);
  return out;
}

}  // namespace

TEST_CASE("graphemes: as ICU cuts them") {
  const std::vector<std::string> kinds = {
      "a",      "Z",      " ",      "\n", "\r", "\r\n", "天",     "가",         "각",     "\u1100", "\u1161",
      "\u11a8", "\u0301", "กำ",     "ที",  "👍",  "👩",    "\u200d", "\U0001f1e8", "🏽",   "क",      "्",
      "ष",      "ा",      "\u0600", "\t", "é",  "❤",    "\ufe0f", "ཀ",          "\u0f71", "!",      "9"};
  std::uint64_t state = 1;
  const auto next = [&](std::size_t n) {
    return static_cast<std::size_t>((state = state * 6364136223846793005ull + 1442695040888963407ull) >> 33) % n;
  };
  for (int round = 0; round < 4000; ++round) {
    std::string text;
    for (std::size_t i = 0; i < 1 + next(24); ++i) text += kinds[next(kinds.size())];
    INFO(text);
    CHECK(pieces(text, split_graphemes) == by_icu(text));
  }
  CHECK(pieces("", split_graphemes).empty());
}

TEST_CASE("graphemes: every code point between letters, as ICU cuts it") {
  for (char32_t c = 1; c < 0x110000; c += c < 0x3000 || (c >= 0x1f000 && c < 0x20000) ? 1 : 97) {
    if (c >= 0xd800 && c < 0xe000) continue;
    std::string text = "a";
    append_utf8(text, c);
    text += "b天";
    append_utf8(text, c);
    append_utf8(text, c);
    if (pieces(text, split_graphemes) == by_icu(text)) continue;
    INFO(static_cast<std::uint32_t>(c));
    CHECK(pieces(text, split_graphemes) == by_icu(text));
  }
}

TEST_CASE("graphemes: letters are those that begin with one") {
  using Pieces = std::vector<std::string>;
  CHECK(pieces("aB1 c!", split_letters) == Pieces{"a", "B", "c"});
  CHECK(pieces("e\u0301 天1กำ👍\u0301", split_letters) == Pieces{"e\u0301", "天", "กำ"});
}
