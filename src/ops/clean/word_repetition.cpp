// word_repetition: drops text in which runs of words come again.
#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "base/hash_counts.h"
#include "dsprep/op_spec.h"
#include "dsprep/text_filter.h"
#include "text/code_point_table.h"
#include "text/special_characters.h"
#include "text/utf8.h"
#include "text/word_form.h"
#include "text/word_model.h"

namespace dsprep::ops {
namespace {

enum : Rule { min_ratio, max_ratio };

constexpr RuleInfo rules[] = {
    {"min_ratio", Judge::Limit::Compare::at_least, "min_ratio", "repeated runs of words, as a share, 0 to 1"},
    {"max_ratio", Judge::Limit::Compare::at_most, "max_ratio", "repeated runs of words, as a share, 0 to 1"},
};

struct Params {
  std::string field = "text", variant = "data_juicer", words = "variant";
  std::int64_t n = 10;
  std::optional<double> min_ratio, max_ratio = 0.5;
  void fields(ParamFields& f) {
    f("field", field, {.meaning = "the text to judge", .field = true});
    f("variant", variant, {.meaning = "whose definition", .choices = {"data_juicer", "nemo"}});
    f("words", words,
      {.meaning =
           "what a word is: what the variant says, a run between white space, a UAX-29 segment (every ideograph is "
           "one), or one of ICU's words (with dictionaries for Chinese, Japanese, Thai, Lao, Khmer, Burmese)",
       .choices = {"variant", "whitespace", "uax29", "unicode"}});
    f("n", n, {.meaning = "length of a run, in words", .min = 1, .max = 64});
    f("min_ratio", min_ratio, {.meaning = "lowest share of repeated runs", .min = 0, .max = 1});
    f("max_ratio", max_ratio, {.meaning = "highest share of repeated runs", .min = 0, .max = 1});
  }
};

constexpr VariantDefault variants[] = {
    {"data_juicer", "n", 10}, {"data_juicer", "max_ratio", 0.5}, {"nemo", "n", 2}, {"nemo", "max_ratio", 0.2}};

struct Rules {
  bool nemo, own_words;  // own_words: Data-Juicer's
  WordModel model;
  std::size_t n;

  struct Scratch {
    text::WordForm form;
    base::HashCounts counts;
    std::vector<std::uint64_t> hashes;  // of words; then of runs
    std::vector<std::uint64_t> chars;   // of words, summed up
  };

  void judge(const TextView& text, Scratch& scratch, Judge& judge) const {
    check_between(judge, min_ratio, max_ratio,
                  [&] { return nemo ? nemo_ratio(text, scratch) : data_juicer_ratio(text, scratch); });
  }

  // Occurrences of runs that come more than once ÷ all runs.
  double data_juicer_ratio(const TextView& text, Scratch& scratch) const {
    static const text::CodePointTable& special = text::special_characters_table();
    std::vector<std::uint64_t>& hashes = scratch.hashes;
    hashes.clear();
    const auto add = [&](std::string_view word) {
      word = text::trim_word(scratch.form.lower(word), special);
      if (!word.empty()) hashes.push_back(base::hash64(word));
    };
    if (own_words) split(text.text(), add);
    else
      for (const TextSpan& word : text.words(model)) add(word.of(text.text()));
    if (hashes.size() < n) return 0;
    const std::size_t all = hashes.size() - n + 1;
    for (std::size_t i = 0; i < all; ++i)  // a run's hash takes the place of its first word's
      hashes[i] = base::hash64({reinterpret_cast<const char*>(hashes.data() + i), n * sizeof(std::uint64_t)});
    hashes.resize(all);
    std::sort(hashes.begin(), hashes.end());
    std::uint64_t repeated = 0;
    for (std::size_t i = 0, end = 0; i < all; i = end) {
      while (end < all && hashes[end] == hashes[i]) ++end;
      if (end - i > 1) repeated += end - i;
    }
    return share(repeated, all);
  }

  // Data-Juicer's words stand between spaces, LFs and tabs.
  template <class Add>
  static void split(std::string_view text, Add add) {
    for (std::size_t i = 0; i < text.size();) {
      const std::size_t begin = i;
      while (i < text.size() && text[i] != ' ' && text[i] != '\n' && text[i] != '\t') ++i;
      if (i > begin) add(text.substr(begin, i - begin));
      ++i;
    }
  }

  // Characters of runs that came before, what overlaps counted once, with the spaces between their words ÷ characters.
  double nemo_ratio(const TextView& text, Scratch& scratch) const {
    const std::span<const TextSpan> words = text.words(model);
    if (words.size() < n) return 1;
    std::vector<std::uint64_t>& chars = scratch.chars;
    chars.assign(1, 0);
    for (const TextSpan& word : words)
      chars.push_back(chars.back() + (text.ascii() ? word.size() : text::count_chars(word.of(text.text()))));
    scratch.counts.start(words.size());
    std::uint64_t repeated = 0;
    std::size_t counted = 0, at = 0;  // counted: words of this run that belong to the one before, too
    for (const std::uint64_t hash : text.ngram_hashes(model, static_cast<int>(n))) {
      if (scratch.counts.add(hash) > 1) {
        repeated += chars[at + n] - chars[at + counted] + std::min(n - counted, n - 1);
        counted = n;
      }
      if (counted > 0) --counted;
      ++at;
    }
    return share(repeated, text.chars());
  }
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  const bool nemo = params.variant == "nemo";
  return text_filter(Rules{nemo, !nemo && params.words == "variant", text::word_model(params.words),
                           static_cast<std::size_t>(params.n)},
                     params.field, binder);
}

constexpr Example examples[] = {
    {"Runs of three words", "n = 3\nmax_ratio = 0.7",
     "{\"text\":\"add to cart add to cart add to cart\"}\n{\"text\":\"a rose is a rose is a flower\"}\n",
     "{\"text\":\"a rose is a rose is a flower\"}\n", "{\"text\":\"add to cart add to cart add to cart\"}\n"},
    {"Chinese, with words by dictionary", "n = 2\nmax_ratio = 0.4\nwords = \"unicode\"",
     "{\"text\":\"买一送一，买一送一，买一送一\"}\n{\"text\":\"今天天气很好，我们去公园散步\"}\n",
     "{\"text\":\"今天天气很好，我们去公园散步\"}\n", "{\"text\":\"买一送一，买一送一，买一送一\"}\n"},
};

}  // namespace

extern const OpSpec clean_word_repetition;
const OpSpec clean_word_repetition = {
    .name = "word_repetition",
    .family = Family::clean,
    .summary = "Drop text in which runs of words come again",
    .details =
        R"(All runs of `n` words are counted. By `variant`:

- `data_juicer`: words stand between spaces, LFs and tabs, are put in lower case, stripped of special characters at both
  ends (those of `special_char_ratio`) and dropped where nothing is left. The ratio is the occurrences, first ones too, of
  runs that come more than once ÷ all runs; 0 where there are fewer than `n` words.
- `nemo`: words stand between white space, as they are. The ratio is the characters of every run that came before, and the
  spaces between its words, what overlaps counted once, ÷ all characters of the text; 1 (dropped) where there are fewer than
  `n` words. Its `n` is 2 by default, and Gopher's table of limits is meant to be set for others.

With another `words`, words are those, and all else stays. The limits themselves pass. Runs are compared by 64-bit hashes.
A field with `*` is judged as its elements joined by LF. A missing, null or non-text field makes the record malformed.)",
    .source = "Data-Juicer 1.4.3 word_repetition_filter; NeMo Curator 1e2e427 RepeatingDuplicateNGramsFilter",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .rules = rules,
    .variants = variants,
    .idempotent = true,
};

}  // namespace dsprep::ops
