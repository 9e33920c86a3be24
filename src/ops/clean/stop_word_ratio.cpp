// stop_word_ratio: keeps text with as many small words as prose has.
#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "dsprep/op_spec.h"
#include "dsprep/text_filter.h"
#include "text/code_point_table.h"
#include "text/list_file.h"
#include "text/segment.h"
#include "text/word_form.h"
#include "text/word_lists.h"
#include "text/word_model.h"
#include "words/stop_words.h"

namespace dsprep::ops {
namespace {

enum : Rule { min_ratio, max_ratio };

constexpr RuleInfo rules[] = {
    {"min_ratio", Judge::Limit::Compare::at_least, "min_ratio", "stop words ÷ words, 0 to 1"},
    {"max_ratio", Judge::Limit::Compare::at_most, "max_ratio", "stop words ÷ words, 0 to 1"},
};

struct Params {
  std::string field = "text", language = "en", words = "whitespace";
  std::optional<std::string> file;
  std::optional<double> min_ratio = 0.3, max_ratio;
  void fields(ParamFields& f) {
    f("field", field, {.meaning = "the text to measure", .field = true});
    f("language", language,
      {.meaning = "whose stop words; not used where a file is given",
       .choices = text::languages_of(text::stop_word_lists())});
    f("file", file,
      {.meaning = "a file of stop words instead, one a line; lines that begin with # are comments", .path = true});
    f("words", words,
      {.meaning =
           "what a word is: a run between white space without the punctuation around it, a UAX-29 segment (every "
           "ideograph is one), or one of ICU's words (with dictionaries for Chinese, Japanese, Thai, Lao, Khmer, "
           "Burmese)",
       .choices = {"whitespace", "uax29", "unicode"}});
    f("min_ratio", min_ratio, {.meaning = "lowest share of stop words", .min = 0, .max = 1});
    f("max_ratio", max_ratio, {.meaning = "highest share of stop words", .min = 0, .max = 1});
  }
};

struct Rules {
  words::StopWords stop;

  void add(std::string_view entry) {
    std::vector<TextSpan> spans;
    text::split_whitespace(entry, spans);
    stop.add(entry, spans);
  }

  WordModel model;
  struct Scratch {
    text::WordForm form;
    std::vector<std::uint64_t> hashes;
  };

  void judge(const TextView& text, Scratch& scratch, Judge& judge) const {
    check_between(judge, min_ratio, max_ratio, [&] { return ratio(text, scratch); });
  }

  double ratio(const TextView& text, Scratch& scratch) const {
    static const text::CodePointTable& trimmed = text::not_in_words_table();
    const bool phrases = stop.has_phrases();
    std::uint64_t all = 0, found = 0;
    scratch.hashes.clear();
    for (const TextSpan& span : text.words(model)) {
      std::string_view word = span.of(text.text());
      if (model == WordModel::whitespace && (word = text::trim_word(word, trimmed)).empty()) continue;
      const std::uint64_t hash = base::hash64(scratch.form.lower(word));
      ++all;
      if (phrases) scratch.hashes.push_back(hash);
      else found += stop.has_word(hash);
    }
    if (phrases) found = count_with_phrases(scratch.hashes);
    return share(found, all);
  }

  // From left to right, the longest phrase at each place.
  std::uint64_t count_with_phrases(std::span<const std::uint64_t> words) const {
    std::uint64_t found = 0;
    for (std::size_t i = 0; i < words.size();) {
      const std::size_t size = stop.match(words, i, words.size());
      found += size;
      i += std::max<std::size_t>(size, 1);
    }
    return found;
  }
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  Rules plan;
  plan.model = text::word_model(params.words);
  if (params.file) {
    DSPREP_TRY(const Resource file, binder.resource(*params.file));
    DSPREP_CHECK(text::each_entry(*file, [&](std::string_view entry) -> Status {
      plan.add(entry);
      return {};
    }));
    if (plan.stop.empty())
      return usage_error(file->path +
                         " has no stop word in it: give a file that has some, or none for those of a language");
  } else {
    text::each_word(text::stop_word_lists(), params.language, [&](std::string_view word) { plan.add(word); });
  }
  return text_filter(std::move(plan), params.field, binder);
}

constexpr ExampleFile german[] = {{"german.txt", "# a few are enough\nder\ndie\nund\n"}};

constexpr Example examples[] = {
    {"Prose has small words, lists of goods have none", "",
     "{\"text\":\"This is what we have to say about it.\"}\n{\"text\":\"Shoes Boots Sandals Sneakers Sale\"}\n",
     "{\"text\":\"This is what we have to say about it.\"}\n", "{\"text\":\"Shoes Boots Sandals Sneakers Sale\"}\n"},
    {"Chinese, with words by dictionary", "language = \"zh\"\nwords = \"unicode\"\nmin_ratio = 0.2",
     "{\"text\":\"我们的城市和你们的城市一样美丽\"}\n{\"text\":\"手机 电脑 相机 耳机 键盘\"}\n",
     "{\"text\":\"我们的城市和你们的城市一样美丽\"}\n", "{\"text\":\"手机 电脑 相机 耳机 键盘\"}\n"},
    {"Words of a file", "file = \"german.txt\"",
     "{\"text\":\"Der Hund und die Katze\"}\n{\"text\":\"Hund Katze Maus\"}\n",
     "{\"text\":\"Der Hund und die Katze\"}\n", "{\"text\":\"Hund Katze Maus\"}\n", german},
};

}  // namespace

extern const OpSpec clean_stop_word_ratio;
const OpSpec clean_stop_word_ratio = {
    .name = "stop_word_ratio",
    .family = Family::clean,
    .summary = "Drop text with fewer (or more) stop words than prose has",
    .details =
        R"(The ratio is words that are stop words ÷ words. Words are, by `words`: `whitespace`, runs between white space
without what is no letter, mark or number at both ends, those with nothing left not counted; `uax29`, Unicode word segments
(each ideograph one); `unicode`, ICU's words. Words are compared in lower case. Stop words of several words, which the lists
for Vietnamese, Korean and a few others have, are found from left to right, the longest first, and count all their words.
The limits themselves pass; a text without words has no ratio and passes.

The lists are stopwords-iso 1.1.0: 58 languages, of very different length (29 words for Zulu, 1,298 for English, which has
many that are hardly small words), so that a limit is good for one language only. The limit of 0.3 is Data-Juicer's, for
lists of its own. For Chinese, Japanese and Thai use `unicode`: the lists have words of several characters.

A field with `*` is measured as its elements joined by LF. A missing, null or non-text field makes the record malformed.)",
    .source = "Data-Juicer 1.4.3 stopwords_filter (measure and limit); stopwords-iso 1.1.0, MIT (lists)",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .rules = rules,
    .idempotent = true,
};

}  // namespace dsprep::ops
