#include "base/trim_ends.h"

#include "support/catch.h"

using namespace dsprep::base;

TEST_CASE("trim_ends takes what is named off both ends and nothing else") {
  CHECK(trim_ends(" a b ", " ") == "a b");
  CHECK(trim_ends("\t a\r\n", " \t\r\n") == "a");
  CHECK(trim_ends("\ta ", " ") == "\ta");
  CHECK(trim_ends("   ", " ").empty());
  CHECK(trim_ends("", " ").empty());
  CHECK(trim_ends("\u3000日本\u3000", " ") == "\u3000日本\u3000");
}
