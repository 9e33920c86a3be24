// Pages: their encodings, and what is no page.
#include "dsprep/value.h"
#include "formats/html/html_decoder.h"
#include "support/catch.h"

using namespace dsprep;
using namespace dsprep::formats::markup;
using namespace std::string_view_literals;

namespace {

struct Page {
  std::string text, encoding, line;
  std::uint64_t undecodable;
};
Page page(std::string_view bytes, std::string encoding = "", std::string_view file = "页.html") {
  HtmlDecoder decoder(std::move(encoding));
  std::string line;
  const auto outcome = decoder.decode({bytes, "", file, 1}, line);
  if (!outcome.ok()) return {"refused: " + outcome.error().message, "", "", 0};
  if (*outcome == Decoder::Outcome::skip) return {"skip", "", "", 0};
  CHECK_FALSE(validate_json(line));
  const Value value(line);
  return {*value["text"].text(), *value["encoding"].text(), line, decoder.undecodable()};
}

}  // namespace

TEST_CASE("html: the encoding of a page is told by itself") {
  CHECK(page("<p>plain").encoding == "utf-8");
  CHECK(page("\xef\xbb\xbf<p>你好").text == "<p>你好");
  CHECK(page("<meta charset=\"gb2312\"><p>\xc4\xe3\xba\xc3").text == "<meta charset=\"gb2312\"><p>你好");
  CHECK(page("<meta charset=utf-8><p>你好").encoding == "utf-8");
  CHECK(page("<meta charset=gbk><p>你好").text == "<meta charset=gbk><p>你好");  // declared wrongly: it is UTF-8
  CHECK(page("\xff\xfe<\0p\0>\0`O}Y"sv).text == "<p>你好");
  CHECK(page("\xfe\xff\0<\0p\0>O`Y}"sv).text == "<p>你好");
  CHECK(page("<?xml version=\"1.0\" encoding=\"Shift_JIS\"?><p>\x93\xfa\x96\x7b").encoding == "shift_jis");
}

TEST_CASE("html: a page whose first bytes are scripts is asked further behind") {
  const std::string script(200'000, 'x');
  const Page found = page("<meta charset=gbk><script>" + script + "</script><p>\xc4\xe3\xba\xc3");
  CHECK(found.text.ends_with("<p>你好"));
  CHECK(found.undecodable == 0);
}

TEST_CASE("html: an encoding that is given is that of every page") {
  CHECK(page("<p>\xcf\xf0\xe8\xe2\xe5\xf2", "windows-1251").text == "<p>Привет");
  CHECK(page("\xef\xbb\xbf<p>你好", "utf-8").text == "<p>你好");
}

TEST_CASE("html: what is no text in its encoding is counted") {
  std::string bytes = "<meta charset=utf-8><p>";
  for (int i = 0; i < 40; ++i) bytes += "你好，世界。这是一个很长的网页，里面有很多中文。";
  const Page broken = page(bytes + "页\xff\xfe里");
  CHECK(broken.undecodable == 2);
  CHECK(broken.text.find("页\xef\xbf\xbd\xef\xbf\xbd里") != std::string::npos);
  HtmlDecoder decoder("utf-8");
  std::string line;
  REQUIRE(decoder.decode({"a\xff", "", "a.html", 1}, line).ok());
  CHECK(decoder.undecodable() == 1);
  REQUIRE(decoder.decode({"a", "", "a.html", 1}, line).ok());
  CHECK(decoder.undecodable() == 0);
}

TEST_CASE("html: what is no page") {
  CHECK(page("\xff\xfe \0\n\0"sv).text == "skip");
  CHECK(page("%PDF-1.7\n").text.starts_with("refused: this looks like PDF"));
  CHECK(page("\x89PNG\r\n\x1a\n\0"sv).text.starts_with("refused: this looks like an image"));
  CHECK(page("no markup at all").text == "no markup at all");
}

TEST_CASE("html: what is known of a page beside its text") {
  CHECK(page("<p>a", "", "a.xhtml").line ==
        R"({"text":"<p>a","content_type":"application/xhtml+xml","path":"a.xhtml","encoding":"utf-8"})");
  CHECK(saved_from("<!DOCTYPE html>\r\n<!-- saved from url=(0023)https://example.com/a?b -->\r\n<html>") ==
        "https://example.com/a?b");
  CHECK(saved_from("<!-- saved from url=(0014)about:internet -->") == "");
  CHECK(saved_from("<!-- saved from url=https://example.com -->") == "");
  CHECK(saved_from("<!-- saved from url=(") == "");
  CHECK(saved_from("<p>a") == "");
}
