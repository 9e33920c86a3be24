// char_ratio: keeps text whose shares of letters, digits, punctuation, … lie within limits.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "dsprep/op_spec.h"
#include "dsprep/text_filter.h"

namespace dsprep::ops {
namespace {

enum : Rule {
  min_letters,
  max_letters,
  min_digits,
  max_digits,
  min_alphanumeric,
  max_alphanumeric,
  min_punctuation,
  max_punctuation,
  min_symbols,
  max_symbols,
  min_whitespace,
  max_whitespace,
  min_uppercase,
  max_uppercase,
  min_ideographs,
  max_ideographs,
};

#define DSPREP_RANGE(kind)                                                                     \
  {"min_" kind, Judge::Limit::Compare::at_least, "min_" kind, kind " ÷ characters, 0 to 1"}, { \
    "max_" kind, Judge::Limit::Compare::at_most, "max_" kind, kind " ÷ characters, 0 to 1"    \
  }
constexpr RuleInfo rules[] = {
    DSPREP_RANGE("letters"), DSPREP_RANGE("digits"),     DSPREP_RANGE("alphanumeric"), DSPREP_RANGE("punctuation"),
    DSPREP_RANGE("symbols"), DSPREP_RANGE("whitespace"), DSPREP_RANGE("uppercase"),    DSPREP_RANGE("ideographs"),
};
#undef DSPREP_RANGE

struct Params {
  std::string field = "text", variant = "unicode";
  std::optional<double> min_letters, max_letters, min_digits, max_digits, min_alphanumeric, max_alphanumeric,
      min_punctuation, max_punctuation, min_symbols, max_symbols, min_whitespace, max_whitespace, min_uppercase,
      max_uppercase, min_ideographs, max_ideographs;
  void fields(ParamFields& f) {
    f("field", field, {.meaning = "the text to measure", .field = true});
    f("variant", variant,
      {.meaning = "what white space and an empty text are: by Unicode, or as that tool has it; and its limits",
       .choices = {"unicode", "data_juicer", "nemo"}});
    const auto range = [&](std::string_view low, auto& least, std::string_view least_meaning, std::string_view high,
                           auto& most, std::string_view most_meaning) {
      f(low, least, {.meaning = least_meaning, .min = 0, .max = 1});
      f(high, most, {.meaning = most_meaning, .min = 0, .max = 1});
    };
    range("min_letters", min_letters, "lowest share of letters (L*)", "max_letters", max_letters,
          "highest share of letters (L*)");
    range("min_digits", min_digits, "lowest share of decimal digits (Nd)", "max_digits", max_digits,
          "highest share of decimal digits (Nd)");
    range("min_alphanumeric", min_alphanumeric, "lowest share of letters and numbers (L*, N*)", "max_alphanumeric",
          max_alphanumeric, "highest share of letters and numbers (L*, N*)");
    range("min_punctuation", min_punctuation, "lowest share of punctuation (P*)", "max_punctuation", max_punctuation,
          "highest share of punctuation (P*)");
    range("min_symbols", min_symbols, "lowest share of symbols (S*)", "max_symbols", max_symbols,
          "highest share of symbols (S*)");
    range("min_whitespace", min_whitespace, "lowest share of white space", "max_whitespace", max_whitespace,
          "highest share of white space");
    range("min_uppercase", min_uppercase, "lowest share of capitals (Lu, Lt)", "max_uppercase", max_uppercase,
          "highest share of capitals (Lu, Lt)");
    range("min_ideographs", min_ideographs, "lowest share of ideographs", "max_ideographs", max_ideographs,
          "highest share of ideographs");
  }
};

constexpr VariantDefault variants[] = {
    {"data_juicer", "min_alphanumeric", 0.25},
    {"nemo", "max_digits", 0.15},
    {"nemo", "max_whitespace", 0.25},
};

// NeMo Curator's white space: tab, LF, CR, backspace and space.
std::uint64_t nemo_whitespace(std::string_view text) {
  std::uint64_t n = 0;
  for (const char c : text) n += c == ' ' || (c >= '\b' && c <= '\n') || c == '\r';
  return n;
}

std::uint64_t ascii_digits(std::string_view text) {
  std::uint64_t n = 0;
  for (const char c : text) n += c >= '0' && c <= '9';
  return n;
}

struct Rules {
  struct Scratch {};
  enum Variant : std::uint8_t { unicode, data_juicer, nemo } variant;

  void judge(const TextView& text, Scratch&, Judge& judge) const {
    const CharCounts& n = text.counts();
    const auto check = [&](Rule min, Rule max, std::uint64_t count) {
      check_between(judge, min, max, [&] {
        if (n.total == 0 && variant != unicode) return variant == nemo ? 1.0 : 0.0;
        return share(count, n.total);
      });
    };
    check(min_letters, max_letters, n.letters);
    check(min_digits, max_digits, variant == nemo ? ascii_digits(text.text()) : n.digits);
    check(min_alphanumeric, max_alphanumeric, n.letters + n.digits + n.other_numbers);
    check(min_punctuation, max_punctuation, n.punctuation);
    check(min_symbols, max_symbols, n.symbols);
    check(min_whitespace, max_whitespace, variant == nemo ? nemo_whitespace(text.text()) : n.whitespace);
    check(min_uppercase, max_uppercase, n.uppercase);
    check(min_ideographs, max_ideographs, n.ideographs);
  }
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  const auto variant = params.variant == "nemo"          ? Rules::nemo
                       : params.variant == "data_juicer" ? Rules::data_juicer
                                                         : Rules::unicode;
  return text_filter(Rules{variant}, params.field, binder);
}

constexpr Example examples[] = {
    {"Mostly letters, few capitals", "min_letters = 0.6\nmax_uppercase = 0.3",
     "{\"text\":\"Breathe slowly.\"}\n{\"text\":\"BUY NOW\"}\n{\"text\":\"+86 10 8888 8888\"}\n",
     "{\"text\":\"Breathe slowly.\"}\n", "{\"text\":\"BUY NOW\"}\n{\"text\":\"+86 10 8888 8888\"}\n"},
    {"Chinese text is mostly ideographs", "min_ideographs = 0.5",
     "{\"text\":\"今天天气很好，我们去公园。\"}\n{\"text\":\"ひらがなだけのぶん\"}\n{\"text\":\"登录 | Login | "
     "注册\"}\n",
     "{\"text\":\"今天天气很好，我们去公园。\"}\n",
     "{\"text\":\"ひらがなだけのぶん\"}\n{\"text\":\"登录 | Login | 注册\"}\n"},
};

}  // namespace

extern const OpSpec clean_char_ratio;
const OpSpec clean_char_ratio = {
    .name = "char_ratio",
    .family = Family::clean,
    .summary = "Drop text by its shares of letters, digits, punctuation, symbols, white space, capitals or ideographs",
    .details =
        R"(Each share is a number of characters (code points) ÷ all characters of the text; the limits themselves pass. The
kinds are Unicode general categories: letters L\*, digits Nd, alphanumeric L\* and N\*, punctuation P\*, symbols S\*,
capitals Lu and Lt. White space is the property White_Space, ideographs the property Ideographic (of letters; kana and
Hangul are none). Marks (M\*) are none of these, so that text in Indic scripts has fewer letters than one would think.
Every share is of all characters: that of capitals, too, is not of the letters.

By `variant`:

- `unicode`: as above. An empty text has no shares and passes.
- `data_juicer`: its alphanumeric_filter (share of alphanumeric characters at least 0.25). An empty text has shares of 0.
- `nemo`: NeMo Curator's NumbersFilter (at most 0.15), whose digits are 0 to 9, and WhiteSpaceFilter (at most 0.25), whose
  white space is tab, LF, CR, backspace and space. An empty text has shares of 1.

A field with `*` is measured as its elements joined by LF. A missing, null or non-text field makes the record malformed.)",
    .source =
        "Unicode general categories; Data-Juicer 1.4.3 alphanumeric_filter; NeMo Curator 1e2e427 NumbersFilter, "
        "WhiteSpaceFilter",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .rules = rules,
    .variants = variants,
    .idempotent = true,
};

}  // namespace dsprep::ops
