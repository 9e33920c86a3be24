#include "ops/clean/decontaminate/cut_around.h"

#include "support/catch.h"
#include "support/random_text.h"

using namespace dsprep;

namespace {

// The plain way: one mark for each code point.
std::vector<TextSpan> plainly(std::string_view text, std::uint64_t margin, std::uint64_t min_piece,
                              const std::vector<TextSpan>& found) {
  std::vector<std::size_t> begins;  // of the code points
  for (std::size_t i = 0; i < text.size(); text::decode(text, i)) begins.push_back(i);
  const std::size_t chars = begins.size();
  begins.push_back(text.size());
  std::vector<bool> gone(chars);
  for (const TextSpan& span : found)
    for (std::size_t c = 0; c < chars; ++c) {
      if (begins[c] < span.begin || begins[c] >= span.end) continue;
      for (std::size_t near = c - std::min<std::size_t>(c, margin); near < chars && near <= c + margin; ++near)
        gone[near] = true;
    }
  const std::vector<bool> found_there = gone;
  for (std::size_t c = 0, end; c < chars; c = end) {
    for (end = c + 1; end < chars && found_there[end] == found_there[c];) ++end;
    for (std::size_t i = c; i < end && end - c < min_piece; ++i) gone[i] = true;
  }
  std::vector<TextSpan> cuts;
  for (std::size_t c = 0, end; c < chars; c = end) {
    for (end = c + 1; end < chars && gone[end] == gone[c];) ++end;
    if (gone[c]) cuts.push_back({static_cast<std::uint32_t>(begins[c]), static_cast<std::uint32_t>(begins[end])});
  }
  return cuts;
}

std::vector<TextSpan> cut(std::string_view text, std::uint64_t margin, std::uint64_t min_piece,
                          std::vector<TextSpan> spans) {
  ops::decontaminate::cut_around(text, margin, min_piece, spans);
  return spans;
}

}  // namespace

TEST_CASE("cut_around: margins are code points, and short pieces go") {
  const std::string_view text = "春眠不觉晓，处处闻啼鸟。";  // 12 code points of 3 bytes
  CHECK(cut(text, 0, 0, {{12, 15}}) == std::vector<TextSpan>{{12, 15}});
  CHECK(cut(text, 2, 0, {{12, 15}}) == std::vector<TextSpan>{{6, 21}});
  CHECK(cut(text, 2, 2, {{12, 15}}) == std::vector<TextSpan>{{6, 21}});
  CHECK(cut(text, 2, 3, {{12, 15}}) == std::vector<TextSpan>{{0, 21}});
  CHECK(cut(text, 2, 6, {{12, 15}}) == std::vector<TextSpan>{{0, 36}});
  CHECK(cut(text, 0, 2, {{30, 36}, {9, 12}, {15, 24}}) == std::vector<TextSpan>{{9, 24}, {30, 36}});
  CHECK(cut(text, 0, 0, {{3, 6}, {6, 9}}) == std::vector<TextSpan>{{3, 9}});
  CHECK(cut(text, 1000, 0, {{3, 6}}) == std::vector<TextSpan>{{0, 36}});
  CHECK(cut(text, 5, 5, {}).empty());
}

TEST_CASE("cut_around: on random texts, as marking every code point") {
  base::Rng rng(8);
  std::size_t whole = 0, several = 0;
  for (int round = 0; round < 4000; ++round) {
    const std::string text = test::random_text(rng, 1 + rng.below(60), 40);
    std::vector<std::uint32_t> borders;
    for (std::size_t i = 0; i < text.size(); text::decode(text, i)) borders.push_back(static_cast<std::uint32_t>(i));
    borders.push_back(static_cast<std::uint32_t>(text.size()));
    std::vector<TextSpan> found;
    for (std::uint64_t n = 1 + rng.below(5); n > 0; --n) {
      const std::size_t begin = rng.below(borders.size() - 1);
      const std::size_t end = std::min(begin + 1 + rng.below(6), borders.size() - 1);
      found.push_back({borders[begin], borders[end]});
    }
    const std::uint64_t margin = rng.below(6), min_piece = rng.below(8);
    const std::vector<TextSpan> cuts = cut(text, margin, min_piece, found);
    REQUIRE(cuts == plainly(text, margin, min_piece, found));
    whole += cuts.size() == 1 && cuts[0].size() == text.size();
    several += cuts.size() > 1;
  }
  CHECK(whole > 100);
  CHECK(several > 100);
}
