#include "support/judged.h"

using namespace dsprep::test;

TEST_CASE("url_ratio: what a URL is, and where it ends") {
  const auto is = [](std::string_view text, double chars) {
    INFO(text);
    CHECK(measured("url_ratio", "", "max_ratio", text) * static_cast<double>(std::string_view(text).size()) ==
          Approx(chars));
  };
  is("see http://a.b/c now", 12);
  is("see https://a.b/c?d=e#f~g now", 21);
  is("http://", 0);
  is("http:// x", 0);
  is("ftp://a.b xhttp://a", 8);
  is("httphttps://a", 9);
  is("http://http://a", 15);
  is("HTTP://a", 0);
  is("http://a%20b%zz", 12);
  is("http://a%2", 8);
  is("<http://a;b>", 8);
  is("http://a http://b", 16);
  is("a:b::c://d", 0);
}

TEST_CASE("url_ratio: the limit passes, an empty text does not; characters are code points") {
  CHECK(kept("url_ratio", "", "http://a.b01234567890123456789012345678 ") == false);
  CHECK(kept("url_ratio", "max_ratio = 0.5",
             "http://a01234567"
             "                "));
  CHECK(failed("url_ratio", "", "") == "max_ratio 1");
  CHECK(measured("url_ratio", "", "max_ratio", "镜像，http://a") == 8 / 11.0);
}
