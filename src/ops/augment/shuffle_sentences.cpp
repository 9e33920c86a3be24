// shuffle_sentences: adds copies of a record whose sentences stand in another order.
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "base/rng.h"
#include "dsprep/augmenter.h"
#include "dsprep/edit_recipe.h"
#include "dsprep/op_spec.h"
#include "text/segment.h"

namespace dsprep::ops {
namespace {

struct Params {
  std::string field = "text";
  CopyParams copies;
  std::string mode = "all";
  void fields(ParamFields& f) {
    f("field", field, {.meaning = "the text whose sentences change places", .field = true});
    copies.fields(f);
    f("mode", mode,
      {.meaning = "all sentences in a random order, or one pair of neighbours exchanged", .choices = {"all", "pair"}});
  }
};

struct ShuffleRules {
  struct Scratch {
    struct Range {
      std::size_t first, count;
    };
    std::vector<Range> texts;          // the sentences of each text, in `sentences`
    std::vector<TextSpan> sentences;   // those that may be moved
    std::vector<TextSpan> all;         // of one text
    std::vector<std::uint32_t> order;  // of one text: order[i] is the sentence that stands in place i
  };
  static constexpr unsigned attempts = 3;
  bool pair;

  bool look(CopyTexts& texts, Scratch& scratch) const {
    scratch.texts.clear();
    scratch.sentences.clear();
    bool possible = false;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      const std::size_t first = scratch.sentences.size();
      text::split_sentences(texts.text(i), scratch.all);
      for (const TextSpan& sentence : scratch.all)
        if (texts.touchable(i, sentence)) scratch.sentences.push_back(sentence);
      scratch.texts.push_back({first, scratch.sentences.size() - first});
      possible |= scratch.sentences.size() - first >= 2;
    }
    return possible;
  }

  void copy(CopyTexts& texts, std::uint64_t seed, CopyDraft& draft, Scratch& scratch) const {
    base::Rng rng(seed);
    std::uint64_t moved = 0;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      const auto [first, count] = scratch.texts[i];
      if (count < 2) continue;
      std::vector<std::uint32_t>& order = scratch.order;
      order.resize(count);
      std::iota(order.begin(), order.end(), 0u);
      if (pair) {
        const std::uint64_t at = rng.below(count - 1);
        std::swap(order[at], order[at + 1]);
      } else {
        rng.shuffle(order);
      }
      for (std::size_t place = 0; place < count; ++place) {
        if (order[place] == place) continue;
        const TextSpan there = scratch.sentences[first + place], here = scratch.sentences[first + order[place]];
        draft.text(i).keep_to(there.begin).replace(there.size(), here.of(texts.text(i)));
        ++moved;
      }
    }
    tell_edits(draft.recipe, moved, seed);
  }
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  return augmenter(ShuffleRules{params.mode == "pair"}, params.copies, std::vector<std::string>{params.field}, binder);
}

constexpr Example examples[] = {
    {"Two copies each", "copies = 2",
     "{\"text\":\"One came. Two went!  Three stayed?\"}\n"
     "{\"text\":\"天气很好。我们去公园。你呢？\"}\n",
     "{\"text\":\"One came. Two went!  Three stayed?\"}\n"
     "{\"text\":\"Three stayed? One came.  Two "
     "went!\",\"_dsprep\":{\"parent\":\"be0fc6e405fcf8f19dd8f86a47a19e3d\",\"op\":\"shuffle_sentences\",\"recipe\":{"
     "\"edits\":3,\"seed\":\"ecd323d71d47f70e\"},\"copy\":1}}\n"
     "{\"text\":\"Two went! Three stayed?  One "
     "came.\",\"_dsprep\":{\"parent\":\"be0fc6e405fcf8f19dd8f86a47a19e3d\",\"op\":\"shuffle_sentences\",\"recipe\":{"
     "\"edits\":3,\"seed\":\"d4c8a684087471af\"},\"copy\":2}}\n"
     "{\"text\":\"天气很好。我们去公园。你呢？\"}\n"
     "{\"text\":\"你呢？我们去公园。天气很好。\",\"_dsprep\":{\"parent\":\"066ec595012ed0978b4155ded7c50424\",\"op\":"
     "\"shuffle_sentences\",\"recipe\":{\"edits\":2,\"seed\":\"a79b2cc46ba428a8\"},\"copy\":1}}\n"},
    {"One pair of neighbours", "mode = \"pair\"", "{\"text\":\"One came. Two went!  Three stayed?\"}\n",
     "{\"text\":\"One came. Two went!  Three stayed?\"}\n"
     "{\"text\":\"One came. Three stayed?  Two "
     "went!\",\"_dsprep\":{\"parent\":\"be0fc6e405fcf8f19dd8f86a47a19e3d\",\"op\":\"shuffle_sentences\",\"recipe\":{"
     "\"edits\":2,\"seed\":\"ecd323d71d47f70e\"},\"copy\":1}}\n"},
};

}  // namespace

extern const OpSpec augment_shuffle_sentences;
const OpSpec augment_shuffle_sentences = {
    .name = "shuffle_sentences",
    .family = Family::augment,
    .summary = "Add copies of a record whose sentences stand in another order",
    .details =
        R"(The sentences of the text are put in a random order (Fisher–Yates), or with `mode = "pair"` one pair of neighbours, drawn at random, changes
places. Sentences are those of ICU's sentence break iterator, of any script: `。` `！` `？` end them, too, and so does a line break. Only sentences move: the white
space between them keeps its places, paragraphs stay where they were.

A copy that would equal its parent or an earlier one is made again with another seed, up to three times in all, and then not added; nor is one of a text of fewer than two
sentences: the counter `unchanged` says how often. A text of n sentences has n! - 1 other orders, and n - 1 pairs.

`recipe` in `_dsprep` says how many sentences stand elsewhere, and the seed they were drawn with. Sentences that overlap with what `protect` matches, or with the text under
labels of `protect_spans`, stay where they are; other labels stay at their places, over other words. A missing, null or non-text field makes the record malformed. Of a
field with `*`, each element is shuffled within itself.)",
    .source = "nlpaug, RandomSentAug (modes random and neighbor)",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .derives = true,
};

}  // namespace dsprep::ops
