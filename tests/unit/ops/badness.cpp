#include "ops/normalize/fix_encoding/badness.h"

#include <iterator>
#include <string>

#include "base/rng.h"
#include "ops/normalize/fix_encoding/char_facts.h"
#include "ops/normalize/fix_encoding/scan.h"
#include "support/catch.h"
#include "text/utf8.h"

using namespace dsprep;
using namespace dsprep::ops::fix_encoding;

namespace {

bool is_bad(std::u32string_view text) { return Badness::get().is_bad(text); }

}  // namespace

TEST_CASE("badness: each kind of sequence, and a neighbour of it that is none") {
  for (const char32_t* const text :
       {U"\u0085",   U"Ã©",  U"â€™",  U"aД¦",  U"¬é",  U"éÀ",   U"™é",  U"é€",  U" À€", U"À²",
        U"é«²",      U"é»«", U"€«",   U"aÀ€",  U"│ö",  U"é│",   U"│»",  U"é«x", U"œ ",  U"À°",
        U"Ã\u00a0",  U"×²",  U"Ø±Ø±", U"à²",   U"√±",  U"≈°",   U"‚Äì", U"‚âà", U"вЂ",  U"Р°Р",
        U"ГўВЂВ™ x", U"Ã¡",  U"aÃ ",  U"a Ã ", U"Ã b", U".Â “", U"β€™", U"Ξ°Ξ", U"ā€"}) {
    const std::u32string_view view = text;
    INFO(std::string(view.begin(), view.end()));
    CHECK(is_bad(view));
    CHECK(is_bad(U"plain text before, " + std::u32string(view) + U" and behind") == (view != U"Ã b"));
  }
  CHECK(!is_bad(U"œ"));  // nothing follows
  CHECK(is_bad(U"œ\n"));
  for (const char32_t* const text :
       {U"", U"été, déjà vu", U"œuvre", U"Ångström", U"5 €", U"“quotes” – and ‘more’…", U"中文，标点。", U"Привет, мир",
        U"Ξένος", U"│ box │", U"x² + y³", U"¿Qué?", U"«été»", U"Ã", U"b Ã", U"20 °C", U"Ø ±", U"\u200bviet: ườ"})
    CHECK(!is_bad(text));
}

TEST_CASE("badness: the look at UTF-8 sees what the automaton sees") {
  static constexpr std::u32string_view some[] = {
      U"Ã",       U"Â",      U"é",      U"€",  U"™",
      U"²",       U"œ",      U"а",      U"Р",  U"│",
      U"°",       U"“",      U" ",      U"a",  U"Z",
      U".",       U"\n",     U"\u00a0", U"中", U"中文字典",
      U"。",      U"、中、", U"\u3000", U"😀",  U"plain ascii text of some length ",
      U"abcdefg", U"ab",     U"Г",      U"ў",  U"В",
      U"Ђ",       U"\u0301"};
  base::Rng rng(9);
  int bad = 0;
  for (int i = 0; i < 50000; ++i) {
    std::u32string text;
    for (std::uint64_t n = rng.below(9); n > 0; --n) text += some[rng.below(std::size(some))];
    std::string utf8;
    for (const char32_t c : text) text::append_utf8(utf8, c);
    INFO(utf8);
    CHECK(scan(utf8).bad == is_bad(text));
    bad += is_bad(text);
  }
  CHECK(bad > 5000);
  CHECK(bad < 45000);
}

TEST_CASE("scan: what occurs in ASCII is seen wherever it stands") {
  for (std::size_t before = 0; before < 40; ++before)
    for (const char c : {'&', '<', '\r', '\x1b', '\0', '\x7f', '\t', '\n', '\f', 'x', '>'}) {
      std::string text(before, 'a');
      text += c;
      text += "bcd";
      const std::uint16_t facts = scan(text).facts, later = scan(text + "é").facts;
      const unsigned want = c == '&'                                        ? ampersand
                            : c == '<'                                      ? less_than
                            : c == '\r' || c == '\x1b' || !c || c == '\x7f' ? ascii_control
                                                                            : 0;
      CHECK((facts & (ampersand | less_than | ascii_control)) == want);
      CHECK((later & (ampersand | less_than | ascii_control)) == want);
      CHECK((scan("é" + std::string(before, 'b') + "é").facts & (ampersand | less_than | ascii_control)) == 0);
    }
}

TEST_CASE("scan: no fixer wants a quiet character") {
  for (char32_t c = 0x80; c < 0x20000; ++c)
    if (is_quiet(c)) CHECK(CharFacts::get()[c].facts == 0);
}

TEST_CASE("badness: the classes of characters fit into a byte") { CHECK(Badness::get().class_count() < 200); }
