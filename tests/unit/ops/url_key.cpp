#include "ops/clean/dedup_exact/url_key.h"

#include "support/catch.h"

using dsprep::ops::dedup_exact::url_key;

namespace {
std::string key(std::string_view url) {
  std::string out;
  url_key(url, out);
  return out;
}
}  // namespace

TEST_CASE("url_key: as C4 does it, oddities and all") {
  CHECK(key("https://www.example.org/a/") == "example.org/a");
  CHECK(key("http://example.org/a") == "example.org/a");
  CHECK(key("http://example.org///") == "example.org");
  CHECK(key("https://example.org/a?utm_source=x&b=1") == "example.org/a");
  CHECK(key("https://example.org/a/?feed=rss2") == "example.org/a");
  CHECK(key("https://example.org/a?reference=1") == "example.org/a");
  CHECK(key("https://example.org/a?b=1&utm_source=x") == "example.org/a?b=1&utm_source=x");
  CHECK(key("https://web.archive.org/web/http://www.example.org/") == "web.archive.org/web/example.org");
  CHECK(key("HTTP://Example.org") == "HTTP://Example.org");
  CHECK(key("http://www.www.a.b") == "www.a.b");
  CHECK(key("hthttp://tp://x") == "http://x");
  CHECK(key("a?x?ref") == "a?x");
  CHECK(key("a?ref=1\nb/") == "a\nb");
  CHECK(key("https://例子.测试/路径/") == "例子.测试/路径");
  CHECK(key("https://") == "");
  CHECK(key("") == "");
}
