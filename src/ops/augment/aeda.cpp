// aeda: adds copies of a record with punctuation marks inserted between words (AEDA).
#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include <unicode/uscript.h>

#include "base/draw_places.h"
#include "base/rng.h"
#include "dsprep/augmenter.h"
#include "dsprep/edit_recipe.h"
#include "dsprep/op_spec.h"
#include "text/alphabets.h"
#include "text/utf8.h"
#include "text/word_gaps.h"
#include "text/word_model.h"
#include "text/word_model_hints.h"

namespace dsprep::ops {
namespace {

struct Params {
  std::string field = "text";
  CopyParams copies;
  double rate = 0.3;
  std::string words = "unicode";
  void fields(ParamFields& f) {
    f("field", field, {.meaning = "the text that gets marks", .field = true});
    copies.fields(f);
    f("rate", rate,
      {.meaning = "most marks per word: a text of n words gets between 1 and floor(rate * n + 1)", .min = 0, .max = 1});
    f("words", words, text::word_model_hints());
  }
};

using Marks = std::array<std::string_view, 6>;
constexpr Marks ascii = {".", ";", "?", ":", "!", ","};
constexpr Marks wide = {"。", "；", "？", "：", "！", "，"};
constexpr Marks arabic = {".", "؛", "؟", ":", "!", "،"};

// Those that are written in the script of the word.
const Marks& marks_of(std::string_view word) {
  if (static_cast<unsigned char>(word.front()) < 0x80) return ascii;
  std::size_t at = 0;
  switch (text::script_of(text::decode(word, at))) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA: return wide;
    case USCRIPT_ARABIC: return arabic;
    default: return ascii;
  }
}

struct MarkRules {
  struct Scratch {
    struct Range {
      std::size_t first, count, words;
    };
    std::vector<Range> texts;     // the words of each text, in `words`
    std::vector<TextSpan> words;  // those that a mark may be put before
    std::vector<std::uint32_t> places;
    std::string mark;
  };
  static constexpr unsigned attempts = 3;
  double rate;
  WordModel model;

  bool look(CopyTexts& texts, Scratch& scratch) const {
    scratch.texts.clear();
    scratch.words.clear();
    for (std::size_t i = 0; i < texts.size(); ++i) {
      const std::size_t first = scratch.words.size();
      const std::span<const TextSpan> words = texts.words(i, model);
      const bool guarded = !texts.protected_spans(i).empty();
      for (const TextSpan& word : words)
        if (!guarded || texts.touchable(i, word)) scratch.words.push_back(word);
      scratch.texts.push_back({first, scratch.words.size() - first, words.size()});
    }
    return !scratch.words.empty();
  }

  void copy(CopyTexts& texts, std::uint64_t seed, CopyDraft& draft, Scratch& scratch) const {
    base::Rng rng(seed);
    std::uint64_t edits = 0;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      const auto [first, count, words] = scratch.texts[i];
      if (count == 0) continue;
      const auto most = static_cast<std::uint64_t>(rate * static_cast<double>(words) + 1);
      base::draw_distinct(std::min<std::uint64_t>(1 + rng.below(most), count), count, rng, scratch.places);
      edits += scratch.places.size();
      const std::string_view text = texts.text(i);
      for (const std::uint32_t place : scratch.places) {
        const TextSpan word = scratch.words[first + place];
        const Marks& marks = marks_of(word.of(text));
        scratch.mark = marks[rng.below(marks.size())];
        // A token of its own where words are, glued where they are not.
        const bool apart =
            word.begin == 0 || text::gap_begin(text, word.begin) < word.begin || text[word.begin - 1] == '\n';
        if (apart && &marks != &wide) scratch.mark += ' ';
        draft.text(i).keep_to(word.begin).replace(0, scratch.mark);
      }
    }
    tell_edits(draft.recipe, edits, seed);
  }
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  return augmenter(MarkRules{params.rate, text::word_model(params.words)}, params.copies,
                   std::vector<std::string>{params.field}, binder);
}

constexpr Example examples[] = {
    {"Two copies each", "copies = 2",
     "{\"text\":\"the quick brown fox\"}\n"
     "{\"text\":\"我爱北京天安门\"}\n",
     "{\"text\":\"the quick brown fox\"}\n"
     "{\"text\":\"the quick brown ? "
     "fox\",\"_dsprep\":{\"parent\":\"bb1277d98267998e844bd9403f1224f4\",\"op\":\"aeda\",\"recipe\":{\"edits\":1,"
     "\"seed\":\"ed41f6590f8ce432\"},\"copy\":1}}\n"
     "{\"text\":\"the quick , brown "
     "fox\",\"_dsprep\":{\"parent\":\"bb1277d98267998e844bd9403f1224f4\",\"op\":\"aeda\",\"recipe\":{\"edits\":1,"
     "\"seed\":\"ef40df09b8e56b6f\"},\"copy\":2}}\n"
     "{\"text\":\"我爱北京天安门\"}\n"
     "{\"text\":\"。我爱？北京天安门\",\"_dsprep\":{\"parent\":\"ea2d25f0bffa1c961255cdb93e75e93c\",\"op\":\"aeda\","
     "\"recipe\":{\"edits\":2,\"seed\":\"661cbea01d12ccb1\"},\"copy\":1}}\n"
     "{\"text\":\"：我爱北京天安门\",\"_dsprep\":{\"parent\":\"ea2d25f0bffa1c961255cdb93e75e93c\",\"op\":\"aeda\","
     "\"recipe\":{\"edits\":1,\"seed\":\"0c3769d4b57786fb\"},\"copy\":2}}\n"},
    {"A text without words", "", "{\"text\":\"?!\"}\n", "{\"text\":\"?!\"}\n"},
};

}  // namespace

extern const OpSpec augment_aeda;
const OpSpec augment_aeda = {
    .name = "aeda",
    .family = Family::augment,
    .summary = "Add copies of a record with punctuation marks inserted between words",
    .details =
        R"(For each of `copies` copies, a number q from 1 to floor(`rate` × words + 1) is drawn, then q different words, and before each of them goes one of
the marks `.` `;` `?` `:` `!` `,`, all as likely. None stands behind the last word. Words keep their order and their spelling. That is the script of AEDA (its paper says: between 1 and a third of
the words).

The mark is a token of its own, a space behind it, where the word begins a line or follows white space; else it is glued to the word. Before words of Chinese and kana it is
`。` `；` `？` `：` `！` `，` without a space, before Arabic ones `؛` `؟` `،` take the place of theirs. With the default word model the words of Chinese, Japanese and
Thai are found by dictionary.

A copy that would equal an earlier one is not added: the counter `unchanged` says how often; nor is one of a text without words. `recipe` in `_dsprep` says
how many marks there are, and the seed they were drawn with. No mark goes before words that overlap with what `protect` matches or with the text under labels of `protect_spans`. A missing,
null or non-text field makes the record malformed. Of a field with `*`, each element gets marks of its own.)",
    .source = "AEDA: Karimi, Rossi, Prati 2021, arXiv:2108.13230; aeda_nlp code/aeda.py",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .derives = true,
};

}  // namespace dsprep::ops
