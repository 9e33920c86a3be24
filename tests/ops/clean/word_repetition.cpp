#include "support/judged.h"

using namespace dsprep::test;

namespace {
double value(const std::string& params, std::string_view text) {
  return measured("word_repetition", params, "max_ratio", text);
}
}  // namespace

TEST_CASE("word_repetition: Data-Juicer's") {
  CHECK(value("n = 1", "a b a c") == 0.5);
  CHECK(value("n = 2", "a b a b a") == 1);
  CHECK(value("n = 2", "A b, a B") == 2 / 3.0);       // lower case, stripped: a b, b a, a b
  CHECK(value("n = 2", "x -- * x") == 0);             // of which two words are left
  CHECK(value("n = 1", "a\tb\na\rb a\u3000b") == 0);  // neither CR nor U+3000 ends a word
  CHECK(value("", "one two three") == 0);
  CHECK(value("", "") == 0);
  CHECK(kept("word_repetition", "n = 1\nmax_ratio = 0.5", "a b a c"));
  CHECK(failed("word_repetition", "n = 1\nmax_ratio = 0.4", "a b a c") == "max_ratio 0.5");
}

TEST_CASE("word_repetition: other words") {
  CHECK(value("n = 1\nwords = \"whitespace\"", "a\u3000b a") == 2 / 3.0);
  CHECK(value("n = 1\nwords = \"uax29\"", "我爱你爱我") == 0.8);
  CHECK(value("n = 1\nwords = \"unicode\"", "天气很好，天气不好") == 2 / 4.0);
}

TEST_CASE("word_repetition: NeMo's") {
  const std::string nemo = "variant = \"nemo\"\n";
  // "ab cd ab cd ef": the second "ab cd" is 4 characters and a space, of 14.
  CHECK(value(nemo, "ab cd ab cd ef") == 5 / 14.0);
  // Three copies of "a b": "a b" comes again, then "b a" overlapping it by a word, then "a b".
  CHECK(value(nemo, "a b a b a b") == Approx(7 / 11.0));
  CHECK(value(nemo, "one") == 1);
  CHECK(value(nemo, "") == 1);
  CHECK(value(nemo + "n = 3", "a b") == 1);
  CHECK(failed("word_repetition", nemo, "a b a b a b") != "");
}
