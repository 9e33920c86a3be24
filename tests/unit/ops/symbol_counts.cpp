#include "ops/clean/gopher_quality/symbol_counts.h"

#include <string>

#include "support/catch.h"
#include "support/random_text.h"

using namespace dsprep;

TEST_CASE("symbol_counts: in one pass as sign by sign") {
  base::Rng rng(41);
  const std::string_view signs[] = {"#",       "##",  "...", "..",           ".", "....", ". . .",
                                    ". . . .", ". .", "…",   "\xe2\x80\xa5", "x"};
  std::uint64_t found = 0;
  for (int round = 0; round < 4000; ++round) {
    std::string text;
    for (std::uint64_t n = rng.below(6); n > 0; --n) {
      text += round % 2 == 0 ? test::random_text(rng, rng.below(40), 60) : std::string(rng.below(60), 'a');
      for (std::uint64_t k = rng.below(3); k > 0; --k) text += signs[rng.below(std::size(signs))];
    }
    INFO(text);
    const ops::gopher_quality::SymbolCounts counts = ops::gopher_quality::count_symbols(text);
    REQUIRE(counts == ops::gopher_quality::count_symbols_slowly(text));
    found += counts.hashes + counts.three_dots + counts.spaced_dots + counts.ellipses;
  }
  CHECK(found > 5'000);
  CHECK(ops::gopher_quality::count_symbols(std::string(10'000, '#')).hashes == 10'000);
  CHECK(ops::gopher_quality::count_symbols(std::string(10'000, '.')).three_dots == 3'333);
  CHECK(ops::gopher_quality::count_symbols("") == ops::gopher_quality::SymbolCounts{});
}
