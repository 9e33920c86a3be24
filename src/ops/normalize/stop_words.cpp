// stop_words: removes small words from a text.
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/hash.h"
#include "dsprep/op_spec.h"
#include "dsprep/text_rewriter.h"
#include "text/list_file.h"
#include "text/utf8.h"
#include "text/word_form.h"
#include "text/word_lists.h"
#include "words/record_language.h"
#include "words/segmenter.h"
#include "words/stop_words.h"

namespace dsprep::ops {
namespace {

struct Params {
  std::vector<std::string> text_fields = {"text"};
  std::string language = "en";
  std::optional<std::string> language_field, file;
  std::vector<std::string> also, keep;
  words::WordParams words;
  void fields(ParamFields& f) {
    describe_text_fields(f, text_fields);
    f("language", language,
      {.meaning = "whose stop words; not used where a file or a language_field is given",
       .choices = text::languages_of(text::stop_word_lists())});
    words::describe_language_field(f, language_field);
    f("file", file,
      {.meaning = "a file of stop words instead, one a line; lines that begin with # are comments", .path = true});
    f("also", also, {.meaning = "further stop words"});
    f("keep", keep, {.meaning = "words of the lists that are none here, such as not and no"});
    words.fields(f);
  }
};

bool is_line_break(char32_t c) { return (c >= 0xa && c <= 0xd) || c == 0x85 || c == 0x2028 || c == 0x2029; }
bool is_space_in_line(char32_t c) { return words::is_space(c) && !is_line_break(c); }

struct StopWordRules {
  static constexpr std::string_view counts[] = {"removed", "without_a_list"};

  words::Segmenter segmenter;
  words::RecordLanguage language;
  words::StopWords stop;                                       // of all records
  std::map<std::string, words::StopWords, std::less<>> lists;  // by language, where a field names it

  struct Scratch {
    words::Segmenter::Scratch segmenter;
    std::vector<TextSpan> words;
    std::vector<std::uint64_t> hashes;
    text::WordForm form;
    std::string code;
    const words::StopWords* stop = nullptr;  // of this record; null: its language has none
  };

  std::optional<Verdict> begin(const Record& record, Scratch& scratch) const {
    scratch.stop = &stop;
    if (!language.in_field()) return std::nullopt;
    language.of(record, scratch.code);
    const auto found = lists.find(scratch.code);
    scratch.stop = found == lists.end() ? nullptr : &found->second;
    return std::nullopt;
  }

  void rewrite(std::string_view text, TextDraft& draft, Scratch& scratch) const {
    if (scratch.stop == nullptr) {
      draft.count(1);
      return;
    }
    segmenter.words(text, scratch.segmenter, scratch.words);
    scratch.hashes.clear();
    for (const TextSpan& word : scratch.words)
      scratch.hashes.push_back(base::hash64(scratch.form.lower(word.of(text))));
    const std::vector<TextSpan>& words = scratch.words;
    for (std::size_t i = 0; i < words.size();) {
      std::size_t behind = i + matched(text, i, scratch);
      if (behind == i) {
        ++i;
        continue;
      }
      // Stop words with nothing but space between them go together.
      while (behind < words.size() && between(text, words[behind - 1], words[behind])) {
        const std::size_t more = matched(text, behind, scratch);
        if (more == 0) break;
        behind += more;
      }
      draft.count(0, behind - i);
      const bool touches_before = i > 0 && words[i - 1].end == words[i].begin;
      const bool touches_behind = behind < words.size() && words[behind - 1].end == words[behind].begin;
      remove(text, words[i].begin, words[behind - 1].end, touches_before && touches_behind, draft);
      i = behind;
    }
  }

 private:
  static bool between(std::string_view text, const TextSpan& word, const TextSpan& next) {
    for (std::size_t i = word.end; i < next.begin;)
      if (!is_space_in_line(text::decode(text, i))) return false;
    return true;
  }

  static std::size_t matched(std::string_view text, std::size_t at, const Scratch& scratch) {
    std::size_t most = 1;
    if (scratch.stop->has_phrases())
      while (at + most < scratch.words.size() &&
             between(text, scratch.words[at + most - 1], scratch.words[at + most]) &&
             most < scratch.stop->longest_phrase())
        ++most;
    return scratch.stop->match(scratch.hashes, at, most);
  }

  // A stretch goes with the space on one of its sides, so that neither two spaces nor one at a line's end are left.
  // Where words would touch, a space takes its place.
  static void remove(std::string_view text, std::size_t begin, std::size_t end, bool joins, TextDraft& draft) {
    std::size_t before = begin, behind = end;
    while (before > draft.at()) {
      std::size_t at = before - 1;
      while (text::is_continuation(text[at])) --at;
      std::size_t next = at;
      if (!is_space_in_line(text::decode(text, next))) break;
      before = at;
    }
    for (std::size_t next = behind; behind < text.size(); behind = next)
      if (!is_space_in_line(text::decode(text, next))) break;
    const bool line_begins = before == 0 || breaks_before(text, before);
    const bool line_ends = behind == text.size() || breaks_at(text, behind);
    if (line_begins && line_ends) draft.keep_to(before).replace(behind - before, "");
    else if (line_begins) draft.keep_to(begin).replace(behind - begin, "");
    else if (line_ends) draft.keep_to(before).replace(end - before, "");
    else if (before < begin && behind == end && closes(text, end)) draft.keep_to(before).replace(end - before, "");
    else if (before < begin && behind > end) draft.keep_to(begin).replace(behind - begin, "");
    else draft.keep_to(begin).replace(end - begin, joins ? " " : "");
  }
  // Punctuation that stands right behind a word.
  static bool closes(std::string_view text, std::size_t at) {
    constexpr std::u32string_view marks = U".,;:!?…)]}。，、；：！？）」』》؟،؛।";
    return marks.find(text::decode(text, at)) != marks.npos;
  }
  static bool breaks_before(std::string_view text, std::size_t at) {
    do --at;
    while (text::is_continuation(text[at]));
    return is_line_break(text::decode(text, at));
  }
  static bool breaks_at(std::string_view text, std::size_t at) { return is_line_break(text::decode(text, at)); }
};

// A list as the op holds it: its entries cut into words as the texts are.
class ListBuilder {
 public:
  explicit ListBuilder(const words::Segmenter& segmenter) : segmenter_(segmenter) {}

  void keep(const std::vector<std::string>& words) {
    for (const std::string& word : words) kept_.emplace_back(form_.lower(word));
  }
  // False: it is no word.
  bool add(std::string_view entry, words::StopWords& stop) {
    for (const std::string& kept : kept_)
      if (form_.lower(entry) == kept) return true;
    segmenter_.words(entry, scratch_, spans_);
    std::size_t covered = 0;  // an entry that has more than words ("'n", "?") would be found where it does not stand
    for (const TextSpan& span : spans_) covered += span.size();
    std::size_t size = 0;
    for (std::size_t i = 0; i < entry.size();) {
      const std::size_t from = i;
      if (!words::is_space(text::decode(entry, i))) size += i - from;
    }
    if (covered != size || size == 0) return false;
    stop.add(entry, spans_);
    return true;
  }

 private:
  const words::Segmenter& segmenter_;
  std::vector<std::string> kept_;
  text::WordForm form_;
  words::Segmenter::Scratch scratch_;
  std::vector<TextSpan> spans_;
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  if (params.file && params.language_field)
    return usage_error(
        "a file has the stop words of all records, and a language_field those of each: give one of them");
  DSPREP_TRY(words::Segmenter segmenter, words::Segmenter::make(params.words, binder));
  DSPREP_TRY(words::RecordLanguage language, words::RecordLanguage::bind(params.language_field, binder));
  StopWordRules rules{std::move(segmenter), language, {}, {}};
  ListBuilder builder(rules.segmenter);
  builder.keep(params.keep);
  const auto add_language = [&](std::string_view name, words::StopWords& stop) {
    text::each_word(text::stop_word_lists(), name, [&](std::string_view word) { builder.add(word, stop); });
    for (const std::string& word : params.also) builder.add(word, stop);
  };
  words::StopWords tried;
  for (const std::string& word : params.also)
    if (!builder.add(word, tried))
      return usage_error("also: \"" + word + "\" is no word: words alone are removed; of punctuation, give it without");
  if (params.file) {
    DSPREP_TRY(const Resource file, binder.resource(*params.file));
    DSPREP_CHECK(text::each_entry(*file, [&](std::string_view entry) -> Status {
      builder.add(entry, rules.stop);
      return {};
    }));
    if (rules.stop.empty())
      return usage_error(file->path +
                         " has no stop word in it: give a file that has some, or none for those of a language");
    for (const std::string& word : params.also) builder.add(word, rules.stop);
  } else if (params.language_field) {
    for (const std::string_view name : text::languages_of(text::stop_word_lists()))
      add_language(name, rules.lists[std::string(name)]);
  } else {
    add_language(params.language, rules.stop);
  }
  return text_rewriter(std::move(rules), params.text_fields, binder);
}

constexpr ExampleFile own[] = {{"own.txt", "# a few are enough\nder\ndie\nund\n"}};

constexpr Example examples[] = {
    {"English", "", "{\"text\":\"This is the story of a cat, and of the dogs.\"}\n",
     "{\"text\":\"story cat, dogs.\"}\n"},
    {"Chinese: words that would touch are parted", "language = \"zh\"",
     "{\"text\":\"我们的城市和你们的城市一样美丽\"}\n", "{\"text\":\"城市 城市 美丽\"}\n"},
    {"The language is a field's", "language_field = \"lang\"\nkeep = [\"not\"]",
     "{\"lang\":\"en\",\"text\":\"It is not a house\"}\n{\"lang\":\"deu_Latn\",\"text\":\"Das ist ein Haus\"}\n"
     "{\"lang\":\"tlh\",\"text\":\"tlhIngan maH\"}\n",
     "{\"lang\":\"en\",\"text\":\"not house\"}\n{\"lang\":\"deu_Latn\",\"text\":\"Haus\"}\n"
     "{\"lang\":\"tlh\",\"text\":\"tlhIngan maH\"}\n"},
    {"Words of a file", "file = \"own.txt\"", "{\"text\":\"Der Hund und die Katze\"}\n", "{\"text\":\"Hund Katze\"}\n",
     "", own},
};

}  // namespace

extern const OpSpec normalize_stop_words;
const OpSpec normalize_stop_words = {
    .name = "stop_words",
    .family = Family::normalize,
    .summary = "Remove stop words: the, und, 的",
    .details =
        R"(Whole words are removed, compared in lower case. Lists are cut into words as texts are, so that an entry of several words,
or of several that the segmentation makes of it, is found where they follow each other with at most space between them, the longest
first. Entries that hold more than words (`?`, `'n`) are passed over, and a word that only begins with one (`l'eau`) stays.

A word goes with the space on one of its sides, so that neither two spaces nor one at a line's end are left; line breaks and
punctuation stay. Where two words would come to touch, as in Chinese, one space takes its place.

The lists are stopwords-iso 1.1.0: 58 languages, of very different length: 29 words for Zulu, 1,298 for English, among them
many that carry meaning: name those in `keep`. With `language_field` a text in a language without a list stays as it is
and is counted as `without_a_list`. Counts: `removed` words. A second run may remove more: words that the first has brought
together can make a phrase.

A field with `*` is rewritten element by element. A missing, null or non-text field makes the record malformed.)",
    .source = "stopwords-iso 1.1.0, MIT (lists)",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
};

}  // namespace dsprep::ops
