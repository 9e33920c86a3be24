// gopher_quality: the quality rules of Gopher (Rae et al. 2021), as the paper and three tools have them.
#include <algorithm>
#include <array>
#include <limits>

#include "base/ratio.h"
#include "dsprep/map_with.h"
#include "dsprep/need.h"
#include "dsprep/op_spec.h"
#include "ops/clean/gopher_quality/symbol_counts.h"
#include "ops/clean/gopher_quality/word_set.h"
#include "text/classes.h"
#include "text/gopher_variant.h"
#include "text/punctuation.h"
#include "text/trim.h"
#include "text/utf8.h"
#include "text/word_model.h"

namespace dsprep::ops {
namespace {

using base::ratio;

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
                  "UAX-29 segment, "
                  "one of ICU's words",
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

using Variant = text::GopherVariant;

struct Plan {
  Field field;
  std::string pointer;
  Variant variant = Variant::paper;
  bool own_words = true;  // the variant's, else `model` for every rule
  WordModel model = WordModel::whitespace;
  gopher_quality::WordSet stop_words;
  bool distinct_stop_words = true;
};

// dclm counts fastText's tokens, which are parted by NUL, TAB, LF, VT, FF, CR and space alone, that begin with a letter
// or a number.
std::uint64_t count_fasttext_words(const TextView& view) {
  const std::string_view text = view.text();
  const std::span<const TextSpan> words = view.words(WordModel::whitespace);
  const std::span<const WordFacts> facts = view.word_facts(WordModel::whitespace);
  std::uint64_t count = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::uint32_t begin = words[i].begin;
    const char before = begin == 0 ? ' ' : text[begin - 1];
    count += facts[i].starts_alphanumeric && (before == ' ' || (before >= '\t' && before <= '\r'));
  }
  for (std::size_t nul = text.find('\0'); nul != std::string_view::npos; nul = text.find('\0', nul + 1)) {
    std::size_t next = nul + 1;  // within a word, for others NUL is no white space
    if (next < text.size())
      count += (text::classes_of(text::decode(text, next)) & (text::letter | text::digit | text::other_number)) != 0;
  }
  return count;
}

bool is_symbol_word(std::string_view word) {
  for (std::size_t i = 0; i < word.size();)
    if (!text::is_datatrove_punctuation(text::decode(word, i))) return false;
  return true;
}

// The lines a variant looks at: how many there are, and of these how many begin or end as they should not.
struct LineCounts {
  std::uint64_t lines = 0, bullets = 0, ellipses = 0;
};

// Most lines begin and end otherwise than any mark does.
bool starts_with_any(std::string_view line, std::span<const std::string_view> marks) {
  if (line.empty() || (line[0] != '-' && line[0] != '*' && line[0] != '\xe2')) return false;
  return std::any_of(marks.begin(), marks.end(), [&](std::string_view mark) { return line.starts_with(mark); });
}
bool ends_with_any(std::string_view line, std::span<const std::string_view> marks) {
  if (line.empty() || (line.back() != '.' && line.back() != '\xa6')) return false;
  return std::any_of(marks.begin(), marks.end(), [&](std::string_view mark) { return line.ends_with(mark); });
}

struct LineMarks {
  std::span<const std::string_view> bullets, ellipses;
};

constexpr std::string_view paper_bullets[] = {"•", "-", "*", "●", "‣"}, dots[] = {"...", "…"};
constexpr std::string_view datatrove_bullets[] = {"•", "-"};
constexpr std::string_view dclm_bullets[] = {"●", "•", "*", "-"}, dclm_dots[] = {"...", ". . .", "…"};
constexpr std::string_view dolma_bullets[] = {"*", "-"}, dolma_dots[] = {"…"};

LineCounts count_lines(const TextView& view, Variant variant) {
  static constexpr LineMarks all_marks[] = {
      {paper_bullets, dots}, {datatrove_bullets, dots}, {dclm_bullets, dclm_dots}, {dolma_bullets, dolma_dots}};
  const LineMarks& marks = all_marks[static_cast<std::size_t>(variant)];
  const std::string_view text = view.text();
  LineCounts counts;
  const auto add = [&](std::string_view line) {
    counts.bullets += starts_with_any(line, marks.bullets);
    counts.ellipses += ends_with_any(line, marks.ellipses);
  };
  if (variant == Variant::dolma) {  // lines as they are, and an empty one behind a final LF
    const std::span<const TextSpan> lines = view.lines();
    counts.lines = lines.size() + (text.empty() || text.ends_with('\n') ? 1 : 0);
    for (const TextSpan& line : lines) add(line.of(text));
  } else if (variant == Variant::datatrove) {
    const std::span<const TextSpan> lines = view.universal_lines();
    counts.lines = lines.size();
    for (const TextSpan& line : lines) add(text::trim(line.of(text)));
  } else {
    for (const TextSpan& line : view.trimmed_lines()) {
      counts.lines += line.size() > 0;
      add(line.of(text));
    }
  }
  return counts;
}

// What the rules compare with their limits.
struct Measured {
  double words, word_length, hashes, ellipses, symbols, bullets, line_ellipses, alpha_words;
};

class Measurer {
 public:
  explicit Measurer(const Plan& plan) : plan_(plan) {}

  // `wants` says which rules somebody asks for; the values of others may be anything.
  template <class Wants>
  Measured measure(const TextView& view, Wants wants) {
    const std::span<const TextSpan> words = view.words(plan_.model);
    const std::span<const WordFacts> facts = view.word_facts(plan_.model);
    Measured m{};
    measure_words(view, words, facts, m);
    if (wants(max_hash_ratio) || wants(max_ellipsis_ratio) || wants(max_symbol_ratio)) measure_symbols(view, words, m);
    if (wants(max_bullet_lines) || wants(max_ellipsis_lines)) {
      const LineCounts counts = count_lines(view, plan_.variant);
      m.bullets = ratio(counts.bullets, counts.lines);
      m.line_ellipses = ratio(counts.ellipses, counts.lines);
    }
    if (words.empty()) measure_nothing(m);
    return m;
  }

  // Or some number that is at least `enough`, where there are at least so many.
  double count_stop_words(const TextView& view, double enough) {
    const bool distinct = plan_.distinct_stop_words;
    const gopher_quality::WordSet::Counts counts =
        plan_.stop_words.count(view, plan_.model, seen_, [&](const gopher_quality::WordSet::Counts& so_far) {
          return static_cast<double>(distinct ? so_far.distinct : so_far.all) >= enough;
        });
    return static_cast<double>(distinct ? counts.distinct : counts.all);
  }

 private:
  void measure_words(const TextView& view, std::span<const TextSpan> words, std::span<const WordFacts> facts,
                     Measured& m) {
    std::uint64_t chars = 0, counted = 0, alpha = 0;
    for (const WordFacts& fact : facts) {
      chars += fact.chars;
      alpha += fact.has_letter;
    }
    counted = words.size();
    if (plan_.variant == Variant::datatrove) {  // words of symbols have no length
      for (std::size_t i = 0; i < words.size(); ++i) {
        if (facts[i].has_letter || !is_symbol_word(words[i].of(view.text()))) continue;
        chars -= facts[i].chars;
        --counted;
      }
    }
    m.words = static_cast<double>(counted);
    m.word_length = ratio(chars, counted);
    m.alpha_words = ratio(alpha, words.size());
    if (plan_.variant == Variant::dolma) m.word_length = median(facts);
    if (plan_.variant == Variant::dclm) {
      m.words = plan_.own_words ? static_cast<double>(count_fasttext_words(view))
                                : static_cast<double>(std::count_if(facts.begin(), facts.end(), [](const WordFacts& f) {
                                    return f.starts_alphanumeric;
                                  }));
    }
  }

  double median(std::span<const WordFacts> facts) {
    if (facts.empty()) return 0;
    counts_of_lengths_.fill(0);
    for (const WordFacts& fact : facts) ++counts_of_lengths_[std::min<std::uint32_t>(fact.chars, last_length)];
    const double upper = length_at(facts, facts.size() / 2);
    return facts.size() % 2 == 1 ? upper : (length_at(facts, facts.size() / 2 - 1) + upper) / 2;
  }

  // The word length that stands at this place when they are sorted.
  double length_at(std::span<const WordFacts> facts, std::size_t place) {
    std::size_t before = 0;
    for (std::uint32_t length = 0; length < last_length; ++length) {
      before += counts_of_lengths_[length];
      if (place < before) return length;
    }
    lengths_.clear();  // half of the words are long: sort those
    for (const WordFacts& fact : facts)
      if (fact.chars >= last_length) lengths_.push_back(fact.chars);
    const auto at = lengths_.begin() + static_cast<std::ptrdiff_t>(place - before);
    std::nth_element(lengths_.begin(), at, lengths_.end());
    return *at;
  }

  void measure_symbols(const TextView& view, std::span<const TextSpan> words, Measured& m) {
    const gopher_quality::SymbolCounts signs = gopher_quality::count_symbols(view.text());
    const std::uint64_t ellipses = signs.three_dots + signs.ellipses;
    m.hashes = ratio(signs.hashes, words.size());
    m.ellipses = ratio(ellipses, words.size());
    m.symbols = ratio(signs.hashes + ellipses, words.size());
    if (plan_.variant == Variant::dclm) m.symbols = ratio(signs.hashes + ellipses + signs.spaced_dots, words.size());
    if (plan_.variant == Variant::dolma)
      m.symbols = ratio(signs.hashes + signs.ellipses == 0 ? 0 : count_symbol_words(view.text(), words), words.size());
  }

  static std::uint64_t count_symbol_words(std::string_view text, std::span<const TextSpan> words) {
    return static_cast<std::uint64_t>(std::count_if(words.begin(), words.end(), [&](const TextSpan& span) {
      const std::string_view word = span.of(text);
      return word.find('#') != std::string_view::npos || word.find("…") != std::string_view::npos;
    }));
  }

  // A text without words: the tools that do not fail have values for it.
  void measure_nothing(Measured& m) const {
    if (plan_.variant == Variant::dolma) m.hashes = m.ellipses = m.symbols = m.alpha_words = 0;
    if (plan_.variant == Variant::dclm) {  // rejected by each of these
      m.word_length = m.alpha_words = 0;
      m.symbols = 1;
    }
  }

  static constexpr std::uint32_t last_length = 63;  // stands for all longer ones, too
  const Plan& plan_;
  std::array<std::uint32_t, last_length + 1> counts_of_lengths_;
  std::vector<std::uint32_t> lengths_;
  std::vector<std::uint8_t> seen_;
};

class GopherQualityMapper final : public Mapper {
 public:
  explicit GopherQualityMapper(const Plan& plan) : plan_(plan), measurer_(plan) {}

  Verdict map(Record& record, Context& context) override {
    if (auto verdict = need_text(record, plan_.field, plan_.pointer)) return *std::move(verdict);
    const TextView& view = record.view(plan_.field);
    Judge& judge = context.judge();
    const Measured m = measurer_.measure(view, [&](Rule rule) { return judge.wants(rule); });
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
  Measurer measurer_;
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  Plan plan;
  DSPREP_TRY(plan.field, binder.read(params.field));
  plan.pointer = binder.pointer(plan.field);
  plan.variant = text::gopher_variant(params.variant);
  plan.own_words = params.words == "variant";
  plan.model = text::word_model(params.words);
  plan.stop_words =
      gopher_quality::WordSet(params.stop_words, plan.variant == Variant::paper || plan.variant == Variant::dclm);
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
        "of its "
        "configuration dolma-v1_6",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .rules = rules,
    .variants = variants,
    .idempotent = true,
};

}  // namespace dsprep::ops
