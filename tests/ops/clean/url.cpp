#include "support/judged.h"

using namespace dsprep;
using namespace dsprep::test;

namespace {
std::string fails(std::string_view params, const std::string& url, const RunHow& how = {}) {
  return failed_of_record("url", params, "{\"url\":\"" + url + "\"}\n", how);
}
}  // namespace

TEST_CASE("url: a domain is listed with all that is in it") {
  const char* const list = "domains = [\"Example.com\", \"*.bad.org\", \"例子.测试\"]";
  CHECK(fails(list, "https://example.com/") == "domain 1");
  CHECK(fails(list, "http://user@A.B.EXAMPLE.COM.:80?x") == "domain 1");
  CHECK(fails(list, "bad.org/x") == "domain 1");
  CHECK(fails(list, "https://www.例子.测试/路") == "domain 1");
  CHECK(fails(list, "https://notexample.com/example.com") == "");
  CHECK(fails(list, "https://example.com.cn/") == "");
  CHECK(fails(list, "") == "");
  for (const std::size_t labels : {1, 2, 3, 50, 100'000}) {  // a host longer than any that is listed
    std::string host;
    for (std::size_t i = 0; i < labels; ++i) host += i % 3 == 0 ? "a." : "example.";
    CHECK(fails(list, "https://" + host + "example.com/") == "domain 1");
    CHECK(fails(list, "https://" + host + "bad.org.") == "domain 1");
    CHECK(fails(list, "https://" + host + "xexample.com/") == "");
    CHECK(fails(list, "https://" + host + "example.com.x/") == "");
  }
}

TEST_CASE("url: whole URLs, byte for byte") {
  CHECK(fails("urls = [\"http://a.b/c\"]", "http://a.b/c") == "url 1");
  CHECK(fails("urls = [\"http://a.b/c\"]", "http://a.b/C") == "");
}

TEST_CASE("url: words") {
  CHECK(fails("banned_words = [\"Casino\"]", "https://x.com/CASINO-royale") == "banned_word 1");
  CHECK(fails("banned_words = [\"casino\"]", "https://x.com/casinos") == "");
  const char* const soft = "soft_words = [\"bonus\", \"win\", \"free\"]";
  CHECK(fails(soft, "https://x.com/win/win") == "");
  CHECK(fails(soft, "https://x.com/win/FREE") == "soft_words 2");
  CHECK(fails(std::string(soft) + "\nmin_soft_words = 3", "https://x.com/win/free") == "");
}

TEST_CASE("url: substrings lie across everything but letters and digits") {
  CHECK(fails("substrings = [\"free-money\"]", "https://fr-ee.mo/ney") == "substring 1");
  CHECK(fails("substrings = [\"freemoney\"]", "https://free.com/mone") == "");
}

TEST_CASE("url: every rule that failed is told, with what was found") {
  const RunOp run = run_op("url", "domains = [\"x.com\"]\nbanned_words = [\"a\", \"b\"]\nsubstrings = [\"xcomb\"]",
                           "{\"url\":\"http://w.x.com/b/a\"}\n");
  CHECK(run.dropped.find("[{\"rule\":\"domain\",\"value\":1,\"limit\":0,\"note\":\"x.com\"},{\"rule\":\"banned_word\","
                         "\"value\":2,\"limit\":0,\"note\":\"b, a\"},"
                         "{\"rule\":\"substring\",\"value\":1,\"limit\":0,\"note\":\"xcomb\"}]") != std::string::npos);
}

TEST_CASE("url: files, and what is refused with its place") {
  RunHow how;
  how.files["d.txt"] = "# domains\nx.com\n";
  how.files["bad.txt"] = "x.com\nhttp://y.com/page\n";
  how.files["marks.txt"] = "ok\n中文\n";
  CHECK(fails("domains_file = \"d.txt\"", "http://www.x.com", how) == "domain 1");
  CHECK(run_op("url", "domains_file = \"bad.txt\"", "", how)
            .error.find("bad.txt:2: \"http://y.com/page\" is no domain") != std::string::npos);
  for (const char* list : {"banned_words", "soft_words", "substrings"})
    CHECK(run_op("url", std::string(list) + "_file = \"marks.txt\"", "", how)
              .error.find("marks.txt:2: \"中文\" has no ASCII letter") != std::string::npos);
  CHECK(run_op("url", "", "").error.find("nothing to look for") != std::string::npos);
  CHECK(run_op("url", "urls = [\"x\"]", "{\"text\":\"no url\"}\n").malformed.find("field /url is missing") !=
        std::string::npos);
}
