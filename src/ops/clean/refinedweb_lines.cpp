// refinedweb_lines: the line rules of RefinedWeb (Penedo et al. 2023) as DCLM wrote them down, and the drop of pages
// that lose too much by them.
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
#include "ops/clean/refinedweb_lines/counter_line.h"
#include "ops/clean/refinedweb_lines/edited_lines.h"
#include "ops/clean/refinedweb_lines/fasttext_words.h"
#include "ops/clean/refinedweb_lines/line_case.h"
#include "text/kept_pieces.h"
#include "text/python_case.h"
#include "text/space_at.h"
#include "text/trim.h"
#include "text/utf8.h"
#include "text/word_limits.h"

namespace dsprep::ops {
namespace {

enum : Rule { max_removed, not_empty };

constexpr RuleInfo rules[] = {
    {"max_removed", Judge::Limit::Compare::at_most, "max_removed",
     "share of the words that the line rules removed, 0 to 1; 1 where there were none"},
    {"not_empty", Judge::Limit::Compare::at_least, "", "lines that are left", 1},
};

struct Params {
  std::string field = "text", variant = "dclm", words = "variant";
  std::optional<double> max_uppercase = 0.5, max_digits = 0.999999, max_removed = 0.05;
  std::optional<std::int64_t> min_words_per_line = 2;
  std::int64_t phrase_words = 10;
  bool counters = true, items_in_cart = true, read_more = true, sign_in = true;
  void fields(ParamFields& f) {
    f("field", field, {.meaning = "the text to clean", .field = true});
    f("variant", variant, {.meaning = "whose reading of the rules", .choices = {"dclm"}});
    f("max_uppercase", max_uppercase,
      {.meaning = "a line with a larger share of capitals among its characters is dropped", .min = 0, .max = 1});
    f("max_digits", max_digits,
      {.meaning = "a line with a larger share of digits among its characters is dropped", .min = 0, .max = 1});
    f("counters", counters, {.meaning = "whether lines that are a count (\"3 likes\") are dropped"});
    f("min_words_per_line", min_words_per_line,
      {.meaning = "a line with fewer words, between white space, is dropped; empty lines stay", .min = 0});
    f("phrase_words", phrase_words,
      {.meaning = "the phrases below are cut out of lines with at most so many words", .min = 0});
    f("items_in_cart", items_in_cart, {.meaning = "whether \"items in cart\" is cut out, wherever it stands"});
    f("read_more", read_more, {.meaning = "whether \"read more\" and three characters are cut off the end"});
    f("sign_in", sign_in, {.meaning = "whether \"sign-in\" is cut off the start"});
    f("max_removed", max_removed, {.meaning = "largest share of a text's words that may go", .min = 0, .max = 1});
    f("words", words,
      {.meaning = "what a word is for max_removed: DCLM's (pieces of fastText's tokenizer that begin with a letter or "
                  "number), a run between white space, a UAX-29 segment, or one of ICU's words",
       .choices = {"variant", "whitespace", "uax29", "unicode"}});
  }
};

// Why a line was dropped, and that something was cut out of one.
enum LineFate { uppercase, digits, counter, few_words, emptied, blank, phrase, fates };
constexpr std::array<std::string_view, fates> counter_names = {
    "line=uppercase", "line=digits", "line=counter", "line=few_words", "line=emptied", "line=blank", "phrases"};

struct Plan {
  Field field;
  std::string pointer;
  Params params;
  std::optional<WordModel> model;  // none: the variant's own
  std::array<Counter, fates> counters{};
};

using Line = refinedweb_lines::EditedLines::Line;

class LinesMapper final : public Mapper {
 public:
  explicit LinesMapper(const Plan& plan) : plan_(plan), params_(plan.params) {}

  Verdict map(Record& record, Context& context) override {
    if (auto verdict = need_text(record, plan_.field, plan_.pointer)) return *std::move(verdict);
    Judge& judge = context.judge();
    const bool measures = judge.wants(max_removed);
    fates_.fill(0);
    before_ = after_ = left_ = 0;
    changed_ = false;
    if (measures && plan_.model) before_ = record.view(plan_.field).words(*plan_.model).size();
    for (const std::size_t i : text_elements(record, plan_.field)) clean(record, i, measures && !plan_.model);
    if (measures && plan_.model) after_ = changed_ ? record.view(plan_.field).words(*plan_.model).size() : before_;
    if (measures) {
      const double before = static_cast<double>(before_);
      judge.check(max_removed, before_ == 0 ? 1.0 : (before - static_cast<double>(after_)) / before);
    }
    judge.check(not_empty, static_cast<double>(left_));
    if (!judge.failed()) {
      for (std::size_t k = 0; k < fates; ++k)
        if (fates_[k] > 0) context.count(plan_.counters[k], fates_[k]);
    }
    return judge.verdict();
  }

 private:
  void clean(Record& record, std::size_t index, bool counts_words) {
    const std::string_view page = *record.text(plan_.field, index);
    lines_.start(page);
    drop_lines();
    cut_phrases();
    lines_.write(pieces_);
    left_ += lines_.empty() ? 0 : 1;
    if (pieces_.unchanged()) {
      // The words of a lone text are counted no further than to see that there is one: none was removed.
      if (counts_words)
        add_words(refinedweb_lines::count_fasttext_words(page, record.count(plan_.field) == 1 ? 1 : UINT64_MAX), 0);
      return;
    }
    changed_ = true;
    pieces_.write(cleaned_);
    if (counts_words) {
      const std::uint64_t words = refinedweb_lines::count_fasttext_words(page),
                          kept = refinedweb_lines::count_fasttext_words(cleaned_);
      add_words(words, words - kept);
    }
    if (record.carries_spans(plan_.field)) {
      TextEdit edit = record.edit(plan_.field, index);
      pieces_.edits([&](std::size_t bytes) { edit.keep(bytes); },
                    [&](std::size_t bytes, std::string_view with) { edit.replace(bytes, with); });
      edit.finish();
    } else {
      record.set_text(plan_.field, cleaned_, index);
    }
  }

  void add_words(std::uint64_t words, std::uint64_t removed) {
    before_ += words;
    after_ += words - removed;
  }

  // Each rule is tried on what the ones before it left, and strips the text, which may change its first and last line.
  void drop_lines() {
    if (params_.max_uppercase) {
      fates_[uppercase] += lines_.filter([&](const Line& line) {
        const refinedweb_lines::LineCase& counts = line.counts();
        return counts.chars == 0 || static_cast<double>(counts.capitals) / counts.chars <= *params_.max_uppercase;
      });
      fates_[blank] += lines_.strip();
    }
    if (params_.max_digits) {
      fates_[digits] += lines_.filter([&](const Line& line) {
        const refinedweb_lines::LineCase& counts = line.counts();
        return counts.chars == 0 || static_cast<double>(counts.digits) / counts.chars <= *params_.max_digits;
      });
      fates_[blank] += lines_.strip();
    }
    if (params_.counters) {
      fates_[counter] +=
          lines_.filter([](const Line& line) { return !refinedweb_lines::is_counter_line(line.text()); });
      fates_[blank] += lines_.strip();
    }
    if (params_.min_words_per_line) {
      const auto least = static_cast<std::uint64_t>(*params_.min_words_per_line);
      fates_[few_words] +=
          lines_.filter([&](const Line& line) { return line.text().empty() || text::has_words(line.text(), least); });
    }
  }

  void cut_phrases() {
    if (params_.items_in_cart) {
      cut_from_short_lines([&](Line& line) {
        for (std::size_t i = 0; i < line.text().size();) {
          const std::size_t size = text::folded_length(line.text(), i, "items in cart");
          if (size == 0) {
            ++i;
            continue;
          }
          const std::size_t begin = i - space_before(line.text(), i, last_cut_);
          cut(line, begin, i + size);
          i = last_cut_ = begin;
        }
      });
    }
    if (params_.read_more) {
      cut_from_short_lines([&](Line& line) {
        constexpr std::string_view words = "read more";
        const std::string_view text = line.text();
        std::size_t end = text.size();
        for (int chars = 0; chars < 3; ++chars) {  // any three: the published pattern does not escape its periods
          if (end == 0) return;
          do --end;
          while (end > 0 && text::is_continuation(text[end]));
        }
        if (end < words.size() || text::folded_length(text, end - words.size(), words) != words.size()) return;
        const std::size_t begin = end - words.size();
        cut(line, begin - space_before(text, begin, 0), text.size());
      });
    }
    if (params_.sign_in) {
      cut_from_short_lines([&](Line& line) {
        const std::size_t size = text::folded_length(line.text(), 0, "sign-in");
        if (size > 0) cut(line, 0, size + text::space_at(line.text(), size));
      });
    }
  }

  template <class Cut>
  void cut_from_short_lines(Cut cut_from) {
    const auto most = static_cast<std::uint64_t>(params_.phrase_words);
    fates_[emptied] += lines_.filter([&](Line& line) {
      if (line.text().empty() || text::has_words(line.text(), most + 1)) return true;
      last_cut_ = 0;
      cut_from(line);
      return !text::trim(line.text()).empty();
    });
    fates_[blank] += lines_.strip();
  }

  void cut(Line& line, std::size_t begin, std::size_t end) {
    lines_.cut(line, begin, end);
    ++fates_[phrase];
  }

  // The length of the white space character that ends at i, if it does not begin before `from`; else 0.
  static std::size_t space_before(std::string_view text, std::size_t i, std::size_t from) {
    std::size_t begin = i;
    if (begin == 0) return 0;
    do --begin;
    while (begin > 0 && text::is_continuation(text[begin]));
    return begin >= from && text::space_at(text, begin) > 0 ? i - begin : 0;
  }

  const Plan& plan_;
  const Params& params_;
  refinedweb_lines::EditedLines lines_;
  text::KeptPieces pieces_;
  std::array<std::uint64_t, fates> fates_{};
  std::uint64_t before_ = 0, after_ = 0, left_ = 0;
  std::size_t last_cut_ = 0;  // where in the line something was cut out last
  bool changed_ = false;
  std::string cleaned_;
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  Plan plan;
  plan.params = bind_params<Params>(values);
  if (plan.params.words == "whitespace") plan.model = WordModel::whitespace;
  if (plan.params.words == "uax29") plan.model = WordModel::uax29;
  if (plan.params.words == "unicode") plan.model = WordModel::unicode;
  DSPREP_TRY(plan.field, binder.write(plan.params.field));
  plan.pointer = binder.pointer(plan.field);
  for (std::size_t k = 0; k < fates; ++k) plan.counters[k] = binder.counter(counter_names[k]);
  return map_with<LinesMapper>(std::move(plan));
}

constexpr Example examples[] = {
    {"What is not prose goes from a page, if there is enough prose", "max_removed = 0.5",
     "{\"text\":\"BREAKING NEWS\\nThe bridge was opened on Monday, after nine years of work.\\n128 "
     "likes\\n2021\\nShare\\nSign-in to comment\\n\\nIt is the longest of the region. Read more...\"}\n"
     "{\"text\":\"OUR MENU\\nHOME\\nABOUT US\\nThree words here\"}\n",
     "{\"text\":\"The bridge was opened on Monday, after nine years of work.\\nto comment\\n\\nIt is the longest of "
     "the region.\"}\n",
     "{\"text\":\"OUR MENU\\nHOME\\nABOUT US\\nThree words here\"}\n"},
    {"A line of Chinese is one word between white space, and dropped: switch that rule off",
     "min_words_per_line = \"none\"\nmax_removed = 0.5", "{\"text\":\"今天天气很好。\\n我们去公园吧。\\n１２３\"}\n",
     "{\"text\":\"今天天气很好。\\n我们去公园吧。\"}\n"},
};

}  // namespace

extern const OpSpec clean_refinedweb_lines;
const OpSpec clean_refinedweb_lines = {
    .name = "refinedweb_lines",
    .family = Family::clean,
    .summary = "Drop lines that are no prose by RefinedWeb's rules, and texts that lose too much by it",
    .details =
        R"(Lines are split on LF, and not trimmed. The rules, each tried on what the ones before it left; what a rule drops
from a text that is kept is counted (`line=…` in the manifest):

1. `max_uppercase`: capitals (Unicode's Uppercase) ÷ characters is larger.
2. `max_digits`: digits (decimal digits of any script, and ² and its like) ÷ characters is larger.
3. `counters`: the lower-cased line is, in this order, characters that are not of a word; a number, with commas and
   periods; `k`, `m`, `b` or nothing; white space; one of likes, shares, comments, retweets, reposts, quotes, bookmarks,
   upvotes, downvotes, downloads, views, followers; characters that are not of a word.
4. `min_words_per_line`: it has fewer words between white space. Empty lines stay.
5. `items_in_cart`, `read_more`, `sign_in`: from lines of at most `phrase_words` words, "items in cart" is cut out
   wherever it stands and "read more" at the end, each with one white space before it, and "sign-in" at the start with
   one after it, without regard to case. "Read more" takes any three characters with it: DCLM wrote "Read more..."
   into a regular expression without escaping it. A line of which nothing is left is dropped.

After each rule but the fourth the text is stripped, which drops blank lines at its ends (`line=blank`).

`max_removed` compares the words before all that with the words after it. A text without words fails it (its value is
1), as in DCLM; a text of which nothing is left fails `not_empty`. `variant` = `dclm` counts the pieces that fastText's
tokenizer cuts at ASCII white space, if they begin with a letter or number.

A field with `*` is cleaned element by element and judged as a whole. A missing, null or non-text field makes the
record malformed.)",
    .source =
        "Penedo et al. 2023 (arXiv 2306.01116); DCLM 361714b, baselines/mappers/modifiers.py and "
        "dclm_baseline_refinedweb.yaml",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .rules = rules,
};

}  // namespace dsprep::ops
