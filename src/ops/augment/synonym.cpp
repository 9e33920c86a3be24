// synonym: adds copies of a record in which some words have given way to synonyms.
#include <string>
#include <utility>
#include <vector>

#include "base/random_places.h"
#include "base/rng.h"
#include "dsprep/augmenter.h"
#include "dsprep/op_spec.h"
#include "thesauri/english_stop_words.h"
#include "thesauri/open.h"
#include "thesauri/sites.h"

namespace dsprep::ops {
namespace {

struct Params {
  std::vector<std::string> text_fields = {"text"};
  CopyParams copies;
  double rate = 0.1;
  thesauri::ThesaurusParams thesaurus;
  void fields(ParamFields& f) {
    f("fields", text_fields, {.meaning = "the texts to replace words in", .field = true});
    copies.fields(f);
    f("rate", rate,
      {.meaning = "share of the words with a synonym that are replaced: of n, floor(rate * n), and at least one",
       .min = 0,
       .max = 1});
    thesaurus.fields(f);
  }
};

struct SynonymRules {
  struct Scratch {
    thesauri::Sites sites;
    std::vector<std::uint32_t> order;
    std::vector<std::uint8_t> drawn;  // words by number
    std::string cased;
  };
  static constexpr unsigned attempts = 3;
  double rate;
  thesauri::Thesauri thesauri;

  bool look(CopyTexts& texts, Scratch& scratch) const {
    const thesauri::Thesaurus* thesaurus = thesauri.of(texts.record());
    return thesaurus != nullptr && scratch.sites.find(texts, *thesaurus);
  }

  void copy(CopyTexts& texts, std::uint64_t seed, CopyDraft& draft, Scratch& scratch) const {
    base::Rng rng(seed);
    std::uint64_t replaced = 0;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      const auto words = scratch.sites.words(i);
      const std::uint64_t edits = edits_of(rate, words.size());
      base::draw_places(words.size(), edits, rng, scratch.order, scratch.drawn);
      for (std::size_t n = 0, left = edits; left > 0; ++n) {
        if (scratch.drawn[n] == 0) continue;
        --left;
        const auto& [span, synonyms] = words[n];
        const std::string_view synonym = synonyms.words[rng.below(synonyms.words.size())];
        draft.text(i).keep_to(span.begin);
        if (synonyms.casing == thesauri::Casing::lower) {
          draft.text(i).replace(span.size(), synonym);
        } else {
          scratch.cased.clear();
          thesauri::append_cased(scratch.cased, synonym, synonyms.casing);
          draft.text(i).replace(span.size(), scratch.cased);
        }
      }
      replaced += edits;
    }
    draft.recipe.append("{\"words\":").append(std::to_string(replaced)).append("}");
  }
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  if (params.rate == 0) return usage_error("rate is 0: no word would be replaced; give a share, as 0.1");
  DSPREP_TRY(thesauri::Thesauri opened,
             thesauri::open_thesauri(params.thesaurus, thesauri::english_stop_words(), binder));
  return augmenter(SynonymRules{params.rate, std::move(opened)}, params.copies, params.text_fields, binder);
}

constexpr ExampleFile english[] = {{"synonyms.tsv",
                                    "quick\tfast,rapid\n"
                                    "film\tmovie\tmotion picture\n"}};
constexpr ExampleFile chinese[] = {{"synonyms-zh.tsv",
                                    "喜欢\t喜爱,爱好\n"
                                    "电影\t影片\n"}};
constexpr ExampleFile dictionary[] = {{"cedict.u8",
                                       "快捷 快捷 [kuai4 jie2] /fast/quick/\n"
                                       "迅速 迅速 [xun4 su4] /fast/rapid/\n"
                                       "電腦 电脑 [dian4 nao3] /computer/CL:臺|台[tai2]/\n"
                                       "計算機 计算机 [ji4 suan4 ji1] /computer/calculator/\n"}};

constexpr Example examples[] = {
    {"A list of one's own; the case of a word is kept, and an address is left alone",
     "thesaurus = \"synonyms.tsv\"\ncopies = 2\nrate = 1",
     "{\"text\":\"A quick film. Quick! https://example.org/film\"}\n",
     "{\"text\":\"A quick film. Quick! https://example.org/film\"}\n"
     "{\"text\":\"A rapid motion picture. Fast! "
     "https://example.org/"
     "film\",\"_dsprep\":{\"parent\":\"fed3e6f152c6cdd88baa81ff7968ec29\",\"op\":\"synonym\",\"recipe\":{\"words\":3},"
     "\"copy\":1}}\n"
     "{\"text\":\"A rapid movie. Rapid! "
     "https://example.org/"
     "film\",\"_dsprep\":{\"parent\":\"fed3e6f152c6cdd88baa81ff7968ec29\",\"op\":\"synonym\",\"recipe\":{\"words\":3},"
     "\"copy\":2}}\n",
     "", english},
    {"Chinese", "language = \"zh\"\nthesaurus = \"synonyms-zh.tsv\"\nrate = 1", "{\"text\":\"我喜欢电影。\"}\n",
     "{\"text\":\"我喜欢电影。\"}\n"
     "{\"text\":\"我喜爱影片。\",\"_dsprep\":{\"parent\":\"d987f5193e1af40d1e35f044a66f9ab1\",\"op\":\"synonym\","
     "\"recipe\":{\"words\":2},\"copy\":1}}\n",
     "", chinese},
    {"Chinese by a dictionary like CC-CEDICT", "language = \"zh\"\nthesaurus = \"cedict.u8\"",
     "{\"text\":\"我的电脑很旧。\"}\n",
     "{\"text\":\"我的电脑很旧。\"}\n"
     "{\"text\":\"我的计算机很旧。\",\"_dsprep\":{\"parent\":\"fa48a21e14ef97346a9de234aa87f2c3\",\"op\":\"synonym\","
     "\"recipe\":{\"words\":1},\"copy\":1}}\n",
     "", dictionary},
};

}  // namespace

extern const OpSpec augment_synonym;
const OpSpec augment_synonym = {
    .name = "synonym",
    .family = Family::augment,
    .summary = "Add copies of a record in which some words have given way to synonyms",
    .details =
        R"(Words that have a synonym in the thesaurus are looked up in the text: n of them. In each of `copies` copies,
max(1, floor(`rate` × n)) of these, drawn at random, are replaced, each by one of its synonyms, each with the same
probability. Stop words have none (the 127 of EDA in English, dsprep's lists in other languages). Everything between the
words stays as it is, byte for byte.

**Which words.** The words are ICU's (with a dictionary for Chinese). Left alone is what `protect` and `protect_spans`
name, and what is no running text: whatever stands together without white space and holds a digit, one of
`/ @ \ _ # = & < > { } [ ] | ~ ^ $ % +`, or a `.`, `:` or `-` before a letter (addresses, numbers, placeholders,
compounds with hyphens).

**Which thesaurus.** `language` en: WordNet 3.0 (Debian's wordnet-base). Others: MyThes (Debian's mythes-*: ar bg ca cs
da de de-ch en-au es fr gl gn hu id is it lv nb ne nn no pl pt pt-br ro ru sk sl sv uk; `kind` mythes for English, too).
`thesaurus` names a file of your own: lines of a word, a TAB and synonyms with TABs or commas between them; a MyThes
.dat; a dictionary in the format of CC-CEDICT, where words with the same English gloss are synonyms unless more than
eight share it, and `frequencies` leaves rare ones out; the directory of a WordNet. With `language_field` each record
says its language; one that is neither `language` nor among `languages` gets no copies.

**Which synonyms.** WordNet: those of the word's `senses` most frequent senses, but for those that are less
than a tenth of its uses in WordNet's counts. `part_of_speech` agree takes a word only
where it is surely of one part of speech: all its readings are, or nine tenths of the counted uses. Plurals
and verb forms in -s, -ing and -ed are recognized, and the synonym gets the same form; other inflected forms, irregular
pasts with a participle of their own (broke, broken) and synonyms of several words in an inflected form are left out.
MyThes: those of the first `senses` meanings without a remark in parentheses (generic term, antonym); agree takes a word
only where all its meanings have the same part of speech, as far as the file says it. Inflected forms are looked up as
they stand.

**Case.** A word in small letters gets synonyms without capitals; after a capital the synonym begins with one; a word in
capitals gets capitals; `iPhone` is left alone unless the thesaurus spells it so.

A copy that would equal its parent or an earlier copy is tried again twice, then not added: the counter `unchanged`.
`_dsprep.recipe` says how many words were replaced. Neither the article before a word (a, an) nor its ending in other languages is
adapted. A missing, null or non-text field makes the record malformed.)",
    .source = "EDA, synonym replacement: Wei and Zou 2019, arXiv:1901.11196; Princeton WordNet 3.0; MyThes",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .derives = true,
};

}  // namespace dsprep::ops
