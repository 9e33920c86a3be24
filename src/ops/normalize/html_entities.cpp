// html_entities: character references of HTML become the characters they stand for.
#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/op_spec.h"
#include "dsprep/text_rewriter.h"
#include "text/html_entities.h"
#include "text/settled_rewrite.h"
#include "text/utf8.h"

namespace dsprep::ops {
namespace {

struct Params {
  std::vector<std::string> text_fields = {"text"};
  bool strict = true, double_escaped = false;
  void fields(ParamFields& f) {
    describe_text_fields(f, text_fields);
    f("strict", strict,
      {.meaning = "whether only references with their semicolon count; if not, as in a browser: &copy 2024, &#65"});
    f("double_escaped", double_escaped,
      {.meaning = "whether what was escaped several times is unescaped to the end, up to fifteen times"});
  }
};

enum Count : std::uint8_t { named, decimal, hexadecimal, kept, unsettled };

// A reference without its '&'.
struct Reference {
  std::size_t size = 0;  // 0: none
  Count kind = named;
};

// Reads the reference that `body` begins with, and what it stands for into `out`, replacing it.
Reference read_reference(std::string_view body, bool strict, std::string& out) {
  out.clear();
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  std::size_t end = 0;
  if (!body.empty() && body[0] == '#') {
    const bool hex = body.size() > 1 && (body[1] == 'x' || body[1] == 'X');
    const unsigned base = hex ? 16 : 10;
    const std::size_t begin = hex ? 2 : 1;
    std::uint64_t number = 0;
    for (end = begin; end < body.size(); ++end) {
      const char c = body[end];
      const auto lower = static_cast<char>(c | 0x20);
      unsigned digit = base;
      if (is_digit(c)) digit = static_cast<unsigned>(c - '0');
      else if (hex && lower >= 'a' && lower <= 'f') digit = static_cast<unsigned>(lower - 'a' + 10);
      if (digit == base) break;
      number = std::min<std::uint64_t>(number * base + digit, 0x110000);
    }
    const bool closed = end < body.size() && body[end] == ';';
    if (end == begin || (strict && !closed)) return {};
    text::append_utf8(out, text::html_code_point(number));
    return {end + closed, hex ? hexadecimal : decimal};
  }
  while (end < body.size() && end < text::longest_entity_name && (is_digit(body[end]) || is_letter(body[end]))) ++end;
  if (end < body.size() && body[end] == ';') {
    out.assign(text::html_entity(body.substr(0, end + 1)));
    if (!out.empty()) return {end + 1, named};
  }
  if (strict) return {};
  const std::size_t old = text::old_entity_size(body.substr(0, end));
  out.assign(text::html_entity(body.substr(0, old)));
  return {old, named};
}

struct HtmlEntitiesRules {
  static constexpr std::string_view counts[] = {"named", "decimal", "hexadecimal", "kept", "unsettled"};
  static constexpr int most_rounds = 16;  // the last one finds nothing
  struct Scratch {
    text::SettledRewrite settled;
    std::string meaning, next;
    std::uint64_t kept = 0;  // references of the last round that were left as they are
  };
  bool strict, double_escaped;

  bool rewrite_escaped(std::string_view escaped, TextDraft&, Scratch&) const {
    return escaped.find('&') == escaped.npos;
  }

  void rewrite(std::string_view text, TextDraft& draft, Scratch& scratch) const {
    const bool settled = scratch.settled.rewrite(
        text, draft, most_rounds, [&](std::string_view now, TextDraft& next) { once(now, next, scratch); });
    if (scratch.kept > 0) draft.count(kept, scratch.kept);
    if (!settled) draft.count(unsettled);
  }

 private:
  void once(std::string_view text, TextDraft& draft, Scratch& scratch) const {
    scratch.kept = 0;
    for (std::size_t at = 0; (at = text.find('&', at)) != text.npos;) {
      const Reference found = read_reference(text.substr(at + 1), strict, scratch.meaning);
      const std::size_t end = at + 1 + found.size;
      if (found.size > 0) {
        if (!double_escaped && begins_another(scratch.meaning, text.substr(end), scratch.next)) {
          ++scratch.kept;
        } else {
          draft.keep_to(at).replace(end - at, scratch.meaning);
          draft.count(found.kind);
        }
      }
      at = end;
    }
  }

  // Would a second run take what comes out for a reference again?
  bool begins_another(std::string_view meaning, std::string_view rest, std::string& unused) const {
    return meaning == "&" && read_reference(rest, strict, unused).size > 0;
  }
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  return text_rewriter(HtmlEntitiesRules{params.strict, params.double_escaped}, params.text_fields, binder);
}

constexpr Example examples[] = {
    {"Named, decimal and hexadecimal; what is no reference stays, and so does what was escaped twice", "",
     "{\"text\":\"AT&amp;T &lt;b&gt; &eacute; &#20013;&#x6587; &NotEqualTilde;\"}\n"
     "{\"text\":\"R&D, ?a=1&copy=2, &nosuch;, &amp;lt;p&amp;gt;\"}\n",
     "{\"text\":\"AT&T <b> é 中文 ≂̸\"}\n"
     "{\"text\":\"R&D, ?a=1&copy=2, &nosuch;, &amp;lt;p&amp;gt;\"}\n"},
    {"As a browser reads it, and to the end", "strict = false\ndouble_escaped = true",
     "{\"text\":\"&copy 2024, &#65 &amp;amp;quot;引用&amp;amp;quot;\"}\n", "{\"text\":\"© 2024, A \\\"引用\\\"\"}\n"},
};

}  // namespace

extern const OpSpec normalize_html_entities;
const OpSpec normalize_html_entities = {
    .name = "html_entities",
    .family = Family::normalize,
    .summary = "Turn character references of HTML (&eacute; &#233; &#xE9;) into the characters they stand for",
    .details =
        R"(All 2,231 names of HTML, decimal and hexadecimal numbers. A name is taken as long as it can be (`&notin;` is
∉, not ¬ and `in;`).

- `strict` (the default): only with the semicolon, so that `?a=1&copy=2` and `R&D` stay. Turned off, as a browser reads
  text: numbers without it, and the 106 old names (`&copy`, `&amp`, `&eacute`), even in the middle of a word: `&notit;`
  → `¬it;`.
- A number that is no character (0, a surrogate, above 10FFFF) is U+FFFD, 128 to 159 are those of windows-1252
  (`&#150;` → `–`), all as in HTML. Control characters come out as they are: `control_chars` behind it.
- What is no reference stays as it is, byte for byte.

**Escaped twice.** `&amp;lt;` is a text about `&lt;`, or a `<` that was escaped twice: nobody can tell. Unescaped once
it would be `&lt;`, which a second run would take for a `<`. A step that is run twice must change nothing the second
time, so by default such a reference, an `&` that would begin another one, is left as it is and counted as `kept`:
`&amp;lt;` stays, `&amp;amp;` stays, `AT&amp;T` becomes `AT&T`. With `double_escaped` everything is unescaped until
nothing is left, `&amp;amp;lt;` → `<`, up to fifteen times; a text that would need more stays as it was and is counted
as `unsettled`.

Tags are not looked at: for pages use `html_text`. `fix_encoding` unescapes too, with the semicolon, in texts without a
`<`. The step is idempotent. Counted: references by kind. Span labels move with the text. A field with `*` is rewritten
element by element. A missing, null or non-text field makes the record malformed.)",
    .source = "HTML Living Standard, 13.2.5.72 to 13.2.5.80 and 13.5 (named character references)",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .idempotent = true,
};

}  // namespace dsprep::ops
