// control_chars: removes characters that nobody sees, by class, and leaves those that a script or an emoji needs.
//
// Bytes that such a character may begin with are searched for sixteen at a time; what is found is decoded and looked at
// where it stands. All characters of the classes but the C0 controls stand in JSON as they are, so the search works on
// the text as JSON spells it, and a text that has none is not decoded.
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/op_spec.h"
#include "dsprep/text_rewriter.h"
#include "ops/normalize/control_chars/invisible.h"
#include "text/find_escape.h"
#include "text/settled_rewrite.h"
#include "text/utf8.h"

namespace dsprep::ops {
namespace {

using control_chars::Class;

struct Params {
  std::vector<std::string> text_fields = {"text"};
  std::string c0 = "remove", c1 = "remove", zero_width = "remove", joiners = "remove", bidi = "remove", bom = "remove",
              tags = "remove", soft_hyphen = "remove", separators = "newline", specials = "remove";
  void fields(ParamFields& f) {
    describe_text_fields(f, text_fields);
    const auto one = [&](std::string_view name, std::string& action, std::string_view meaning) {
      f(name, action, {.meaning = meaning, .choices = {"remove", "space", "keep"}});
    };
    one("c0", c0, "what becomes of U+0000-U+0008, U+000E-U+001F and U+007F");
    one("c1", c1, "what becomes of U+0080-U+009F without U+0085");
    one("zero_width", zero_width, "what becomes of zero-width spaces and word joiners: U+200B, U+2060, U+180E");
    one("joiners", joiners, "what becomes of joiners that no script and no emoji needs: U+200C, U+200D");
    one("bidi", bidi, "what becomes of bidirectional controls: U+061C, U+200E, U+200F, U+202A-U+202E, U+2066-U+2069");
    one("bom", bom, "what becomes of byte order marks: U+FEFF");
    one("tags", tags, "what becomes of tag characters that are part of no flag: U+E0000-U+E007F");
    one("soft_hyphen", soft_hyphen, "what becomes of soft hyphens: U+00AD");
    f("separators", separators,
      {.meaning = "what becomes of line and paragraph separators: U+2028, U+2029",
       .choices = {"newline", "space", "remove", "keep"}});
    one("specials", specials,
        "what becomes of invisible operators, annotation marks, object replacement characters and noncharacters");
  }
};

enum class Action : std::uint8_t { keep, remove, space, newline };

struct ControlCharsRules {
  // In the order of Class.
  static constexpr std::string_view counts[] = {"c0",   "c1",          "zero_width", "joiners",  "bidi",     "bom",
                                                "tags", "soft_hyphen", "separators", "specials", "unsettled"};
  static constexpr std::size_t unsettled = control_chars::classes;
  static constexpr int most_rounds = 8;
  struct Scratch {
    text::SettledRewrite settled;
  };
  std::array<Action, control_chars::classes> actions = {};

  bool rewrite_escaped(std::string_view escaped, TextDraft&, Scratch&) const {
    return !text::may_have_escape(escaped, 'b', 'b') && !has_any(escaped);  // \b is U+0008
  }

  void rewrite(std::string_view text, TextDraft& draft, Scratch& scratch) const {
    const bool settled = scratch.settled.rewrite(text, draft, most_rounds,
                                                 [&](std::string_view now, TextDraft& next) { once(now, next); });
    if (!settled) draft.count(unsettled);
  }

 private:
  // Is there anything that may have to be changed?
  bool has_any(std::string_view text) const {
    for (std::size_t at = 0; (at = control_chars::next_suspect(text, at)) < text.size();) {
      const Class found = control_chars::class_of(text::decode(text, at));
      if (found != Class::none && actions[static_cast<std::size_t>(found)] != Action::keep) return true;
    }
    return false;
  }

  void once(std::string_view text, TextDraft& draft) const {
    std::size_t flag_end = 0;
    for (std::size_t at = 0; (at = control_chars::next_suspect(text, at)) < text.size();) {
      const std::size_t begin = at;
      const char32_t c = text::decode(text, at);
      const Class found = control_chars::class_of(c);
      if (found == Class::none) {
        if (const std::size_t flag = c > 0xffff ? control_chars::subdivision_flag(text, begin) : 0)
          flag_end = begin + flag;
        continue;
      }
      const Action action = actions[static_cast<std::size_t>(found)];
      if (action == Action::keep || (found == Class::tag && begin < flag_end)) continue;
      if ((found == Class::joiner || found == Class::zero_width) &&
          control_chars::is_needed(c, text.substr(0, begin), text.substr(at)))
        continue;
      draft.keep_to(begin).replace(at - begin, action == Action::remove ? "" : action == Action::space ? " " : "\n");
      draft.count(static_cast<std::size_t>(found));
    }
  }
};

Action action_of(std::string_view name) {
  return name == "remove"    ? Action::remove
         : name == "space"   ? Action::space
         : name == "newline" ? Action::newline
                             : Action::keep;
}

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  ControlCharsRules rules;
  std::size_t next = 0;  // in the order of Class
  for (const std::string* name : {&params.c0, &params.c1, &params.zero_width, &params.joiners, &params.bidi,
                                  &params.bom, &params.tags, &params.soft_hyphen, &params.separators, &params.specials})
    rules.actions[next++] = action_of(*name);
  return text_rewriter(rules, params.text_fields, binder);
}

constexpr Example examples[] = {
    {"Controls, zero-width spaces, direction marks and a hidden message in tags go; Persian, Hindi and emoji stay", "",
     "{\"text\":\"\\ufeffzero\\u200bwidth, sof\\u00adt, \\u0007bell, \\u202eabc\\u202c\"}\n"
     "{\"text\":\"می\\u200cخواهم क्\\u200dष 👩\\u200d👧 "
     "🏴\\udb40\\udc67\\udb40\\udc62\\udb40\\udc65\\udb40\\udc6e\\udb40\\udc67\\udb40\\udc7f\"}\n"
     "{\"text\":\"你好\\u200b\\u200d世界\\udb40\\udc68\\udb40\\udc69\"}\n",
     "{\"text\":\"zerowidth, soft, bell, abc\"}\n"
     "{\"text\":\"می\\u200cخواهم क्\\u200dष 👩\\u200d👧 "
     "🏴\\udb40\\udc67\\udb40\\udc62\\udb40\\udc65\\udb40\\udc6e\\udb40\\udc67\\udb40\\udc7f\"}\n"
     "{\"text\":\"你好世界\"}\n"},
    {"Space in place of controls, direction marks kept", "c0 = \"space\"\nbidi = \"keep\"\nseparators = \"space\"",
     "{\"text\":\"שלום\\u200f\\u0000עולם\\u2028next\"}\n", "{\"text\":\"שלום\xE2\x80\x8F עולם next\"}\n"},
};

}  // namespace

extern const OpSpec normalize_control_chars;
const OpSpec normalize_control_chars = {
    .name = "control_chars",
    .family = Family::normalize,
    .summary = "Remove control characters and other invisible ones, but those that a script or an emoji needs",
    .details =
        R"(Characters that nobody sees part words for a tokenizer, hide text from filters, and make equal texts unequal.
Each class has its parameter: `remove`, `space` (one plain space for each) or `keep`. What is removed is counted by
class.

| class | characters | stays nevertheless |
|---|---|---|
| `c0` | U+0000–U+0008, U+000E–U+001F, U+007F | TAB, LF, VT, FF, CR are white space: `whitespace` |
| `c1` | U+0080–U+009F | U+0085 (next line) is white space |
| `zero_width` | U+200B zero-width space, U+2060 word joiner, U+180E | U+200B between letters of Thai, Lao, Khmer, Burmese, Tai, Javanese, Balinese: it parts words |
| `joiners` | U+200C non-joiner, U+200D joiner | between letters of cursive and Indic scripts (below), and U+200D in emoji sequences |
| `bidi` | U+061C, U+200E, U+200F, U+202A–U+202E, U+2066–U+2069 | |
| `bom` | U+FEFF anywhere | |
| `tags` | U+E0000–U+E007F | in flags of subdivisions: U+1F3F4, three to six tags, U+E007F |
| `soft_hyphen` | U+00AD | |
| `separators` | U+2028, U+2029; they may become `newline`, which is the default | |
| `specials` | U+2061–U+2065 invisible operators, U+206A–U+206F, U+FFF9–U+FFFC, noncharacters (U+FDD0–U+FDEF, U+FFFE, U+FFFF, …) | |

A non-joiner stays where letters or marks of a script that joins stand on both sides, or a virama in front; a joiner
where one stands on either side (`ه‍` by itself, a Malayalam chillu at the end of a word). Scripts that join: Arabic,
Syriac, Mandaic, N'Ko, Mongolian, Phags-pa, Adlam, Rohingya, and those of India, Tibet and South-East Asia with
conjuncts. In an emoji sequence a joiner stays between two pictographs, modifiers and U+FE0F passed over.

Not touched: variation selectors, U+034F, Hangul fillers, musical controls, private use, U+FFFD, white space. Direction
marks do change how Hebrew and Arabic look beside numbers and brackets: keep them where texts are shown. C1 controls
tell which mojibake a text is: repair that first (`fix_encoding`). The step is idempotent. Span labels move with the
text; one over nothing but removed characters is lost. A field with `*` is rewritten element by element. A missing,
null or non-text field makes the record malformed.)",
    .source = "General categories Cc and Cf of Unicode 15.0; joiners after UAX #31, 2.3, flags after UTS #51, ED-14a",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .idempotent = true,
};

}  // namespace dsprep::ops
