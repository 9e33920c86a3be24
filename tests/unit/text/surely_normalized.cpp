// is_normalized must never say so of a text that the form changes; of plain text it must say so.
#include "base/rng.h"
#include "support/catch.h"
#include "text/normalize.h"
#include "text/utf8.h"

using namespace dsprep;

TEST_CASE("is_normalized is true of no text that a form changes, whatever stands beside each character") {
  std::string text, normal;
  for (const text::Form form : {text::Form::nfc, text::Form::nfd, text::Form::nfkc, text::Form::nfkd}) {
    base::Rng rng(9);
    std::size_t sure = 0, all = 0;
    for (char32_t c = 0x80; c < 0x30000; ++c) {
      if ((c >= 0xd800 && c < 0xe000) || (c >= 0x4f00 && c < 0x9f00) || (c >= 0x17000 && c < 0x1d000)) continue;
      static constexpr std::u32string_view beside = U"ae中\u1100\u1161\uac00\u0301\u0323\u30ab\u0627";
      text.clear();
      text::append_utf8(text, beside[rng.below(beside.size())]);
      text::append_utf8(text, c);
      text::append_utf8(text, beside[rng.below(beside.size())]);
      ++all;
      if (!text::is_normalized(text, form)) continue;
      ++sure;
      text::normalize(text, form, normal);
      if (normal != text) FAIL(std::hex << static_cast<unsigned>(c));
    }
    CHECK(sure > all / 4);
  }
  for (const text::Form form : {text::Form::nfc, text::Form::nfd, text::Form::nfkc, text::Form::nfkd})
    CHECK(text::is_normalized("plain 中文字 текст 漢字カナ", form));
}
