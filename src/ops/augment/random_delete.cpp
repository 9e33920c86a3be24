// random_delete: adds copies of a record in which some words are missing (EDA's RD).
#include <string>
#include <utility>
#include <vector>

#include "base/rng.h"
#include "dsprep/augmenter.h"
#include "dsprep/edit_recipe.h"
#include "dsprep/op_spec.h"
#include "text/word_gaps.h"
#include "text/word_model.h"
#include "text/word_model_hints.h"

namespace dsprep::ops {
namespace {

struct Params {
  std::string field = "text";
  CopyParams copies;
  double rate = 0.1;
  std::string words = "unicode";
  void fields(ParamFields& f) {
    f("field", field, {.meaning = "the text whose words are deleted", .field = true});
    copies.fields(f);
    f("rate", rate, {.meaning = "each word is deleted with this probability", .min = 0, .max = 1});
    f("words", words, text::word_model_hints());
  }
};

struct DeleteRules {
  struct Scratch {
    struct Range {
      std::size_t first, count;
      bool all;  // nothing of the text's words is protected
    };
    std::vector<Range> texts;     // the words of each text, in `words`
    std::vector<TextSpan> words;  // those that may be deleted
    std::vector<std::uint32_t> deleted;
  };
  static constexpr unsigned attempts = 3;
  double rate;
  WordModel model;

  bool look(CopyTexts& texts, Scratch& scratch) const {
    scratch.texts.clear();
    scratch.words.clear();
    bool possible = false;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      const std::size_t first = scratch.words.size();
      const std::span<const TextSpan> words = texts.words(i, model);
      for (const TextSpan& word : words)
        if (texts.touchable(i, word)) scratch.words.push_back(word);
      const std::size_t count = scratch.words.size() - first;
      scratch.texts.push_back({first, count, count == words.size()});
      possible |= words.size() >= 2 && count > 0;
    }
    return possible;
  }

  void copy(CopyTexts& texts, std::uint64_t seed, CopyDraft& draft, Scratch& scratch) const {
    base::Rng rng(seed);
    std::uint64_t edits = 0;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      const auto [first, count, all] = scratch.texts[i];
      if (all && count < 2) continue;  // a text of one word keeps it
      scratch.deleted.clear();
      for (std::size_t w = 0; w < count; ++w)
        if (!(rng.uniform() > rate)) scratch.deleted.push_back(static_cast<std::uint32_t>(w));
      if (all && scratch.deleted.size() == count)
        scratch.deleted.erase(scratch.deleted.begin() + static_cast<std::ptrdiff_t>(rng.below(count)));
      edits += scratch.deleted.size();
      erase(texts.text(i), std::span(scratch.words).subspan(first, count), scratch.deleted, draft.text(i));
    }
    tell_edits(draft.recipe, edits, seed);
  }

  // Words that stand side by side go with what is between them.
  static void erase(std::string_view text, std::span<const TextSpan> words, const std::vector<std::uint32_t>& deleted,
                    TextDraft& draft) {
    for (std::size_t k = 0; k < deleted.size(); ++k) {
      TextSpan run = words[deleted[k]];
      for (; k + 1 < deleted.size(); ++k) {
        const TextSpan next = words[deleted[k + 1]];
        if (!text::is_gap(text.substr(run.end, next.begin - run.end))) break;
        run.end = next.end;
      }
      const TextSpan cut = text::with_gap(text, run);
      const std::size_t begin = std::max<std::size_t>(cut.begin, draft.at());
      draft.keep_to(begin).replace(cut.end - begin, "");
    }
  }
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  if (params.rate == 0)
    return usage_error("rate = 0: a copy that lacks no word is its parent, and is not written; give more than 0");
  return augmenter(DeleteRules{params.rate, text::word_model(params.words)}, params.copies,
                   std::vector<std::string>{params.field}, binder);
}

constexpr Example examples[] = {
    {"Two copies each", "copies = 2\nrate = 0.3",
     "{\"text\":\"Red, green; blue and white.\"}\n"
     "{\"text\":\"我爱北京天安门。\"}\n",
     "{\"text\":\"Red, green; blue and white.\"}\n"
     "{\"text\":\"Red,; "
     "and.\",\"_dsprep\":{\"parent\":\"884624b351f8641fa528001dcb426065\",\"op\":\"random_delete\",\"recipe\":{"
     "\"edits\":3,\"seed\":\"23a86cc29d7be49e\"},\"copy\":1}}\n"
     "{\"text\":\", green; blue and "
     "white.\",\"_dsprep\":{\"parent\":\"884624b351f8641fa528001dcb426065\",\"op\":\"random_delete\",\"recipe\":{"
     "\"edits\":1,\"seed\":\"bb4f4d552943a845\"},\"copy\":2}}\n"
     "{\"text\":\"我爱北京天安门。\"}\n"
     "{\"text\":\"北京天安门。\",\"_dsprep\":{\"parent\":\"4ab4aff493786a9b2769b3ea805321b1\",\"op\":\"random_delete\","
     "\"recipe\":{\"edits\":2,\"seed\":\"95c8fff35991e169\"},\"copy\":1}}\n"
     "{\"text\":\"我爱天安门。\",\"_dsprep\":{\"parent\":\"4ab4aff493786a9b2769b3ea805321b1\",\"op\":\"random_delete\","
     "\"recipe\":{\"edits\":1,\"seed\":\"7eefcfda8bbfa4ea\"},\"copy\":2}}\n"},
    {"A word that is kept", "copies = 2\nrate = 0.5\nprotect = [\"not\"]", "{\"text\":\"it is not good\"}\n",
     "{\"text\":\"it is not good\"}\n"
     "{\"text\":\"it not "
     "good\",\"_dsprep\":{\"parent\":\"dabcc97b5772a6407ea50eacbf3a6527\",\"op\":\"random_delete\",\"recipe\":{"
     "\"edits\":1,\"seed\":\"75ccb8a6135dcc55\"},\"copy\":1}}\n"
     "{\"text\":\"it is "
     "not\",\"_dsprep\":{\"parent\":\"dabcc97b5772a6407ea50eacbf3a6527\",\"op\":\"random_delete\",\"recipe\":{"
     "\"edits\":1,\"seed\":\"829fbf526ea481bc\"},\"copy\":2}}\n"},
    {"One word stays", "", "{\"text\":\"Hello!\"}\n", "{\"text\":\"Hello!\"}\n"},
};

}  // namespace

extern const OpSpec augment_random_delete;
const OpSpec augment_random_delete = {
    .name = "random_delete",
    .family = Family::augment,
    .summary = "Add copies of a record in which some words are missing",
    .details =
        R"(For each of `copies` copies, each word of the text is deleted with probability `rate`. Where that would delete all of
them, one, drawn at random, stays. A text of one word is left alone. That is EDA's RD; what differs is what stands between the words.

With a word goes the white space behind it; where punctuation or nothing follows, that in front: `Red, green; blue` without its second word is `Red,; blue`. Line breaks
stay, and so does punctuation; words that follow each other go with the white space between them. With the default word model this works for
Chinese, Japanese and Thai, whose words are found by dictionary; `whitespace` takes punctuation glued to a word for a part of it.

Where no word was picked, the copy would equal its parent: it is made again with another seed, up to three times in all, and then given up. Neither is a
copy added that an earlier one equals: the counter `unchanged` says how often. So copies have at least one word less; how many, is
distributed as by EDA's rule where that deletes something.

`recipe` in `_dsprep` says how many words are missing, and the seed they were drawn with. Words that overlap with what `protect` matches, or with the text under
labels of `protect_spans`, are never deleted. A missing, null or non-text field makes the record malformed. Of a field with `*`, each element
loses words of its own.)",
    .source = "EDA, random deletion: Wei and Zou 2019, arXiv:1901.11196; eda_nlp code/eda.py",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .derives = true,
};

}  // namespace dsprep::ops
