#include "ops/clean/url/domain_list.h"

#include "support/catch.h"

using namespace dsprep;

namespace {

std::string hosts(std::string_view entry) {
  std::string all;
  const Status status =
      ops::url::each_domain(entry, [&](std::string_view host) { all.append(all.empty() ? "" : " ").append(host); });
  return status.ok() ? all : "refused: " + status.error().message;
}

std::string form(std::string_view host) {
  std::string out;
  ops::url::host_form(host, out);
  return out;
}

}  // namespace

TEST_CASE("domain_list: the forms of an entry") {
  for (const char* entry :
       {"example.com", "EXAMPLE.com", "example.com.", "*.example.com", ".example.com", "https://example.com",
        "http://example.com/", "//example.com", "||example.com^", "||example.com", "||example.com^|",
        "0.0.0.0 example.com", "127.0.0.1\texample.com # why", "::1 example.com", "fe80::1%lo0 example.com",
        "example.com\t# comment", "  example.com  ", "example.com/"}) {
    INFO(entry);
    CHECK(hosts(entry) == "example.com");
  }
  CHECK(hosts("0.0.0.0 a.com b.com  c.com") == "a.com b.com c.com");
  CHECK(hosts("10.0.0.1") == "10.0.0.1");
  CHECK(hosts("[::1]") == "[::1]");
  CHECK(hosts("my_host.example") == "my_host.example");
  for (const char* comment : {"", "! a title", "# x", "#", "[Adblock Plus 2.0]", "   "}) CHECK(hosts(comment) == "");
}

TEST_CASE("domain_list: internationalized names have one form") {
  CHECK(form("MÜNCHEN.de") == "xn--mnchen-3ya.de");
  CHECK(form("mu\u0308nchen.de") == "xn--mnchen-3ya.de");
  CHECK(form("XN--MNCHEN-3YA.de.") == "xn--mnchen-3ya.de");
  CHECK(form("例子。测试") == form("例子.测试"));
  CHECK(form("ｅｘａｍｐｌｅ.com") == "example.com");
  CHECK(form("مثال.إختبار") == "xn--mgbh0fb.xn--kgbechtv");
  CHECK(hosts("||例子.测试^") == form("例子.测试"));
  CHECK(form(std::string(100'000, '.') + "é").size() > 0);  // no name at all has a form too
  CHECK(form("\xff.com") != "");
}

TEST_CASE("domain_list: what names less than a host, or none, is refused") {
  for (const char* entry : {"https://example.com/page", "http://example.com/?q", "||example.com/ads^",
                            "||example.com^$third-party", "@@||example.com^", "exa*mple.com", "*", "a.com b.com",
                            "example.com:80", "user@example.com", "a..b", "address=/example.com/", "||^", "http://",
                            "0.0.0.0 http://a.com", "|http://example.com|", "example.com,other.com", "/ads/"}) {
    INFO(entry);
    CHECK(hosts(entry).starts_with("refused: \""));
  }
}
