// random_insert: adds copies of a record in which synonyms of some words have been put somewhere (EDA's RI).
#include <string>
#include <utility>
#include <vector>

#include "base/rng.h"
#include "dsprep/augmenter.h"
#include "dsprep/op_spec.h"
#include "thesauri/english_stop_words.h"
#include "thesauri/insertions.h"
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
    f("fields", text_fields, {.meaning = "the texts to put words into", .field = true});
    copies.fields(f);
    f("rate", rate,
      {.meaning = "insertions per word: a text of n words gets floor(rate * n), and at least one", .min = 0, .max = 1});
    thesaurus.fields(f);
  }
};

struct InsertRules {
  struct Scratch {
    thesauri::Sites sites;
    thesauri::Insertions insertions;
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
    std::uint64_t inserted = 0;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      if (scratch.sites.words(i).empty()) continue;
      const std::uint64_t times = edits_of(rate, scratch.sites.free_words(i).size());
      scratch.insertions.draw(scratch.sites, i, times, rng);
      scratch.insertions.write(scratch.sites, i, draft.text(i));
      inserted += times;
    }
    draft.recipe.append("{\"words\":").append(std::to_string(inserted)).append("}");
  }
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  if (params.rate == 0) return usage_error("rate is 0: nothing would be inserted; give a share, as 0.1");
  DSPREP_TRY(thesauri::Thesauri opened,
             thesauri::open_thesauri(params.thesaurus, thesauri::english_stop_words(), binder));
  return augmenter(InsertRules{params.rate, std::move(opened)}, params.copies, params.text_fields, binder);
}

constexpr ExampleFile english[] = {{"synonyms.tsv",
                                    "quick\tfast,rapid\n"
                                    "film\tmovie\tmotion picture\n"}};
constexpr ExampleFile chinese[] = {{"synonyms-zh.tsv",
                                    "喜欢\t喜爱,爱好\n"
                                    "电影\t影片\n"}};

constexpr Example examples[] = {
    {"A list of one's own", "thesaurus = \"synonyms.tsv\"\ncopies = 2",
     "{\"text\":\"It was a quick film, and good.\"}\n",
     "{\"text\":\"It was a quick film, and good.\"}\n"
     "{\"text\":\"It was a fast quick film, and "
     "good.\",\"_dsprep\":{\"parent\":\"dc3dbed82dd61ae875be41db4e1777cd\",\"op\":\"random_insert\",\"recipe\":{"
     "\"words\":1},\"copy\":1}}\n"
     "{\"text\":\"rapid It was a quick film, and "
     "good.\",\"_dsprep\":{\"parent\":\"dc3dbed82dd61ae875be41db4e1777cd\",\"op\":\"random_insert\",\"recipe\":{"
     "\"words\":1},\"copy\":2}}\n",
     "", english},
    {"Chinese", "language = \"zh\"\nthesaurus = \"synonyms-zh.tsv\"", "{\"text\":\"我喜欢电影。\"}\n",
     "{\"text\":\"我喜欢电影。\"}\n"
     "{\"text\":\"我影片喜欢电影。\",\"_dsprep\":{\"parent\":\"d987f5193e1af40d1e35f044a66f9ab1\",\"op\":\"random_"
     "insert\",\"recipe\":{\"words\":1},\"copy\":1}}\n",
     "", chinese},
};

}  // namespace

extern const OpSpec augment_random_insert;
const OpSpec augment_random_insert = {
    .name = "random_insert",
    .family = Family::augment,
    .summary = "Add copies of a record with synonyms of some of its words put in at random",
    .details =
        R"(In each of `copies` copies, max(1, floor(`rate` × words)) times: a word with a synonym is drawn from the text,
one of its synonyms, and another word, each with the same probability; the synonym is put in front of that other word, as
the thesaurus spells it, with a space behind it where the script has spaces. Nothing stands behind the last word, as in
EDA. Everything else stays as it is, byte for byte.

Words, thesauri, synonyms and what is left alone are those of `synonym`: nothing is put into an address, a number or what
is protected.

A text without a word that has a synonym gets no copy, and a copy that would equal an earlier one is tried again twice,
then not added: the counter `unchanged`. A missing, null or non-text field makes the record malformed.)",
    .source = "EDA, random insertion: Wei and Zou 2019, arXiv:1901.11196",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .derives = true,
};

}  // namespace dsprep::ops
