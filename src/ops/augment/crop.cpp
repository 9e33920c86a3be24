// crop: adds copies of a record that hold a run of its sentences or words.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "base/rng.h"
#include "dsprep/augmenter.h"
#include "dsprep/edit_recipe.h"
#include "dsprep/op_spec.h"
#include "text/segment.h"
#include "text/word_model.h"
#include "text/word_model_hints.h"

namespace dsprep::ops {
namespace {

struct Params {
  std::string field = "text";
  CopyParams copies;
  std::string unit = "sentences", words = "unicode";
  double keep = 0.5;
  void fields(ParamFields& f) {
    f("field", field, {.meaning = "the text that is cut", .field = true});
    copies.fields(f);
    f("unit", unit, {.meaning = "what is kept a run of", .choices = {"sentences", "words"}});
    f("keep", keep,
      {.meaning = "share that is kept: floor(keep * n) of n sentences or words, at least one, at most n - 1",
       .min = 0,
       .max = 1});
    f("words", words, text::word_model_hints());
  }
};

struct CropRules {
  struct Scratch {
    struct Range {
      std::size_t first, count;
    };
    std::vector<Range> texts;  // the units of each text, in `units`
    std::vector<TextSpan> units, all;
  };
  static constexpr unsigned attempts = 3;
  double keep;
  bool sentences;
  WordModel model;

  bool look(CopyTexts& texts, Scratch& scratch) const {
    scratch.texts.clear();
    scratch.units.clear();
    bool possible = false;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      if (sentences) text::split_sentences(texts.text(i), scratch.all);
      const std::span<const TextSpan> units =
          sentences ? std::span<const TextSpan>(scratch.all) : texts.words(i, model);
      scratch.texts.push_back({scratch.units.size(), units.size()});
      scratch.units.insert(scratch.units.end(), units.begin(), units.end());
      possible |= units.size() >= 2;
    }
    return possible;
  }

  void copy(CopyTexts& texts, std::uint64_t seed, CopyDraft& draft, Scratch& scratch) const {
    base::Rng rng(seed);
    std::uint64_t cut = 0;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      const auto [first, count] = scratch.texts[i];
      if (count < 2) continue;
      const auto wanted = static_cast<std::size_t>(keep * static_cast<double>(count));
      const std::size_t kept = std::clamp<std::size_t>(wanted, 1, count - 1);
      const std::size_t begins = rng.below(count - kept + 1);
      const std::uint32_t begin = scratch.units[first + begins].begin;
      const std::uint32_t end = scratch.units[first + begins + kept - 1].end;
      TextDraft& text = draft.text(i);
      // What stands before the first unit and behind the last is cut off only where units are.
      if (begins > 0) text.replace(begin, "");
      if (begins + kept < count) text.keep_to(end).replace(texts.text(i).size() - end, "");
      cut += count - kept;
    }
    tell_edits(draft.recipe, cut, seed);
  }
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  return augmenter(CropRules{params.keep, params.unit == "sentences", text::word_model(params.words)}, params.copies,
                   std::vector<std::string>{params.field}, binder);
}

constexpr Example examples[] = {
    {"Half of the sentences", "copies = 2",
     "{\"text\":\"One came. Two went!  Three stayed? Four.\"}\n"
     "{\"text\":\"天气很好。我们去公园。\"}\n",
     "{\"text\":\"One came. Two went!  Three stayed? Four.\"}\n"
     "{\"text\":\"One came. Two "
     "went!\",\"_dsprep\":{\"parent\":\"6940e4d7b5b615511c855bf52e2baa66\",\"op\":\"crop\",\"recipe\":{\"edits\":2,"
     "\"seed\":\"16553fb002d0178f\"},\"copy\":1}}\n"
     "{\"text\":\"Three stayed? "
     "Four.\",\"_dsprep\":{\"parent\":\"6940e4d7b5b615511c855bf52e2baa66\",\"op\":\"crop\",\"recipe\":{\"edits\":2,"
     "\"seed\":\"c65ea3fe140dcba9\"},\"copy\":2}}\n"
     "{\"text\":\"天气很好。我们去公园。\"}\n"
     "{\"text\":\"我们去公园。\",\"_dsprep\":{\"parent\":\"7a00677bd522936ee153cbbe3d6a3b9c\",\"op\":\"crop\","
     "\"recipe\":{\"edits\":1,\"seed\":\"b0fb833ef2572ead\"},\"copy\":1}}\n"
     "{\"text\":\"天气很好。\",\"_dsprep\":{\"parent\":\"7a00677bd522936ee153cbbe3d6a3b9c\",\"op\":\"crop\",\"recipe\":"
     "{\"edits\":1,\"seed\":\"ee509a76d08e2d80\"},\"copy\":2}}\n"},
    {"Words", "unit = \"words\"\nkeep = 0.7", "{\"text\":\"the quick brown fox jumps\"}\n",
     "{\"text\":\"the quick brown fox jumps\"}\n"
     "{\"text\":\"quick brown "
     "fox\",\"_dsprep\":{\"parent\":\"60dc31640168e778e25cf57be383c40f\",\"op\":\"crop\",\"recipe\":{\"edits\":2,"
     "\"seed\":\"19a815d47f9b1305\"},\"copy\":1}}\n"},
};

}  // namespace

extern const OpSpec augment_crop;
const OpSpec augment_crop = {
    .name = "crop",
    .family = Family::augment,
    .summary = "Add copies of a record that hold a run of its sentences or words",
    .details =
        R"(Of the n sentences (`unit = "words"`: words) of the text, a run of floor(`keep` × n) stays, at least one and at most n - 1; where it begins is drawn, all
places as likely. What stands before its first sentence and behind its last one goes, what is between stays as it is, byte for byte. With words, punctuation beside the first or the last word that
is kept goes with the words that do not stay; before the first word of the text and behind its last one it stays with them.

Sentences are those of ICU's sentence break iterator, of any script; a line break ends one, too. Words are those of `words`, with dictionaries for Chinese, Japanese and Thai.

A copy that an earlier one equals is made again with another seed, up to three times in all, and then not added; nor is one of a text of fewer than two sentences or words: the
counter `unchanged` says how often. `recipe` in `_dsprep` says how many are missing, and the seed they were drawn with. A copy that would lack something that `protect` matches, or
that labels of `protect_spans` cover, is not added either (`would_touch_protected`). Other labels go with their text. A missing, null or non-text field makes the record malformed. Of a field with `*`, each
element is cut by itself.)",
    .source = "nlpaug, RandomWordAug (action crop)",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .derives = true,
};

}  // namespace dsprep::ops
