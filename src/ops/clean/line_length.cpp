// line_length: keeps text whose lines are neither too short nor too long, on average and at most.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "dsprep/op_spec.h"
#include "dsprep/text_filter.h"
#include "text/line_lengths.h"

namespace dsprep::ops {
namespace {

enum : Rule { min_mean, max_mean, min_longest, max_longest };

constexpr RuleInfo rules[] = {
    {"min_mean", Judge::Limit::Compare::at_least, "min_mean", "characters ÷ lines"},
    {"max_mean", Judge::Limit::Compare::at_most, "max_mean", "characters ÷ lines"},
    {"min_longest", Judge::Limit::Compare::at_least, "min_longest", "characters of the longest line"},
    {"max_longest", Judge::Limit::Compare::at_most, "max_longest", "characters of the longest line"},
};

struct Params {
  std::string field = "text";
  std::optional<double> min_mean = 10, max_mean;
  std::optional<std::int64_t> min_longest = 10, max_longest;
  void fields(ParamFields& f) {
    f("field", field, {.meaning = "the text to measure", .field = true});
    f("min_mean", min_mean, {.meaning = "lowest mean length of the lines, in code points", .min = 0});
    f("max_mean", max_mean, {.meaning = "highest mean length of the lines, in code points", .min = 0});
    f("min_longest", min_longest, {.meaning = "lowest length of the longest line, in code points", .min = 0});
    f("max_longest", max_longest, {.meaning = "highest length of the longest line, in code points", .min = 0});
  }
};

struct Rules {
  struct Scratch {};
  void judge(const TextView& text, Scratch&, Judge& judge) const {
    const text::LineLengths lines = text::line_lengths(text, text.universal_lines());
    check_between(judge, min_mean, max_mean, [&] { return lines.lines == 0 ? 0 : share(text.chars(), lines.lines); });
    check_between(judge, min_longest, max_longest, [&] { return static_cast<double>(lines.longest); });
  }
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  return text_filter(Rules{}, bind_params<Params>(values).field, binder);
}

constexpr Example examples[] = {
    {"A menu has short lines", "min_mean = 6\nmin_longest = 12",
     "{\"text\":\"Home\\nNews\\nSport\\nContact\"}\n"
     "{\"text\":\"今天天气很好，我们去公园散步。\\n明天下雨。\"}\n",
     "{\"text\":\"今天天气很好，我们去公园散步。\\n明天下雨。\"}\n", "{\"text\":\"Home\\nNews\\nSport\\nContact\"}\n"},
};

}  // namespace

extern const OpSpec clean_line_length;
const OpSpec clean_line_length = {
    .name = "line_length",
    .family = Family::clean,
    .summary = "Drop text whose lines are too short or too long, on average or at most",
    .details =
        R"(Lines are those of Python's `splitlines()`: they end at LF, CR, CR LF, VT, FF, U+001C to U+001E, U+0085,
U+2028 and U+2029; empty ones count. The mean is all characters of the text, line ends too, ÷ lines; the longest line is
measured without its end. Characters are code points. The limits themselves pass. An empty text has a mean and a longest
line of 0. The limits that are set without being asked for are Data-Juicer's.

A field with `*` is measured as its elements joined by LF. A missing, null or non-text field makes the record malformed.)",
    .source = "Data-Juicer 1.4.3 average_line_length_filter, maximum_line_length_filter",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .rules = rules,
    .idempotent = true,
};

}  // namespace dsprep::ops
