#include "exec/take_sample.h"

#include "support/catch.h"
#include "text/utf8.h"

using namespace dsprep;
using exec::around_the_edit;

TEST_CASE("an edit is shown with what stands before it") {
  const auto shown = around_the_edit("two   spaces", "two spaces");
  REQUIRE(shown);
  CHECK(shown->before == "two   spaces");
  CHECK(shown->after == "two spaces");
  CHECK_FALSE(around_the_edit("same", "same"));
  CHECK_FALSE(around_the_edit("", ""));
  CHECK(around_the_edit("", "new")->after == "new");
  CHECK(around_the_edit("gone", "")->after.empty());
  CHECK(around_the_edit("longer", "long")->after == "long");
}

TEST_CASE("an edit far behind is cut out of the text, between characters") {
  std::string text;
  for (int i = 0; i < 2'000; ++i) text += "中文😀";
  // 帀 and 文 share their first two bytes with others: the first difference lies within a character.
  const auto shown = around_the_edit(text + "文" + text, text + "斈" + text);
  REQUIRE(shown);
  for (const std::string& part : {shown->before, shown->after}) {
    CHECK(text::valid_utf8(part));
    CHECK(part.starts_with("…"));
    CHECK(part.ends_with("…"));
    CHECK(text::count_chars(part) == 302);
  }
  CHECK(shown->before.find("文") != std::string::npos);
  CHECK(shown->after.find("斈") != std::string::npos);
  CHECK(shown->before.substr(0, 100) == shown->after.substr(0, 100));
}

TEST_CASE("texts are compared as far as they are kept") {
  const std::string start(70'000, 'a');
  CHECK_FALSE(around_the_edit(start + "x", start + "y"));
  CHECK_FALSE(around_the_edit(start, start.substr(0, 66'000)));
  CHECK(around_the_edit(start, "aaa")->after == "aaa");
}
