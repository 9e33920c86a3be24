// self_repetition: drops text that repeats its own lines or paragraphs.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "dsprep/op_spec.h"
#include "dsprep/text_filter.h"
#include "text/interner.h"
#include "text/trim.h"
#include "text/utf8.h"

namespace dsprep::ops {
namespace {

enum : Rule { min_unique_lines, min_unique_line_chars, min_unique_paragraphs, min_unique_paragraph_chars };

constexpr RuleInfo rules[] = {
    {"min_unique_lines", Judge::Limit::Compare::at_least, "min_unique_lines", "different lines ÷ lines, 0 to 1"},
    {"min_unique_line_chars", Judge::Limit::Compare::at_least, "min_unique_line_chars",
     "characters of the different lines ÷ characters of the lines, 0 to 1"},
    {"min_unique_paragraphs", Judge::Limit::Compare::at_least, "min_unique_paragraphs",
     "different paragraphs ÷ paragraphs, 0 to 1"},
    {"min_unique_paragraph_chars", Judge::Limit::Compare::at_least, "min_unique_paragraph_chars",
     "characters of the different paragraphs ÷ characters of the paragraphs, 0 to 1"},
};

struct Params {
  std::string field = "text";
  std::optional<double> min_unique_lines = 0.7, min_unique_line_chars = 0.8, min_unique_paragraphs = 0.7,
                        min_unique_paragraph_chars = 0.8;
  void fields(ParamFields& f) {
    f("field", field, {.meaning = "the text to judge", .field = true});
    f("min_unique_lines", min_unique_lines,
      {.meaning = "lowest share of lines that are different", .min = 0, .max = 1});
    f("min_unique_line_chars", min_unique_line_chars,
      {.meaning = "lowest share of the lines' characters that are in different lines", .min = 0, .max = 1});
    f("min_unique_paragraphs", min_unique_paragraphs,
      {.meaning = "lowest share of paragraphs that are different", .min = 0, .max = 1});
    f("min_unique_paragraph_chars", min_unique_paragraph_chars,
      {.meaning = "lowest share of the paragraphs' characters that are in different paragraphs", .min = 0, .max = 1});
  }
};

struct Pieces {
  std::uint64_t all = 0, different = 0, all_chars = 0, different_chars = 0;
};

struct Rules {
  struct Scratch {
    text::Interner seen;
  };

  void judge(const TextView& text, Scratch& scratch, Judge& judge) const {
    const bool ascii = text.ascii();
    const auto count = [&](std::string_view piece, Pieces& pieces) {
      const std::uint64_t chars = ascii ? piece.size() : text::count_chars(piece);
      const bool is_new = scratch.seen.number(piece) == pieces.different;
      pieces.all += 1;
      pieces.all_chars += chars;
      pieces.different += is_new;
      pieces.different_chars += is_new ? chars : 0;
    };
    if (judge.wants(min_unique_lines) || judge.wants(min_unique_line_chars)) {
      Pieces lines;
      scratch.seen.clear();
      for (const TextSpan& line : text.lines()) {
        if (!text::trim_start(line.of(text.text())).empty()) count(line.of(text.text()), lines);
      }
      check(judge, min_unique_lines, lines.different, lines.all);
      check(judge, min_unique_line_chars, lines.different_chars, lines.all_chars);
    }
    if (judge.wants(min_unique_paragraphs) || judge.wants(min_unique_paragraph_chars)) {
      Pieces paragraphs;
      scratch.seen.clear();
      std::string_view rest = text.text();
      for (std::size_t end = rest.find("\n\n"); end != std::string_view::npos; end = rest.find("\n\n")) {
        count(rest.substr(0, end), paragraphs);
        rest.remove_prefix(end + 2);
      }
      count(rest, paragraphs);
      check(judge, min_unique_paragraphs, paragraphs.different, paragraphs.all);
      check(judge, min_unique_paragraph_chars, paragraphs.different_chars, paragraphs.all_chars);
    }
  }

  static void check(Judge& judge, Rule rule, std::uint64_t n, std::uint64_t of) {
    if (judge.wants(rule)) judge.check(rule, share(n, of));
  }
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  return text_filter(Rules{}, bind_params<Params>(values).field, binder);
}

constexpr Example examples[] = {
    {"Two of three lines are one", "",
     "{\"text\":\"Read more\\nAn article about rivers.\\nRead more\"}\n"
     "{\"text\":\"第一行\\n第二行\\n第三行\"}\n",
     "{\"text\":\"第一行\\n第二行\\n第三行\"}\n", "{\"text\":\"Read more\\nAn article about rivers.\\nRead more\"}\n"},
};

}  // namespace

extern const OpSpec clean_self_repetition;
const OpSpec clean_self_repetition = {
    .name = "self_repetition",
    .family = Family::clean,
    .summary = "Drop text that repeats its own lines or paragraphs",
    .details =
        R"(Of equal lines (or paragraphs) one counts as different, the others as repeats: "a, b, a" has 3 lines, 2 of them
different, and a share of 2/3. Lines are split at LF and are not trimmed; blank ones (white space only) do not count.
Paragraphs are split at every LF LF, from the left; empty ones count. Shares of characters (code points) are those of the
different pieces ÷ those of all. The limits themselves pass. A text without lines has no shares of lines and passes.

The definition is NeMo Curator's, which asks for the share that is unique; other tools' Gopher rules count what is repeated,
and are `gopher_repetition`. A field with `*` is judged as its elements joined by LF. A missing, null or non-text field makes
the record malformed.)",
    .source =
        "NeMo Curator 1e2e427 RepeatedLinesFilter, RepeatedLinesByCharFilter, RepeatedParagraphsFilter, "
        "RepeatedParagraphsByCharFilter",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .rules = rules,
    .idempotent = true,
};

}  // namespace dsprep::ops
