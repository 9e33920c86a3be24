#include "text/lines.h"

#include "support/catch.h"
#include "support/random_text.h"

using namespace dsprep;

namespace {

bool is_line_end(char32_t c) {
  return (c >= 0x0a && c <= 0x0d) || (c >= 0x1c && c <= 0x1e) || c == 0x85 || c == 0x2028 || c == 0x2029;
}

std::vector<TextSpan> slow_lines(std::string_view text) {
  std::vector<TextSpan> spans;
  std::uint32_t begin = 0;
  for (std::size_t i = 0; i < text.size();) {
    const auto at = static_cast<std::uint32_t>(i);
    const char32_t c = text::decode(text, i);
    if (!is_line_end(c)) continue;
    if (c == '\r' && i < text.size() && text[i] == '\n') ++i;
    spans.push_back({begin, at});
    begin = static_cast<std::uint32_t>(i);
  }
  if (begin < text.size()) spans.push_back({begin, static_cast<std::uint32_t>(text.size())});
  return spans;
}

}  // namespace

TEST_CASE("Universal lines are those of a slow twin; has_only_lf says where they are plain lines") {
  base::Rng rng(3);
  int plain = 0;
  for (int round = 0; round < 2000; ++round) {
    const std::string text = test::random_text(rng, rng.below(round % 2 == 0 ? 20 : 200), rng.below(101));
    std::vector<TextSpan> universal, lines;
    text::split_universal_lines(text, universal);
    text::split_lines(text, lines);
    REQUIRE(universal == slow_lines(text));
    bool only_lf = true;
    for (std::size_t i = 0; i < text.size();) {
      const char32_t c = text::decode(text, i);
      only_lf = only_lf && (c == '\n' || !is_line_end(c));
    }
    REQUIRE(text::has_only_lf(text) == only_lf);
    if (only_lf) {
      REQUIRE(universal == lines);
      ++plain;
    }
  }
  CHECK(plain > 100);
}

TEST_CASE("has_only_lf looks across the borders of its blocks and at both ends") {
  for (const std::string end : {"\r", "\v", "\x1e", "\u0085", "\u2028", "\u2029"}) {
    for (std::size_t before = 4090; before < 4100; ++before) {
      CHECK_FALSE(text::has_only_lf(std::string(before, 'x') + end));
      CHECK_FALSE(text::has_only_lf(std::string(before, 'x') + end + std::string(5000, 'y')));
    }
    CHECK_FALSE(text::has_only_lf(end));
    CHECK_FALSE(text::has_only_lf("\n" + end));
  }
  CHECK(text::has_only_lf(""));
  CHECK(text::has_only_lf("\n"));
  CHECK(text::has_only_lf(std::string(9000, '\n')));
  CHECK(text::has_only_lf("\u0086"));
}
