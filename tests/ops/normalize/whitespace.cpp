#include <optional>
#include <vector>

#include "base/rng.h"
#include "dsprep/value.h"
#include "support/catch.h"
#include "support/run_op.h"
#include "text/utf8.h"

using namespace dsprep;
using test::record;
using test::run_op;

namespace {

std::string rewritten(std::string_view params, std::string_view text) {
  const test::RunOp run = run_op("whitespace", params, record(text));
  REQUIRE(run.error == "");
  return Value(std::string_view(run.output).substr(0, run.output.find('\n')))["text"].text().value();
}

// ---- the slow twin: line by line over code points, as the manual tells it ----

struct Options {
  bool line_breaks = true, spaces = true, keep_ideographic = false, keep_indent = true, trim = true, trim_text = true;
  std::optional<int> blank_lines = 1;

  std::string params() const {
    const auto flag = [](std::string_view name, bool value) {
      return std::string(name) + (value ? " = true\n" : " = false\n");
    };
    return flag("line_breaks", line_breaks) + flag("spaces", spaces) + flag("keep_ideographic", keep_ideographic) +
           flag("keep_indent", keep_indent) + flag("trim", trim) + flag("trim_text", trim_text) +
           "blank_lines = " + (blank_lines ? std::to_string(*blank_lines) : "\"none\"");
  }
};

bool breaks_line(char32_t c) { return (c >= 0xA && c <= 0xD) || c == 0x85 || c == 0x2028 || c == 0x2029; }
bool white(char32_t c) {
  return breaks_line(c) || c == 9 || c == 0x20 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
         c == 0x202F || c == 0x205F || c == 0x3000;
}

std::u32string slow_indent(std::u32string_view leading, const Options& o) {
  std::u32string out;
  if (!o.keep_indent) return out;
  for (const char32_t c : leading) out += !o.spaces || c == '\t' || (c == 0x3000 && o.keep_ideographic) ? c : U' ';
  return out;
}

std::u32string slow_within(std::u32string_view part, const Options& o) {
  std::u32string out;
  const auto collapses = [&](char32_t c) { return white(c) && !(c == 0x3000 && o.keep_ideographic); };
  for (std::size_t i = 0; i < part.size(); ++i) {
    if (!o.spaces || !collapses(part[i])) out += part[i];
    else if (i == 0 || !collapses(part[i - 1])) out += U' ';
  }
  return out;
}

std::u32string slow(std::u32string_view text, const Options& o) {
  if (o.trim_text) {
    while (!text.empty() && white(text.front())) text.remove_prefix(1);
    while (!text.empty() && white(text.back())) text.remove_suffix(1);
  }
  std::u32string out;
  int blank = 0;
  while (!text.empty()) {
    std::size_t n = 0;
    while (n < text.size() && !breaks_line(text[n])) ++n;
    std::u32string_view line = text.substr(0, n);
    const std::size_t broken = n == text.size() ? 0 : text.substr(n).starts_with(U"\r\n") ? 2 : 1;
    const std::u32string_view end = text.substr(n, broken);
    text.remove_prefix(n + broken);

    std::size_t leading = 0, trailing = 0;
    while (leading < line.size() && white(line[leading])) ++leading;
    const bool is_blank = leading == line.size();
    if (is_blank && o.blank_lines && ++blank > *o.blank_lines) continue;
    if (!is_blank) blank = 0;
    if (is_blank) {
      if (!o.trim) out += slow_indent(line, o);
    } else {
      if (o.trim)
        while (white(line[line.size() - 1 - trailing])) ++trailing;
      out += slow_indent(line.substr(0, leading), o);
      out += slow_within(line.substr(leading, line.size() - leading - trailing), o);
    }
    if (!end.empty()) out += o.line_breaks ? std::u32string(U"\n") : std::u32string(end);
  }
  return out;
}

std::string utf8(std::u32string_view text) {
  std::string out;
  for (const char32_t c : text) text::append_utf8(out, c);
  return out;
}

std::u32string random_text(base::Rng& rng) {
  static constexpr char32_t some[] = {
      ' ',    ' ',    ' ',    ' ',    '\t',   '\n',   '\n',   '\n',    '\r',   '\v',   '\f', 0x85, 0xA0,   0x1680,
      0x2003, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0x3000, 0x200B,  0x200D, 0x2060, 'a',  'b',  0x3001, 0x3002,
      0x201C, 0x202E, 0xA1,   0x84,   0x1681, 0x3040, 0x4E2D, 0x1F600, '.',    '\\',   '\\', '"',  'n',    't'};
  std::u32string text;
  for (std::uint64_t n = rng.below(24); n > 0; --n) {
    text += some[rng.below(std::size(some))];
    if (rng.below(12) == 0) text += U"\r\n";
    if (rng.below(12) == 0) text.append(rng.below(100), U'x');  // so that pieces fall across blocks
    if (rng.below(12) == 0)
      for (std::uint64_t k = rng.below(30); k > 0; --k) text += U"word ";
  }
  return text;
}

// The same JSON with its first slash escaped: such a text has to be decoded.
std::string with_odd_spelling(std::string json) { return json.insert(json.find('/'), 1, '\\'); }

}  // namespace

TEST_CASE("whitespace: the defaults") {
  CHECK(rewritten("", "a  b\t\tc") == "a b c");
  CHECK(rewritten("", "a\tb\u00a0c\u3000d") == "a b c d");
  CHECK(rewritten("", "a \nb\t\r\nc") == "a\nb\nc");
  CHECK(rewritten("", "a\n\n\n\nb") == "a\n\nb");
  CHECK(rewritten("", "a\n \n\t\nb") == "a\n\nb");
  CHECK(rewritten("", "\n\n  a\n\n") == "a");
  CHECK(rewritten("", " ") == "");
  CHECK(rewritten("", "a ") == "a");
  CHECK(rewritten("", " a") == "a");
  CHECK(rewritten("", "a\n") == "a");
  CHECK(rewritten("", "") == "");
  CHECK(rewritten("", "x\n    y  z\n\tw") == "x\n    y z\n\tw");
  CHECK(rewritten("", "a\rb\u0085c\u2028d\u2029e\vf\fg") == "a\nb\nc\nd\ne\nf\ng");
}

TEST_CASE("whitespace: each parameter") {
  CHECK(rewritten("line_breaks = false", "a\r\nb\r \r\n\r\nc\u2028d") == "a\r\nb\r\r\nc\u2028d");
  CHECK(rewritten("spaces = false", "x\ty  z \n\u00a0w") == "x\ty  z\n\u00a0w");
  CHECK(rewritten("keep_ideographic = true", "春 \u3000 眠\u3000\u3000暁\u3000\n\u3000\u3000処") ==
        "春 \u3000 眠\u3000\u3000暁\n\u3000\u3000処");
  CHECK(rewritten("keep_indent = false", "x\n    y\n\t z") == "x\ny\nz");
  CHECK(rewritten("", "x\n\u3000\u3000y\n \u00a0\tz") == "x\n  y\n  \tz");
  CHECK(rewritten("trim = false", "x  \ny\t\n \nz ") == "x \ny \n \nz");
  CHECK(rewritten("trim = false\ntrim_text = false", "x  ") == "x ");
  CHECK(rewritten("blank_lines = 0", "a\n\n\nb\nc") == "a\nb\nc");
  CHECK(rewritten("blank_lines = 2", "a\n\n\n\n\nb") == "a\n\n\nb");
  CHECK(rewritten("blank_lines = \"none\"", "a\n\n\n\n\nb") == "a\n\n\n\n\nb");
  CHECK(rewritten("trim_text = false", "\n\n\n  a\n\n\n") == "\n  a\n\n");
  CHECK(rewritten("trim_text = false\nblank_lines = 0", "\n\n  a\n\n \n") == "  a\n");
}

TEST_CASE("whitespace: what is not white space is never touched") {
  for (const std::string_view text :
       {"👨\u200d👩\u200d👧", "می\u200cخواهم", "a\u200bb", "\ufeffx", "क्\u200dष", "a\u2060b", "\u180e"})
    CHECK(rewritten("", text) == text);
  std::u32string all;
  for (char32_t c = 1; c < 0x110000; ++c)
    if (!white(c) && (c < 0xD800 || c > 0xDFFF)) all += {U' ', c};
  all.erase(0, 1);
  CHECK(rewritten("", utf8(all)) == utf8(all));
}

TEST_CASE("whitespace: all of White_Space is") {
  for (char32_t c = 1; c < 0x10000; ++c) {
    if (!white(c)) continue;
    CHECK(rewritten("", utf8(std::u32string{U'a', c, U'b'})) == (breaks_line(c) ? "a\nb" : "a b"));
    CHECK(rewritten("", utf8(std::u32string{c, U'b'})) == "b");
    CHECK(rewritten("", utf8(std::u32string{U'a', c})) == "a");
  }
}

TEST_CASE("whitespace: as the slow twin says, and idempotent, under all options") {
  base::Rng rng(3);
  for (int bits = 0; bits < 64; ++bits) {
    for (int blank = -1; blank < 3; ++blank) {
      const Options options{(bits & 1) != 0,
                            (bits & 2) != 0,
                            (bits & 4) != 0,
                            (bits & 8) != 0,
                            (bits & 16) != 0,
                            (bits & 32) != 0,
                            blank < 0 ? std::optional<int>() : std::optional<int>(blank)};
      std::string input, expected;
      std::uint64_t changed = 0;
      for (int i = 0; i < 60; ++i) {
        std::u32string text = random_text(rng);
        const bool decoded = i % 2 != 0;
        if (decoded) text = U'/' + text;  // spelled as dsprep would not: \/
        const std::u32string same = slow(text, options);
        input += decoded ? with_odd_spelling(record(utf8(text))) : record(utf8(text));
        expected += decoded && same == text ? with_odd_spelling(record(utf8(text))) : record(utf8(same));
        changed += same != text;
      }
      const test::RunOp once = run_op("whitespace", options.params(), input);
      INFO(options.params());
      CHECK(once.error == "");
      CHECK(once.output == expected);
      CHECK(once.result.books.steps[0].changed == changed);
      const test::RunOp twice = run_op("whitespace", options.params(), once.output);
      CHECK(twice.output == once.output);
      CHECK(twice.result.books.steps[0].changed == 0);
    }
  }
}

TEST_CASE("whitespace: a fault is found wherever it stands") {
  for (const std::string_view fault :
       {"  ", "\t", "\r", "\u00a0", "\u0085", "\u1680", "\u2003", "\u2028", "\u202f", "\u205f", "\u3000", "\n\n\n"}) {
    std::string input, expected;
    const bool line = fault == "\r" || fault == "\u0085" || fault == "\u2028";
    const std::string mended = fault == "\n\n\n" ? "\n\n" : line ? "\n" : " ";
    for (std::size_t before = 1; before < 140; ++before) {
      const std::string head(before, 'x'), tail(140 - before, 'y');
      input += record(head + std::string(fault) + tail);
      expected += record(head + mended + tail);
    }
    CHECK(run_op("whitespace", "", input).output == expected);
  }
}

TEST_CASE("whitespace: a clean text comes out byte for byte") {
  const std::string line = "{ \"text\" : \"caf\\u00e9 \\u0041\\n\\n  b“c”。\", \"n\":1.0}\n";
  const test::RunOp run = run_op("whitespace", "", line);
  CHECK(run.output == line);
  CHECK(run.result.books.steps[0].changed == 0);
}

TEST_CASE("whitespace: with span labels the text is the same and the spans move along") {
  const std::string config = "[dataset]\nspans = \"/spans\"\n[[step]]\nop = \"whitespace\"\n";
  const test::RunOp run =
      test::run_toml(config,
                     "{\"text\":\"  中  b\\r\\nc\","
                     "\"spans\":[{\"start\":2,\"end\":3},{\"start\":5,\"end\":6},{\"start\":8,\"end\":9}]}\n");
  CHECK(run.error == "");
  CHECK(
      run.output ==
      "{\"text\":\"中 b\\nc\",\"spans\":[{\"start\":0,\"end\":1},{\"start\":2,\"end\":3},{\"start\":4,\"end\":5}]}\n");

  base::Rng rng(4);
  std::string plain, spanned;
  for (int i = 0; i < 500; ++i) {
    const std::string text = utf8(random_text(rng));
    plain += record(text);
    spanned += record(text).insert(record(text).size() - 2, ",\"spans\":[]");
  }
  std::string got = test::run_toml(config, spanned).output;
  for (std::size_t at; (at = got.find(",\"spans\":[]")) != std::string::npos;) got.erase(at, 11);
  CHECK(got == run_op("whitespace", "", plain).output);
}

TEST_CASE("whitespace: every element of every field") {
  const test::RunOp run =
      run_op("whitespace", "fields = [\"/a/*\", \"b\"]", "{\"a\":[\"x  y\",\"z\",\" \"],\"b\":\" b\",\"c\":\" c\"}\n");
  CHECK(run.output == "{\"a\":[\"x y\",\"z\",\"\"],\"b\":\"b\",\"c\":\" c\"}\n");
  CHECK(run_op("whitespace", "", "{\"text\":[]}\n").malformed.find("field /text is array, not text") !=
        std::string::npos);
  CHECK(run_op("whitespace", "fields = []", "").error.find("fields is empty") != std::string::npos);
}
