// special_char_ratio: drops text with too many characters that prose has few of.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/op_spec.h"
#include "dsprep/text_filter.h"
#include "text/code_point_table.h"
#include "text/count_flagged.h"
#include "text/special_characters.h"

namespace dsprep::ops {
namespace {

enum : Rule { min_ratio, max_ratio };

constexpr RuleInfo rules[] = {
    {"min_ratio", Judge::Limit::Compare::at_least, "min_ratio", "special characters ÷ characters, 0 to 1"},
    {"max_ratio", Judge::Limit::Compare::at_most, "max_ratio", "special characters ÷ characters, 0 to 1"},
};

struct Params {
  std::string field = "text", variant = "data_juicer";
  std::optional<double> min_ratio, max_ratio = 0.25;
  void fields(ParamFields& f) {
    f("field", field, {.meaning = "the text to measure", .field = true});
    f("variant", variant, {.meaning = "whose special characters", .choices = {"data_juicer", "nemo"}});
    f("min_ratio", min_ratio, {.meaning = "lowest share of special characters", .min = 0, .max = 1});
    f("max_ratio", max_ratio, {.meaning = "highest share of special characters", .min = 0, .max = 1});
  }
};

constexpr VariantDefault variants[] = {{"data_juicer", "max_ratio", 0.25}, {"nemo", "max_ratio", 0.25}};

// NeMo Curator: all but these.
text::CodePointTable make_nemo() {
  std::vector<std::uint8_t> special(text::code_points, 1);
  for (const char c : std::string_view("\n?!,.")) special[static_cast<unsigned char>(c)] = 0;
  for (unsigned char c = '0'; c <= '9'; ++c) special[c] = 0;
  for (unsigned char c = 'a'; c <= 'z'; ++c) special[c] = special[c - 'a' + 'A'] = 0;
  return text::CodePointTable(special);
}

const text::CodePointTable& nemo_table() {
  static const text::CodePointTable table = make_nemo();
  return table;
}

struct Rules {
  struct Scratch {};
  bool nemo;

  void judge(const TextView& text, Scratch&, Judge& judge) const {
    check_between(judge, min_ratio, max_ratio, [&] {
      if (text.text().empty()) return nemo ? 1.0 : 0.0;
      return share(text::count_flagged(text.text(), nemo ? nemo_table() : text::special_characters_table()),
                   text.chars());
    });
  }
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  return text_filter(Rules{params.variant == "nemo"}, params.field, binder);
}

constexpr Example examples[] = {
    {"More than a third", "max_ratio = 0.34",
     "{\"text\":\"Plain words in a plain row.\"}\n{\"text\":\"*** >> $$$ << "
     "***\"}\n{\"text\":\"今天天气很好，我们去公园。\"}\n",
     "{\"text\":\"Plain words in a plain row.\"}\n{\"text\":\"今天天气很好，我们去公园。\"}\n",
     "{\"text\":\"*** >> $$$ << ***\"}\n"},
    {"NeMo's alphabet is English: every other script is special to it", "variant = \"nemo\"",
     "{\"text\":\"Plainly, an English sentence.\"}\n{\"text\":\"今天天气很好，我们去公园。\"}\n",
     "{\"text\":\"Plainly, an English sentence.\"}\n", "{\"text\":\"今天天气很好，我们去公园。\"}\n"},
};

}  // namespace

extern const OpSpec clean_special_char_ratio;
const OpSpec clean_special_char_ratio = {
    .name = "special_char_ratio",
    .family = Family::clean,
    .summary = "Drop text with too many special characters",
    .details =
        R"(The share is special characters ÷ all characters (code points). The limits themselves pass. What is special is
published, and odd; by `variant`:

- `data_juicer`: ASCII punctuation, digits and white space (English prose has a share of 0.2 from spaces alone), 190
  further marks and letters, among them `一`, `上`, `士`, four kana and some vowel signs, and every emoji that is one code
  point (emoji 2.2.0). An empty text has a share of 0.
- `nemo`: everything but A–Z, a–z, 0–9, LF and `?` `!` `,` `.` (so the space is special, and so is every other script).
  An empty text has a share of 1.

For limits that mean the same in every script, use `char_ratio`. A field with `*` is measured as its elements joined by
LF. A missing, null or non-text field makes the record malformed.)",
    .source = "Data-Juicer 1.4.3 special_characters_filter; NeMo Curator 1e2e427 NonAlphaNumericFilter",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .rules = rules,
    .variants = variants,
    .idempotent = true,
};

}  // namespace dsprep::ops
