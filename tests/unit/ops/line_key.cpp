#include "ops/clean/dedup_lines/line_key.h"

#include <string>

#include "support/catch.h"
#include "support/random_text.h"

using namespace dsprep::text;
using namespace dsprep::ops::dedup_lines;

namespace {
std::string key(std::string_view line, LineForm form) {
  std::string out = "old";
  line_key(line, form, out);
  return out;
}
}  // namespace

TEST_CASE("line_key: trimmed") {
  CHECK(key("  a B \t", LineForm::trimmed) == "a B");
  CHECK(key("\u3000中 文\u00a0\x1f", LineForm::trimmed) == "中 文");
  CHECK(key(" \u2028 ", LineForm::trimmed) == "");
  CHECK(key("", LineForm::trimmed) == "");
}

TEST_CASE("line_key: as CCNet has it") {
  CHECK(key(" Call 0800-12 NOW! ", LineForm::ccnet) == "call 0000-00 now!");
  CHECK(key("“Quoted” — text…", LineForm::ccnet) == "quoted  text");
  CHECK(key("你好，世界。", LineForm::ccnet) == "你好世界");
  CHECK(key("１２ ٣", LineForm::ccnet) == "00 0");
  CHECK(key("a\tb\x01", LineForm::ccnet) == "ab");
  CHECK(key("ÉTÉ", LineForm::ccnet) == "été");
  CHECK(key("ΟΔΟΣ", LineForm::ccnet) == "οδος");
}

TEST_CASE("line_key: simple") {
  CHECK(key(" HOME - NEWS | Contact ", LineForm::simple) == "home news contact");
  CHECK(key("Été 2024!", LineForm::simple) == "ete 0000");
  CHECK(key("e\u0301te\u0301", LineForm::simple) == "ete");
  CHECK(key("你好 ， 世界。", LineForm::simple) == "你好 世界");
  CHECK(key("***", LineForm::simple) == "");
  CHECK(key("\u3000１\u2003２ ", LineForm::simple) == "0 0");
  CHECK(key("مُرَحَّب", LineForm::simple) == "مرحب");
}

TEST_CASE("line_key: tables and the definition agree") {
  for (const LineForm form : {LineForm::trimmed, LineForm::ccnet, LineForm::simple}) {
    std::string slow;
    for (char32_t c = 0; c < 0x110000; ++c) {
      if (c >= 0xd800 && c < 0xe000) continue;
      std::string line = "a ";
      append_utf8(line, c);
      line += " b";
      line_key_slowly(line, form, slow);
      if (key(line, form) == slow) continue;
      INFO(std::hex << static_cast<unsigned>(c));
      REQUIRE(key(line, form) == slow);
    }
    dsprep::base::Rng rng(3);
    for (int i = 0; i < 20000; ++i) {
      const std::string line = dsprep::test::random_text(rng, rng.below(30), rng.below(100));
      line_key_slowly(line, form, slow);
      INFO(line);
      REQUIRE(key(line, form) == slow);
    }
  }
}
