// reverse: adds a copy of a record whose words, graphemes or sentences stand in reverse order.
#include <string>
#include <utility>
#include <vector>

#include "dsprep/augmenter.h"
#include "dsprep/edit_recipe.h"
#include "dsprep/op_spec.h"
#include "text/graphemes.h"
#include "text/segment.h"
#include "text/word_model.h"
#include "text/word_model_hints.h"

namespace dsprep::ops {
namespace {

enum class Unit : std::uint8_t { words, graphemes, sentences };

struct Params {
  std::string field = "text";
  CopyParams copies;
  std::string unit = "words", words = "unicode";
  void fields(ParamFields& f) {
    f("field", field, {.meaning = "the text that is reversed", .field = true});
    copies.fields(f);
    f("unit", unit, {.meaning = "what stands in reverse order", .choices = {"words", "graphemes", "sentences"}});
    f("words", words, text::word_model_hints());
  }
};

struct ReverseRules {
  struct Scratch {
    std::vector<TextSpan> units, movable;
  };
  Unit unit;
  WordModel model;

  bool look(CopyTexts&, Scratch&) const { return true; }

  void copy(CopyTexts& texts, std::uint64_t seed, CopyDraft& draft, Scratch& scratch) const {
    std::uint64_t moved = 0;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      const std::string_view text = texts.text(i);
      std::span<const TextSpan> units;
      if (unit == Unit::words) {
        units = texts.words(i, model);
      } else {
        if (unit == Unit::graphemes) text::split_graphemes(text, scratch.units);
        else text::split_sentences(text, scratch.units);
        units = scratch.units;
      }
      scratch.movable.clear();
      for (const TextSpan& one : units)
        if (texts.touchable(i, one)) scratch.movable.push_back(one);
      const std::vector<TextSpan>& movable = scratch.movable;
      for (std::size_t place = 0; place < movable.size(); ++place) {
        const TextSpan there = movable[place], here = movable[movable.size() - 1 - place];
        if (there == here) continue;
        draft.text(i).keep_to(there.begin).replace(there.size(), here.of(text));
        ++moved;
      }
    }
    tell_edits(draft.recipe, moved, seed);
  }
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  const Unit unit = params.unit == "words"       ? Unit::words
                    : params.unit == "graphemes" ? Unit::graphemes
                                                 : Unit::sentences;
  if (params.copies.copies > 1)
    return usage_error("copies = " + std::to_string(params.copies.copies) +
                       ": a text has one reversal, and no copy is written twice; leave it out");
  return augmenter(ReverseRules{unit, text::word_model(params.words)}, params.copies,
                   std::vector<std::string>{params.field}, binder);
}

constexpr Example examples[] = {
    {"Words", "",
     "{\"text\":\"Red, green; blue.\"}\n"
     "{\"text\":\"我爱北京。\"}\n",
     "{\"text\":\"Red, green; blue.\"}\n"
     "{\"text\":\"blue, green; "
     "Red.\",\"_dsprep\":{\"parent\":\"01af922d2341539b75823c7a18889893\",\"op\":\"reverse\",\"recipe\":{\"edits\":2,"
     "\"seed\":\"79d25efd777d557d\"},\"copy\":1}}\n"
     "{\"text\":\"我爱北京。\"}\n"
     "{\"text\":\"北京爱我。\",\"_dsprep\":{\"parent\":\"45308ebe695881e1b7a2be198259c253\",\"op\":\"reverse\","
     "\"recipe\":{\"edits\":2,\"seed\":\"17304625088b0684\"},\"copy\":1}}\n"},
    {"Graphemes: accents and joined emoji stay whole", "unit = \"graphemes\"", "{\"text\":\"née 👩‍👧 ok\"}\n",
     "{\"text\":\"née 👩‍👧 ok\"}\n"
     "{\"text\":\"ko 👩‍👧 "
     "eén\",\"_dsprep\":{\"parent\":\"3a3de49a2ee7683b53677fb06cbe0558\",\"op\":\"reverse\",\"recipe\":{\"edits\":8,"
     "\"seed\":\"cecd2bbafeaad83e\"},\"copy\":1}}\n"},
    {"Sentences", "unit = \"sentences\"", "{\"text\":\"One came. Two went!\"}\n",
     "{\"text\":\"One came. Two went!\"}\n"
     "{\"text\":\"Two went! One "
     "came.\",\"_dsprep\":{\"parent\":\"7a9386eb743c95d0b5073429bf08ab6f\",\"op\":\"reverse\",\"recipe\":{\"edits\":2,"
     "\"seed\":\"1efbe38c857f78ea\"},\"copy\":1}}\n"},
};

}  // namespace

extern const OpSpec augment_reverse;
const OpSpec augment_reverse = {
    .name = "reverse",
    .family = Family::augment,
    .summary = "Add a copy of a record whose words, graphemes or sentences stand in reverse order",
    .details =
        R"(The words of the text change places: the first with the last, the second with the last but one, and so on. With `unit = "sentences"` its sentences do, with `"graphemes"` its
characters as a reader sees them: accents, vowel signs, tone marks, joined emoji, flags and CR LF are never taken apart. Between words and between sentences, white space and
punctuation keep their places, and case stays with its word.

**A control, not an augmentation**: the order of words carries meaning, and labels of most tasks do not survive it. It shows what a model makes of words without
order, and reversed characters what it makes of noise.

A text of fewer than two different units gets no copy: the counter `unchanged` says how often. `recipe` in `_dsprep` says how many stand elsewhere; the seed there
plays no part. What `protect` matches, or labels of `protect_spans` cover, stays in its place; other labels stay at theirs, over other text. A missing, null or non-text
field makes the record malformed. Of a field with `*`, each element is reversed within itself.)",
    .source = "dsprep's own",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .derives = true,
};

}  // namespace dsprep::ops
