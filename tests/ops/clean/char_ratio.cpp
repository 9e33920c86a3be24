#include "support/judged.h"

using namespace dsprep::test;

TEST_CASE("char_ratio: each kind is counted among all characters") {
  const std::string text = "Ab1 ½,+中\n\u0301";  // A b 1 space ½ , + 中 LF and a mark: 10 characters
  const auto is = [&](const std::string& kind, double value) {
    CHECK(measured("char_ratio", "min_" + kind + " = 0", "min_" + kind, text) == value);
    CHECK(measured("char_ratio", "max_" + kind + " = 1", "max_" + kind, text) == value);
  };
  is("letters", 0.3);
  is("digits", 0.1);
  is("alphanumeric", 0.5);
  is("punctuation", 0.1);
  is("symbols", 0.1);
  is("whitespace", 0.2);
  is("uppercase", 0.1);
  is("ideographs", 0.1);
}

TEST_CASE("char_ratio: the limits themselves pass") {
  CHECK(kept("char_ratio", "min_digits = 0.5\nmax_digits = 0.5", "a1b2"));
  CHECK(failed("char_ratio", "min_digits = 0.51\nmax_letters = 0.49", "a1b2") == "max_letters 0.5; min_digits 0.5");
}

TEST_CASE("char_ratio: nothing to measure passes; the variants have their own empty text") {
  CHECK(kept("char_ratio", "min_letters = 1\nmin_digits = 1", ""));
  CHECK(failed("char_ratio", "variant = \"data_juicer\"", "") == "min_alphanumeric 0");
  CHECK(failed("char_ratio", "variant = \"nemo\"", "") == "max_digits 1; max_whitespace 1");
}

TEST_CASE("char_ratio: NeMo's white space is five characters") {
  CHECK(measured("char_ratio", "variant = \"nemo\"", "max_whitespace", "\t\n\r\b abcde") == 0.5);
  CHECK(measured("char_ratio", "variant = \"nemo\"", "max_whitespace", "\u3000\u00a0\x0b\x0c") == 0);
  CHECK(measured("char_ratio", "max_whitespace = 1", "max_whitespace", "\u3000\u00a0\x0b\x0c") == 1);
}

TEST_CASE("char_ratio: NeMo's digits are ASCII's") {
  CHECK(measured("char_ratio", "variant = \"nemo\"", "max_digits", "1２३x") == 0.25);
  CHECK(measured("char_ratio", "max_digits = 1", "max_digits", "1２३x") == 0.75);
}

TEST_CASE("char_ratio: odd texts have a value") {
  CHECK(measured("char_ratio", "max_letters = 1", "max_letters", "\u0301\u0302\u0303") == 0);
  CHECK(measured("char_ratio", "max_symbols = 1", "max_symbols", "😀😀") == 1);
  CHECK(measured("char_ratio", "max_letters = 1", "max_letters", "مرحبا") == 1);
}
