// typo: adds copies of a record with typing errors: letters inserted, left out, replaced, exchanged with the next one.
#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "base/draw_places.h"
#include "base/rng.h"
#include "dsprep/augmenter.h"
#include "dsprep/edit_recipe.h"
#include "dsprep/op_spec.h"
#include "text/alphabets.h"
#include "text/graphemes.h"
#include "text/utf8.h"

namespace dsprep::ops {
namespace {

enum Error : std::uint8_t { insertion, deletion, substitution, transposition, errors };
constexpr std::string_view error_names[errors] = {"insert", "delete", "substitute", "transpose"};

struct Params {
  std::string field = "text";
  CopyParams copies;
  double rate = 0.05;
  std::vector<std::string> errors = {"insert", "delete", "substitute", "transpose"};
  void fields(ParamFields& f) {
    f("field", field, {.meaning = "the text that gets errors", .field = true});
    copies.fields(f);
    f("rate", rate,
      {.meaning = "errors per letter: each letter is mistyped with this probability", .min = 0, .max = 1});
    f("errors", errors,
      {.meaning = "the kinds of errors, all as likely where they are possible: insert a letter, delete one, substitute "
                  "another one, transpose it with the next",
       .choices = {"insert", "delete", "substitute", "transpose"}});
  }
};

char32_t first_of(std::string_view letter) {
  std::size_t at = 0;
  return text::decode(letter, at);
}

struct TypoRules {
  struct Scratch {
    struct Range {
      std::size_t first, count;
    };
    std::vector<Range> texts;        // the letters of each text, in `letters`
    std::vector<TextSpan> letters;   // grapheme clusters that may be mistyped
    std::vector<TextSpan> clusters;  // of one text
    std::vector<std::uint32_t> places;
    std::string letter, other;
  };
  static constexpr unsigned attempts = 3;
  base::PlaceDraws draws;
  unsigned kinds;  // bits by Error

  // Finds the letters. False where there are none.
  bool look(CopyTexts& texts, Scratch& scratch) const {
    scratch.texts.clear();
    scratch.letters.clear();
    for (std::size_t i = 0; i < texts.size(); ++i) {
      const std::size_t first = scratch.letters.size();
      text::split_letters(texts.text(i), scratch.clusters);
      if (texts.protected_spans(i).empty()) {
        scratch.letters.insert(scratch.letters.end(), scratch.clusters.begin(), scratch.clusters.end());
      } else {
        for (const TextSpan& letter : scratch.clusters)
          if (texts.touchable(i, letter)) scratch.letters.push_back(letter);
      }
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
      const std::span<const TextSpan> letters = std::span(scratch.letters).subspan(first, count);
      edits += mistype(texts.text(i), letters, draft.text(i), rng, scratch);
    }
    tell_edits(draft.recipe, edits, seed);
  }

  std::uint64_t mistype(std::string_view text, std::span<const TextSpan> letters, TextDraft& draft, base::Rng& rng,
                        Scratch& scratch) const {
    constexpr std::size_t none = ~std::size_t{0};
    const auto touch = [&](std::size_t i, std::size_t j) { return letters[i].end == letters[j].begin; };
    const std::vector<std::uint32_t>& places = scratch.places;
    std::uint64_t edits = 0;
    std::size_t deleted = none;
    for (std::size_t k = 0; k < places.size(); ++k) {
      const std::size_t at = places[k];
      const TextSpan letter = letters[at];
      const bool has_next = at + 1 < letters.size() && touch(at, at + 1);
      const bool next_drawn = k + 1 < places.size() && places[k + 1] == at + 1;
      unsigned possible = kinds;
      // A word never goes away: a letter beside it stays.
      if (!has_next && (at == 0 || deleted == at - 1 || !touch(at - 1, at))) possible &= ~(1u << deletion);
      if (!has_next || letters[at + 1].of(text) == letter.of(text)) possible &= ~(1u << transposition);
      // The next one gets an error of its own, where there is another kind for this one.
      if (next_drawn && possible != 1u << transposition) possible &= ~(1u << transposition);
      while (possible != 0) {
        const Error error = draw(possible, rng);
        possible &= ~(1u << error);
        if (!commit(error, text, letters, at, draft, rng, scratch)) continue;
        if (error == deletion) deleted = at;
        if (error == transposition && next_drawn) ++k;
        ++edits;
        break;
      }
    }
    return edits;
  }

  static Error draw(unsigned possible, base::Rng& rng) {
    constexpr std::uint8_t counts[16] = {0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4};
    std::uint64_t n = rng.below(counts[possible]);
    for (unsigned error = 0;; ++error)
      if ((possible >> error & 1) != 0 && n-- == 0) return static_cast<Error>(error);
  }

  // False where it cannot be made: there is no other letter.
  static bool commit(Error error, std::string_view text, std::span<const TextSpan> letters, std::size_t at,
                     TextDraft& draft, base::Rng& rng, Scratch& scratch) {
    const TextSpan letter = letters[at];
    switch (error) {
      case insertion: {
        const bool before = (rng.next() >> 63) != 0;
        if (!draw_letter(text, letters, letter, false, rng, scratch.letter)) return false;
        draft.keep_to(before ? letter.begin : letter.end).replace(0, scratch.letter);
        return true;
      }
      case deletion: draft.keep_to(letter.begin).replace(letter.size(), ""); return true;
      case substitution:
        if (!draw_letter(text, letters, letter, true, rng, scratch.letter)) return false;
        draft.keep_to(letter.begin).replace(letter.size(), scratch.letter);
        return true;
      case transposition: transpose(text, letter, letters[at + 1], draft, scratch); return true;
      case errors: break;
    }
    return false;
  }

  // A letter of the same script and case; of a script without a list of them one of the text.
  static bool draw_letter(std::string_view text, std::span<const TextSpan> letters, TextSpan like, bool another,
                          base::Rng& rng, std::string& letter) {
    constexpr int most_draws = 8;
    const char32_t c = first_of(like.of(text));
    const std::u32string_view alphabet = text::alphabet_of(c);
    for (int i = 0; i < most_draws; ++i) {
      letter.clear();
      if (!alphabet.empty()) {
        text::append_utf8(letter, alphabet[rng.below(alphabet.size())]);
      } else {
        letter = letters[rng.below(letters.size())].of(text);
        if (text::script_of(first_of(letter)) != text::script_of(c)) continue;
      }
      if (!another || letter != like.of(text)) return true;
    }
    return false;
  }

  // "The" becomes "Hte": a capital keeps its place.
  static void transpose(std::string_view text, TextSpan a, TextSpan b, TextDraft& draft, Scratch& scratch) {
    scratch.letter = b.of(text);
    scratch.other = a.of(text);
    const char32_t first = first_of(scratch.other), second = first_of(scratch.letter);
    const bool single = scratch.other.size() == text::char_length(scratch.other[0]) &&
                        scratch.letter.size() == text::char_length(scratch.letter[0]);
    if (single && first != second && u_isupper(static_cast<UChar32>(first)) &&
        u_islower(static_cast<UChar32>(second))) {
      const auto small = static_cast<char32_t>(u_tolower(static_cast<UChar32>(first)));
      if (small == second) return transpose_as_they_are(a, b, draft, scratch);  // "Aa"
      scratch.letter.clear();
      scratch.other.clear();
      text::append_utf8(scratch.letter, static_cast<char32_t>(u_toupper(static_cast<UChar32>(second))));
      text::append_utf8(scratch.other, small);
    }
    transpose_as_they_are(a, b, draft, scratch);
  }
  static void transpose_as_they_are(TextSpan a, TextSpan b, TextDraft& draft, Scratch& scratch) {
    draft.keep_to(a.begin).replace(a.size(), scratch.letter).replace(b.size(), scratch.other);
  }
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  if (params.rate == 0)
    return usage_error("rate = 0: a copy without an error is its parent, and is not written; give more than 0");
  unsigned kinds = 0;
  for (std::size_t i = 0; i < errors; ++i)
    if (std::find(params.errors.begin(), params.errors.end(), error_names[i]) != params.errors.end()) kinds |= 1u << i;
  if (kinds == 0) return usage_error("errors: name at least one kind: insert, delete, substitute, transpose");
  return augmenter(TypoRules{base::PlaceDraws(params.rate), kinds}, params.copies,
                   std::vector<std::string>{params.field}, binder);
}

constexpr Example examples[] = {
    {"Two copies each; letters of the text's own script", "copies = 2\nrate = 0.1",
     "{\"text\":\"Red, green; blue.\"}\n"
     "{\"text\":\"今天天气很好\"}\n"
     "{\"text\":\"Привет, мир!\"}\n",
     "{\"text\":\"Red, green; blue.\"}\n"
     "{\"text\":\"Rd, green; "
     "blue.\",\"_dsprep\":{\"parent\":\"01af922d2341539b75823c7a18889893\",\"op\":\"typo\",\"recipe\":{\"edits\":1,"
     "\"seed\":\"49cd1493b3bf34f6\"},\"copy\":1}}\n"
     "{\"text\":\"Red, green; "
     "bue.\",\"_dsprep\":{\"parent\":\"01af922d2341539b75823c7a18889893\",\"op\":\"typo\",\"recipe\":{\"edits\":1,"
     "\"seed\":\"57739f4a128c2afa\"},\"copy\":2}}\n"
     "{\"text\":\"今天天气很好\"}\n"
     "{\"text\":\"今天天很好\",\"_dsprep\":{\"parent\":\"82848548b8401b39f69d5eda2e72ae47\",\"op\":\"typo\",\"recipe\":"
     "{\"edits\":1,\"seed\":\"8b3707c8cd2e5db3\"},\"copy\":1}}\n"
     "{\"text\":\"今好天好气很好\",\"_dsprep\":{\"parent\":\"82848548b8401b39f69d5eda2e72ae47\",\"op\":\"typo\","
     "\"recipe\":{\"edits\":2,\"seed\":\"66e16418c8c05cf9\"},\"copy\":2}}\n"
     "{\"text\":\"Привет, мир!\"}\n"
     "{\"text\":\"Приевцт, "
     "имр!\",\"_dsprep\":{\"parent\":\"c452a8363d04fd3d75dd64bfdf66988d\",\"op\":\"typo\",\"recipe\":{\"edits\":3,"
     "\"seed\":\"8677098cb8c4a37d\"},\"copy\":1}}\n"
     "{\"text\":\"Пргвет, "
     "мир!\",\"_dsprep\":{\"parent\":\"c452a8363d04fd3d75dd64bfdf66988d\",\"op\":\"typo\",\"recipe\":{\"edits\":1,"
     "\"seed\":\"fd0d4fb1f2169e8b\"},\"copy\":2}}\n"},
    {"Addresses stay whole", "rate = 0.3\nprotect = [\"https?://[^ ]+\"]",
     "{\"text\":\"see https://example.org/a now\"}\n",
     "{\"text\":\"see https://example.org/a now\"}\n"
     "{\"text\":\"see https://example.org/a "
     "dow\",\"_dsprep\":{\"parent\":\"4dfc938597540bd2c44df05192ff86a7\",\"op\":\"typo\",\"recipe\":{\"edits\":1,"
     "\"seed\":\"8b60db6da3ae3ffe\"},\"copy\":1}}\n"},
    {"Only exchanged letters; a text without letters gets no copies", "errors = [\"transpose\"]",
     "{\"text\":\"The end\"}\n"
     "{\"text\":\"2026 👍\"}\n",
     "{\"text\":\"The end\"}\n"
     "{\"text\":\"Teh "
     "end\",\"_dsprep\":{\"parent\":\"401fb2c65f0a185294b4a3da0ee7dc33\",\"op\":\"typo\",\"recipe\":{\"edits\":1,"
     "\"seed\":\"7cb085702dc6f1cc\"},\"copy\":1}}\n"
     "{\"text\":\"2026 👍\"}\n"},
};

}  // namespace

extern const OpSpec augment_typo;
const OpSpec augment_typo = {
    .name = "typo",
    .family = Family::augment,
    .summary = "Add copies of a record with typing errors in its text",
    .details =
        R"(Each **letter** of the text is mistyped with probability `rate`, so that rate × letters is what to expect
of a long text; where chance picks none, one letter is mistyped all the same. What is picked becomes one of the `errors` that are possible
there, all as likely:

- `insert`: a letter before or behind it;
- `delete`: it is left out; the last letter of a word never is;
- `substitute`: another letter takes its place;
- `transpose`: it changes places with the next one; a capital keeps its place (`The`, `Hte`).

A letter is a grapheme cluster that begins with one (L*): accents, vowel signs and tone marks go with their letter, emoji, digits and
punctuation are none. New letters are of the script of the one beside them, and of its case: a to z, Greek, Cyrillic, Armenian,
Georgian, Hebrew, Arabic, Devanagari, Bengali, Tamil, Thai and kana from a list; of Chinese, Korean and others they are drawn from the
letters of the same text. What is not mistyped stays as it is, byte for byte.

`recipe` in `_dsprep` says how many errors there are, and the seed they were drawn with. A text without letters gets no copies, nor is a
copy added that would equal its parent or an earlier one: the counter `unchanged` says how often. Letters in what `protect` matches, or under the labels
of `protect_spans`, are none that are picked: addresses, numbers and names can be kept whole. A missing, null or non-text
field makes the record malformed. Of a field with `*`, each element gets its own errors.)",
    .source = "dsprep's own; the four errors are those of Damerau 1964",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .derives = true,
};

}  // namespace dsprep::ops
