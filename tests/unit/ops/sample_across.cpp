#include "ops/clean/language/sample_across.h"

#include "base/rng.h"
#include "support/catch.h"
#include "text/utf8.h"

using dsprep::ops::language::sample_across;

namespace {

std::string sampled(std::string_view text, std::size_t bytes) {
  std::string out;
  sample_across(text, bytes, out);
  return out;
}

}  // namespace

TEST_CASE("sample_across: a short text is taken whole") {
  CHECK(sampled("", 64) == "");
  CHECK(sampled("short", 64) == "short");
  CHECK(sampled("12345", 5) == "12345");
}

TEST_CASE("sample_across: beginning, middle and end") {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "word" + std::to_string(i) + " ";
  const std::string out = sampled(text, 512);
  CHECK(out.substr(0, 12) == "word0 word1 ");
  CHECK(out.find("word999 ") == out.size() - 8);
  CHECK(out.find("word345") != out.npos);
  CHECK(out.size() > 400);
  CHECK(out.size() < 560);
}

TEST_CASE("sample_across: one piece, where so few bytes are asked for") {
  CHECK(sampled(std::string(1000, 'x'), 64) == std::string(64, 'x'));
}

TEST_CASE("sample_across: never cuts a character, whatever the text") {
  dsprep::base::Rng rng(3);
  const char32_t some[] = {U'a', U' ', U'é', U'中', U'😀', U'\u0301', U'\n'};
  for (int n = 0; n < 300; ++n) {
    std::string text;
    for (std::uint64_t i = rng.below(3000); i > 0; --i) dsprep::text::append_utf8(text, some[rng.below(7)]);
    const std::size_t bytes = 64 + rng.below(1000);
    const std::string out = sampled(text, bytes);
    CHECK(dsprep::text::valid_utf8(out));
    CHECK(out.size() <= bytes + 16 * 5);
  }
}
