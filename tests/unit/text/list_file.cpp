#include "text/list_file.h"

#include <vector>

#include "support/catch.h"
#include "text/url.h"

using namespace dsprep;

namespace {
using Entries = std::vector<std::string>;
Entries entries(std::string_view bytes) {
  Entries all;
  const Status status = text::each_entry({"list.txt", std::string(bytes)}, [&](std::string_view entry) -> Status {
    if (entry == "bad") return usage_error("\"bad\" is bad: do better");
    all.emplace_back(entry);
    return {};
  });
  if (!status.ok()) all = {status.error().message};
  return all;
}
}  // namespace

TEST_CASE("list_file: one entry a line, without comments and the white space around it") {
  CHECK(entries("") == Entries{});
  CHECK(entries("\xEF\xBB\xBF# words\n a b \r\n\n\t\n  # more\n词\nlast") == Entries{"a b", "词", "last"});
  CHECK(entries("a#b") == Entries{"a#b"});
}

TEST_CASE("list_file: a bad line is told with its place") {
  CHECK(entries("good\n\nbad\n") == Entries{"list.txt:3: \"bad\" is bad: do better"});
  CHECK(entries("词\n词\xe4\xb8") == Entries{"list.txt:2:4: this is not UTF-8: convert the file"});
  CHECK(entries("# caf\xe9\n") == Entries{"list.txt:1:6: this is not UTF-8: convert the file"});
}

TEST_CASE("url: the host") {
  using text::url_host;
  CHECK(url_host("https://user:pass@www.Example.com.:8080/a@b?c#d") == "www.Example.com");
  CHECK(url_host("example.com/x") == "example.com");
  CHECK(url_host("//example.com/x") == "example.com");
  CHECK(url_host("example.com") == "example.com");
  CHECK(url_host("http://[::1]:80/") == "[::1]");
  CHECK(url_host("http://[::1") == "[::1");
  CHECK(url_host("http://例子.测试/路") == "例子.测试");
  CHECK(url_host("/a?u=http://b.c") == "");
  CHECK(url_host("x?u=http://b.c") == "x");
  CHECK(url_host("http://a.b\\c") == "a.b");
  CHECK(url_host("") == "");
  CHECK(url_host("http://") == "");
  CHECK(url_host("...") == "");
}

TEST_CASE("url: letters and digits") {
  std::string out;
  text::ascii_alphanumerics("https://X-y.com/é中?1=%20", out);
  CHECK(out == "httpsxycom120");
}
