// gopher_quality: the quality rules of Gopher (Rae et al. 2021), as the paper and three tools have them. What they ask
// of a text is found by gopher_quality/quality_measurer.h; here are the rules and the verdict.
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/map_with.h"
#include "dsprep/need.h"
#include "dsprep/op_spec.h"
#include "ops/clean/gopher_quality/quality_measurer.h"
#include "ops/clean/gopher_quality/word_set.h"
#include "text/gopher_variant.h"
#include "text/word_model.h"

namespace dsprep::ops {
namespace {

using namespace gopher_quality;

enum : Rule {
  min_words,
  max_words,
  min_word_length,
  max_word_length,
  max_hash_ratio,
  max_ellipsis_ratio,
  max_symbol_ratio,
  max_bullet_lines,
  max_ellipsis_lines,
  min_alpha_words,
  min_stop_words,
};

using Compare = Judge::Limit::Compare;
constexpr RuleInfo rules[] = {
    {"min_words", Compare::at_least, "min_words", "words"},
    {"max_words", Compare::at_most, "max_words", "words"},
    {"min_word_length", Compare::at_least, "min_word_length", "mean word length in characters (dolma: median)"},
    {"max_word_length", Compare::at_most, "max_word_length", "mean word length in characters (dolma: median)"},
    {"max_hash_ratio", Compare::at_most, "max_hash_ratio", "# signs per word"},
    {"max_ellipsis_ratio", Compare::at_most, "max_ellipsis_ratio", "ellipses per word"},
    {"max_symbol_ratio", Compare::at_most, "max_symbol_ratio",
     "# signs and ellipses per word, together (dolma: share of words)"},
    {"max_bullet_lines", Compare::at_most, "max_bullet_lines", "share of lines that begin with a bullet, 0 to 1"},
    {"max_ellipsis_lines", Compare::at_most, "max_ellipsis_lines", "share of lines that end with an ellipsis, 0 to 1"},
    {"min_alpha_words", Compare::at_least, "min_alpha_words", "share of words that hold a letter, 0 to 1"},
    {"min_stop_words", Compare::at_least, "min_stop_words",
     "stop words (paper, datatrove: different ones; dolma, dclm: all)"},
};

struct Params {
  std::string field = "text", variant = "paper", words = "variant";
  std::optional<std::int64_t> min_words = 50, max_words = 100'000, min_stop_words = 2;
  std::optional<double> min_word_length = 3, max_word_length = 10, max_hash_ratio = 0.1, max_ellipsis_ratio = 0.1,
                        max_symbol_ratio, max_bullet_lines = 0.9, max_ellipsis_lines = 0.3, min_alpha_words = 0.8;
  std::vector<std::string> stop_words = {"the", "be", "to", "of", "and", "that", "have", "with"};
  void fields(ParamFields& f) {
    f("field", field, {.meaning = "the text to judge", .field = true});
    f("variant", variant,
      {.meaning = "whose definitions and limits", .choices = {"paper", "datatrove", "dclm", "dolma"}});
    f("words", words,
      {.meaning = "what a word is: as the variant has it, rule by rule; or for all rules a run between white space, a "
                  "UAX-29 segment, one of ICU's words",
       .choices = {"variant", "whitespace", "uax29", "unicode"}});
    f("min_words", min_words, {.meaning = "fewest words", .min = 0});
    f("max_words", max_words, {.meaning = "most words", .min = 0});
    f("min_word_length", min_word_length, {.meaning = "smallest mean word length, in characters", .min = 0});
    f("max_word_length", max_word_length, {.meaning = "largest mean word length, in characters", .min = 0});
    f("max_hash_ratio", max_hash_ratio, {.meaning = "most # signs per word", .min = 0});
    f("max_ellipsis_ratio", max_ellipsis_ratio, {.meaning = "most ellipses per word", .min = 0});
    f("max_symbol_ratio", max_symbol_ratio, {.meaning = "most # signs and ellipses together per word", .min = 0});
    f("max_bullet_lines", max_bullet_lines,
      {.meaning = "largest share of lines that begin with a bullet", .min = 0, .max = 1});
    f("max_ellipsis_lines", max_ellipsis_lines,
      {.meaning = "largest share of lines that end with an ellipsis", .min = 0, .max = 1});
    f("min_alpha_words", min_alpha_words,
      {.meaning = "smallest share of words that hold a letter", .min = 0, .max = 1});
    f("min_stop_words", min_stop_words, {.meaning = "fewest stop words", .min = 0});
    f("stop_words", stop_words,
      {.meaning = "the stop words; for texts that are not English give those of their language"});
  }
};

constexpr VariantDefault variants[] = {
    {"dclm", "max_hash_ratio", {}},  {"dclm", "max_ellipsis_ratio", {}},  {"dclm", "max_symbol_ratio", 0.1},
    {"dolma", "max_hash_ratio", {}}, {"dolma", "max_ellipsis_ratio", {}}, {"dolma", "max_symbol_ratio", 0.1},
};

class GopherQualityMapper final : public Mapper {
 public:
  explicit GopherQualityMapper(const Plan& plan) : plan_(plan), measurer_(plan) {}

  Verdict map(Record& record, Context& context) override {
    if (auto verdict = need_text(record, plan_.field, plan_.pointer)) return *std::move(verdict);
    const TextView& view = record.view(plan_.field);
    Judge& judge = context.judge();
    const bool symbols =
        judge.wants(max_hash_ratio) || judge.wants(max_ellipsis_ratio) || judge.wants(max_symbol_ratio);
    const bool lines = judge.wants(max_bullet_lines) || judge.wants(max_ellipsis_lines);
    const Measured m = measurer_.measure(view, symbols, lines);
    judge.check(min_words, m.words);
    judge.check(max_words, m.words);
    judge.check(min_word_length, m.word_length);
    judge.check(max_word_length, m.word_length);
    if (judge.wants(max_hash_ratio)) judge.check(max_hash_ratio, m.hashes);
    if (judge.wants(max_ellipsis_ratio)) judge.check(max_ellipsis_ratio, m.ellipses);
    if (judge.wants(max_symbol_ratio)) judge.check(max_symbol_ratio, m.symbols);
    if (judge.wants(max_bullet_lines)) judge.check(max_bullet_lines, m.bullets);
    if (judge.wants(max_ellipsis_lines)) judge.check(max_ellipsis_lines, m.line_ellipses);
    judge.check(min_alpha_words, m.alpha_words);
    if (judge.wants(min_stop_words)) {
      // Where only the verdict is asked for, counting stops at the limit: soon, in English.
      const double enough = judge.keeps_all() ? std::numeric_limits<double>::infinity() : judge.limit(min_stop_words);
      judge.check(min_stop_words, measurer_.count_stop_words(view, enough));
    }
    return judge.verdict();
  }

 private:
  const Plan& plan_;
  QualityMeasurer measurer_;
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  Plan plan;
  DSPREP_TRY(plan.field, binder.read(params.field));
  plan.pointer = binder.pointer(plan.field);
  plan.variant = text::gopher_variant(params.variant);
  plan.own_words = params.words == "variant";
  plan.model = text::word_model(params.words);
  plan.stop_words = WordSet(params.stop_words, plan.variant == Variant::paper || plan.variant == Variant::dclm);
  plan.distinct_stop_words = plan.variant == Variant::paper || plan.variant == Variant::datatrove;
  if (params.min_stop_words && plan.distinct_stop_words &&
      *params.min_stop_words > static_cast<std::int64_t>(plan.stop_words.size()))
    return usage_error("min_stop_words = " + std::to_string(*params.min_stop_words) +
                       " asks for more different stop words than stop_words has (" +
                       std::to_string(plan.stop_words.size()) + "): no record could pass");
  return map_with<GopherQualityMapper>(std::move(plan));
}

constexpr Example examples[] = {
    {"Enough words, and words that make sentences", "min_words = 8",
     "{\"text\":\"The rain had stopped, and the birds began to sing with all their might.\"}\n"
     "{\"text\":\"Home | Login | Cart (0) | # # # | © 2024\"}\n",
     "{\"text\":\"The rain had stopped, and the birds began to sing with all their might.\"}\n",
     "{\"text\":\"Home | Login | Cart (0) | # # # | © 2024\"}\n"},
    {"Chinese has no spaces: words by dictionary, its own lengths and stop words",
     "words = \"unicode\"\nmin_words = 5\nmin_word_length = 1\nmax_word_length = 5\nstop_words = [\"的\", \"了\", "
     "\"在\", \"是\", \"我\"]",
     "{\"text\":\"我在北京的公园里看到了很多花。\"}\n"
     "{\"text\":\"首页 登录 注册 购物车 客服\"}\n",
     "{\"text\":\"我在北京的公园里看到了很多花。\"}\n", "{\"text\":\"首页 登录 注册 购物车 客服\"}\n"},
    {"DCLM's reading: all occurrences of stop words count, in any case", "variant = \"dclm\"\nmin_words = 4",
     "{\"text\":\"The sun, THE moon and stars\"}\n"
     "{\"text\":\"Only one of these words\"}\n",
     "{\"text\":\"The sun, THE moon and stars\"}\n", "{\"text\":\"Only one of these words\"}\n"},
};

}  // namespace

extern const OpSpec clean_gopher_quality;
const OpSpec clean_gopher_quality = {
    .name = "gopher_quality",
    .family = Family::clean,
    .summary = "Drop text that fails Gopher's quality rules, as the paper, datatrove, DCLM or dolma have them",
    .details =
        R"(A record is kept where every rule holds; the limits themselves pass, and every rule that fails is told with its value.
The rules are the same everywhere, what they measure is not:

| rule | paper | datatrove | dclm | dolma |
|---|---|---|---|---|
| words | white space | white space, without words of symbols only | fastText's tokens that begin with a letter or number | white space |
| word length | mean over all words | mean over those words | mean over white-space words | **median** over all words |
| `max_hash_ratio` | # ÷ words | # ÷ words | off | off |
| `max_ellipsis_ratio` | (`...` + `…`) ÷ words | the same | off | off |
| `max_symbol_ratio` | off | off | (# + `...` + `. . .` + `…`) ÷ words | share of words with # or `…` |
| bullets | • - * ● ‣ | • - | ● • * - | * - |
| ellipsis at line ends | `...` `…` | the same | `...` `. . .` `…` | `…` |
| lines | at LF, trimmed, no empty ones | Python's splitlines, trimmed, empty ones too | as paper | at LF, as they are, empty ones too |
| words with a letter | ÷ words | ÷ all words, symbols too | ÷ white-space words | ÷ words |
| stop words | different ones, lower-cased | different ones, as written | all, lower-cased | all, as written |

`words` other than `variant` makes all rules use that kind of word and leaves the named variant. datatrove itself asks spaCy and other
tokenizers by language; they are not reproduced here: its rules run on words between white space, as with a tokenizer that is
`str.split`. spaCy parts punctuation from words, so it counts more tokens and fewer of them with a letter. A *word of symbols* is
all of datatrove's 281 punctuation marks and control characters. A letter is a character of L*. Characters are code points.

A text without words has 0 words, and nothing to measure for ratios, which then pass; dolma measures 0 for them, and DCLM rejects
such a text: mean length and share of letters 0, symbols 1. `none` switches a rule off (datatrove's 0).)",
    .source =
        "Rae et al. 2021 (arXiv 2112.11446), appendix A; datatrove 0.10.1, DCLM 361714b, dolma 1.2.1 with the limits "
        "of its configuration dolma-v1_6",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .rules = rules,
    .variants = variants,
    .idempotent = true,
};

}  // namespace dsprep::ops
