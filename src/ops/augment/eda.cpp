// eda: adds copies of a record, each with one of four edits: synonyms, insertions, swaps, deletions.
#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/hash.h"
#include "base/random_places.h"
#include "base/rng.h"
#include "dsprep/augmenter.h"
#include "dsprep/op_spec.h"
#include "ops/augment/eda/script.h"
#include "ops/augment/eda/script_synonyms.h"
#include "ops/augment/eda/word_edits.h"
#include "thesauri/english_stop_words.h"
#include "thesauri/open.h"
#include "thesauri/sites.h"

namespace dsprep::ops {
namespace {

constexpr std::array<std::string_view, 4> edit_names = {"synonym", "insert", "swap", "delete"};  // by EdaEdit

struct Params {
  std::vector<std::string> text_fields = {"text"};
  CopyParams copies;
  double rate = 0.1;
  std::array<std::optional<double>, 4> rates;
  bool faithful = false;
  thesauri::ThesaurusParams thesaurus;
  void fields(ParamFields& f) {
    f("fields", text_fields, {.meaning = "the texts to change", .field = true});
    copies.fields(f);
    f("rate", rate,
      {.meaning = "edits per word: a text of n words gets floor(rate * n), and at least one; of deletions, the "
                  "probability that a word goes",
       .min = 0,
       .max = 1});
    f("synonym_rate", rates[0],
      {.meaning = "of synonyms, where it is another one; 0: none of them", .min = 0, .max = 1});
    f("insert_rate", rates[1], {.meaning = "of insertions, likewise", .min = 0, .max = 1});
    f("swap_rate", rates[2], {.meaning = "of swaps, likewise", .min = 0, .max = 1});
    f("delete_rate", rates[3], {.meaning = "of deletions, likewise", .min = 0, .max = 1});
    f("faithful", faithful,
      {.meaning = "do as the published script does: English, in small letters, without anything but a-z and spaces"});
    thesaurus.fields(f);
  }
};

struct EdaRules {
  struct Scratch {
    std::vector<EdaEdit> deck;  // which edit each copy gets; empty before the first
    std::size_t copy = 0;
    WordEdits words;
    EdaScript script;
    std::string made;
  };
  std::array<double, 4> rates;
  std::uint64_t copies;
  thesauri::Thesauri thesauri;                     // none where faithful
  std::shared_ptr<const ScriptSynonyms> faithful;  // null where not

  bool look(CopyTexts& texts, Scratch& scratch) const {
    scratch.deck.clear();
    scratch.copy = 0;
    if (faithful) return true;
    const thesauri::Thesaurus* thesaurus = thesauri.of(texts.record());
    return thesaurus != nullptr && scratch.words.look(texts, *thesaurus);
  }

  void copy(CopyTexts& texts, std::uint64_t seed, CopyDraft& draft, Scratch& scratch) const {
    if (scratch.deck.empty()) deal(base::mix(seed, 0), scratch.deck);
    if (scratch.copy >= scratch.deck.size()) return;
    const EdaEdit edit = scratch.deck[scratch.copy++];
    const auto kind = static_cast<std::size_t>(edit);
    base::Rng rng(seed);
    for (std::size_t i = 0; i < texts.size(); ++i) {
      if (!faithful) {
        scratch.words.edit(edit, rates[kind], texts, i, rng, draft.text(i));
      } else if (scratch.script.start(texts.text(i)) > 0) {
        scratch.script.edit(edit, rates[kind], *faithful, rng, scratch.made);
        if (!scratch.made.empty()) draft.text(i).rewrite() = scratch.made;
      }
    }
    draft.recipe.append("{\"edit\":\"").append(edit_names[kind]).append("\"}");
  }

  // As the script: so many of each kind that all are enough, shuffled; the first `copies` are made.
  void deal(std::uint64_t seed, std::vector<EdaEdit>& deck) const {
    const auto kinds =
        static_cast<std::uint64_t>(std::count_if(rates.begin(), rates.end(), [](double r) { return r > 0; }));
    const std::uint64_t each = copies / (faithful ? rates.size() : kinds) + 1;
    for (std::size_t kind = 0; kind < rates.size(); ++kind)
      if (rates[kind] > 0) deck.insert(deck.end(), each, static_cast<EdaEdit>(kind));
    base::Rng(seed).shuffle(deck);
  }
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  EdaRules rules{};
  rules.copies = static_cast<std::uint64_t>(params.copies.copies);
  for (std::size_t kind = 0; kind < rules.rates.size(); ++kind)
    rules.rates[kind] = params.rates[kind].value_or(params.rate);
  if (std::all_of(rules.rates.begin(), rules.rates.end(), [](double rate) { return rate == 0; }))
    return usage_error("all rates are 0: nothing would be changed; give a share, as rate = 0.1");
  if (params.faithful) {
    if (params.thesaurus.language != "en" || params.thesaurus.language_field)
      return usage_error("faithful: the published script is for English alone: leave out faithful, or the language");
    if (params.thesaurus.kind != "auto" && params.thesaurus.kind != "wordnet")
      return usage_error("faithful: the published script has WordNet alone: leave out kind");
    DSPREP_TRY(auto files, thesauri::open_wordnet_files(params.thesaurus, binder));
    DSPREP_TRY(rules.faithful, ScriptSynonyms::make(std::move(files)));
  } else {
    DSPREP_TRY(rules.thesauri, thesauri::open_thesauri(params.thesaurus, thesauri::english_stop_words(), binder));
  }
  return augmenter(std::move(rules), params.copies, params.text_fields, binder);
}

constexpr ExampleFile english[] = {{"synonyms.tsv",
                                    "quick\tfast,rapid\n"
                                    "film\tmovie\tmotion picture\n"}};
constexpr ExampleFile chinese[] = {{"synonyms-zh.tsv",
                                    "喜欢\t喜爱,爱好\n"
                                    "电影\t影片\n"}};

constexpr Example examples[] = {
    {"One edit a copy", "thesaurus = \"synonyms.tsv\"\ncopies = 4", "{\"text\":\"It was a quick film, and good.\"}\n",
     "{\"text\":\"It was a quick film, and good.\"}\n"
     "{\"text\":\"It was a quick motion picture, and "
     "good.\",\"_dsprep\":{\"parent\":\"dc3dbed82dd61ae875be41db4e1777cd\",\"op\":\"eda\",\"recipe\":{\"edit\":"
     "\"synonym\"},\"copy\":1}}\n"
     "{\"text\":\"fast It was a quick film, and "
     "good.\",\"_dsprep\":{\"parent\":\"dc3dbed82dd61ae875be41db4e1777cd\",\"op\":\"eda\",\"recipe\":{\"edit\":"
     "\"insert\"},\"copy\":2}}\n"
     "{\"text\":\"It was movie a quick film, and "
     "good.\",\"_dsprep\":{\"parent\":\"dc3dbed82dd61ae875be41db4e1777cd\",\"op\":\"eda\",\"recipe\":{\"edit\":"
     "\"insert\"},\"copy\":3}}\n",
     "", english},
    {"Chinese; no deletions", "language = \"zh\"\nthesaurus = \"synonyms-zh.tsv\"\ncopies = 3\ndelete_rate = 0",
     "{\"text\":\"我们都喜欢电影。\"}\n",
     "{\"text\":\"我们都喜欢电影。\"}\n"
     "{\"text\":\"我们都喜欢影片。\",\"_dsprep\":{\"parent\":\"eed0661c2d2adaa2ea9dcf3f11c78d06\",\"op\":\"eda\","
     "\"recipe\":{\"edit\":\"synonym\"},\"copy\":1}}\n"
     "{\"text\":\"影片我们都喜欢电影。\",\"_dsprep\":{\"parent\":\"eed0661c2d2adaa2ea9dcf3f11c78d06\",\"op\":\"eda\","
     "\"recipe\":{\"edit\":\"insert\"},\"copy\":2}}\n"
     "{\"text\":\"我们喜欢都电影。\",\"_dsprep\":{\"parent\":\"eed0661c2d2adaa2ea9dcf3f11c78d06\",\"op\":\"eda\","
     "\"recipe\":{\"edit\":\"swap\"},\"copy\":3}}\n",
     "", chinese},
};

}  // namespace

extern const OpSpec augment_eda;
const OpSpec augment_eda = {
    .name = "eda",
    .family = Family::augment,
    .summary = "Add copies of a record with synonyms, insertions, swaps or deletions (Easy Data Augmentation)",
    .details =
        R"(Each copy gets one of four edits. Of each whose rate is not 0 there are floor(`copies` / kinds) + 1 in a deck,
which is shuffled for each record; the first `copies` are made, so that shares are equal in expectation, as in the
script. n is the number of words that may be changed; times = max(1, floor(rate × n)).

* **synonym** (SR): distinct words that have a synonym are drawn, `times` of them; every occurrence of such a word is
  replaced by one and the same synonym, drawn at random. Stop words have no synonyms.
* **insert** (RI): `times` times a synonym of a word of the text is put in front of another, as `random_insert` does.
* **swap** (RS): `times` swaps of two words, as `random_swap` does.
* **delete** (RD): each word goes with the probability rate, with the spaces in front of it (at the beginning of a line,
  behind it); where none would be left, one drawn at random stays, and a single word always does.

Words, thesauri, synonyms, case and what is left alone are those of `synonym`; everything else stays as it is, byte for
byte. To take every synonym of WordNet, as EDA does: `part_of_speech` any, `senses` 0.

**faithful** does what code/eda.py of eda_nlp does, on the text as the script cleans it: small letters, apostrophes gone,
anything but a-z a space. Words are what stands between spaces. Synonyms are all lemma names of all synsets of all parts
of speech of the word and its base forms (NLTK's morphy), without inflection; times counts all words. An insertion draws
words (stop words, too, and those inserted before) up to nine times and takes the **first** synonym: of the sorted list,
where the script takes that of an unordered set, so that it differs from run to run. A swap draws its second place three
times. With the four rates the same, copies have the script's distribution, but a copy that equals its parent or an
earlier one is not written, and the cleaned original is not added. Texts without a letter a-z get no copies.

A copy that would say nothing new is not added, and counted as `unchanged`; so a record may get fewer than `copies`.
`_dsprep.recipe` says which edit was made. A missing, null or non-text field makes the record malformed.)",
    .source = "EDA: Wei and Zou 2019, arXiv:1901.11196; eda_nlp code/eda.py",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .derives = true,
};

}  // namespace dsprep::ops
