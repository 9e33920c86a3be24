// random_swap: adds copies of a record in which some words have changed places (EDA's RS).
#include <algorithm>
#include <cstdint>
#include <numeric>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/random_places.h"
#include "base/rng.h"
#include "dsprep/augmenter.h"
#include "dsprep/op_spec.h"
#include "text/word_model.h"
#include "text/word_model_hints.h"

namespace dsprep::ops {
namespace {

struct Params {
  std::string field = "text";
  CopyParams copies;
  double alpha = 0.1;
  std::string words = "unicode";
  void fields(ParamFields& f) {
    f("field", field, {.meaning = "the text whose words are swapped", .field = true});
    copies.fields(f);
    f("alpha", alpha,
      {.meaning = "swaps per word: a text of n words gets floor(alpha * n), and at least one", .min = 0, .max = 1});
    f("words", words, text::word_model_hints());
  }
};

struct SwapRules {
  struct Scratch {
    struct Range {
      std::size_t first, count;
    };
    std::vector<Range> texts;          // the words of each text, in `words`
    std::vector<TextSpan> words;       // those that may be moved
    std::vector<std::uint32_t> order;  // order[i]: the word that stands in place i
  };
  double alpha;
  WordModel model;

  // Finds the words that may move. False where there is nothing to swap.
  bool look(CopyTexts& texts, Scratch& scratch) const {
    scratch.texts.clear();
    scratch.words.clear();
    bool swappable = false;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      const std::size_t first = scratch.words.size();
      for (const TextSpan& word : texts.words(i, model))
        if (texts.touchable(i, word)) scratch.words.push_back(word);
      scratch.texts.push_back({first, scratch.words.size() - first});
      swappable |= scratch.words.size() - first >= 2;
    }
    scratch.order.resize(scratch.words.size());
    return swappable;
  }

  void copy(CopyTexts& texts, std::uint64_t seed, CopyDraft& draft, Scratch& scratch) const {
    base::Rng rng(seed);
    std::iota(scratch.order.begin(), scratch.order.end(), 0u);
    for (std::size_t i = 0; i < texts.size(); ++i) {
      const auto [first, count] = scratch.texts[i];
      if (count >= 2) base::swap_places(std::span(scratch.order).subspan(first, count), edits_of(alpha, count), rng);
      for (std::size_t place = first; place < first + count; ++place) {
        if (scratch.order[place] == place) continue;
        const TextSpan word = scratch.words[place];
        const TextSpan other = scratch.words[scratch.order[place]];
        draft.text(i).keep_to(word.begin).replace(word.size(), other.of(texts.text(i)));
      }
    }
  }
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  return augmenter(SwapRules{params.alpha, text::word_model(params.words)}, params.copies,
                   std::vector<std::string>{params.field}, binder);
}

constexpr Example examples[] = {
    {"Two copies each; where the second would be the same as the first, there is one", "copies = 2",
     "{\"text\":\"Red, green; blue.\"}\n"
     "{\"text\":\"我爱北京。\"}\n",
     "{\"text\":\"Red, green; blue.\"}\n"
     "{\"text\":\"blue, green; Red.\","
     "\"_dsprep\":{\"parent\":\"01af922d2341539b75823c7a18889893\",\"op\":\"random_swap\",\"copy\":1}}\n"
     "{\"text\":\"Red, blue; green.\","
     "\"_dsprep\":{\"parent\":\"01af922d2341539b75823c7a18889893\",\"op\":\"random_swap\",\"copy\":2}}\n"
     "{\"text\":\"我爱北京。\"}\n"
     "{\"text\":\"北京爱我。\","
     "\"_dsprep\":{\"parent\":\"45308ebe695881e1b7a2be198259c253\",\"op\":\"random_swap\",\"copy\":1}}\n"},
    {"A pattern that no copy may change", "copies = 3\nprotect = [\"https?://[^ ]+\", \"北京\"]",
     "{\"text\":\"see https://example.org/a/b now\"}\n{\"text\":\"我爱北京。\"}\n",
     "{\"text\":\"see https://example.org/a/b now\"}\n"
     "{\"text\":\"now https://example.org/a/b see\","
     "\"_dsprep\":{\"parent\":\"e5132c9697af9a5846ee99c066f1183f\",\"op\":\"random_swap\",\"copy\":1}}\n"
     "{\"text\":\"我爱北京。\"}\n"
     "{\"text\":\"爱我北京。\","
     "\"_dsprep\":{\"parent\":\"45308ebe695881e1b7a2be198259c253\",\"op\":\"random_swap\",\"copy\":1}}\n"},
    {"A text of one word has nothing to swap", "", "{\"text\":\"Hello!\"}\n", "{\"text\":\"Hello!\"}\n"},
};

}  // namespace

extern const OpSpec augment_random_swap;
const OpSpec augment_random_swap = {
    .name = "random_swap",
    .family = Family::augment,
    .summary = "Add copies of a record in which some words have changed places",
    .details =
        R"(For each of `copies` copies, n = max(1, floor(`alpha` × words)) swaps are made in the text: a place is
drawn at random, then another; where it is the same place it is drawn again, up to three times, and then this swap is
given up. A word may be swapped more than once.

Only words move. White space and punctuation between them keep their places, case stays with the word: `Red, green;
blue` may become `blue, green; Red`. With the default word model this works for Chinese, Japanese and Thai, whose
words are found by dictionary; `whitespace` leaves punctuation glued to its word, and takes a Chinese sentence for one
word.

The copies are new records, equal to their parent in everything else, and enter the pipeline behind it. A copy that
would equal its parent or an earlier copy (words can be alike, and swaps can undo each other) is not added, nor is one
of a text with fewer than two words: the counter `unchanged` says how often. So a record may get fewer than `copies`
copies, never the same text twice.

What a pattern of `protect` matches stays as it is and where it is: words that overlap with it are none of those that
are swapped. So does the text under the labels of `protect_spans`, which are some of the `[dataset] spans`. Other labels
stay at their places, over other words.

Of a field with `*`, each element has its own n and swaps within itself. A missing, null or non-text field makes the record
malformed.)",
    .source = "EDA, random swap: Wei and Zou 2019, arXiv:1901.11196; eda_nlp code/eda.py",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .derives = true,
};

}  // namespace dsprep::ops
