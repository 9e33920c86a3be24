// keyboard: adds copies of a record in which letters are those of neighbouring keys.
#include <string>
#include <utility>
#include <vector>

#include "base/draw_places.h"
#include "base/rng.h"
#include "dsprep/augmenter.h"
#include "dsprep/edit_recipe.h"
#include "dsprep/op_spec.h"
#include "ops/augment/keyboard/layout.h"
#include "text/graphemes.h"
#include "text/utf8.h"

namespace dsprep::ops {
namespace {

struct Params {
  std::string field = "text";
  CopyParams copies;
  double rate = 0.05;
  std::string layout = "en", keys = "letters";
  void fields(ParamFields& f) {
    f("field", field, {.meaning = "the text that gets errors", .field = true});
    copies.fields(f);
    f("rate", rate,
      {.meaning = "errors per letter of the layout: each is mistyped with this probability", .min = 0, .max = 1});
    f("layout", layout,
      {.meaning = "the keyboard: US English, German, French or Spanish", .choices = {"en", "de", "fr", "es"}});
    f("keys", keys,
      {.meaning = "which neighbouring keys are hit: those of letters, or of digits and marks, too",
       .choices = {"letters", "all"}});
  }
};

struct KeyRules {
  struct Scratch {
    struct Range {
      std::size_t first, count;
    };
    std::vector<Range> texts;       // the letters of each text, in `letters`
    std::vector<TextSpan> letters;  // that stand on a key and may be mistyped
    std::vector<TextSpan> clusters;
    std::vector<std::uint32_t> places;
    std::string letter;
  };
  static constexpr unsigned attempts = 3;
  base::PlaceDraws draws;
  std::vector<std::u32string> neighbours;  // by code point

  const std::u32string* beside(std::string_view letter) const {
    std::size_t at = 0;
    const char32_t c = text::decode(letter, at);
    if (at != letter.size() || c >= neighbours.size() || neighbours[c].empty()) return nullptr;
    return &neighbours[c];
  }

  bool look(CopyTexts& texts, Scratch& scratch) const {
    scratch.texts.clear();
    scratch.letters.clear();
    for (std::size_t i = 0; i < texts.size(); ++i) {
      const std::size_t first = scratch.letters.size();
      text::split_letters(texts.text(i), scratch.clusters);
      const bool guarded = !texts.protected_spans(i).empty();
      for (const TextSpan& letter : scratch.clusters)
        if (beside(letter.of(texts.text(i))) && (!guarded || texts.touchable(i, letter)))
          scratch.letters.push_back(letter);
      scratch.texts.push_back({first, scratch.letters.size() - first});
    }
    return !scratch.letters.empty();
  }

  void copy(CopyTexts& texts, std::uint64_t seed, CopyDraft& draft, Scratch& scratch) const {
    base::Rng rng(seed);
    std::uint64_t edits = 0;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      const auto [first, count] = scratch.texts[i];
      if (count == 0) continue;
      draws.draw(count, rng, scratch.places);
      for (const std::uint32_t place : scratch.places) {
        const TextSpan letter = scratch.letters[first + place];
        const std::u32string& keys = *beside(letter.of(texts.text(i)));
        scratch.letter.clear();
        text::append_utf8(scratch.letter, keys[rng.below(keys.size())]);
        draft.text(i).keep_to(letter.begin).replace(letter.size(), scratch.letter);
      }
      edits += scratch.places.size();
    }
    tell_edits(draft.recipe, edits, seed);
  }
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  if (params.rate == 0)
    return usage_error("rate = 0: a copy without an error is its parent, and is not written; give more than 0");
  return augmenter(
      KeyRules{base::PlaceDraws(params.rate), keyboard::neighbours(params.layout, params.keys == "letters")},
      params.copies, std::vector<std::string>{params.field}, binder);
}

constexpr Example examples[] = {
    {"Two copies each; what has no key is left alone", "copies = 2\nrate = 0.1",
     "{\"text\":\"Red, green; blue.\"}\n"
     "{\"text\":\"今天 hello\"}\n",
     "{\"text\":\"Red, green; blue.\"}\n"
     "{\"text\":\"Red, green; "
     "bluw.\",\"_dsprep\":{\"parent\":\"01af922d2341539b75823c7a18889893\",\"op\":\"keyboard\",\"recipe\":{\"edits\":1,"
     "\"seed\":\"5f927ab9f087d072\"},\"copy\":1}}\n"
     "{\"text\":\"Red, vrden; "
     "bkue.\",\"_dsprep\":{\"parent\":\"01af922d2341539b75823c7a18889893\",\"op\":\"keyboard\",\"recipe\":{\"edits\":3,"
     "\"seed\":\"09a3e3ea50318c84\"},\"copy\":2}}\n"
     "{\"text\":\"今天 hello\"}\n"
     "{\"text\":\"今天 "
     "heloo\",\"_dsprep\":{\"parent\":\"cdc4d967d059264be662bd57146db5a5\",\"op\":\"keyboard\",\"recipe\":{\"edits\":1,"
     "\"seed\":\"c69641df7270bff5\"},\"copy\":1}}\n"
     "{\"text\":\"今天 "
     "helpo\",\"_dsprep\":{\"parent\":\"cdc4d967d059264be662bd57146db5a5\",\"op\":\"keyboard\",\"recipe\":{\"edits\":1,"
     "\"seed\":\"4eec384474c92ac0\"},\"copy\":2}}\n"},
    {"The German layout, marks and digits, too", "rate = 0.3\nlayout = \"de\"\nkeys = \"all\"",
     "{\"text\":\"Zwölf Boxkämpfer\"}\n",
     "{\"text\":\"Zwölf Boxkämpfer\"}\n"
     "{\"text\":\"Zwölf "
     "Bockümpfd4\",\"_dsprep\":{\"parent\":\"5e791f171a94891392668a77be5d6b09\",\"op\":\"keyboard\",\"recipe\":{"
     "\"edits\":4,\"seed\":\"d0eff0f3750ab745\"},\"copy\":1}}\n"},
    {"No letter with a key", "", "{\"text\":\"你好\"}\n", "{\"text\":\"你好\"}\n"},
};

}  // namespace

extern const OpSpec augment_keyboard;
const OpSpec augment_keyboard = {
    .name = "keyboard",
    .family = Family::augment,
    .summary = "Add copies of a record in which some letters are those of neighbouring keys",
    .details =
        R"(Each **letter** of the text that has a key of its own on the `layout` (en: US English, de, fr, es) is mistyped with
probability `rate`; where chance picks none, one is mistyped all the same. A character of a key beside it takes its place, all as likely: keys beside a
key are the two of its row, and those of the rows above and below that are at most three quarters of a key to the left or right of it. What is typed with
shift becomes what shift makes of the other key. With `keys = "letters"` a letter always becomes a letter, with `all` it may become a digit or a mark, too.

Letters that have no key of their own stay as they are: `é` on the English layout, Chinese, Cyrillic, an `e` with a combining accent. Digits and punctuation are never
mistyped. A text without such letters gets no copies, nor is a copy added that would equal its parent or an earlier one: the counter `unchanged` says how often.

`recipe` in `_dsprep` says how many errors there are, and the seed they were drawn with. What `protect` matches, and the text under the labels of
`protect_spans`, stays as it is. A missing, null or non-text field makes the record malformed. Of a field with `*`, each element gets its own errors.)",
    .source = "Neighbouring keys as nlpaug's KeyboardAug, by the places of the keys",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .derives = true,
};

}  // namespace dsprep::ops
