#include "base/rng.h"
#include "support/judged.h"
#include "text/special_characters.h"
#include "text/utf8.h"

using namespace dsprep;
using namespace dsprep::test;

TEST_CASE("special_char_ratio: Data-Juicer's") {
  const auto is = [](std::string_view text, double value) {
    CHECK(measured("special_char_ratio", "", "max_ratio", text) == value);
  };
  is("", 0);
  is("abcd", 0);
  is("ab 1", 0.5);
  is("中一上士", 0.75);
  is("😀é", 0.5);
  is("👨‍👩", 2 / 3.0);  // the joiner between them is none
  is("\x1f\x7f", 0);
  CHECK(kept("special_char_ratio", "max_ratio = 0.5", "ab 1"));
  CHECK(failed("special_char_ratio", "max_ratio = 0.49", "ab 1") == "max_ratio 0.5");
  CHECK(failed("special_char_ratio", "min_ratio = 0.6\nmax_ratio = \"none\"", "ab 1") == "min_ratio 0.5");
}

TEST_CASE("special_char_ratio: NeMo's") {
  const auto is = [](std::string_view text, double value) {
    CHECK(measured("special_char_ratio", "variant = \"nemo\"", "max_ratio", text) == value);
  };
  is("", 1);
  is("Az09?!,.\n", 0);
  is("a b;", 0.5);
  is("中文é😀", 1);
}

TEST_CASE("special_char_ratio: counting by stretches is counting one by one") {
  base::Rng rng(7);
  for (int round = 0; round < 200; ++round) {
    std::string text;
    std::uint64_t special = 0, chars = 0;
    for (auto n = rng.below(60); n > 0; --n) {
      const auto c = static_cast<char32_t>(rng.below(3) > 0 ? rng.below(128) : rng.below(0xd800));
      if (c == 0) continue;
      text::append_utf8(text, c);
      special += text::special_characters_table()[c];
      ++chars;
    }
    if (chars > 0)
      CHECK(measured("special_char_ratio", "max_ratio = 1", "max_ratio", text) ==
            static_cast<double>(special) / static_cast<double>(chars));
  }
}
