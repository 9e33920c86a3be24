// stem: cuts words back to their stems.
#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/spell.h"
#include "dsprep/op_spec.h"
#include "dsprep/text_rewriter.h"
#include "text/graphemes.h"
#include "text/normalize.h"
#include "text/utf8.h"
#include "words/record_language.h"
#include "words/segmenter.h"
#include "words/stemmer.h"

namespace dsprep::ops {
namespace {

struct Params {
  std::vector<std::string> text_fields = {"text"};
  std::string language = "english";
  std::optional<std::string> language_field;
  words::WordParams words;
  void fields(ParamFields& f) {
    describe_text_fields(f, text_fields);
    f("language", language,
      {.meaning = "whose words: the name of an algorithm (english, porter) or a code (en, deu); not used where a "
                  "language_field is given"});
    words::describe_language_field(f, language_field);
    words.fields(f);
  }
};

struct StemRules {
  static constexpr std::string_view counts[] = {"without_a_stemmer"};

  words::Segmenter segmenter;
  words::RecordLanguage language;
  int stemmer;

  struct Scratch {
    words::Segmenter::Scratch segmenter;
    std::vector<TextSpan> words;
    words::Stemmers stemmers;
    std::string code, lowered, letter;
    std::vector<TextSpan> clusters;                   // of a word
    std::map<std::string, int, std::less<>> numbers;  // of what labels lead to
    words::Stemmer* stemmer = nullptr;                // of this record; null: its language has none
  };

  std::optional<Verdict> begin(const Record& record, Scratch& scratch) const {
    int number = stemmer;
    if (language.in_field()) {
      constexpr std::size_t most_labels = 1000;  // a field that holds no languages does not fill the memory
      language.of(record, scratch.code);
      const auto known = scratch.numbers.find(scratch.code);
      number = known != scratch.numbers.end() ? known->second : words::find_stemmer(scratch.code);
      if (known == scratch.numbers.end() && scratch.numbers.size() < most_labels)
        scratch.numbers.emplace(scratch.code, number);
    }
    scratch.stemmer = number < 0 ? nullptr : &scratch.stemmers.of(number);
    return std::nullopt;
  }

  void rewrite(std::string_view text, TextDraft& draft, Scratch& scratch) const {
    if (scratch.stemmer == nullptr) {
      draft.count(0);
      return;
    }
    segmenter.words(text, scratch.segmenter, scratch.words);
    for (const TextSpan& span : scratch.words) {
      const std::string_view word = span.of(text), stem = scratch.stemmer->stem(word);
      if (draft.aligned()) replace_aligned(word, stem, span.begin, draft, scratch);
      else draft.keep_to(span.begin).replace(word.size(), stem);
    }
  }

 private:
  // Labels keep to what stays: letters that were put in lower case or composed are replaced one by one, and of the rest
  // what lies between the same beginning and the same end.
  static void replace_aligned(std::string_view word, std::string_view stem, std::size_t at, TextDraft& draft,
                              Scratch& scratch) {
    text::split_graphemes(word, scratch.clusters);  // a letter with its accents, a syllable's jamo
    std::size_t eaten = 0;
    for (const TextSpan& cluster : scratch.clusters) {
      const std::string_view letter = cluster.of(word);
      text::to_lower(letter, scratch.lowered);
      text::normalize(scratch.lowered, text::Form::nfc, scratch.letter);
      if (!stem.starts_with(scratch.letter)) break;
      if (letter != scratch.letter) draft.keep_to(at + eaten).replace(letter.size(), scratch.letter);
      eaten = cluster.end;
      stem.remove_prefix(scratch.letter.size());
    }
    at += eaten;
    word.remove_prefix(eaten);
    const auto [begin, end] = difference(word, stem);
    draft.keep_to(at + begin).replace(word.size() - begin - end, stem.substr(begin, stem.size() - begin - end));
  }

  // How many bytes, of whole characters, are the same at the beginning and at the end: labels keep to what stays.
  static std::pair<std::size_t, std::size_t> difference(std::string_view word, std::string_view stem) {
    const std::size_t most = std::min(word.size(), stem.size());
    const auto whole = [](std::string_view text, std::size_t at) {
      return at == text.size() || !text::is_continuation(text[at]);
    };
    std::size_t begin = 0, end = 0;
    while (begin < most && word[begin] == stem[begin]) ++begin;
    while (begin > 0 && (!whole(word, begin) || !whole(stem, begin))) --begin;
    while (begin + end < most && word[word.size() - end - 1] == stem[stem.size() - end - 1]) ++end;
    while (end > 0 && (!whole(word, word.size() - end) || !whole(stem, stem.size() - end))) --end;
    return {begin, end};
  }
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  const int stemmer = words::find_stemmer(params.language);
  if (stemmer < 0 && !params.language_field) {
    const std::vector<std::string>& names = words::stemmer_names();
    std::string list;
    for (const std::string& name : names) list += (list.empty() ? "" : ", ") + name;
    return usage_error("language: \"" + params.language + "\" has no stemmer: give the name or the code of one of " +
                       list + base::did_you_mean(params.language, {names.begin(), names.end()}));
  }
  DSPREP_TRY(words::Segmenter segmenter, words::Segmenter::make(params.words, binder));
  DSPREP_TRY(const words::RecordLanguage language, words::RecordLanguage::bind(params.language_field, binder));
  return text_rewriter(StemRules{std::move(segmenter), language, stemmer}, params.text_fields, binder);
}

constexpr Example examples[] = {
    {"English", "", "{\"text\":\"The dogs were running happily.\"}\n", "{\"text\":\"the dog were run happili.\"}\n"},
    {"Russian, by its code", "language = \"ru\"", "{\"text\":\"Собаки бежали по улицам\"}\n",
     "{\"text\":\"собак бежа по улиц\"}\n"},
    {"The language is a field's; Chinese has no stems", "language_field = \"lang\"",
     "{\"lang\":\"de\",\"text\":\"Die Häuser stehen\"}\n{\"lang\":\"zh\",\"text\":\"我们的城市\"}\n",
     "{\"lang\":\"de\",\"text\":\"die haus steh\"}\n{\"lang\":\"zh\",\"text\":\"我们的城市\"}\n"},
};

}  // namespace

extern const OpSpec normalize_stem;
const OpSpec normalize_stem = {
    .name = "stem",
    .family = Family::normalize,
    .summary = "Cut words back to their stems (Snowball)",
    .details =
        R"(Each word becomes its stem by the Snowball algorithm of its language; all between words stays. Words are put in lower
case and accents composed first, as the algorithms expect (in Turkish `I` is `ı`; in English `’` is `'`), so the text comes out in
lower case. A stem is a key, not a word: `happili`, and words of different meaning may share one; of a few, such as Greek `όταν`,
nothing is left.

The algorithms are those of the installed libstemmer: with Debian 12 arabic, armenian, basque, catalan, danish, dutch, english,
finnish, french, german, greek, hindi, hungarian, indonesian, irish, italian, lithuanian, nepali, norwegian, porter (an older one for
English), portuguese, romanian, russian, serbian, spanish, swedish, tamil, turkish, yiddish. With `language_field` a text in another
language stays as it is and is counted as `without_a_stemmer`. Words of more than 1,024 bytes stay.

Not idempotent: a stem can have a stem. A field with `*` is rewritten element by element. A missing, null or non-text field
makes the record malformed.)",
    .source = "Snowball (libstemmer 2.2.0)",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
};

}  // namespace dsprep::ops
