// gopher_repetition: the repetition rules of Gopher (Rae et al. 2021, table A1), as the paper and three tools have
// them. What they ask of a text is found by gopher_repetition/repetition_measurer.h; here are the rules and the
// verdict.
#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/ratio.h"
#include "dsprep/map_with.h"
#include "dsprep/need.h"
#include "dsprep/op_spec.h"
#include "ops/clean/gopher_repetition/duplicate_finder.h"
#include "ops/clean/gopher_repetition/repetition_measurer.h"
#include "text/gopher_variant.h"
#include "text/word_model.h"

namespace dsprep::ops {
namespace {

using base::ratio;
using namespace gopher_repetition;

enum : Rule {
  min_lines,
  max_dup_lines,
  max_dup_paragraphs,
  max_dup_line_chars,
  max_dup_paragraph_chars,
  max_top_2gram,
  max_top_3gram,
  max_top_4gram,
  max_dup_5grams,
  max_dup_6grams,
  max_dup_7grams,
  max_dup_8grams,
  max_dup_9grams,
  max_dup_10grams,
};
constexpr Rule rule_of(std::size_t n) {
  return static_cast<Rule>(n < first_dup ? max_top_2gram + (n - first_top) : max_dup_5grams + (n - first_dup));
}

using Compare = Judge::Limit::Compare;
constexpr RuleInfo rules[] = {
    {"min_lines", Compare::at_least, "min_lines", "lines"},
    {"max_dup_lines", Compare::at_most, "max_dup_lines", "share of lines that are duplicates, 0 to 1"},
    {"max_dup_paragraphs", Compare::at_most, "max_dup_paragraphs", "share of paragraphs that are duplicates, 0 to 1"},
    {"max_dup_line_chars", Compare::at_most, "max_dup_line_chars", "share of characters in duplicate lines"},
    {"max_dup_paragraph_chars", Compare::at_most, "max_dup_paragraph_chars",
     "share of characters in duplicate paragraphs"},
    {"max_top_2gram", Compare::at_most, "max_top_2gram", "share of characters in the most frequent run of 2 words"},
    {"max_top_3gram", Compare::at_most, "max_top_3gram", "share of characters in the most frequent run of 3 words"},
    {"max_top_4gram", Compare::at_most, "max_top_4gram", "share of characters in the most frequent run of 4 words"},
    {"max_dup_5grams", Compare::at_most, "max_dup_5grams", "share of characters in repeated runs of 5 words"},
    {"max_dup_6grams", Compare::at_most, "max_dup_6grams", "share of characters in repeated runs of 6 words"},
    {"max_dup_7grams", Compare::at_most, "max_dup_7grams", "share of characters in repeated runs of 7 words"},
    {"max_dup_8grams", Compare::at_most, "max_dup_8grams", "share of characters in repeated runs of 8 words"},
    {"max_dup_9grams", Compare::at_most, "max_dup_9grams", "share of characters in repeated runs of 9 words"},
    {"max_dup_10grams", Compare::at_most, "max_dup_10grams", "share of characters in repeated runs of 10 words"},
};

struct Params {
  std::string field = "text", variant = "paper", words = "variant";
  std::optional<std::int64_t> min_lines;
  std::optional<double> max_dup_lines = 0.3, max_dup_paragraphs = 0.3, max_dup_line_chars = 0.2,
                        max_dup_paragraph_chars = 0.2, max_top_2gram = 0.2, max_top_3gram = 0.18, max_top_4gram = 0.16,
                        max_dup_5grams = 0.15, max_dup_6grams = 0.14, max_dup_7grams = 0.13, max_dup_8grams = 0.12,
                        max_dup_9grams = 0.11, max_dup_10grams = 0.1;
  void fields(ParamFields& f) {
    f("field", field, {.meaning = "the text to judge", .field = true});
    f("variant", variant,
      {.meaning = "whose definitions and limits", .choices = {"paper", "datatrove", "dclm", "dolma"}});
    f("words", words,
      {.meaning = "what a word is: as the variant has it (dclm: UAX-29 segments that begin with a letter or number, "
                  "else runs between white space); or a run between white space, a UAX-29 segment, one of ICU's words",
       .choices = {"variant", "whitespace", "uax29", "unicode"}});
    f("min_lines", min_lines, {.meaning = "fewest lines, as the variant counts them", .min = 0});
    const auto share = [](std::string_view meaning) { return ParamHints{.meaning = meaning, .min = 0}; };
    f("max_dup_lines", max_dup_lines, share("largest share of lines that are duplicates"));
    f("max_dup_paragraphs", max_dup_paragraphs, share("largest share of paragraphs that are duplicates"));
    f("max_dup_line_chars", max_dup_line_chars, share("largest share of characters in duplicate lines"));
    f("max_dup_paragraph_chars", max_dup_paragraph_chars, share("largest share of characters in duplicate paragraphs"));
    f("max_top_2gram", max_top_2gram, share("largest share of characters in the most frequent run of 2 words"));
    f("max_top_3gram", max_top_3gram, share("the same for 3 words"));
    f("max_top_4gram", max_top_4gram, share("the same for 4 words"));
    f("max_dup_5grams", max_dup_5grams, share("largest share of characters in repeated runs of 5 words"));
    f("max_dup_6grams", max_dup_6grams, share("the same for 6 words"));
    f("max_dup_7grams", max_dup_7grams, share("the same for 7 words"));
    f("max_dup_8grams", max_dup_8grams, share("the same for 8 words"));
    f("max_dup_9grams", max_dup_9grams, share("the same for 9 words"));
    f("max_dup_10grams", max_dup_10grams, share("the same for 10 words"));
  }
};

constexpr VariantDefault variants[] = {
    {"datatrove", "min_lines", 1},        {"dclm", "min_lines", 1},
    {"dolma", "max_dup_paragraphs", {}},  {"dolma", "max_dup_paragraph_chars", {}},
    {"dolma", "max_dup_line_chars", 0.3}, {"dolma", "max_top_2gram", {}},
    {"dolma", "max_top_3gram", {}},       {"dolma", "max_top_4gram", {}},
};

class GopherRepetitionMapper final : public Mapper {
 public:
  explicit GopherRepetitionMapper(const Plan& plan) : plan_(plan), measurer_(plan) {}

  Verdict map(Record& record, Context& context) override {
    if (auto verdict = need_text(record, plan_.field, plan_.pointer)) return *std::move(verdict);
    const TextView& view = record.view(plan_.field);
    Judge& judge = context.judge();
    if (judge.wants(min_lines) || judge.wants(max_dup_lines) || judge.wants(max_dup_line_chars)) {
      const Duplicates lines = view.text().empty() ? Duplicates{} : measurer_.lines(view);
      if (judge.wants(min_lines)) judge.check(min_lines, static_cast<double>(lines.pieces));
      check(judge, lines, max_dup_lines, max_dup_line_chars, view);
    }
    if (judge.wants(max_dup_paragraphs) || judge.wants(max_dup_paragraph_chars)) {
      const Duplicates paragraphs = view.text().empty() ? Duplicates{} : measurer_.paragraphs(view);
      check(judge, paragraphs, max_dup_paragraphs, max_dup_paragraph_chars, view);
    }
    bool started = false;
    for (std::size_t n = first_top; n <= last_dup; ++n) {
      const Rule rule = rule_of(n);
      if (!judge.wants(rule)) continue;
      if (!started) measurer_.start_words(view);
      started = true;
      // Where only the verdict is asked for, it is enough to know that the share is not above the limit.
      if (!judge.keeps_all() && measurer_.share_at_most(n) <= judge.limit(rule)) continue;
      judge.check(rule, measurer_.share_of(n));
    }
    return judge.verdict();
  }

 private:
  void check(Judge& judge, const Duplicates& found, Rule share, Rule chars, const TextView& view) const {
    double of_pieces = nothing, of_chars = nothing;
    switch (plan_.variant) {
      case Variant::paper:
      case Variant::datatrove:
        of_pieces = ratio(found.later, found.pieces);
        of_chars = ratio(found.later_chars, view.chars());
        break;
      case Variant::dclm:
        of_pieces = ratio(found.copies, found.pieces);
        of_chars = ratio(found.copies_chars, found.chars);
        break;
      case Variant::dolma:  // characters of words: those of lines have spaces, too
        if (share != max_dup_lines) break;
        of_pieces = found.pieces == 0 ? 0 : ratio(found.copies, found.pieces);
        of_chars = ratio(found.copies_chars, std::max<std::uint64_t>(1, word_chars(view)));
        break;
    }
    if (judge.wants(share)) judge.check(share, of_pieces);
    if (judge.wants(chars)) judge.check(chars, of_chars);
  }

  std::uint64_t word_chars(const TextView& view) const {
    std::uint64_t chars = 0;
    for (const WordFacts& fact : view.word_facts(plan_.model)) chars += fact.chars;
    return chars;
  }

  const Plan& plan_;
  RepetitionMeasurer measurer_;
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  Plan plan;
  DSPREP_TRY(plan.field, binder.read(params.field));
  plan.pointer = binder.pointer(plan.field);
  plan.variant = text::gopher_variant(params.variant);
  plan.alphanumeric_words = plan.variant == Variant::dclm;
  plan.model =
      params.words == "variant" && plan.variant == Variant::dclm ? WordModel::uax29 : text::word_model(params.words);
  return map_with<GopherRepetitionMapper>(std::move(plan));
}

constexpr Example examples[] = {
    {"A menu repeated: half of the lines came before", "",
     "{\"text\":\"Add to cart\\nBuy now\\nAdd to cart\\nBuy now\"}\n"
     "{\"text\":\"Snow fell on the quiet hills,\\nand the road was lost under it.\"}\n",
     "{\"text\":\"Snow fell on the quiet hills,\\nand the road was lost under it.\"}\n",
     "{\"text\":\"Add to cart\\nBuy now\\nAdd to cart\\nBuy now\"}\n"},
    {"Chinese needs words that are not parted by spaces", "words = \"unicode\"",
     "{\"text\":\"点击这里下载软件，点击这里下载软件，点击这里下载软件。\"}\n"
     "{\"text\":\"春天来了，公园里的花都开了，孩子们在草地上放风筝。\"}\n",
     "{\"text\":\"春天来了，公园里的花都开了，孩子们在草地上放风筝。\"}\n",
     "{\"text\":\"点击这里下载软件，点击这里下载软件，点击这里下载软件。\"}\n"},
    {"Of two copies datatrove counts the second, DCLM both: 1 of 4 lines, or 2 of 4",
     "variant = \"dclm\"\nmax_dup_line_chars = \"none\"\nmax_top_2gram = \"none\"\nmax_top_3gram = \"none\"",
     "{\"text\":\"one fine day\\na short walk\\none fine day\\nand home again\"}\n", "",
     "{\"text\":\"one fine day\\na short walk\\none fine day\\nand home again\"}\n"},
};

}  // namespace

extern const OpSpec clean_gopher_repetition;
const OpSpec clean_gopher_repetition = {
    .name = "gopher_repetition",
    .family = Family::clean,
    .summary = "Drop text that repeats itself, by Gopher's rules as the paper, datatrove, DCLM or dolma have them",
    .details =
        R"(A record is kept where every rule holds; the limits themselves pass, and every rule that fails is told with its value.

| what | paper | datatrove | dclm | dolma |
|---|---|---|---|---|
| lines | at LF, without empty ones | at runs of LF; an LF at an end leaves an empty line there | at LF, trimmed, without empty ones | at LF, empty ones too |
| paragraphs | at runs of 2 LF or more | the same, of the trimmed text | the same, trimmed, without empty ones | no rule |
| duplicates | second and later copies | second and later copies | **all** copies | **all** copies |
| their characters ÷ | characters of the text | characters of the text | characters of the lines, of the paragraphs | characters of words (may exceed 1) |
| words | white space | white space | UAX-29 segments that begin with a letter or number | white space |
| most frequent n-gram | comes twice or more; of equals the longest | may come **once**; of equals the first | as paper | as datatrove |
| its characters | of its words × times ÷ characters of all words | with spaces between the words × times ÷ characters of the text | as paper | as paper |
| repeated n-grams | words covered by any that comes twice, first copies too, each once | a scan: one that came before (words joined without spaces) counts and is jumped over | as paper | every copy, overlaps many times, ÷ the same sum over all n-grams |
| fewer than n words | nothing to measure | the same; for n ≥ 5: 0 | nothing to measure | nothing to measure |
| no text | nothing to measure | dropped, `min_lines` | dropped, `min_lines` | 0 |

datatrove's greedy scan never counts first copies and so finds about a third less in a text repeated three times; without a least
number of two, datatrove and dolma drop short texts with one long word. Both are what the tools do, and what these variants do.
dolma's published configuration tests its most-frequent-n-gram values under names that its tagger does not write, so that those three
rules never fire there: in the variant `dolma` they are off, and its limit for characters in duplicate lines is 0.3.

`words` other than `variant` makes all rules use that kind of word (in dclm still those that begin with a letter or number), and leaves
the named variant. datatrove's own tokenizers (spaCy and others) are not reproduced: its rules run on words between white space.
Equality of lines and n-grams is exact: hashes find, bytes decide. `none` switches a rule off (datatrove's 0).)",
    .source =
        "Rae et al. 2021 (arXiv 2112.11446), table A1; datatrove 0.10.1, DCLM 361714b, dolma 1.2.1 with the limits of "
        "its configuration dolma-v1_6",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .rules = rules,
    .variants = variants,
    .idempotent = true,
};

}  // namespace dsprep::ops
