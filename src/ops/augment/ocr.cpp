// ocr: adds copies of a record with errors as of optical character recognition.
#include <string>
#include <utility>
#include <vector>

#include "base/draw_places.h"
#include "base/rng.h"
#include "dsprep/augmenter.h"
#include "dsprep/edit_recipe.h"
#include "dsprep/op_spec.h"
#include "ops/augment/ocr/confusions.h"
#include "text/graphemes.h"
#include "text/utf8.h"

namespace dsprep::ops {
namespace {

struct Params {
  std::string field = "text";
  CopyParams copies;
  double rate = 0.05;
  bool shapes = true;
  void fields(ParamFields& f) {
    f("field", field, {.meaning = "the text that gets errors", .field = true});
    copies.fields(f);
    f("rate", rate,
      {.meaning = "errors per character that can be confused with another: each is with this probability",
       .min = 0,
       .max = 1});
    f("shapes", shapes, {.meaning = "whether pairs of characters are confused, too, like rn with m and cl with d"});
  }
};

struct OcrRules {
  struct Scratch {
    struct Range {
      std::size_t first, count;
    };
    std::vector<Range> texts;           // the places of each text, in `places`
    std::vector<std::uint32_t> places;  // bytes where something can be confused
    std::vector<std::uint32_t> drawn;
  };
  static constexpr unsigned attempts = 3;
  base::PlaceDraws draws;
  ocr::Confusions confusions;

  // Calls visit(confusion) for each that is possible at `at`, until it answers true. A pair must not be protected in
  // part.
  template <class Visit>
  void each_at(CopyTexts& texts, std::size_t i, std::size_t at, Visit visit) const {
    const std::string_view rest = texts.text(i).substr(at);
    const bool guarded = !texts.protected_spans(i).empty();
    for (const ocr::Confusion& one : confusions[static_cast<unsigned char>(rest.front())]) {
      const std::size_t size = one.seen.size();
      if (size == 2 && (rest.size() < 2 || rest[1] != one.seen[1])) continue;
      if (!is_whole(rest, size)) continue;
      if (guarded && !texts.touchable(i, {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + size)}))
        continue;
      if (visit(one)) return;
    }
  }
  // Does no mark that belongs to the last character follow? Of a text all of ASCII none does.
  static bool is_whole(std::string_view rest, std::size_t size) {
    if (size == rest.size() || static_cast<unsigned char>(rest[size]) < 0x80) return true;
    return !text::joins(rest, size);
  }

  bool look(CopyTexts& texts, Scratch& scratch) const {
    scratch.texts.clear();
    scratch.places.clear();
    for (std::size_t i = 0; i < texts.size(); ++i) {
      const std::size_t first = scratch.places.size();
      const std::string_view text = texts.text(i);
      for (std::size_t at = 0; at < text.size(); ++at) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if (byte >= 0x80 || confusions[byte].empty()) continue;
        bool possible = false;
        each_at(texts, i, at, [&](const ocr::Confusion&) { return possible = true; });
        if (possible) scratch.places.push_back(static_cast<std::uint32_t>(at));
      }
      scratch.texts.push_back({first, scratch.places.size() - first});
    }
    return !scratch.places.empty();
  }

  void copy(CopyTexts& texts, std::uint64_t seed, CopyDraft& draft, Scratch& scratch) const {
    base::Rng rng(seed);
    std::uint64_t edits = 0;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      const auto [first, count] = scratch.texts[i];
      if (count == 0) continue;
      draws.draw(count, rng, scratch.drawn);
      for (const std::uint32_t place : scratch.drawn) {
        const std::size_t at = scratch.places[first + place];
        if (at < draft.text(i).at()) continue;  // the second of a pair
        std::uint64_t possible = 0;
        each_at(texts, i, at, [&](const ocr::Confusion&) { return ++possible == 0; });
        std::uint64_t chosen = rng.below(possible);
        each_at(texts, i, at, [&](const ocr::Confusion& one) {
          if (chosen-- != 0) return false;
          draft.text(i).keep_to(at).replace(one.seen.size(), one.read);
          return true;
        });
        ++edits;
      }
    }
    tell_edits(draft.recipe, edits, seed);
  }
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  if (params.rate == 0)
    return usage_error("rate = 0: a copy without an error is its parent, and is not written; give more than 0");
  return augmenter(OcrRules{base::PlaceDraws(params.rate), ocr::confusions(params.shapes)}, params.copies,
                   std::vector<std::string>{params.field}, binder);
}

constexpr Example examples[] = {
    {"Two copies each", "copies = 2\nrate = 0.2",
     "{\"text\":\"Modern corn, 100 kg\"}\n"
     "{\"text\":\"第10号 close\"}\n",
     "{\"text\":\"Modern corn, 100 kg\"}\n"
     "{\"text\":\"Moderri com, 100 "
     "kg\",\"_dsprep\":{\"parent\":\"96b085eaf23814aee2fb5c7dc630f74c\",\"op\":\"ocr\",\"recipe\":{\"edits\":2,"
     "\"seed\":\"b804e859bf4ab937\"},\"copy\":1}}\n"
     "{\"text\":\"Modekri corri, 700 "
     "rg\",\"_dsprep\":{\"parent\":\"96b085eaf23814aee2fb5c7dc630f74c\",\"op\":\"ocr\",\"recipe\":{\"edits\":5,"
     "\"seed\":\"98dd7362e1c0cea3\"},\"copy\":2}}\n"
     "{\"text\":\"第10号 close\"}\n"
     "{\"text\":\"第10号 "
     "c1ose\",\"_dsprep\":{\"parent\":\"0169af22313cb3670645cb67c97f1d91\",\"op\":\"ocr\",\"recipe\":{\"edits\":1,"
     "\"seed\":\"40f5253b2dc51d32\"},\"copy\":1}}\n"
     "{\"text\":\"第10号 "
     "clo8e\",\"_dsprep\":{\"parent\":\"0169af22313cb3670645cb67c97f1d91\",\"op\":\"ocr\",\"recipe\":{\"edits\":1,"
     "\"seed\":\"e32af71278f4bb7e\"},\"copy\":2}}\n"},
    {"Digits stay", "rate = 0.5\nprotect = [\"[0-9]+\"]", "{\"text\":\"born in 1810\"}\n",
     "{\"text\":\"born in 1810\"}\n"
     "{\"text\":\"6orri iri "
     "1810\",\"_dsprep\":{\"parent\":\"239237f89046974fbc419155afc2b67c\",\"op\":\"ocr\",\"recipe\":{\"edits\":3,"
     "\"seed\":\"9f2ea659e0ddff82\"},\"copy\":1}}\n"},
    {"Nothing that can be confused", "", "{\"text\":\"你好\"}\n", "{\"text\":\"你好\"}\n"},
};

}  // namespace

extern const OpSpec augment_ocr;
const OpSpec augment_ocr = {
    .name = "ocr",
    .family = Family::augment,
    .summary = "Add copies of a record with errors as of optical character recognition",
    .details =
        R"(Each **character** of the text that is known to be confused with another is misread with probability `rate`; where
chance picks none, one is all the same. What is read instead is one of those below, all as likely. Pairs go in both directions:

- nlpaug's: `0` with 8 9 o O D; `1` with 4 7 l I; `2` with z Z; `5` with 8; `6` with b; `8` with s S @ &; `9` with g q; `o` with u; `r` with k;
  `C` with G; `O` with D U; `E` with B;
- with `shapes`, of several characters: rn and nn with m, cl with d, vv with w, ri with n, li and fi with h, ii with u, VV with W, IJ with U.

These are Latin letters, digits and a few marks: what else a text has stays as it is, and a text without any gets no copies. So does a letter with a combining
accent. A copy that would equal its parent or an earlier one is not added: the counter `unchanged` says how often. **Digits are misread**: keep those that matter
by `protect = ["[0-9]+"]`.

`recipe` in `_dsprep` says how many errors there are, and the seed they were drawn with. What `protect` matches, and the text under the labels of
`protect_spans`, stays as it is. A missing, null or non-text field makes the record malformed. Of a field with `*`, each element gets its own errors.)",
    .source = "The table of nlpaug's OcrAug, and shapes that run together",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .derives = true,
};

}  // namespace dsprep::ops
