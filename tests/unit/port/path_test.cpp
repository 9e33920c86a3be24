#include <utility>

#include "port/files.h"
#include "support/catch.h"

namespace dsprep::port {

TEST_CASE("join puts one slash between") {
  CHECK(join("a", "b") == "a/b");
  CHECK(join("a/", "b/c") == "a/b/c");
  CHECK(join("/", "b") == "/b");
  CHECK(join("", "b") == "b");
  CHECK(join("a", "") == "a");
  CHECK(join("", "") == "");
  CHECK(join("a", "/b") == "/b");
}

TEST_CASE("parent_of and base_name take a path apart") {
  struct Case {
    const char *path, *parent, *base;
  };
  for (const Case& c : {Case{"a", ".", "a"},
                        {"a/b", "a", "b"},
                        {"a/b/", "a", "b"},
                        {"/a", "/", "a"},
                        {"/", "/", "/"},
                        {"//a//b//", "//a", "b"},
                        {"", ".", ""},
                        {"日本/語.jsonl", "日本", "語.jsonl"}}) {
    INFO(c.path);
    CHECK(parent_of(c.path) == c.parent);
    CHECK(base_name(c.path) == c.base);
  }
}

}  // namespace dsprep::port
