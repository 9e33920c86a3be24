#include "base/rng.h"
#include "ops/normalize/rewritten.h"
#include "text/normalize.h"
#include "text/utf8.h"

using namespace dsprep;
using namespace dsprep::test;

namespace {
std::string bare(std::string_view text, const std::string& params = "") { return rewritten("accents", params, text); }
}  // namespace

TEST_CASE("accents: what goes in each script") {
  CHECK(bare("café ñandú Ångström Việt ơ") == "cafe nandu Angstrom Viet o");
  CHECK(bare("cafe\u0301 n\u0303 e\u0302\u0323x") == "cafe n ex");
  CHECK(bare("Ἀθῆναι ϊΐ ᾳ") == "Αθηναι ιι α");
  CHECK(bare("за\u0301мок е\u0301") == "замок е");
  CHECK(bare("مُحَمَّد قُرْآن ٱلرَّحْمٰن") == "محمد قرآن ٱلرحمن");
  CHECK(bare("שָׁלוֹם \ufb2a") == "שלום ש");
}

TEST_CASE("accents: what stays") {
  for (const std::string_view text :
       {"мой ёж Київ ѓ ќ ў ӣ", "и\u0306 е\u0308", "أحمد آ إ ؤ ئ", "ガギグ が\u3099", "हिन्दी क़", "ไทยกำลัง", "한글",
        "≠ 1\ufe0f\u20e3", "ß æ ø đ ł", "\u0301x", "த\u0bcd", "ا\u0653", "ـ"})
    CHECK(bare(text) == text);
  CHECK(bare("мо\u0301й и\u0306\u0301") == "мой й");
}

TEST_CASE("accents: scripts and switches") {
  CHECK(bare("é ά й\u0301 بَ", "scripts = [\"latin\"]") == "e ά й\u0301 بَ");
  CHECK(bare("é ά بَ", "scripts = [\"arabic\", \"greek\"]") == "é α ب");
  CHECK(bare("мой ёж Їй и\u0306", "cyrillic_letters = true") == "мои еж Іи и");
  CHECK(bare("Øø Đđ Łł ǿ ı", "strokes = true") == "Oo Dd Ll o i");
  CHECK(bare("ø", "strokes = true\nscripts = [\"greek\"]") == "ø");
  CHECK(run_op("accents", "scripts = []", "").error.find("scripts is empty") != std::string::npos);
  CHECK(run_op("accents", "scripts = [\"klingon\"]", "").error != "");
}

TEST_CASE("accents: texts that are canonically equivalent stay so") {
  static constexpr std::u32string_view letters = U"aeEoOuиегкαωאשبا",
                                       marks =
                                           U"\u0301\u0300\u0308\u0306\u0323\u0304\u0345\u064b\u0651\u0653\u05b8\u05c1";
  base::Rng rng(7);
  for (const char* const params : {"", "cyrillic_letters = true\nstrokes = true"}) {
    std::string composed_lines, decomposed_lines;
    for (int i = 0; i < 2000; ++i) {
      std::string text, nfc, nfd;
      for (std::uint64_t n = 1 + rng.below(4); n > 0; --n) {
        text::append_utf8(text, letters[rng.below(letters.size())]);
        for (std::uint64_t m = rng.below(4); m > 0; --m) text::append_utf8(text, marks[rng.below(marks.size())]);
      }
      text::normalize(text, text::Form::nfc, nfc);
      text::normalize(text, text::Form::nfd, nfd);
      composed_lines += record(nfc);
      decomposed_lines += record(nfd);
    }
    const auto normal = [](const std::string& lines) { return run_op("unicode", "", lines).output; };
    CHECK(normal(run_op("accents", params, composed_lines).output) ==
          normal(run_op("accents", params, decomposed_lines).output));
  }
}

TEST_CASE("accents: counts, labels, and what is no text") {
  const RunOp run =
      run_toml("[dataset]\nspans = \"/spans\"\n[[step]]\nop = \"accents\"\n",
               "{\"text\":\"e\\u0301a x\",\"spans\":[{\"start\":0,\"end\":2},{\"start\":2,\"end\":3}]}\n");
  CHECK(run.output == "{\"text\":\"ea x\",\"spans\":[{\"start\":0,\"end\":1},{\"start\":1,\"end\":2}]}\n");
  CHECK(run.result.books.steps[0].counters[0] == 1);
  CHECK(run_op("accents", "", "{\"text\":[]}\n").malformed != "");
}
