#include "text/char_search.h"

#include "base/rng.h"
#include "support/catch.h"

using namespace dsprep;

TEST_CASE("CharSearch finds what a look at every character finds") {
  base::Rng rng(3);
  for (const bool ascii : {false, true}) {
    std::vector<std::uint8_t> flat(text::code_points);
    for (const char32_t c : {0xe9u, 0x7ffu, 0x800u, 0x3002u, 0x4e2du, 0xff0cu, 0xffffu, 0x10000u, 0x1f600u, 0x10ffffu})
      flat[c] = 7;
    if (ascii) flat['x'] = 7;
    const text::CharSearch search(flat);
    for (int round = 0; round < 3000; ++round) {
      std::string text;
      for (std::uint64_t n = rng.below(40); n > 0; --n) {
        static constexpr char32_t some[] = {'a',    'x',    ' ',    0xe9,   0xea,    0x7ff,   0x800,   0x3001,
                                            0x3002, 0x4e2d, 0x4e2e, 0xff0c, 0x10000, 0x1f600, 0x10ffff};
        text::append_utf8(text, rng.below(3) == 0 ? some[rng.below(std::size(some))] : U'a');
      }
      std::size_t expected = 0;
      for (std::size_t next = 0; expected < text.size(); expected = next)
        if (search[text::decode(text, next)] != 0) break;
      REQUIRE(search.find(text, 0) == expected);
    }
  }
}
