#include "json/escape.h"

#include <random>

#include "json/escape_check.h"
#include "random_json.h"
#include "record_fixture.h"
#include "support/catch.h"

using namespace dsprep::json;

namespace {

std::string escaped(std::string_view text) {
  std::string out = "before:";
  append_escaped(out, text);
  return out.substr(7);
}

std::string unescaped(std::string_view inside) {
  std::string out = "rubbish";
  unescape(inside, out);
  return out;
}

}  // namespace

TEST_CASE("escaping is minimal") {
  CHECK(escaped("") == "");
  CHECK(escaped("plain") == "plain");
  CHECK(escaped("a\"b\\c/d") == "a\\\"b\\\\c/d");
  CHECK(escaped(std::string_view("\b\f\n\r\t\0\x1f\x7f", 8)) == "\\b\\f\\n\\r\\t\\u0000\\u001f\x7f");
  CHECK(escaped("\xc3\xa9\xe4\xb8\xad\xf0\x9f\x98\x80") == "\xc3\xa9\xe4\xb8\xad\xf0\x9f\x98\x80");
  CHECK(escaped(std::string(1000, '\x01')).size() == 6000);
}

TEST_CASE("every byte is escaped as its scalar twin does, at every place of a block") {
  for (int c = 0; c < 256; ++c) {
    for (std::size_t at = 0; at < 40; ++at) {
      std::string text(40, 'x');
      text[at] = static_cast<char>(c);
      std::string twin;
      append_escaped_scalar(twin, text);
      REQUIRE(escaped(text) == twin);
    }
  }
}

TEST_CASE("unescaping") {
  CHECK(unescaped("") == "");
  CHECK(unescaped("\\\"\\\\\\/\\b\\f\\n\\r\\t") == "\"\\/\b\f\n\r\t");
  CHECK(unescaped("\\u0041\\u00e9\\u4E2d\\ud83d\\uDE00") == "A\xc3\xa9\xe4\xb8\xad\xf0\x9f\x98\x80");
  CHECK(unescaped("\\u0000") == std::string(1, '\0'));
  CHECK(unescaped("\\uffff\\ue000\\u0800\\u07ff\\u0080\\u007f") ==
        "\xef\xbf\xbf\xee\x80\x80\xe0\xa0\x80\xdf\xbf\xc2\x80\x7f");
  CHECK(unescaped("\\udbff\\udfff") == "\xf4\x8f\xbf\xbf");
}

TEST_CASE("what only trusted input may hold stays in bounds and valid UTF-8") {
  CHECK(unescaped("\\") == "\\");
  CHECK(unescaped("\\x") == "\\x");
  CHECK(unescaped("\\u12") == "\\u12");
  CHECK(unescaped("\\u12G4") == "\\u12G4");
  CHECK(unescaped("\\ud800") == "\xef\xbf\xbd");
  CHECK(unescaped("\\ud800\\u0041") ==
        "\xef\xbf\xbd"
        "A");
  CHECK(unescaped("\\udc00x") ==
        "\xef\xbf\xbd"
        "x");
  CHECK(unescaped("\\ud800\\ud800\\udc00") == "\xef\xbf\xbd\xf0\x90\x80\x80");
  CHECK(unescaped("\\ud800\\u12") == "\xef\xbf\xbd\\u12");
}

TEST_CASE("both directions agree with their twins and undo each other on random texts") {
  test::RandomJson random(7);
  for (int i = 0; i < 20000; ++i) {
    const std::string inside = random.inside();
    std::string text, twin;
    unescape(inside, text);
    unescape_scalar(inside, twin);
    REQUIRE(text == twin);
    std::string again;
    append_escaped(again, text);
    twin.clear();
    append_escaped_scalar(twin, text);
    REQUIRE(again == twin);
    unescape(again, twin);
    REQUIRE(text == twin);
  }
}

TEST_CASE("damaged escapes: the decoder agrees with its twin") {
  std::mt19937 random(3);
  const std::string letters = "\\\\\\uudDcC8069afnrtb\"/x";
  for (int i = 0; i < 50000; ++i) {
    std::string inside(random() % 40, ' ');
    for (char& c : inside) c = letters[random() % letters.size()];
    std::string text, twin;
    unescape(inside, text);
    unescape_scalar(inside, twin);
    REQUIRE(text == twin);
    REQUIRE(text.size() <= inside.size());
  }
}

TEST_CASE("the escape check finds bad escapes wherever they stand") {
  const auto check = [](const std::string& inside) {
    return check_escapes(test::PaddedLine("{\"a\":\"" + inside + "\"}")) != Escapes::invalid;
  };
  for (std::size_t before = 0; before < 140; ++before) {
    const std::string pad(before, 'x'), slashes = std::string(before, '\\') + std::string(before, '\\');
    for (const std::string& prefix : {pad, slashes}) {
      CHECK(check(prefix + "\\n"));
      CHECK(check(prefix + "\\u00e9"));
      CHECK(check(prefix + "\\ud83d\\ude00\\n"));
      CHECK_FALSE(check(prefix + "\\x"));
      CHECK_FALSE(check(prefix + "\\u00g9"));
      CHECK_FALSE(check(prefix + "\\u12"));
      CHECK_FALSE(check(prefix + "\\ud83d"));
      CHECK_FALSE(check(prefix + "\\ud83dx"));
      CHECK_FALSE(check(prefix + "\\ud83d\\n"));
      CHECK_FALSE(check(prefix + "\\ud83d\\u0041"));
      CHECK_FALSE(check(prefix + "\\ude00"));
    }
  }
}

TEST_CASE("the escape check knows the shortest escapes, with which there is one spelling") {
  const auto check = [](const std::string& inside) { return check_escapes(test::PaddedLine(inside)); };
  for (std::size_t before = 0; before < 140; ++before) {
    const std::string pad(before, 'x'), slashes = std::string(before, '\\') + std::string(before, '\\');
    for (const std::string& prefix : {pad, slashes}) {
      for (const char letter : {'"', '\\', 'b', 'f', 'n', 'r', 't'})
        CHECK(check(prefix + "\\" + letter) == Escapes::shortest);
      for (const char* escape : {"\\/", "\\u000a", "\\u001f", "\\u00e9", "\\ud83d\\ude00"})
        CHECK(check(prefix + escape) == Escapes::any);
    }
  }
  test::RandomJson random(15);
  std::size_t shortest = 0;
  for (int round = 0; round < 20000; ++round) {
    const std::string inside = random.inside();
    if (check(inside) != Escapes::shortest) continue;
    ++shortest;
    std::string text, spelled;
    unescape(inside, text);
    append_escaped(spelled, text);
    REQUIRE(spelled == inside);
  }
  CHECK(shortest > 1000);
}
