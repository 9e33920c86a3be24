// Lower-casing without ICU's help, against ICU.
#include <unicode/bytestream.h>
#include <unicode/casemap.h>

#include "base/rng.h"
#include "support/catch.h"
#include "support/random_text.h"
#include "text/normalize.h"
#include "text/word_form.h"

using namespace dsprep;

namespace {
std::string by_icu(const std::string& text) {
  std::string out;
  icu::StringByteSink<std::string> sink(&out);
  UErrorCode status = U_ZERO_ERROR;
  icu::CaseMap::utf8ToLower("", 0, icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())), sink, nullptr,
                            status);
  return out;
}
}  // namespace

TEST_CASE("to_lower: every code point, alone and among others") {
  std::string lowered, all;
  for (char32_t c = 1; c < 0x110000; ++c) {
    if (c >= 0xd800 && c < 0xe000) continue;
    std::string text;
    text::append_utf8(text, c);
    text::to_lower(text, lowered);
    if (lowered != by_icu(text)) FAIL("code point " << static_cast<unsigned>(c));
    if (c % 7 != 0 || c > 0x30000) continue;
    (all += 'X') += text;
  }
  text::to_lower(all, lowered);
  CHECK(lowered == by_icu(all));
}

TEST_CASE("to_lower: random texts") {
  base::Rng rng(11);
  std::string lowered;
  for (int round = 0; round < 2000; ++round) {
    const std::string text = test::random_text(rng, rng.below(40), rng.below(100));
    text::to_lower(text, lowered);
    CHECK(lowered == by_icu(text));
  }
}

TEST_CASE("word forms: lower case, and without what is glued on") {
  text::WordForm form;
  CHECK(form.lower("plain") == "plain");
  CHECK(form.lower("GROẞE") == "große");
  CHECK(form.lower("ΟΔΟΣ") == "οδος");
  const auto& trimmed = text::not_in_words_table();
  CHECK(text::trim_word("«(don't!)»", trimmed) == "don't");
  CHECK(text::trim_word("。中文…", trimmed) == "中文");
  CHECK(text::trim_word("½", trimmed) == "½");
  CHECK(text::trim_word("--", trimmed) == "");
  CHECK(text::trim_word("", trimmed) == "");
}
