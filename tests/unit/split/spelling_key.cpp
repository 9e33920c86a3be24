#include "split/spelling_key.h"

#include "base/rng.h"
#include "support/catch.h"
#include "text/classes.h"
#include "text/normalize.h"
#include "text/utf8.h"

using namespace dsprep;

namespace {

std::string key(std::string_view text) {
  std::string out, scratch;
  split::spelling_key(text, out, scratch);
  return out;
}

}  // namespace

TEST_CASE("spelling_key: what readers overlook is gone") {
  CHECK(key("") == "");
  CHECK(key("?! …") == "");
  CHECK(key("Hello, World 42!") == "helloworld42");
  CHECK(key("Ｈｅｌｌｏ　Ｗｏｒｌｄ ４２") == key("hello world 42"));  // fullwidth
  CHECK(key("Straße") == key("STRASSE"));
  CHECK(key("ﬁne") == "fine");
  CHECK(key("e\u0301") == key("\u00e9"));
  CHECK(key("今天天气很好。") == key("今天 天气，很好！"));
  CHECK(key("ｶﾞ") == key("ガ"));
  CHECK(key("สวัสดี!") == key("สวัสดี"));
  CHECK(key("مرحبا، بالعالم") == "مرحبابالعالم");
  CHECK(key("Ⅷ ½ 😀") == key("viii 1⁄2"));
  // The ASCII path and the other one.
  for (const std::string text : {"A-b_C 1.5", "  x\ty\n", "(Z)"}) CHECK(key(text) + "é" == key(text + "é"));
}

TEST_CASE("spelling_key: the same as normalizing the whole text and filtering its characters") {
  constexpr std::string_view pieces[] = {
      "e",      "E",      "Zebra",  "{`@[/:", "a b C d 0 9", "=",      "\u0301", "\u0338",     "\u0300", "\u00ad",
      "\u200d", "\ufe0f", "\u0327", "天",     "。",          "，",     "か",     "\u3099",     "ﾊ",      "ﾞ",
      "Ａ",     "㍿",     " ",      "\n",     "\\",          "\"",     "ß",      "İ",          "ي",      "\u0654",
      "ก",      "ำ",      "한",     "\u1112", "\u1161",      "\u11ab", "😀",      "\U00020000", "9",      "“",
      "…",      "鿿",    "龥",     "豈",     "\t",          "…",      "Ǆ",      "\u0345"};
  base::Rng rng(4);
  std::string out, expected, scratch;
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    for (std::uint64_t n = rng.below(round % 8 == 0 ? 200 : 12); n > 0; --n)
      text += pieces[rng.below(std::size(pieces))];
    text::normalize(text, text::Form::nfkc_casefold, scratch);
    expected.clear();
    for (std::size_t i = 0; i < scratch.size();) {
      const std::size_t begin = i;
      if (text::classes_of(text::decode(scratch, i)) & (text::letter | text::mark | text::digit | text::other_number))
        expected.append(scratch, begin, i - begin);
    }
    CAPTURE(text);
    split::spelling_key(text, out, scratch);
    CHECK(out == expected);
    std::string escaped;
    for (const char c : text) {
      if (c == '\n' || c == '\t' || c == '\\' || c == '"') escaped += '\\';
      escaped += c == '\n' ? 'n' : c == '\t' ? 't' : c;
    }
    split::spelling_key_escaped(escaped, out, scratch);
    CHECK(out == expected);
  }
}
