#include <iterator>

#include "base/rng.h"
#include "dsprep/value.h"
#include "support/catch.h"
#include "support/run_op.h"
#include "text/normalize.h"
#include "text/utf8.h"

using namespace dsprep;
using test::record;
using test::run_op;

namespace {

constexpr std::string_view forms[] = {"nfc", "nfd", "nfkc", "nfkd", "nfkc_casefold"};
constexpr text::Form values[] = {text::Form::nfc, text::Form::nfd, text::Form::nfkc, text::Form::nfkd,
                                 text::Form::nfkc_casefold};

std::string params(std::string_view form) { return "form = \"" + std::string(form) + "\""; }

std::string rewritten(std::string_view form, std::string_view text) {
  const test::RunOp run = run_op("unicode", params(form), record(text));
  REQUIRE(run.error == "");
  return Value(std::string_view(run.output).substr(0, run.output.find('\n')))["text"].text().value();
}

// Code points that normalization does something to, and some it does not.
std::string random_text(base::Rng& rng) {
  static constexpr char32_t some[] = {'a',     'A',    'e',    ' ',    0xE9,   0x301,  0x323,   0x327,  0x1E69,
                                      0x1112,  0x1161, 0x11AB, 0xD55C, 0xAC00, 0xFF21, 0xFF76,  0xFF9E, 0x3000,
                                      0xFB01,  0xDF,   0x130,  0x2126, 0x212B, 0xF900, 0x2F800, 0x200D, 0xAD,
                                      0xFE0F,  0x4E2D, 0x344,  0xF73,  0x1100, 0x958,  0x622,   0x627,  0x653,
                                      0x1F600, '\n',   '\t',   '"',    '\\',   '\b',   '\f',    '\r'};
  std::string text;
  for (std::uint64_t n = rng.below(12); n > 0; --n) {
    char32_t c = some[rng.below(std::size(some))];
    if (rng.below(8) == 0) c = static_cast<char32_t>(rng.below(0xD800));
    text::append_utf8(text, c);
  }
  return text;
}

}  // namespace

TEST_CASE("unicode: what each form does") {
  CHECK(rewritten("nfc", "cafe\u0301") == "caf\u00e9");
  CHECK(rewritten("nfd", "caf\u00e9") == "cafe\u0301");
  CHECK(rewritten("nfc", "\u1112\u1161\u11ab") == "\ud55c");
  CHECK(rewritten("nfd", "\ud55c") == "\u1112\u1161\u11ab");
  CHECK(rewritten("nfc", "\uff21\ufb01\u3000") == "\uff21\ufb01\u3000");
  CHECK(rewritten("nfkc", "\uff21\ufb01\u3000\uff76\uff9e\u3231") == "Afi \u30ac(\u682a)");
  CHECK(rewritten("nfkd", "\ufb01\u00e9") == "fie\u0301");
  CHECK(rewritten("nfkc_casefold", "STRASSE Stra\u00dfe \uff33\u00ad\u200d") == "strasse strasse s");
  CHECK(rewritten("nfc", "\uf900") == "\u8c48");
  CHECK(rewritten("nfc", "a\u0323\u0307") == rewritten("nfc", "a\u0307\u0323"));
}

TEST_CASE("unicode: a text that is in the form is not touched, escapes and all") {
  const std::string line = "{ \"text\" : \"caf\\u00e9 \\/ \\u0041\", \"n\":1.0}\n";
  const test::RunOp run = run_op("unicode", "", line);
  CHECK(run.output == line);
  CHECK(run.result.books.steps[0].changed == 0);
}

TEST_CASE("unicode: as the normalizer says, and idempotent, on random texts") {
  for (std::size_t f = 0; f < std::size(forms); ++f) {
    base::Rng rng(11);
    std::string input, expected;
    for (int i = 0; i < 1000; ++i) {
      const std::string text = random_text(rng);
      std::string normal;
      text::normalize(text, values[f], normal);
      input += record(text);
      expected += record(normal);
    }
    const test::RunOp once = run_op("unicode", params(forms[f]), input);
    CHECK(once.error == "");
    CHECK(once.output == expected);
    const test::RunOp twice = run_op("unicode", params(forms[f]), once.output);
    CHECK(twice.output == once.output);
    CHECK(twice.result.books.steps[0].changed == 0);
  }
}

TEST_CASE("unicode: with span labels the text is the same and the spans move along") {
  const auto config = [](std::string_view form) {
    return "[dataset]\nspans = \"/spans\"\n[[step]]\nop = \"unicode\"\nform = \"" + std::string(form) + "\"\n";
  };
  const test::RunOp run = test::run_toml(
      config("nfc"),
      "{\"text\":\"e\\u0301 \\u1112\\u1161\\u11ab x\",\"spans\":[{\"start\":3,\"end\":6},{\"start\":7,\"end\":8}]}\n");
  CHECK(run.error == "");
  CHECK(run.output == "{\"text\":\"\u00e9 \ud55c x\",\"spans\":[{\"start\":2,\"end\":3},{\"start\":4,\"end\":5}]}\n");

  for (const std::string_view form : forms) {
    base::Rng rng(12);
    std::string plain, spanned;
    for (int i = 0; i < 200; ++i) {
      const std::string text = random_text(rng);
      plain += record(text);
      spanned += record(text).insert(record(text).size() - 2, ",\"spans\":[]");
    }
    const std::string expected = run_op("unicode", params(form), plain).output;
    std::string got = test::run_toml(config(form), spanned).output;
    for (std::size_t at; (at = got.find(",\"spans\":[]")) != std::string::npos;) got.erase(at, 11);
    CHECK(got == expected);
  }
}

TEST_CASE("unicode: every element of every field") {
  const test::RunOp run = run_op("unicode", "fields = [\"/a/*\", \"b\"]\nform = \"nfkc\"",
                                 "{\"a\":[\"\uff21\",\"B\",\"\uff23\"],\"b\":\"\ufb01\",\"c\":\"\ufb01\"}\n");
  CHECK(run.output == "{\"a\":[\"A\",\"B\",\"C\"],\"b\":\"fi\",\"c\":\"\ufb01\"}\n");
  CHECK(run_op("unicode", "fields = [\"/a/*\"]", "{\"a\":[\"x\",1]}\n").malformed.find("element 2") !=
        std::string::npos);
  CHECK(run_op("unicode", "fields = []", "").error.find("fields is empty") != std::string::npos);
}
