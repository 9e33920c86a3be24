#include "base/rng.h"
#include "ops/normalize/rewritten.h"
#include "text/normalize.h"
#include "text/utf8.h"

using namespace dsprep;
using namespace dsprep::test;

namespace {

std::string to(std::string_view casing, std::string_view text, std::string_view locale = "") {
  return rewritten("case", "to = \"" + std::string(casing) + "\"\nlocale = \"" + std::string(locale) + "\"", text);
}

}  // namespace

TEST_CASE("case: what each casing does in the scripts that have case") {
  CHECK(to("fold", "Straße ΌΣΟΣ ς Москва ＡＢ Ǆ") == "strasse όσοσ σ москва ａｂ ǆ");
  CHECK(to("fold", "İI") == "i\u0307i");
  CHECK(to("lower", "ΌΣΟΣ ΌΣ. İ") == "όσος ός. i\u0307");
  CHECK(to("upper", "straße ﬁn ŉ ǆ ა") == "STRASSE FIN \u02bcN Ǆ Ა");
  CHECK(to("title", "the QUICK don't ǆ ﬁsh 3rd") == "The Quick Don't ǅ Fish 3Rd");
  CHECK(to("fold", "中文 ภาษาไทย العربية") == "中文 ภาษาไทย العربية");
}

TEST_CASE("case: languages with habits of their own") {
  CHECK(to("lower", "ISPARTA İZMİR", "tr") == "ısparta izmir");
  CHECK(to("lower", "ISPARTA İZMİR", "az-Latn-AZ") == "ısparta izmir");
  CHECK(to("upper", "istanbul ılık", "tr") == "İSTANBUL ILIK");
  CHECK(to("fold", "Iİ", "tr") == "ıi");
  CHECK(to("lower", "I\u0301 J\u0300", "lt") == "i\u0307\u0301 j\u0307\u0300");
  CHECK(to("upper", "Άδεια καΐκι ή", "el") == "ΑΔΕΙΑ ΚΑ\u03aaΚΙ Η\u0301");
  CHECK(to("upper", "Άδεια") == "ΆΔΕΙΑ");
  CHECK(to("title", "ijsselmeer", "nl") == "IJsselmeer");
  CHECK(to("title", "ijsselmeer", "de") == "Ijsselmeer");
}

TEST_CASE("case: a text that stays comes out byte for byte, and escapes survive") {
  const std::string line = "{ \"text\" : \"caf\\u00e9 \\/ ok\", \"n\":1.0}\n";
  const RunOp run = run_op("case", "", line);
  CHECK(run.output == line);
  CHECK(run.result.books.steps[0].changed == 0);
  CHECK(run_op("case", "to = \"upper\"", "{\"text\":\"a\\n\\t\\\"b\\\\n\"}\n").output ==
        "{\"text\":\"A\\n\\t\\\"B\\\\N\"}\n");
  CHECK(run_op("case", "to = \"lower\"", "{\"text\":\"\\nΣ Σ\\nA\"}\n").output == "{\"text\":\"\\nσ σ\\na\"}\n");
  CHECK(run_op("case", "to = \"title\"", "{\"text\":\"a\\nb\"}\n").output == "{\"text\":\"A\\nB\"}\n");
}

TEST_CASE("case: the table says what ICU says of every code point") {
  std::string folded, lowered, text;
  for (const auto& [casing, name] : {std::pair(text::Casing::fold, "fold"), std::pair(text::Casing::lower, "lower")}) {
    const text::CaseMapper mapper = *text::CaseMapper::make(casing, "");
    for (char32_t c = 1; c < 0x1f000; ++c) {
      if (c >= 0xd800 && c < 0xe000) continue;
      text.clear();
      text::append_utf8(text, c);
      text += "1";
      mapper.map(text, folded);
      if (casing == text::Casing::fold) {
        text::fold_case(text, lowered);
      } else {
        text::to_lower(text, lowered);
      }
      if (folded != lowered || mapper.settled(text) != (folded == text))
        FAIL(name << " " << std::hex << static_cast<unsigned>(c));
    }
  }
}

TEST_CASE("case: labels follow their letters") {
  const RunOp run = run_toml(
      "[dataset]\nspans = \"/spans\"\n[[step]]\nop = \"case\"\n",
      "{\"text\":\"ß X中\",\"spans\":[{\"start\":0,\"end\":1},{\"start\":2,\"end\":3},{\"start\":3,\"end\":4}]}\n");
  CHECK(run.output ==
        "{\"text\":\"ss x中\",\"spans\":[{\"start\":0,\"end\":2},{\"start\":3,\"end\":4},{\"start\":4,\"end\":5}]}\n");
}

TEST_CASE("case: what is no text, no field, no language") {
  CHECK(run_op("case", "", "{\"text\":1}\n{\"text\":null}\n{}\n{\"text\":\"\"}\n").output == "{\"text\":\"\"}\n");
  CHECK(run_op("case", "fields = [\"/a/*\"]", "{\"a\":[\"X\",null,\"Y\"]}\n").output == "{\"a\":[\"x\",null,\"y\"]}\n");
  CHECK(run_op("case", "to = \"loud\"", "").error != "");
  CHECK(run_op("case", "locale = \"no language\"", "").error.find("locale") != std::string::npos);
  for (const std::string none : {"turkish", "xx", "*", "TR!"})
    CHECK(run_op("case", "locale = \"" + none + "\"", "").error.find("\"" + none + "\" is none") != std::string::npos);
  for (const std::string known : {"tr-TR", "tur", "en", "zh-Hant-TW", ""})
    CHECK(run_op("case", "locale = \"" + known + "\"", "").error == "");
}
