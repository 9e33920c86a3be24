// The fast paths on texts as JSON spells them: the same as on the text itself, which is what a text spelled with other
// escapes gets.
#include <fmt/format.h>

#include "base/rng.h"
#include "dsprep/value.h"
#include "support/catch.h"
#include "support/run_op.h"
#include "text/utf8.h"

using namespace dsprep;
using namespace dsprep::test;

namespace {

std::string escaped_record(std::string_view text) {
  std::string line = "{\"text\":\"";
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = text::decode(text, i);
    if (c >= 0x10000) line += fmt::format("\\u{:04x}\\u{:04x}", 0xd7c0 + (c >> 10), 0xdc00 + (c & 0x3ff));
    else line += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
  }
  return line + "\"}\n";
}

std::string random_text(base::Rng& rng) {
  static const std::vector<std::string> pieces = {"n",
                                                  "Σ",
                                                  "a",
                                                  "B",
                                                  "\n",
                                                  "\t",
                                                  "\"",
                                                  "\\",
                                                  "\b",
                                                  "\f",
                                                  "\r",
                                                  "/",
                                                  "“",
                                                  "”",
                                                  "’",
                                                  "—",
                                                  "…",
                                                  ",",
                                                  ".",
                                                  "(",
                                                  ")",
                                                  "，",
                                                  "。",
                                                  "（",
                                                  "）",
                                                  "中",
                                                  "文",
                                                  "发展",
                                                  "理发",
                                                  "發展",
                                                  "軟體",
                                                  "软件",
                                                  "SQL注入",
                                                  "é",
                                                  "e",
                                                  "\u0301",
                                                  "\u0345",
                                                  "й",
                                                  "ø",
                                                  "١",
                                                  "１",
                                                  "二〇",
                                                  "①",
                                                  "²",
                                                  "😀",
                                                  "👍🏽",
                                                  "1\ufe0f\u20e3",
                                                  "🇨🇳",
                                                  "#tag",
                                                  "@joe",
                                                  "a@b.example",
                                                  "http://a.example/b",
                                                  "www.a.example",
                                                  "12.5",
                                                  " ",
                                                  "\u3000",
                                                  "I",
                                                  "İ",
                                                  "ß",
                                                  "ไทย",
                                                  "ｶﾞ",
                                                  "「",
                                                  "\u0001"};
  std::string text;
  for (std::uint64_t n = rng.below(10); n > 0; --n) text += pieces[rng.below(pieces.size())];
  return text;
}

std::vector<std::string> texts_of(const std::string& lines) {
  std::vector<std::string> texts;
  for (std::size_t at = 0; at < lines.size(); at = lines.find('\n', at) + 1)
    texts.push_back(Value(std::string_view(lines).substr(at, lines.find('\n', at) - at))["text"].text().value());
  return texts;
}

}  // namespace

TEST_CASE("rewriters: the spelling of a text changes nothing of what it becomes") {
  const std::pair<const char*, const char*> steps[] = {
      {"case", ""},
      {"case", "to = \"lower\""},
      {"case", "to = \"upper\""},
      {"case", "to = \"title\""},
      {"case", "to = \"lower\"\nlocale = \"tr\""},
      {"accents", "strokes = true"},
      {"digits", "han = true\ncircled = true\nscripts = true\nseparators = true"},
      {"punctuation", ""},
      {"punctuation", "in_cjk = \"wide\""},
      {"punctuation", "in_cjk = \"as_elsewhere\""},
      {"punctuation", "variant = \"data_juicer\""},
      {"punctuation", "action = \"space_out\""},
      {"punctuation", "action = \"remove\""},
      {"replace", "kinds = [\"url\", \"email\", \"phone\", \"emoji\", \"mention\", \"hashtag\", \"number\"]"},
      {"replace", "kinds = [\"emoji\"]\nwith = \"name\""},
      {"replace", "kinds = [\"url\"]"},
      {"chinese", "conversion = \"s2twp\""},
      {"chinese", ""},
  };
  for (const auto& [op, params] : steps) {
    INFO(op << " " << params);
    base::Rng rng(23);
    std::string plain, escaped;
    for (int i = 0; i < 3000; ++i) {
      const std::string text = random_text(rng);
      plain += record(text);
      escaped += escaped_record(text);
    }
    const RunOp one = run_op(op, params, plain), other = run_op(op, params, escaped);
    REQUIRE(one.error == "");
    CHECK(texts_of(one.output) == texts_of(other.output));
    CHECK(one.result.books.steps[0].changed == other.result.books.steps[0].changed);
    CHECK(one.result.books.steps[0].changed > 100);
  }
}
