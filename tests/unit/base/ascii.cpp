#include "base/ascii.h"

#include "support/catch.h"

using namespace dsprep::base;

TEST_CASE("ascii_lower changes A-Z alone") {
  for (int b = -128; b < 128; ++b) {
    const char c = static_cast<char>(b);
    const bool upper = c >= 'A' && c <= 'Z';
    CHECK(ascii_lower(c) == (upper ? static_cast<char>(c + 32) : c));
  }
  CHECK(ascii_lowered("ABC-Ä İ Ω 日本 Z") == "abc-Ä İ Ω 日本 z");
  CHECK(ascii_lowered("").empty());
}

TEST_CASE("is_ascii_punctuation is Python's string.punctuation") {
  const std::string_view punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
  for (char32_t c = 0; c < 0x3000; ++c)
    REQUIRE(is_ascii_punctuation(c) == (c < 0x80 && punctuation.find(static_cast<char>(c)) != punctuation.npos));
}

TEST_CASE("is_ascii") {
  CHECK(is_ascii(""));
  CHECK(is_ascii(std::string_view("a\0\x7f", 3)));
  CHECK_FALSE(is_ascii("é"));
  CHECK_FALSE(is_ascii("abc\xff"));
}

TEST_CASE("hex_value") {
  const std::string_view digits = "0123456789abcdef", upper = "0123456789ABCDEF";
  for (int b = -128; b < 128; ++b) {
    const char c = static_cast<char>(b);
    const std::size_t at = std::min(digits.find(c), upper.find(c));
    CHECK(hex_value(c) == (at == digits.npos ? -1 : static_cast<int>(at)));
  }
}
