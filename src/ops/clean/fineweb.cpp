// fineweb: FineWeb's own line rules (Penedo et al. 2024), as datatrove's fineweb_quality_filter has them.
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/ratio.h"
#include "dsprep/map_with.h"
#include "dsprep/need.h"
#include "dsprep/op_spec.h"
#include "text/interner.h"
#include "text/punctuation.h"
#include "text/trim.h"
#include "text/utf8.h"
#include "text/word_limits.h"
#include "text/word_model.h"

namespace dsprep::ops {
namespace {

using base::ratio;

enum : Rule { lines_with_text, min_line_punct, max_short_lines, max_char_dup, max_newlines_per_word };

using Compare = Judge::Limit::Compare;
constexpr RuleInfo rules[] = {
    {"lines_with_text", Compare::at_least, "", "lines that are not blank", 1},
    {"min_line_punct", Compare::at_least, "min_line_punct",
     "share of lines that end with terminal punctuation, 0 to 1"},
    {"max_short_lines", Compare::at_most, "max_short_lines", "share of lines of at most short_line_chars, 0 to 1"},
    {"max_char_dup", Compare::at_most, "max_char_dup",
     "share of characters in second and later copies of lines, 0 to 1"},
    {"max_newlines_per_word", Compare::at_most, "max_newlines_per_word", "LFs per word"},
};

struct Params {
  std::string field = "text", words = "whitespace";
  std::optional<double> min_line_punct = 0.12, max_short_lines = 0.67, max_char_dup = 0.01, max_newlines_per_word = 0.3;
  std::int64_t short_line_chars = 30;
  bool line_punct_exclude_zero = false;
  void fields(ParamFields& f) {
    f("field", field, {.meaning = "the text to judge", .field = true});
    f("min_line_punct", min_line_punct,
      {.meaning = "smallest share of lines that end with terminal punctuation", .min = 0, .max = 1});
    f("line_punct_exclude_zero", line_punct_exclude_zero,
      {.meaning = "let texts pass in which no line at all ends so"});
    f("max_short_lines", max_short_lines, {.meaning = "largest share of short lines", .min = 0, .max = 1});
    f("short_line_chars", short_line_chars, {.meaning = "a line of that many characters or fewer is short", .min = 0});
    f("max_char_dup", max_char_dup,
      {.meaning = "largest share of characters in lines that came before", .min = 0, .max = 1});
    f("max_newlines_per_word", max_newlines_per_word, {.meaning = "most LFs per word", .min = 0});
    f("words", words,
      {.meaning = "what a word is: a run between white space, a UAX-29 segment, one of ICU's words",
       .choices = {"whitespace", "uax29", "unicode"}});
  }
};

struct Plan {
  Field field;
  std::string pointer;
  WordModel model = WordModel::whitespace;
  std::uint64_t short_chars = 30;
  bool exclude_zero = false;
};

bool ends_with_punctuation(std::string_view line) {
  std::size_t last = line.size() - 1;
  while (text::is_continuation(line[last])) --last;
  return text::is_terminal_punctuation(text::decode(line, last));
}

class FinewebMapper final : public Mapper {
 public:
  explicit FinewebMapper(const Plan& plan) : plan_(plan) {}

  Verdict map(Record& record, Context& context) override {
    if (auto verdict = need_text(record, plan_.field, plan_.pointer)) return *std::move(verdict);
    const TextView& view = record.view(plan_.field);
    const std::string_view text = view.text();
    Judge& judge = context.judge();
    const bool ascii = view.ascii(), wants_copies = judge.wants(max_char_dup);
    std::uint64_t lines = 0, punctuated = 0, short_lines = 0, copied_chars = 0;
    numbers_.clear();
    for (const TextSpan& span : view.lines()) {
      const std::string_view line = span.of(text);
      if (text::trim_start(line).empty()) continue;
      const std::uint64_t chars = ascii ? line.size() : text::count_chars(line);
      ++lines;
      punctuated += ends_with_punctuation(line);
      short_lines += chars <= plan_.short_chars;
      if (!wants_copies) continue;
      const std::uint32_t known = numbers_.size();
      if (numbers_.number(line) != known) copied_chars += chars;
    }
    // Every line but the last ends with an LF, and the last where the text does.
    const std::uint64_t feeds = view.lines().size() - (text.empty() || text.back() == '\n' ? 0 : 1);
    double line_punct = ratio(punctuated, lines);
    if (plan_.exclude_zero && punctuated == 0) line_punct = std::numeric_limits<double>::quiet_NaN();
    judge.check(lines_with_text, static_cast<double>(lines));
    judge.check(min_line_punct, line_punct);
    judge.check(max_short_lines, ratio(short_lines, lines));
    if (wants_copies)
      judge.check(max_char_dup,
                  lines == 0 ? std::numeric_limits<double>::quiet_NaN() : ratio(copied_chars, view.chars() - feeds));
    if (judge.wants(max_newlines_per_word) && !surely_has_words(text, feeds, judge)) {
      const std::size_t words = view.words(plan_.model).size();
      judge.check(max_newlines_per_word, words == 0 ? std::numeric_limits<double>::quiet_NaN() : ratio(feeds, words));
    }
    return judge.verdict();
  }

 private:
  // Whether the text has so many words that the rule holds, where nobody sees by how much: then they are counted no
  // further.
  bool surely_has_words(std::string_view text, std::uint64_t feeds, const Judge& judge) const {
    if (judge.keeps_all() || plan_.model != WordModel::whitespace) return false;
    const double enough =
        static_cast<double>(feeds) / judge.limit(max_newlines_per_word) + 2;  // 2: beyond all rounding
    return enough < 1e15 && text::has_words(text, static_cast<std::uint64_t>(enough));
  }

  const Plan& plan_;
  text::Interner numbers_;
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  Plan plan;
  DSPREP_TRY(plan.field, binder.read(params.field));
  plan.pointer = binder.pointer(plan.field);
  plan.model = text::word_model(params.words);
  plan.short_chars = static_cast<std::uint64_t>(params.short_line_chars);
  plan.exclude_zero = params.line_punct_exclude_zero;
  return map_with<FinewebMapper>(std::move(plan));
}

constexpr Example examples[] = {
    {"Prose has lines that end; a list of links has not", "",
     "{\"text\":\"The quick brown fox jumps over the lazy dog.\\nNobody knows why it does so every morning.\"}\n"
     "{\"text\":\"Home\\nAbout us\\nContact\"}\n",
     "{\"text\":\"The quick brown fox jumps over the lazy dog.\\nNobody knows why it does so every morning.\"}\n",
     "{\"text\":\"Home\\nAbout us\\nContact\"}\n"},
    {"Chinese: the full stop 。 is terminal punctuation; short lines and words need other limits",
     "words = \"unicode\"\nshort_line_chars = 10",
     "{\"text\":\"春天来了，公园里的花都开了。\\n孩子们在草地上放风筝，笑得很开心。\"}\n"
     "{\"text\":\"首页\\n新闻\\n联系我们\"}\n",
     "{\"text\":\"春天来了，公园里的花都开了。\\n孩子们在草地上放风筝，笑得很开心。\"}\n",
     "{\"text\":\"首页\\n新闻\\n联系我们\"}\n"},
};

}  // namespace

extern const OpSpec clean_fineweb;
const OpSpec clean_fineweb = {
    .name = "fineweb",
    .family = Family::clean,
    .summary = "Drop text that fails FineWeb's line rules: punctuation, short lines, copied lines, lists",
    .details =
        R"(Lines are parted by LF; those of white space alone are left out, the others stand as they are. A text without lines is
dropped (`lines_with_text`). Else a record is kept where every rule holds; the limits themselves pass, and every rule that fails is
told with its value.

- `min_line_punct`: lines whose last character, white space included, is terminal punctuation, ÷ lines. The list is datatrove's: 159
  characters of all scripts (`.`, `?`, `!`, `。`, `؟`, `।`, …), without quotation marks, colons and `…`. With `line_punct_exclude_zero` a
  text in which no line ends so is not judged by this rule.
- `max_short_lines`: lines of at most `short_line_chars` code points ÷ lines.
- `max_char_dup`: code points of second and later copies of lines ÷ code points of the text without its LFs.
- `max_newlines_per_word`: LFs, those of blank lines too, ÷ words. A text without words (possible with `uax29` and `unicode`) has nothing to
  measure, and passes. datatrove counts the tokens of spaCy and other tokenizers here, which part punctuation from words and so find
  more of them; words between white space are as with a tokenizer that is `str.split`.)",
    .source = "Penedo et al. 2024, The FineWeb Datasets (arXiv 2406.17557); datatrove 0.10.1, fineweb_quality_filter",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .rules = rules,
    .idempotent = true,
};

}  // namespace dsprep::ops
