#include "text/simplify.h"

#include <string>

#include "base/rng.h"
#include "support/catch.h"
#include "text/utf8.h"

using namespace dsprep;

namespace {
std::string simplified(std::string_view text) {
  std::string fast, plain;
  text::simplify(text, fast);
  text::simplify_plainly(text, plain);
  CHECK(fast == plain);
  return fast;
}
}  // namespace

TEST_CASE("simplify: what it does to each kind of character") {
  CHECK(simplified("") == "");
  CHECK(simplified(" \t\n ") == "");
  CHECK(simplified("?!") == "");
  CHECK(simplified("Hello,  World!") == "hello world");
  CHECK(simplified("1,234.56 and 3.14 and 7.") == "0 0 and 0 and 0");
  CHECK(simplified("٣٫٥ ١٢") == "0 0");
  CHECK(simplified("Crème Brûlée ÀÉ") == "creme brulee ae");
  CHECK(simplified("İI") == "ii");
  CHECK(simplified("ΟΔΟΣ ΣΑΣ") == "οδος σας");
  CHECK(simplified("你好，世界。「数据」") == "你好 世界 数据");
  CHECK(simplified("한국") == "\u1112\u1161\u11ab\u1100\u116e\u11a8");
  CHECK(simplified("ดี") == "ด");
  CHECK(simplified("カ\u3099 が") == "カ か");
  CHECK(simplified("a\u0301") == "a");
  CHECK(simplified("a \u0301 b") == "a  b");  // a word of marks alone leaves its spaces, as it does in datatrove
  CHECK(simplified(" \u0301 b") == "b");
  CHECK(simplified("a\u0085b\u00a0c\u3000d") == "a b c d");
  CHECK(simplified("x\uff11y \uff12z") == "x0y 0z");
  CHECK(simplified("😀 ok") == "😀 ok");
  CHECK(simplified("\u302e\u302f\u302e a") == "\u302e\u302f\u302e a");
}

TEST_CASE("simplify: the fast way does as the plain way on random texts") {
  base::Rng rng(7);
  const std::string_view common = "aZ9.,;! \n\t0-_\x1c";
  for (int round = 0; round < 4000; ++round) {
    std::string text;
    for (std::uint64_t n = rng.below(40); n > 0; --n) {
      switch (rng.below(6)) {
        case 0:
        case 1: text += common[rng.below(common.size())]; break;
        case 2: text::append_utf8(text, static_cast<char32_t>(0x80 + rng.below(0x780))); break;
        case 3: text::append_utf8(text, static_cast<char32_t>(0x300 + rng.below(0x70))); break;
        case 4: text::append_utf8(text, static_cast<char32_t>(0x2000 + rng.below(0x9000))); break;
        default: text::append_utf8(text, static_cast<char32_t>(0x10000 + rng.below(0x20000))); break;
      }
    }
    simplified(text);
  }
  // Every code point, alone and between letters.
  for (char32_t c = 0; c < 0x110000; ++c) {
    if (c >= 0xd800 && c <= 0xdfff) continue;
    std::string text = "A";
    text::append_utf8(text, c);
    text += "b";
    std::string fast, plain;
    text::simplify(text, fast);
    text::simplify_plainly(text, plain);
    if (fast != plain) {
      CAPTURE(static_cast<std::uint32_t>(c));
      CHECK(fast == plain);
    }
  }
}
