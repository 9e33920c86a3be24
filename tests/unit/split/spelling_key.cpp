#include "split/spelling_key.h"

#include "support/catch.h"

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
