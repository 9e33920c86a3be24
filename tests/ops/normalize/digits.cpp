#include <unicode/uchar.h>

#include "ops/normalize/rewritten.h"
#include "text/utf8.h"

using namespace dsprep;
using namespace dsprep::test;

namespace {
std::string ascii(std::string_view text, const std::string& params = "") { return rewritten("digits", params, text); }
}  // namespace

TEST_CASE("digits: every decimal digit of Unicode becomes the ASCII digit of its value, and nothing else changes") {
  std::string text, expected;
  for (char32_t c = 0x20; c < 0x110000; ++c) {
    if (c >= 0xd800 && c < 0xe000) continue;
    text::append_utf8(text, c);
    if (u_charType(static_cast<UChar32>(c)) == U_DECIMAL_DIGIT_NUMBER)
      expected += static_cast<char>('0' + u_charDigitValue(static_cast<UChar32>(c)));
    else text::append_utf8(expected, c);
  }
  CHECK(ascii(text) == expected);
}

TEST_CASE("digits: what only has the value of a number stays, unless it is asked for") {
  const std::string text = "① 一 二〇二六 x² Ⅳ ½ ١٬٢٣٤٫٥";
  CHECK(ascii(text) == "① 一 二〇二六 x² Ⅳ ½ 1٬234٫5");
  CHECK(ascii(text, "circled = true") == "1 一 二〇二六 x² Ⅳ ½ 1٬234٫5");
  CHECK(ascii(text, "scripts = true") == "① 一 二〇二六 x2 Ⅳ ½ 1٬234٫5");
  CHECK(ascii(text, "separators = true") == "① 一 二〇二六 x² Ⅳ ½ 1,234.5");
  CHECK(ascii("٫٥ ٥٫", "separators = true") == "٫5 5٫");
  CHECK(ascii("⓪⑳⑴⒛❶㉑㊿⓿", "circled = true") ==
        "02012012150"
        "0");
}

TEST_CASE("digits: Chinese numbers digit by digit") {
  const auto han = [](std::string_view text) { return ascii(text, "han = true"); };
  CHECK(han("二〇二六年") == "2026年");
  CHECK(han("第一，三百二十，十五，五十，一万") == "第一，三百二十，十五，五十，一万");
  CHECK(han("三百二五") == "三百二五");
  CHECK(han("一九八四") == "1984");
}

TEST_CASE("digits: ASCII comes out byte for byte; labels; what is no text") {
  const std::string line = "{ \"text\" : \"1 \\/ 2\\u0041\"}\n";
  CHECK(run_op("digits", "", line).output == line);
  const RunOp run = run_toml("[dataset]\nspans = \"/spans\"\n[[step]]\nop = \"digits\"\n",
                             "{\"text\":\"١٢ x\",\"spans\":[{\"start\":1,\"end\":2}]}\n");
  CHECK(run.output == "{\"text\":\"12 x\",\"spans\":[{\"start\":1,\"end\":2}]}\n");
  CHECK(run.result.books.steps[0].counters[0] == 2);
  CHECK(run_op("digits", "", "{\"text\":12}\n").malformed != "");
}
