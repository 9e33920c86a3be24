// c4: the heuristic rules of C4 (Raffel et al. 2020): drops bad lines from a page, then pages with too little left.
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dsprep/map_with.h"
#include "dsprep/need.h"
#include "dsprep/op_spec.h"
#include "ops/clean/c4/c4_marks.h"
#include "ops/clean/c4/punkt_sentences.h"
#include "ops/clean/c4/spacy_sentences.h"
#include "text/char_facts.h"
#include "text/code_point_table.h"
#include "text/kept_pieces.h"
#include "text/lines.h"
#include "text/trim.h"
#include "text/utf8.h"
#include "text/word_limits.h"

namespace dsprep::ops {
namespace {

enum : Rule { max_chars, max_lorem_ipsum, max_curly_bracket, min_sentences };

constexpr RuleInfo rules[] = {
    {"max_chars", Judge::Limit::Compare::at_most, "max_chars", "characters (code points) of the text as it comes"},
    {"max_lorem_ipsum", Judge::Limit::Compare::at_most, "max_lorem_ipsum",
     "lines with \"lorem ipsum\", of those that are long enough and end well"},
    {"max_curly_bracket", Judge::Limit::Compare::at_most, "max_curly_bracket",
     "lines with \"{\", of those that are long enough, end well and do not mention JavaScript"},
    {"min_sentences", Judge::Limit::Compare::at_least, "min_sentences", "sentences in the lines that are kept"},
};

constexpr VariantDefault variants[] = {
    {"tfds", "max_chars", 190000},          {"tfds", "min_words_per_line", 5}, {"tfds", "min_sentences", 3},
    {"datatrove", "min_words_per_line", 3}, {"datatrove", "min_sentences", 5},
};

struct Params {
  std::string field = "text", variant = "tfds";
  bool citations = true, terminal_punct = true, javascript = true, policy = true;
  std::optional<std::int64_t> max_chars, max_word_chars = 1000, min_words_per_line, max_lorem_ipsum = 0,
                                         max_curly_bracket = 0, min_sentences;
  void fields(ParamFields& f) {
    f("field", field, {.meaning = "the text to clean", .field = true});
    f("variant", variant,
      {.meaning = "whose rules: those C4 was made with (TFDS), or datatrove's, as in FineWeb",
       .choices = {"tfds", "datatrove"}});
    f("max_word_chars", max_word_chars, {.meaning = "a line with a longer word, in code points, is dropped", .min = 1});
    f("citations", citations, {.meaning = "whether [1], [], [edit] and [citation needed] are cut out of lines"});
    f("terminal_punct", terminal_punct,
      {.meaning =
           "whether lines that do not end with . ? ! or \" (datatrove: or '), or that end with ..., are dropped"});
    f("min_words_per_line", min_words_per_line,
      {.meaning = "a line with fewer words, between white space, is dropped", .min = 0});
    f("javascript", javascript, {.meaning = "whether lines that mention JavaScript are dropped"});
    f("policy", policy,
      {.meaning = "whether lines that mention cookies, terms of use or a privacy policy are dropped"});
    f("max_chars", max_chars, {.meaning = "longest page, in code points", .min = 0});
    f("max_lorem_ipsum", max_lorem_ipsum, {.meaning = "most lines with \"lorem ipsum\"", .min = 0});
    f("max_curly_bracket", max_curly_bracket, {.meaning = "most lines with a curly bracket", .min = 0});
    f("min_sentences", min_sentences, {.meaning = "fewest sentences in what is kept", .min = 0});
  }
};

// Why a line was dropped, and that something was cut out of one.
enum LineFate { too_long_word, no_terminal_punct, too_few_words, says_javascript, says_policy, citation, fates };
constexpr std::array<std::string_view, fates> counter_names = {"line=too_long_word", "line=no_terminal_punct",
                                                               "line=too_few_words", "line=javascript",
                                                               "line=policy",        "citations"};

struct Plan {
  Field field;
  std::string pointer;
  Params params;
  bool datatrove;
  std::array<Counter, fates> counters{};
};

// The length of the citation mark at line[i], which is '[', or 0.
std::size_t citation_length(std::string_view line, std::size_t i) {
  const std::string_view rest = line.substr(i);
  for (const std::string_view mark : {std::string_view("[edit]"), std::string_view("[citation needed]")}) {
    if (rest.substr(0, mark.size()) == mark) return mark.size();
  }
  std::size_t at = 1;
  while (at < rest.size() && rest[at] != ']') {
    if (rest[at] >= '0' && rest[at] <= '9') ++at;
    else if (static_cast<unsigned char>(rest[at]) < 0x80 ||
             !(text::char_facts()[text::decode(rest, at)] & text::fact_decimal))
      return 0;
  }
  return at < rest.size() ? at + 1 : 0;
}

class C4Mapper final : public Mapper {
 public:
  explicit C4Mapper(const Plan& plan) : plan_(plan), params_(plan.params) {}

  Verdict map(Record& record, Context& context) override {
    if (auto verdict = need_text(record, plan_.field, plan_.pointer)) return *std::move(verdict);
    Judge& judge = context.judge();
    if (judge.wants(max_chars)) judge_length(record.view(plan_.field), judge);
    looks_for_lorem_ = judge.wants(max_lorem_ipsum);
    looks_for_brackets_ = judge.wants(max_curly_bracket);
    // Where only the verdict is asked for, counting stops at the limit.
    enough_ = !judge.wants(min_sentences)                   ? 0
              : judge.keeps_all() || !params_.min_sentences ? UINT64_MAX
                                                            : static_cast<std::uint64_t>(*params_.min_sentences);
    lorem_ = brackets_ = sentences_ = 0;
    fates_.fill(0);
    for (const std::size_t i : text_elements(record, plan_.field)) clean(record, i);
    if (looks_for_lorem_) judge.check(max_lorem_ipsum, static_cast<double>(lorem_));
    if (looks_for_brackets_) judge.check(max_curly_bracket, static_cast<double>(brackets_));
    if (enough_ > 0) judge.check(min_sentences, static_cast<double>(sentences_));
    if (!judge.failed()) {
      for (std::size_t k = 0; k < fates; ++k)
        if (fates_[k] > 0) context.count(plan_.counters[k], fates_[k]);
    }
    return judge.verdict();
  }

 private:
  static void judge_length(const TextView& view, Judge& judge) {
    if (!judge.keeps_all() && static_cast<double>(view.text().size()) <= judge.limit(max_chars))
      return;  // bytes, so surely characters
    judge.check(max_chars, static_cast<double>(view.chars()));
  }

  void clean(Record& record, std::size_t index) {
    const std::string_view page = *record.text(plan_.field, index);
    pieces_.start(page);
    marks_ = c4::c4_marks(page);
    std::span<const TextSpan> lines;
    if (!(marks_ & c4::mark_odd_break) && record.count(plan_.field) == 1) {
      lines = record.view(plan_.field).lines();  // which other rules have asked for
    } else {
      text::split_universal_lines(page, lines_);
      lines = lines_;
    }
    for (const TextSpan& line : lines) {
      const std::string_view trimmed = text::trim(line.of(page));
      const auto begin = static_cast<std::uint32_t>(trimmed.data() - page.data());
      look_at(page, {begin, begin + static_cast<std::uint32_t>(trimmed.size())});
    }
    pieces_.strip();
    if (pieces_.unchanged()) return;
    if (record.carries_spans(plan_.field)) {
      TextEdit edit = record.edit(plan_.field, index);
      pieces_.edits([&](std::size_t bytes) { edit.keep(bytes); },
                    [&](std::size_t bytes, std::string_view with) { edit.replace(bytes, with); });
      edit.finish();
    } else {
      pieces_.write(cleaned_);
      record.set_text(plan_.field, cleaned_, index);
    }
  }

  // The order of the tests is the published one: each sees only lines that passed those before it.
  void look_at(std::string_view page, TextSpan span) {
    std::string_view line = span.of(page);
    if (params_.max_word_chars && text::has_longer_word(line, static_cast<std::uint64_t>(*params_.max_word_chars)))
      return drop(too_long_word);
    const std::string_view uncut = line;
    cuts_.clear();
    if (params_.citations && (marks_ & c4::mark_bracket)) line = without_citations(line);
    if (params_.terminal_punct && !ends_well(line)) return drop(no_terminal_punct);
    // datatrove counts the words before it cuts, TFDS after.
    if (params_.min_words_per_line &&
        !text::has_words(plan_.datatrove ? uncut : line, static_cast<std::uint64_t>(*params_.min_words_per_line))) {
      return drop(too_few_words);
    }
    const unsigned phrases = marks_ & c4::mark_phrase ? c4::c4_phrases(line) : 0;
    if (looks_for_lorem_) lorem_ += (phrases & c4::phrase_lorem_ipsum) != 0;
    if (params_.javascript && (phrases & c4::phrase_javascript)) return drop(says_javascript);
    if (looks_for_brackets_ && (marks_ & c4::mark_brace)) brackets_ += line.find('{') != std::string_view::npos;
    if (params_.policy && (phrases & c4::phrase_policy)) return drop(says_policy);
    if (sentences_ < enough_) {
      const std::uint64_t missing = enough_ - sentences_;
      sentences_ +=
          plan_.datatrove ? c4::count_spacy_sentences(line, missing) : c4::count_punkt_sentences(line, missing);
    }
    keep(span);
  }

  void drop(LineFate fate) { ++fates_[fate]; }

  void keep(TextSpan span) {
    pieces_.line();
    std::size_t at = span.begin;
    for (const TextSpan& cut : cuts_) {
      pieces_.keep(at, span.begin + cut.begin);
      at = span.begin + cut.end;
    }
    pieces_.keep(at, span.end);
    fates_[citation] += cuts_.size();
  }

  // The line as it is without citation marks; cuts_ says where they are in it.
  std::string_view without_citations(std::string_view line) {
    for (std::size_t i = line.find('['); i != std::string_view::npos; i = line.find('[', i)) {
      const std::size_t size = citation_length(line, i);
      if (size > 0) cuts_.push_back({static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(i + size)});
      i += size > 0 ? size : 1;
    }
    if (cuts_.empty()) return line;
    uncited_.clear();
    std::size_t at = 0;
    for (const TextSpan& cut : cuts_) {
      uncited_.append(line, at, cut.begin - at);
      at = cut.end;
    }
    return uncited_.append(line, at);
  }

  bool ends_well(std::string_view line) const {
    if (line.empty()) return false;
    switch (line.back()) {
      case '.': return line.size() < 3 || line.substr(line.size() - 3) != "...";
      case '?':
      case '!':
      case '"': return true;
      case '\'': return plan_.datatrove;
      default: return false;
    }
  }

  const Plan& plan_;
  const Params& params_;
  unsigned marks_ = 0;
  bool looks_for_lorem_ = false, looks_for_brackets_ = false;
  std::uint64_t enough_ = 0, lorem_ = 0, brackets_ = 0, sentences_ = 0;
  std::array<std::uint64_t, fates> fates_{};
  std::vector<TextSpan> lines_, cuts_;  // of the page; in the line
  text::KeptPieces pieces_;
  std::string uncited_, cleaned_;
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  Plan plan;
  plan.params = bind_params<Params>(values);
  plan.datatrove = plan.params.variant == "datatrove";
  DSPREP_TRY(plan.field, binder.write(plan.params.field));
  plan.pointer = binder.pointer(plan.field);
  for (std::size_t k = 0; k < fates; ++k) plan.counters[k] = binder.counter(counter_names[k]);
  return map_with<C4Mapper>(std::move(plan));
}

constexpr Example examples[] = {
    {"Menus, notices and cookie banners go, the prose stays", "min_sentences = 2",
     "{\"text\":\"Home | About\\nThe river rises in the hills.[1] It is short.\\nPlease enable JavaScript to view this "
     "page.\\nThis site uses cookies to serve you better.\\nMore...\"}\n"
     "{\"text\":\"All of it is on one line, and that is all.\"}\n"
     "{\"text\":\"function f() { return 1; } // this ends well.\\nIt is a page about code. It has text.\"}\n",
     "{\"text\":\"The river rises in the hills. It is short.\"}\n",
     "{\"text\":\"All of it is on one line, and that is all.\"}\n"
     "{\"text\":\"function f() { return 1; } // this ends well.\\nIt is a page about code. It has text.\"}\n"},
    {"Chinese has neither spaces nor ASCII full stops: under the published rules every line is dropped", "",
     "{\"text\":\"今天天气很好。我们去公园吧。\\n大家都很高兴！\"}\n", "",
     "{\"text\":\"今天天气很好。我们去公园吧。\\n大家都很高兴！\"}\n"},
    {"As FineWeb uses it: datatrove's variant without the rule for line ends",
     "variant = \"datatrove\"\nterminal_punct = false\nmin_sentences = 2",
     "{\"text\":\"A headline of some words\\nOne sentence. And another one.\\nTwo words\"}\n",
     "{\"text\":\"A headline of some words\\nOne sentence. And another one.\"}\n"},
};

}  // namespace

extern const OpSpec clean_c4;
const OpSpec clean_c4 = {
    .name = "c4",
    .family = Family::clean,
    .summary = "Drop lines and pages by the rules of C4",
    .details =
        R"(Lines are those of Python's `splitlines()` (LF, CR, CR LF, VT, FF, U+001C–U+001E, U+0085, U+2028, U+2029), without
the white space at their ends; words are what stands between white space. Each line is tested in this order, and what
drops it is counted (`line=…` in the manifest, for records that are kept):

1. `max_word_chars`: a word is longer.
2. `citations`: `[` digits `]`, `[]`, `[edit]` and `[citation needed]` are cut out; the line itself stays.
3. `terminal_punct`: the line does not end with `.`, `?`, `!` or `"` (datatrove: or `'`), or ends with `...`. White
   space that a cut left at its end counts: a line that ended with ` [1]` is dropped.
4. `min_words_per_line`: it has fewer words, after the cuts (datatrove: before them).
5. `max_lorem_ipsum`: a line that says "lorem ipsum" counts against the page.
6. `javascript`: it says "javascript".
7. `max_curly_bracket`: a line with `{` counts against the page.
8. `policy`: it says "terms of use", "privacy policy", "cookie policy", "uses cookies", "use of cookies" or "use
   cookies".

Phrases are looked for in the lower-cased line. What is left is joined with LF and stripped; that is the new text. The
page is then judged by all its rules at once. So `{` drops a page only where it stands on a line that passed the rules
before it, as published. Switch a rule off with `none` or `false`.

**Sentences.** `tfds` counts as NLTK's Punkt (English) does, with dsprep's own list of abbreviations in place of Punkt's
trained model; `datatrove` as spaCy's sentencizer over a blank English pipeline. Both are written anew and agree on
the verdict with the originals on all but a few in a thousand pages: docs/parity.md.

Not part of this step: language (langdetect ≥ 0.99), bad words, and C4's removal of URLs and lines seen on other pages.
A field with `*` is cleaned element by element and judged as a whole. A missing, null or non-text field makes the record
malformed.)",
    .source =
        "Raffel et al. 2020 (arXiv 1910.10683); variant tfds: tensorflow-datasets 4.9.10, text/c4_utils.py; variant "
        "datatrove: datatrove 0.10.0, C4QualityFilter",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .rules = rules,
    .variants = variants,
};

}  // namespace dsprep::ops
