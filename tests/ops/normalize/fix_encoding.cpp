#include <string>
#include <vector>

#include "dsprep/value.h"
#include "support/catch.h"
#include "support/run_op.h"

using namespace dsprep;
using test::record;
using test::run_op;
using test::run_toml;

namespace {

std::string text_of(const std::string& output) {
  return Value(std::string_view(output).substr(0, output.find('\n')))["text"].text().value();
}

std::string repaired(std::string_view params, std::string_view text) {
  const test::RunOp run = run_op("fix_encoding", params, record(text));
  REQUIRE(run.error == "");
  return text_of(run.output);
}
std::string repaired(std::string_view text) { return repaired("", text); }

// The text of the only label that is left, or "none".
std::string labelled(const std::string& params, const std::string& text, int start, int end) {
  std::string line = record(text);
  line.insert(line.size() - 2,
              ",\"spans\":[{\"start\":" + std::to_string(start) + ",\"end\":" + std::to_string(end) + "}]");
  const test::RunOp run = run_toml("[dataset]\nspans = \"/spans\"\n[[step]]\nop = \"fix_encoding\"\n" + params, line);
  REQUIRE(run.error == "");
  CHECK(text_of(run.output) == repaired(params, text));
  const Value span = Value(run.output)["spans"].at(0);
  if (!span.exists()) return "none";
  std::string out;
  std::int64_t at = -1;
  for (const char c : text_of(run.output)) {
    at += (static_cast<unsigned char>(c) & 0xc0) != 0x80;
    if (at >= span["start"].integer().value() && at < span["end"].integer().value()) out += c;
  }
  return out;
}

}  // namespace

TEST_CASE("fix_encoding: each of the encodings that UTF-8 is read in") {
  CHECK(repaired("×\u0090×\u0091") == "אב");    // latin-1
  CHECK(repaired("Ø±Ø³Ø§Ù„Ø©") == "رسالة");     // windows-1252
  CHECK(repaired("РџСЂРёРІРµС‚") == "Привет");  // windows-1251
  CHECK(repaired("PodĂˇvĂˇnĂ") == "PodávánĂ");  // cut short, so in pieces
  CHECK(repaired("NadÄ›je") == "Naděje");       // windows-1250
  CHECK(repaired("Î ÏŒÎ»Î·") == "Πόλη");
  CHECK(repaired("√©t√©") == "été");                       // macroman
  CHECK(repaired("├⌐t├⌐") == "été");                       // cp437, two box drawings
  CHECK(repaired("ä½\u00a0å¥½ï¼Œä¸–ç•Œ") == "你好,世界");  // Chinese
  CHECK(repaired("ÃƒÂ©") == "é");                          // twice
  CHECK(repaired("ÃƒÆ’Ã‚Â©") == "é");                      // three times
  CHECK(repaired("ðŸ˜€") == "😀");
  CHECK(repaired("í\u00a0½í¸€ â€”") == "😀 —");  // CESU-8
}

TEST_CASE("fix_encoding: what is no mojibake stays, byte for byte") {
  for (const std::string text : {"été, déjà", "中文。日本語", "Привет", "Ångström", "R&D", "a\tb\n\nc", "Ã…lesund",
                                 "20 °C", "", "العربية", "ภาษาไทย", "👩\u200d👧", "x² ≠ y³"}) {
    const std::string line = "{ \"text\" : " + record(text).substr(8, record(text).size() - 10) + ", \"n\":1.0}\n";
    const test::RunOp run = run_op("fix_encoding", "", line);
    CHECK(run.error == "");
    CHECK(run.output == line);
    CHECK(run.result.books.steps[0].changed == 0);
  }
}

TEST_CASE("fix_encoding: every switch is one") {
  const auto differs = [](std::string_view params, std::string_view text, std::string_view on, std::string_view off) {
    INFO(params);
    CHECK(repaired(text) == on);
    CHECK(repaired(params, text) == off);
  };
  differs("unescape_html = \"no\"", "P&EACUTE;REZ &hearts; &#xE9;", "PÉREZ ♥ é", "P&EACUTE;REZ &hearts; &#xE9;");
  differs("unescape_html = \"yes\"", "<i> &amp;\n&amp;", "<i> &amp;\n&amp;", "<i> &\n&");
  differs("fix_encoding = false", "cafÃ©", "café", "cafÃ©");
  differs("restore_byte_a0 = false", "voilÃ le travail", "voilà le travail", "voilÃ le travail");
  differs("replace_lossy_sequences = false", "â€œquotedâ€\ufffd", "\"quoted\ufffd", "\"quotedâ€\ufffd");
  differs("decode_inconsistent_utf8 = false", "â€œ中文â€\u009d cafÃ©", "\"中文\" café", "â€œ中文â€\u009d cafÃ©");
  differs("fix_latin_ligatures = false", "ﬁ ĳ ŉ", "fi ij 'n", "ﬁ ĳ ŉ");
  differs("fix_character_width = false", "ＡＢ　ｶﾞ，", "AB ガ,", "ＡＢ　ｶﾞ，");
  differs("uncurl_quotes = false", "“a” ‘b’", "\"a\" 'b'", "“a” ‘b’");
  differs("fix_line_breaks = false", "a\r\nb\rc\u2028d\u2029e", "a\nb\nc\nd\ne", "a\r\nb\rc\u2028d\u2029e");
  differs("remove_terminal_escapes = false", "\x1b[36;44mblue\x1b[0m", "blue", "[36;44mblue[0m");
  differs("remove_control_chars = false", "a\x07\ufeff\ufffc\vb", "ab", "a\x07\ufeff\ufffc\vb");
  differs("normalization = \"none\"", "e\u0301", "é", "e\u0301");
  differs("normalization = \"nfkc\"", "x²", "x²", "x2");
  differs("fix_encoding = false\nfix_c1_controls = false", "a\u0093b\u0085", "a\"b…", "a\u0093b\n");
  CHECK(repaired("fix_encoding = false", "a\u0093b\u0085") == "a\"b…");
}

TEST_CASE("fix_encoding: variants set the defaults, parameters go before them") {
  const std::string text = "“cafÃ©”，ﬁ &amp;\r\n\x07";
  CHECK(repaired("variant = \"datatrove\"", "“Ａ”，ﬁ &amp;\r\n\x07") == "“Ａ”，ﬁ &\r\n");
  CHECK(repaired("variant = \"mojibake\"", "“Ａ”，ﬁ &amp;\r\n\x07") == "“Ａ”，ﬁ &amp;\r\n\x07");
  CHECK(repaired("variant = \"mojibake\"", text) == "“café”，ﬁ &amp;\r\n\x07");
  CHECK(repaired("variant = \"mojibake\"\nuncurl_quotes = true", text) == "\"café\"，ﬁ &amp;\r\n\x07");
  CHECK(run_op("fix_encoding", "variant = \"fttfy\"", "").error.find("ftfy") != std::string::npos);
  CHECK(run_op("fix_encoding", "normalization = \"nfx\"", "").error != "");
}

TEST_CASE("fix_encoding: references of HTML") {
  CHECK(repaired("&lt;b&gt; &amp;amp; &amp;amp;amp;\n&amp;") == "<b> & &\n&");
  CHECK(repaired("a < b\n&amp;") == "a < b\n&amp;");  // HTML, from its first '<' on
  CHECK(repaired("&amp;\na < b") == "&\na < b");
  CHECK(repaired("&#0;&#128;&#xD800;&#x110000;&#99999999999999999999;") == "\ufffd€\ufffd\ufffd\ufffd");
  CHECK(repaired("&#59;&#7;&#x3b;") == "&#59;&#x3b;");  // as ftfy has it
  CHECK(repaired("&amp &nosuch; &#; &#x; &#12ab; &nTILDE; &Ntilde; &NTILDE; &SZLIG;") ==
        "&amp &nosuch; &#; &#x; &#12ab; &nTILDE; Ñ Ñ SS");
  CHECK(repaired("&Atilde;&copy;") == "é");  // escaped mojibake
}

TEST_CASE("fix_encoding: a second run changes nothing where ftfy's would") {
  for (const std::string text :
       {"&amp;\u2028<b>", "<\u0338 &amp;", "＆ａｍｐ；", "Ś\u2028┼«’", "＜ &amp;\n&amp;amp;"}) {
    const std::string once = repaired(text);
    CHECK(once != text);
    CHECK(repaired(once) == once);
  }
}

TEST_CASE("fix_encoding: a chain of repairs that would take forever leaves the line as it was") {
  const auto chain = [](std::size_t n) {
    std::string text = "Ã";
    for (std::size_t i = 0; i < n; ++i) text += "ƒ";
    return text + "£ short 中";
  };
  CHECK(repaired(chain(3)) != chain(3));
  std::string deep = "&";
  for (int i = 0; i < 200000; ++i) deep += "amp;";
  for (const std::string& text : {chain(300000), deep}) {
    const test::RunOp run = run_op("fix_encoding", "", record(text + "\n“good” line"));
    CHECK(run.error == "");
    CHECK(text_of(run.output) == text + "\n\"good\" line");
    CHECK(run.result.books.steps[0].counters[10] == 1);  // unsettled
  }
}

TEST_CASE("fix_encoding: long lines are repaired in pieces") {
  std::string text, want;
  while (text.size() < 5'000'000) text += "un cafÃ© noir, ", want += "un café noir, ";
  CHECK(repaired(text).substr(0, 1'000'000) == want.substr(0, 1'000'000));
}

TEST_CASE("fix_encoding: counts lines and characters") {
  const test::RunOp run =
      run_op("fix_encoding", "",
             record("cafÃ© Ã©tÃ©\nok\ncafÃ© “x” ﬁ\r\n&amp; \x1b[1mb\x07\u0093") + record("e\u0301 Ａ\nＢ"));
  CHECK(run.error == "");
  const auto& counters = run.result.books.steps[0].counters;
  CHECK(counters[0] == 1);   // entities
  CHECK(counters[1] == 3);   // encoding, and C1 in the last line
  CHECK(counters[3] == 1);   // ligatures
  CHECK(counters[4] == 2);   // width
  CHECK(counters[5] == 3);   // quotes: the C1 became one
  CHECK(counters[6] == 1);   // line breaks
  CHECK(counters[7] == 1);   // terminal escapes
  CHECK(counters[8] == 1);   // controls
  CHECK(counters[9] == 1);   // normalized
  CHECK(counters[10] == 0);  // unsettled
}

TEST_CASE("fix_encoding: labels move with the characters they cover") {
  CHECK(labelled("", "un cafÃ© noir", 3, 8) == "café");
  CHECK(labelled("", "Ã©tÃ© ä¸­æ–‡ end", 6, 12) == "中文");
  CHECK(labelled("", "Ã©tÃ© ä¸­æ–‡ end", 13, 16) == "end");
  CHECK(labelled("", "ÃƒÂ©tÃƒÂ© x", 10, 11) == "x");
  CHECK(labelled("", "&eacute;t&eacute; cafÃ©", 18, 23) == "café");
  CHECK(labelled("", "voilÃ le travail", 6, 8) == "le");
  CHECK(labelled("", "Ã©Â中 “ﬁlm” e\u0301 end", 5, 9) == labelled("", "Ã©Â中 “ﬁlm” e\u0301 end", 5, 9));
  CHECK(labelled("", "“ﬁlm” Ａ\r\nend", 9, 12) == "end");
  CHECK(labelled("", "“ﬁlm” Ａ\r\nend", 1, 4) == "film");
  CHECK(labelled("", "x\x07\x07y", 1, 3) == "none");
  CHECK(labelled("", "Î ÏŒÎ»Î· here", 9, 13) == "here");
  CHECK(labelled("", "e\u0301a ﬁ\nＡ", 2, 3) == "a");
  CHECK(labelled("fix_encoding = false", "a\u0093b", 2, 3) == "b");
}

TEST_CASE("fix_encoding: every element of every field; what is no text is malformed") {
  const test::RunOp run = run_op("fix_encoding", "fields = [\"/a/*\", \"b\"]",
                                 "{\"a\":[\"Ã©\",null,\"x\"],\"b\":\"ï¬\u0081\",\"c\":\"Ã©\"}\n");
  CHECK(run.output == "{\"a\":[\"é\",null,\"x\"],\"b\":\"fi\",\"c\":\"Ã©\"}\n");
  CHECK(run_op("fix_encoding", "", "{\"text\":1}\n").malformed != "");
  CHECK(run_op("fix_encoding", "", "{\"text\":null}\n").malformed != "");
  CHECK(run_op("fix_encoding", "fields = []", "").error.find("fields is empty") != std::string::npos);
}

TEST_CASE("fix_encoding: a part of a fixer that is off is refused") {
  CHECK(test::run_op("fix_encoding", "fix_encoding = false\nrestore_byte_a0 = true", "").error.find("which is off") !=
        std::string::npos);
  CHECK(test::run_op("fix_encoding", "fix_encoding = false\nrestore_byte_a0 = false", "").error == "");
}
