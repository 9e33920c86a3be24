#include "port/stays_inside.h"

#include "support/catch.h"

using namespace std::string_view_literals;
using dsprep::port::stays_inside;

TEST_CASE("a path that stays in its directory") {
  for (const std::string_view path : {"a"sv, "data/part-00000.jsonl"sv, "数据/..b/c.."sv, "..."sv})
    CHECK(stays_inside(path));
}

TEST_CASE("a path that leads out, or is none") {
  for (const std::string_view path : {""sv, "/"sv, "/etc/passwd"sv, ".."sv, "../a"sv, "a/../b"sv, "a/.."sv, "a//b"sv,
                                      "a/"sv, "./a"sv, "."sv, "a/./b"sv, "a\0b"sv})
    CHECK_FALSE(stays_inside(path));
}
