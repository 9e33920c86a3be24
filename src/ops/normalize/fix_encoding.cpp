// fix_encoding: repairs mojibake and the other glitches that ftfy repairs.
//
// Most lines need nothing. One look at a line (scan.h) tells which fixers could want something of it, and only those
// are asked; of an ASCII text without '&' and control characters, all of it at once, as JSON spells it.
#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/op_spec.h"
#include "dsprep/text_rewriter.h"
#include "ops/normalize/fix_encoding/char_facts.h"
#include "ops/normalize/fix_encoding/reference.h"
#include "ops/normalize/fix_encoding/scan.h"
#include "ops/normalize/fix_encoding/switches.h"
#include "ops/normalize/fix_encoding/text_fixer.h"
#include "text/find_escape.h"
#include "text/normalize.h"

namespace dsprep::ops {
namespace {

using fix_encoding::Switches;
using fix_encoding::Unescape;

struct Params {
  std::vector<std::string> text_fields = {"text"};
  std::string variant = "ftfy", unescape_html = "auto", normalization = "nfc";
  Switches on;
  void fields(ParamFields& f) {
    describe_text_fields(f, text_fields);
    f("variant", variant,
      {.meaning = "whose defaults stand: ftfy.fix_text, datatrove's FTFYFormatter, or nothing but mojibake",
       .choices = {"ftfy", "datatrove", "mojibake"}});
    f("unescape_html", unescape_html,
      {.meaning = "whether &eacute; and the like become characters; auto: up to the first line with a \"<\"",
       .choices = {"auto", "yes", "no"}});
    f("fix_encoding", on.fix_encoding, {.meaning = "whether UTF-8 that was read in another encoding is decoded"});
    f("restore_byte_a0", on.restore_byte_a0,
      {.meaning = "of that: whether a space may stand for the byte A0, which it often took the place of"});
    f("replace_lossy_sequences", on.replace_lossy_sequences,
      {.meaning = "of that: whether a sequence that lost bytes becomes U+FFFD, so that the rest can be decoded"});
    f("decode_inconsistent_utf8", on.decode_inconsistent_utf8,
      {.meaning = "of that: whether pieces are decoded where the line as a whole cannot be"});
    f("fix_c1_controls", on.fix_c1_controls,
      {.meaning = "whether U+0080-U+009F become the characters of windows-1252"});
    f("fix_latin_ligatures", on.fix_latin_ligatures, {.meaning = "whether ligatures of Latin letters are taken apart"});
    f("fix_character_width", on.fix_character_width,
      {.meaning = "whether full-width and half-width forms, and the ideographic space, become the usual ones"});
    f("uncurl_quotes", on.uncurl_quotes, {.meaning = "whether curly quotes become straight ones"});
    f("fix_line_breaks", on.fix_line_breaks, {.meaning = "whether CR LF, CR, U+0085, U+2028 and U+2029 become LF"});
    f("remove_terminal_escapes", on.remove_terminal_escapes,
      {.meaning = "whether sequences that colour text in a terminal are removed"});
    f("remove_control_chars", on.remove_control_chars,
      {.meaning = "whether control characters without an effect are removed"});
    f("normalization", normalization,
      {.meaning = "the Unicode normalization form at the end", .choices = {"nfc", "nfd", "nfkc", "nfkd", "none"}});
  }
};

constexpr VariantDefault variants[] = {
    {"datatrove", "fix_latin_ligatures", 0},
    {"datatrove", "fix_character_width", 0},
    {"datatrove", "uncurl_quotes", 0},
    {"datatrove", "fix_line_breaks", 0},
    {"datatrove", "normalization", std::nullopt, "none"},
    {"mojibake", "unescape_html", std::nullopt, "no"},
    {"mojibake", "fix_latin_ligatures", 0},
    {"mojibake", "fix_character_width", 0},
    {"mojibake", "uncurl_quotes", 0},
    {"mojibake", "fix_line_breaks", 0},
    {"mojibake", "remove_terminal_escapes", 0},
    {"mojibake", "remove_control_chars", 0},
    {"mojibake", "normalization", std::nullopt, "none"},
};

struct FixEncodingRules {
  static constexpr std::string_view counts[] = {"entities", "encoding",   "c1_controls", "ligatures",
                                                "width",    "quotes",     "line_breaks", "terminal_escapes",
                                                "controls", "normalized", "unsettled"};
  struct Scratch {
    explicit Scratch(const FixEncodingRules& rules) : fixer(rules.switches) {}
    fix_encoding::TextFixer fixer;
  };
  Switches switches;

  bool rewrite_escaped(std::string_view escaped, TextDraft&, Scratch&) const {
    std::uint16_t facts = 0;
    if (fix_encoding::ascii_end(escaped, 0, facts) != escaped.size()) return false;
    const bool unescapes = switches.unescape_html != Unescape::no && (facts & fix_encoding::ampersand);
    if (unescapes && fix_encoding::has_reference(escaped)) return false;
    return !text::may_have_escape(escaped, 'r', 'b');
  }

  void rewrite(std::string_view text, TextDraft& draft, Scratch& scratch) const { scratch.fixer.fix(text, draft); }
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  Params params = bind_params<Params>(values);
  Switches& on = params.on;
  for (const auto& [name, value] : values) {
    constexpr std::string_view parts[] = {"restore_byte_a0", "replace_lossy_sequences", "decode_inconsistent_utf8",
                                          "fix_c1_controls"};
    const bool* const wanted = std::get_if<bool>(&value);
    if (!on.fix_encoding && wanted && *wanted && std::find(std::begin(parts), std::end(parts), name) != std::end(parts))
      return usage_error(name + " is a part of fix_encoding, which is off: leave one of them out");
  }
  on.unescape_html = params.unescape_html == "no"    ? Unescape::no
                     : params.unescape_html == "yes" ? Unescape::yes
                                                     : Unescape::automatic;
  if (params.normalization == "nfd") on.normalization = text::Form::nfd;
  else if (params.normalization == "nfkc") on.normalization = text::Form::nfkc;
  else if (params.normalization == "nfkd") on.normalization = text::Form::nfkd;
  else if (params.normalization == "none") on.normalization = std::nullopt;
  return text_rewriter(FixEncodingRules{on}, params.text_fields, binder);
}

constexpr Example examples[] = {
    {"UTF-8 that was read as windows-1252, twice in the second record", "",
     "{\"text\":\"voilÃ le cafÃ© â€“ 中文 stays\"}\n"
     "{\"text\":\"ÃƒÂ©tÃƒÂ©\"}\n"
     "{\"text\":\"ä¸­æ–‡\"}\n"
     "{\"text\":\"L'été, déjà\"}\n",
     "{\"text\":\"voilà le café – 中文 stays\"}\n"
     "{\"text\":\"été\"}\n"
     "{\"text\":\"中文\"}\n"
     "{\"text\":\"L'été, déjà\"}\n"},
    {"Nothing but mojibake: Chinese full-width punctuation and quotes stay", "variant = \"mojibake\"",
     "{\"text\":\"“你好”，世界！\"}\n"
     "{\"text\":\"РџСЂРёРІРµС‚, “мир”\"}\n",
     "{\"text\":\"“你好”，世界！\"}\n"
     "{\"text\":\"Привет, “мир”\"}\n"},
    {"The other fixers: entities, ligatures, width, quotes, terminal colours", "",
     "{\"text\":\"P&EACUTE;REZ &amp; ﬁlms\"}\n"
     "{\"text\":\"ＬＯＵＤ　ＮＯＩＳＥＳ “ｶﾞｷﾞ”\"}\n"
     "{\"text\":\"\\u001b[36mblue\\u001b[0m\\u0000\"}\n",
     "{\"text\":\"PÉREZ & films\"}\n"
     "{\"text\":\"LOUD NOISES \\\"ガギ\\\"\"}\n"
     "{\"text\":\"blue\"}\n"},
};

}  // namespace

extern const OpSpec normalize_fix_encoding;
const OpSpec normalize_fix_encoding = {
    .name = "fix_encoding",
    .family = Family::normalize,
    .summary = "Repair mojibake and other glitches of text, as ftfy does",
    .details =
        R"(Mojibake is text in UTF-8 that somebody read in another encoding: `Ã©` for `é`, `â€œ` for `“`, `ä¸­æ–‡` for
`中文`. This step finds it by sequences of characters that hardly occur otherwise, and decodes it, as often as it was
read wrongly. Its rules are those of ftfy 6.3.1, in ftfy's order, each with its switch:

1. `unescape_html`: `&amp;`, `&#233;`, `&EACUTE;`, with the semicolon. With `auto`, as in ftfy, lines up to the first
   one of the text that has a `<`: what follows is taken for HTML. What is escaped twice is unescaped twice.
2. `fix_encoding`: a line that looks like mojibake is written in latin-1, windows-1252, 1251, 1250, 1253, 1254, 1257,
   iso-8859-2, macroman, cp437, whichever comes first and gives UTF-8 (or Java's and Oracle's variants of it). First
   spaces that took the place of the byte A0 are put back (`restore_byte_a0`), and sequences in which bytes were lost
   become U+FFFD (`replace_lossy_sequences`). Where no encoding fits the whole line, pieces that look like UTF-8 are
   decoded by themselves (`decode_inconsistent_utf8`).
3. `fix_c1_controls`: U+0080–U+009F become what windows-1252 has there.
4. `fix_latin_ligatures`: `ﬁ` → `fi`, `ĳ` → `ij`, `ǆ` → `dž`. 5. `fix_character_width`: `Ａ` → `A`, `ｶﾞ` → `ガ`, `，` →
   `,`, U+3000 → a space. 6. `uncurl_quotes`: `“ ” ‘ ’` → `"` and `'`. 7. `fix_line_breaks`: to LF.
8. `remove_terminal_escapes`: ESC `[` … letter. 9. `remove_control_chars`: U+0000–U+0008, U+000B, U+000E–U+001F, U+007F,
   U+206A–U+206F, U+FEFF, U+FFF9–U+FFFC. 10. `normalization`.

`variant` sets the defaults: `ftfy` those of `ftfy.fix_text` (all on, NFC), `datatrove` those of its FTFYFormatter (4
to 7 and 10 off), `mojibake` those of `ftfy.fix_encoding` (2 and 3 alone). **For Chinese and Japanese, and wherever
punctuation is to stay, use `datatrove` or `mojibake`: 5 and 6 make ASCII of full-width punctuation and curly quotes.**

Counted: lines for `entities`, `encoding` and `normalized`, characters for the others, sequences for `terminal_escapes`.
Span labels move with the characters that they cover: `cafÃ©` and `café` have the same label.

What differs from ftfy: the text is gone through until nothing changes, so that a second run changes nothing (ftfy's
may, where a fixer made a new line or took a `<` away); a line that would need more than some thirty repairs one after
another stays as it is, counted as `unsettled`, where ftfy takes quadratic time; the four switches of `fix_encoding`
have an effect (in `ftfy.fix_text` they have none). `fix_surrogates` has nothing to do: half a surrogate pair is
malformed JSON, told before any step. Too short evidence is left alone (`Ã…lesund`). A field with `*` is rewritten
element by element. A missing, null or non-text field makes the record malformed.)",
    .source = "ftfy 6.3.1 by Robyn Speer (Apache-2.0): its order of fixers, categories of characters and patterns",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .variants = variants,
    .idempotent = true,
};

}  // namespace dsprep::ops
