#include "text/html_entities.h"

#include "support/catch.h"

using namespace dsprep::text;

TEST_CASE("html_entities: names with and without their semicolon, of one and two code points") {
  CHECK(html_entity("amp;") == "&");
  CHECK(html_entity("amp") == "&");
  CHECK(html_entity("AMP") == "&");
  CHECK(html_entity("notin;") == "∉");
  CHECK(html_entity("notin").empty());
  CHECK(html_entity("NotEqualTilde;") == "≂\u0338");
  CHECK(html_entity("CounterClockwiseContourIntegral;") == "∳");
  CHECK(html_entity("Zfr;") == "ℨ");
  CHECK(html_entity("zwnj;") == "\u200c");
  CHECK(html_entity("AElig") == "Æ");
  CHECK(html_entity("").empty());
  CHECK(html_entity("nosuch;").empty());
  CHECK(html_entity("eacute;") != html_entity("Eacute;"));
}

TEST_CASE("html_entities: the longest old name") {
  CHECK(old_entity_size("notit") == 3);
  CHECK(old_entity_size("lt") == 2);
  CHECK(old_entity_size("Aacutex") == 6);
  CHECK(old_entity_size("ampamp") == 3);
  CHECK(old_entity_size("alpha") == 0);
  CHECK(old_entity_size("") == 0);
}

TEST_CASE("html_entities: numbers") {
  CHECK(html_code_point(65) == U'A');
  CHECK(html_code_point(0) == U'\ufffd');
  CHECK(html_code_point(0xd800) == U'\ufffd');
  CHECK(html_code_point(0xdfff) == U'\ufffd');
  CHECK(html_code_point(0x110000) == U'\ufffd');
  CHECK(html_code_point(0x10ffff) == U'\U0010ffff');
  CHECK(html_code_point(0x80) == U'€');
  CHECK(html_code_point(0x81) == 0x81);
  CHECK(html_code_point(0x96) == U'–');
  CHECK(html_code_point(0x9f) == U'Ÿ');
  CHECK(html_code_point(0xa0) == 0xa0);
}
