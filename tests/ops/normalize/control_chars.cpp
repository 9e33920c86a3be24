#include <string>

#include "dsprep/value.h"
#include "support/catch.h"
#include "support/run_op.h"
#include "text/utf8.h"

using namespace dsprep;
using test::record;
using test::run_op;

namespace {

std::string cleaned(std::string_view params, std::string_view text) {
  const test::RunOp run = run_op("control_chars", params, record(text));
  REQUIRE(run.error == "");
  return Value(std::string_view(run.output).substr(0, run.output.find('\n')))["text"].text().value();
}
std::string cleaned(std::string_view text) { return cleaned("", text); }

std::string tags(std::string_view letters) {
  std::string out;
  for (const char c : letters) text::append_utf8(out, 0xe0000 + static_cast<char32_t>(c));
  return out;
}

}  // namespace

TEST_CASE("control_chars: each class goes, becomes a space or stays") {
  struct Case {
    std::string name, text;
  };
  const Case cases[] = {{"c0", std::string("\0\x01\x08\x0e\x1b\x1f\x7f", 7)},
                        {"c1", "\u0080\u0084\u0086\u009f"},
                        {"zero_width", "\u200b\u2060\u180e"},
                        {"joiners", "\u200c\u200d"},
                        {"bidi", "\u061c\u200e\u200f\u202a\u202e\u2066\u2069"},
                        {"bom", "\ufeff"},
                        {"tags", tags("\x01 az~\x7f")},
                        {"soft_hyphen", "\u00ad"},
                        {"separators", "\u2028\u2029"},
                        {"specials", "\u2061\u2064\u206a\u206f\ufff9\ufffc\ufdd0\uffff\U0001fffe"}};
  std::size_t kind = 0;
  for (const Case& c : cases) {
    INFO(c.name);
    std::string spaced, want_spaced;
    std::size_t n = 0;
    for (std::size_t i = 0; i < c.text.size(); ++n) {
      const std::size_t begin = i;
      text::decode(c.text, i);
      spaced.append("A").append(c.text, begin, i - begin);
    }
    spaced += "A";
    for (std::size_t k = 0; k < n; ++k) want_spaced += "A ";
    want_spaced += "A";
    CHECK(cleaned(c.name + " = \"space\"", spaced) == want_spaced);
    CHECK(cleaned(c.name + " = \"remove\"", spaced) == std::string(n + 1, 'A'));
    CHECK(cleaned(c.name + " = \"keep\"", spaced) == spaced);
    const test::RunOp run = run_op("control_chars", "", record(spaced));
    CHECK(run.result.books.steps[0].counters[kind] == n);
    ++kind;
  }
  CHECK(cleaned("a\u2028b\u2029c") == "a\nb\nc");
}

TEST_CASE("control_chars: white space, selectors and all other characters stay") {
  const std::string text =
      "a\t\n\v\f\r\u0085\u00a0\u3000b ❤\ufe0f \u034f \u115f \ufffd \ue000 \U000e0100 中文“”…、。！é±²";
  CHECK(cleaned(text) == text);
  std::string all;
  for (char32_t c = 0x20; c < 0x3000; ++c) {
    const bool gone = c == 0x7f || (c >= 0x80 && c < 0xa0 && c != 0x85) || c == 0xad || c == 0x61c || c == 0x180e ||
                      (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f);
    if (!gone) text::append_utf8(all, c);
  }
  CHECK(cleaned(all) == all);
}

TEST_CASE("control_chars: joiners stay where a script needs them") {
  for (const std::string text : {"می\u200cخواهم",           // Persian
                                 "ه\u200d.ق",               // an abbreviation
                                 "क्\u200dष", "क्\u200cष",    // Hindi half forms
                                 "অর্\u200cধ", "ന്\u200d വ",  // Bengali; Malayalam, at the end of a word
                                 "ක්\u200dරම", "ᠠ\u200d", "ភាសា\u200bខ្មែរ", "ไทย\u200bภาษา", "မြန်မာ\u200bစာ"})
    CHECK(cleaned(text) == text);
  CHECK(cleaned("Auf\u200clage") == "Auflage");
  CHECK(cleaned("می\u200c خواهم\u200c") == "می خواهم");
  CHECK(cleaned("中\u200d文\u200c字") == "中文字");
  CHECK(cleaned("ไทย\u200b abc\u200bไทย") == "ไทย abcไทย");
  CHECK(cleaned("ไทย\u200b\u200bไทย") == "ไทย\u200bไทย");
  CHECK(cleaned("می\u200c\u200cخواهم") == "می\u200cخواهم");
  CHECK(cleaned("joiners = \"keep\"", "Auf\u200clage") == "Auf\u200clage");
}

TEST_CASE("control_chars: emoji sequences and flags stay whole") {
  for (const std::string text : {"👩\u200d👩\u200d👧\u200d👦", "👩🏽\u200d🚀", "❤\ufe0f\u200d🔥",
                                 "🏳\ufe0f\u200d🌈", "🏴\u200d☠\ufe0f", "👁\ufe0f\u200d🗨\ufe0f"})
    CHECK(cleaned(text) == text);
  CHECK(cleaned("👩\u200d") == "👩");
  CHECK(cleaned("👩\u200dx👧") == "👩x👧");
  for (const std::string_view name : {"gbeng\x7f", "gbwls\x7f", "ustx\x7f"})
    CHECK(cleaned("🏴" + tags(name) + "!") == "🏴" + tags(name) + "!");
  CHECK(cleaned("🏴" + tags("gbeng") + "!") == "🏴!");           // not ended
  CHECK(cleaned("🏴" + tags("ignore all\x7f") + "!") == "🏴!");  // a message
  CHECK(cleaned("😀" + tags("gbeng\x7f") + "!") == "😀!");             // no flag
  CHECK(cleaned("🏴" + tags("gbeng\x7fhidden") + "!") == "🏴" + tags("gbeng\x7f") + "!");
}

TEST_CASE("control_chars: a clean text is not touched, however it is spelled") {
  for (const std::string line :
       {"{ \"text\" : \"caf\\u00e9 \\/ \\u0041\", \"n\":1.0}\n", "{\"text\":\"a\\n\\t\\\"\\\\b \\f\"}\n"}) {
    const test::RunOp run = run_op("control_chars", "", line);
    CHECK(run.output == line);
    CHECK(run.result.books.steps[0].changed == 0);
  }
  CHECK(run_op("control_chars", "", "{\"text\":\"a\\bb \\\\b\"}\n").output == "{\"text\":\"ab \\\\b\"}\n");
  CHECK(run_op("control_chars", "", "{\"text\":\"a\\u200bb\\u0000\"}\n").output == "{\"text\":\"ab\"}\n");
}

TEST_CASE("control_chars: found wherever it stands") {
  for (std::size_t before = 0; before < 70; ++before)
    for (const std::string gone : {"\x01", "\u0081", "\u00ad", "\u200b", "\ufeff", "\u061c", "\U000e0041"}) {
      const std::string a(before, 'a');
      CHECK(cleaned(a + gone + "bcdefghijklmnopqrstu") == a + "bcdefghijklmnopqrstu");
    }
}

TEST_CASE("control_chars: labels over what went are gone, others stay at their characters") {
  const test::RunOp run = test::run_toml("[dataset]\nspans = \"/spans\"\n[[step]]\nop = \"control_chars\"\n",
                                         "{\"text\":\"\ufeffab\u200b\u200b中文\",\"spans\":[{\"start\":1,\"end\":3},{"
                                         "\"start\":3,\"end\":5},{\"start\":5,\"end\":7}]}\n");
  CHECK(run.output == "{\"text\":\"ab中文\",\"spans\":[{\"start\":0,\"end\":2},{\"start\":2,\"end\":4}]}\n");
}

TEST_CASE("control_chars: every element of every field; what is no text is malformed") {
  const test::RunOp run =
      run_op("control_chars", "fields = [\"/a/*\"]", "{\"a\":[\"x\u200by\",null,\"\u00ad\"],\"c\":\"\u00ad\"}\n");
  CHECK(run.output == "{\"a\":[\"xy\",null,\"\"],\"c\":\"\u00ad\"}\n");
  CHECK(run_op("control_chars", "", "{\"text\":1}\n").malformed != "");
  CHECK(run_op("control_chars", "c0 = \"drop\"", "").error.find("remove") != std::string::npos);
}
