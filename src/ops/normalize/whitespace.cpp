// whitespace: one kind of line end, one kind of space, no needless ones.
//
// The idea. Only white space changes, and what becomes of it depends on nothing but the maximal run of white space it
// stands in (and on whether that run begins or ends the text). So a text is a row of runs with something between them,
// each run is rewritten by itself, and idempotence need only hold for one run.
//
// Nearly all runs are one plain space or one LF, which stay as they are; ops/normalize/whitespace/space_search.h finds
// the others. Text is copied from the first run that changes on; a clean text costs the search and nothing else. Where
// JSON spells a text with none but the shortest escapes it is rewritten as it is spelled: what it says is decoded by no
// one.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/op_spec.h"
#include "dsprep/text_rewriter.h"
#include "ops/normalize/whitespace/space_search.h"

namespace dsprep::ops {
namespace {

struct Params {
  std::vector<std::string> text_fields = {"text"};
  bool line_breaks = true, spaces = true, keep_ideographic = false, keep_indent = true, trim = true, trim_text = true;
  std::optional<std::int64_t> blank_lines = 1;
  void fields(ParamFields& f) {
    describe_text_fields(f, text_fields);
    f("line_breaks", line_breaks, {.meaning = "whether CR LF, CR, VT, FF, U+0085, U+2028 and U+2029 become LF"});
    f("spaces", spaces, {.meaning = "whether a run of white space within a line becomes one plain space"});
    f("keep_ideographic", keep_ideographic,
      {.meaning = "whether ideographic spaces (U+3000) within a line stay as they are"});
    f("keep_indent", keep_indent,
      {.meaning = "whether lines keep the width of the white space they begin with; if not, it is removed"});
    f("trim", trim, {.meaning = "whether white space at the end of lines is removed"});
    f("blank_lines", blank_lines, {.meaning = "most blank lines in a row; none: as many as there are", .min = 0});
    f("trim_text", trim_text, {.meaning = "whether white space and blank lines at both ends of the text are removed"});
  }
};

// ---- one run ----

template <class Spelling>
class RunRewriter {
 public:
  explicit RunRewriter(const Params& params) : params_(params) {}

  // Where [p, end) begins with a run of the commonest kind, empty lines and an indent of spaces and TABs, that stays as
  // it is: the end of that run, else null. REQUIRES the run to begin inside the text.
  const char* settled(const char* p, const char* end) const {
    const char* const start = p;
    while (p < end && is_line_feed(p)) p += line_feed.size();
    const auto line_feeds = static_cast<std::uint64_t>(p - start) / line_feed.size();
    if (line_feeds == 0 || line_feeds - 1 > most_blank()) return nullptr;
    const char* const indent_start = p;
    while (p < end && (*p == ' ' || Spelling::is_tab(p))) p += Spelling::space_at(p, end).size;
    if (p == end || Spelling::space_at(p, end).size || (p > indent_start && !params_.keep_indent)) return nullptr;
    return p;
  }

  // Appends to `out` what becomes of the run [p, end), which begins and ends the text or does not.
  void rewrite(const char* p, const char* end, bool begins, bool ends, std::string& out) const {
    if (params_.trim_text && (begins || ends)) return;
    const char* horizontal = p;  // where the white space since the last line break begins
    std::uint64_t blank = 0;
    bool first = true;  // no line break yet
    while (p < end) {
      const whitespace::Space space = Spelling::space_at(p, end);
      if (!space.line_break) {
        p += space.size;
        continue;
      }
      if (first && !begins) {
        if (!params_.trim) within(horizontal, p, out);
        line_break(p, space.size, out);
      } else if (++blank <= most_blank()) {
        if (!params_.trim) indent(horizontal, p, out);
        line_break(p, space.size, out);
      }
      first = false;
      horizontal = p += space.size;
    }
    if (horizontal == end) return;
    if (!ends) {
      if (first && !begins) within(horizontal, end, out);
      else indent(horizontal, end, out);
    } else if (!params_.trim) {
      if (first && !begins) within(horizontal, end, out);              // at the end of the last line
      else if (++blank <= most_blank()) indent(horizontal, end, out);  // a last blank line without a line break
    }
  }

 private:
  static constexpr std::string_view line_feed = Spelling::line_feed;
  static bool is_line_feed(const char* p) { return *p == line_feed[0] && p[line_feed.size() - 1] == line_feed.back(); }

  std::uint64_t most_blank() const {
    return params_.blank_lines ? static_cast<std::uint64_t>(*params_.blank_lines) : UINT64_MAX;
  }

  void line_break(const char* p, std::size_t size, std::string& out) const {
    if (params_.line_breaks) out += line_feed;
    else out.append(p, size);
  }

  bool ideographic(const char* p) const { return params_.keep_ideographic && static_cast<unsigned char>(*p) == 0xE3; }

  // White space that follows something on its line.
  void within(const char* p, const char* end, std::string& out) const {
    if (!params_.spaces) {
      out.append(p, end);
      return;
    }
    for (bool open = false; p < end;) {  // open: the plain space of this stretch is written
      const std::size_t size = Spelling::space_at(p, end).size;
      if (ideographic(p)) out.append(p, size);
      else if (!open) out += ' ';
      open = !ideographic(p);
      p += size;
    }
  }

  // White space a line begins with: as many characters as before, tabs stay, all others become plain spaces.
  void indent(const char* p, const char* end, std::string& out) const {
    if (!params_.keep_indent) return;
    if (!params_.spaces) {
      out.append(p, end);
      return;
    }
    while (p < end) {
      const std::size_t size = Spelling::space_at(p, end).size;
      if (Spelling::is_tab(p) || ideographic(p)) out.append(p, size);
      else out += ' ';
      p += size;
    }
  }

  const Params& params_;
};

// ---- the op ----

struct WhitespaceRules {
  struct Scratch {
    std::string run;  // what a run becomes
  };
  Params params;

  bool rewrite_escaped(std::string_view escaped, TextDraft& draft, Scratch& scratch) const {
    rewrite_runs<whitespace::EscapedSpelling>(escaped, draft, scratch.run);
    return true;
  }
  void rewrite(std::string_view text, TextDraft& draft, Scratch& scratch) const {
    rewrite_runs<whitespace::PlainSpelling>(text, draft, scratch.run);
  }

  template <class Spelling>
  void rewrite_runs(std::string_view text, TextDraft& draft, std::string& run) const {
    const char* const start = text.data();
    const char* const end = start + text.size();
    const RunRewriter<Spelling> rewriter(params);
    whitespace::SpaceSearch<Spelling> search(text);
    for (const char* at = start; at < end;) {
      const bool begins = at == start && Spelling::space_at(at, end).size != 0;
      const char* const begin = begins ? at : search.next_run(at);
      if (begin == end) return;
      if (const char* settled = begins ? nullptr : rewriter.settled(begin, end)) {
        at = settled;
        continue;
      }
      const char* stop = begin;
      while (const std::size_t size = stop < end ? Spelling::space_at(stop, end).size : 0) stop += size;
      run.clear();
      rewriter.rewrite(begin, stop, begins, stop == end, run);
      draft.keep_to(static_cast<std::size_t>(begin - start)).replace(static_cast<std::size_t>(stop - begin), run);
      at = stop;
    }
  }
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  return text_rewriter(WhitespaceRules{params}, params.text_fields, binder);
}

constexpr Example examples[] = {
    {"Runs of spaces, trailing spaces, blank lines and foreign line ends", "",
     "{\"text\":\"  Hello,\\u00a0  world! \\r\\n\\r\\n\\r\\n\\r\\nNext\\tline.\\n\"}\n"
     "{\"text\":\"Nothing to do here.\"}\n",
     "{\"text\":\"Hello, world!\\n\\nNext line.\"}\n"
     "{\"text\":\"Nothing to do here.\"}\n"},
    {"Indentation is kept; ideographic spaces become plain ones, unless they are to be kept", "",
     "{\"text\":\"def f(x):\\n    return  x\"}\n"
     "{\"text\":\"春眠　不覚暁\\n　　処処　聞啼鳥\"}\n",
     "{\"text\":\"def f(x):\\n    return x\"}\n"
     "{\"text\":\"春眠 不覚暁\\n  処処 聞啼鳥\"}\n"},
    {"Chinese paragraphs with their indents", "keep_ideographic = true\nblank_lines = 0\ntrim_text = false",
     "{\"text\":\"　　第一段。 　\\n\\n　　第二段。\"}\n", "{\"text\":\"　　第一段。\\n　　第二段。\"}\n"},
};

}  // namespace

extern const OpSpec normalize_whitespace;
const OpSpec normalize_whitespace = {
    .name = "whitespace",
    .family = Family::normalize,
    .summary = "Unify line ends and spaces, and remove the needless ones",
    .details =
        R"(White space is the Unicode property White_Space: space, TAB, LF, VT, FF, CR, U+0085, U+00A0 (no-break
space), U+1680, U+2000–U+200A, U+2028, U+2029, U+202F, U+205F, U+3000 (ideographic space). Zero-width characters
(U+200B–U+200D, U+2060, U+FEFF) are not: joiners are part of emoji and of Persian and Indic words, and are never
touched.

A line ends with LF, CR LF, CR, VT, FF, U+0085, U+2028 or U+2029, whether `line_breaks` is on or not; all other white
space lies within lines. What happens to it:

- `line_breaks`: each line end becomes LF (CR LF becomes one).
- `spaces`: a run of white space between two other characters of a line becomes one U+0020; a lone TAB or no-break
  space too. Ideographic spaces are white space like any other, so they become plain spaces; with `keep_ideographic`
  they stay, each by itself, and only what is between them is collapsed.
- `keep_indent`: the white space a line begins with keeps its width: TABs stay, every other character becomes U+0020
  (where `spaces` is on). Turned off, it is removed.
- `trim`: white space at the end of lines is removed. A blank line is one of nothing but white space; trimmed, it is
  empty.
- `blank_lines`: of more blank lines in a row, the first so many are kept. `none` keeps all, 0 none.
- `trim_text`: white space and line ends at both ends of the text are removed, the indentation of the first line and
  the last LF among them. For source code, turn it off.

A text of nothing but white space becomes empty; drop it with `length`. The step is idempotent, and a text that needs
nothing comes out byte for byte. TAB-separated tables and Markdown's two-space line breaks do not survive the
defaults. A field with `*` is rewritten element by element. A missing, null or non-text field makes the record
malformed.)",
    .source = "White_Space of the Unicode Character Database (15.0); line ends as in the Unicode Standard, section 5.8",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .idempotent = true,
};

}  // namespace dsprep::ops
