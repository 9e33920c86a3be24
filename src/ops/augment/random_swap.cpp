// random_swap: adds copies of a record in which some words have changed places (EDA's RS).
#include <algorithm>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

#include "base/hash.h"
#include "base/rng.h"
#include "dsprep/map_with.h"
#include "dsprep/need.h"
#include "dsprep/op_spec.h"
#include "text/segment.h"
#include "text/word_model.h"

namespace dsprep::ops {
namespace {

struct Params {
  std::string field = "text";
  std::int64_t copies = 1;
  double alpha = 0.1;
  std::string words = "unicode";
  void fields(ParamFields& f) {
    f("field", field, {.meaning = "the text whose words are swapped", .field = true});
    f("copies", copies, {.meaning = "how many copies to make of each record", .min = 1, .max = 1000});
    f("alpha", alpha,
      {.meaning = "swaps per word: a text of n words gets floor(alpha * n), and at least one", .min = 0, .max = 1});
    f("words", words,
      {.meaning = "what a word is: a run between white space, a UAX-29 segment (every ideograph is one), or one of "
                  "ICU's words (with dictionaries for Chinese, Japanese, Thai, Lao, Khmer, Burmese)",
       .choices = {"whitespace", "uax29", "unicode"}});
  }
};

struct Plan {
  Field field;
  std::string pointer;
  std::uint64_t copies;
  double alpha;
  WordModel model;
  Counter unchanged;
};

class RandomSwapMapper final : public Mapper {
 public:
  explicit RandomSwapMapper(const Plan& plan) : plan_(plan) {}

  Verdict map(Record& record, Context& context) override {
    if (auto verdict = need_text(record, plan_.field, plan_.pointer)) return *std::move(verdict);
    if (!segment(record)) {
      context.count(plan_.unchanged, plan_.copies);
      return Verdict::keep();
    }
    // Words only change places, so all versions of an element are of one size and no border between elements moves:
    // the elements' texts on end are equal exactly where all elements are.
    seen_.clear();
    seen_.push_back(base::hash128(parent_));
    for (std::uint64_t copy = 0; copy < plan_.copies; ++copy) {
      base::Rng rng(context.rng_seed(record, copy));
      std::iota(order_.begin(), order_.end(), 0u);
      for (const Element& element : elements_) swap_words(element, rng);
      write_copy();
      const base::Hash128 hash = base::hash128(copy_);
      if (std::find(seen_.begin(), seen_.end(), hash) != seen_.end()) {
        context.count(plan_.unchanged);
        continue;
      }
      seen_.push_back(hash);
      add_copy(record, context);
    }
    return Verdict::keep();
  }

 private:
  // One text of the field: which element it is, its bytes in parent_ and copy_, its words in words_.
  struct Element {
    std::size_t index;
    TextSpan bytes;
    std::size_t first_word, words;
  };

  // Finds the words of all elements. False where there is nothing to swap.
  bool segment(const Record& record) {
    parent_.clear();
    words_.clear();
    elements_.clear();
    bool swappable = false;
    const std::size_t n = record.count(plan_.field);
    for (const std::size_t i : text_elements(record, plan_.field)) {
      const std::string_view text = *record.text(plan_.field, i);
      const auto begin = static_cast<std::uint32_t>(parent_.size());
      const std::size_t first = words_.size();
      parent_ += text;
      for (const TextSpan& word : n == 1 ? record.view(plan_.field).words(plan_.model) : words_of(text))
        words_.push_back({begin + word.begin, begin + word.end});
      elements_.push_back({i, {begin, static_cast<std::uint32_t>(parent_.size())}, first, words_.size() - first});
      swappable |= words_.size() - first >= 2;
    }
    order_.resize(words_.size());
    return swappable;
  }

  // The words of one of several elements, which no TextView keeps.
  std::span<const TextSpan> words_of(std::string_view text) {
    switch (plan_.model) {
      case WordModel::whitespace: text::split_whitespace(text, element_words_); break;
      case WordModel::uax29: text::split_words_uax29(text, element_words_); break;
      case WordModel::unicode: text::split_words_unicode(text, element_words_); break;
    }
    return element_words_;
  }

  // n times: a place at random, and another; drawn again up to three times where it is the same one, then given up.
  void swap_words(const Element& element, base::Rng& rng) {
    if (element.words < 2) return;
    const auto share = static_cast<std::uint64_t>(plan_.alpha * static_cast<double>(element.words));
    std::uint32_t* order = order_.data() + element.first_word;
    for (std::uint64_t swaps = std::max<std::uint64_t>(1, share); swaps > 0; --swaps) {
      const std::uint64_t i = rng.below(element.words);
      std::uint64_t j = rng.below(element.words);
      for (int again = 0; j == i && again < 3; ++again) j = rng.below(element.words);
      std::swap(order[i], order[j]);
    }
  }

  std::string_view word(std::size_t i) const { return words_[order_[i]].of(parent_); }

  // All elements with their words in the new order, and what stands between words where it stood.
  void write_copy() {
    copy_.clear();
    std::size_t at = 0;
    for (std::size_t i = 0; i < words_.size(); ++i) {
      copy_.append(parent_, at, words_[i].begin - at).append(word(i));
      at = words_[i].end;
    }
    copy_.append(parent_, at);
  }

  void add_copy(const Record& record, Context& context) {
    Record child = context.derive(record);
    const bool aligned = child.carries_spans(plan_.field);
    for (const Element& element : elements_) {
      if (!aligned) {
        child.set_text(plan_.field, element.bytes.of(copy_), element.index);
        continue;
      }
      TextEdit edit = child.edit(plan_.field, element.index);
      std::size_t at = element.bytes.begin;
      for (std::size_t i = element.first_word; i < element.first_word + element.words; ++i) {
        if (order_[i] == i) continue;
        edit.keep(words_[i].begin - at).replace(words_[i].size(), word(i));
        at = words_[i].end;
      }
      edit.finish();
    }
  }

  const Plan& plan_;
  std::string parent_, copy_;  // the elements' texts on end
  std::vector<TextSpan> words_, element_words_;
  std::vector<Element> elements_;
  std::vector<std::uint32_t> order_;  // order_[i]: the word that stands in place i
  std::vector<base::Hash128> seen_;   // the parent, then the copies made
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  Plan plan;
  DSPREP_TRY(plan.field, binder.write(params.field));
  plan.pointer = binder.pointer(plan.field);
  plan.copies = static_cast<std::uint64_t>(params.copies);
  plan.alpha = params.alpha;
  plan.model = text::word_model(params.words);
  plan.unchanged = binder.counter("unchanged");
  return map_with<RandomSwapMapper>(std::move(plan));
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

Of a field with `*`, each element has its own n and swaps within itself. Span labels stay at their places, over other
words: do not use this step on texts whose spans name things. A missing, null or non-text field makes the record
malformed.)",
    .source = "EDA, random swap: Wei and Zou 2019, arXiv:1901.11196; eda_nlp code/eda.py",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .derives = true,
};

}  // namespace dsprep::ops
