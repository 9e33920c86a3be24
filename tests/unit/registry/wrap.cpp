#include "registry/wrap.h"

#include "support/catch.h"

using dsprep::registry::indented_lines;
using dsprep::registry::wrap;

TEST_CASE("wrap breaks at spaces") {
  CHECK(wrap("", 10, 2).empty());
  CHECK(wrap("one two three four", 10, 2) == "  one two\n  three\n  four\n");
  CHECK(wrap("one two", 100, 0) == "one two\n");
  CHECK(wrap("averyveryverylongword and", 10, 2) == "  averyveryverylongword\n  and\n");
}

TEST_CASE("wrap counts code points, not bytes") {
  CHECK(wrap("\xc3\xa9\xc3\xa9\xc3\xa9 \xc3\xa9\xc3\xa9\xc3\xa9", 7, 0) ==
        "\xc3\xa9\xc3\xa9\xc3\xa9 \xc3\xa9\xc3\xa9\xc3\xa9\n");
}

TEST_CASE("wrap joins the lines of a paragraph and keeps paragraphs apart") {
  CHECK(wrap("a\nb\n\nc", 80, 0) == "a b\n\nc\n");
}

TEST_CASE("wrap keeps lists, tables and code") {
  CHECK(wrap("x\n- one two\n- three", 8, 0) == "x\n- one\n  two\n- three\n");
  CHECK(wrap("1. one two", 7, 0) == "1. one\n   two\n");
  CHECK(wrap("| a | b |\n| c | d |", 5, 1) == " | a | b |\n | c | d |\n");
  CHECK(wrap("t\n```\nint  x;\n```\nu", 80, 0) == "t\nint  x;\nu\n");
}

TEST_CASE("wrap hangs the lines after the first") { CHECK(wrap("aa bb cc", 5, 0, 2) == "aa bb\n  cc\n"); }

TEST_CASE("indented_lines") {
  CHECK(indented_lines("a\nb\n", 2) == "  a\n  b\n");
  CHECK(indented_lines("a", 1) == " a\n");
  CHECK(indented_lines("", 1).empty());
}
