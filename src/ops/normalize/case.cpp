// case: folds case away, or rewrites text in small letters, capitals or title case.
#include <string>
#include <utility>
#include <vector>

#include "dsprep/op_spec.h"
#include "dsprep/text_rewriter.h"
#include "text/normalize.h"
#include "text/utf8.h"

namespace dsprep::ops {
namespace {

struct Params {
  std::string to = "fold", locale;
  std::vector<std::string> text_fields = {"text"};
  void fields(ParamFields& f) {
    f("to", to, {.meaning = "what case becomes", .choices = {"fold", "lower", "upper", "title"}});
    f("locale", locale, {.meaning = "the language whose habits count, as \"tr\", \"lt\", \"el\"; \"\": none"});
    describe_text_fields(f, text_fields);
  }
};

text::Casing casing_of(std::string_view name) {
  if (name == "lower") return text::Casing::lower;
  if (name == "upper") return text::Casing::upper;
  if (name == "title") return text::Casing::title;
  return text::Casing::fold;
}

struct CaseRules {
  struct Scratch {
    std::string mapped, first;
  };
  text::Casing casing;
  text::CaseMapper mapper;

  // The letters of JSON's escapes are small ones, which neither folding nor lower-casing changes.
  bool rewrite_escaped(std::string_view escaped, TextDraft& draft, Scratch& scratch) const {
    const bool small = casing == text::Casing::fold || casing == text::Casing::lower;
    if (!small && (escaped.find('\\') != escaped.npos || escaped.find("\u0345") != escaped.npos)) return false;
    if (mapper.settled(escaped)) return true;
    if (!mapper.context_free(escaped)) return false;
    mapper.map(escaped, scratch.mapped);
    draft.replace(escaped.size(), scratch.mapped);
    return true;
  }

  void rewrite(std::string_view text, TextDraft& draft, Scratch& scratch) const {
    if (mapper.settled(text)) return;
    const bool small = casing == text::Casing::fold || casing == text::Casing::lower;
    if (!small && text.find("\u0345") != text.npos) {
      // The iota below a letter becomes a letter, which may make one word of two, or lose an accent of its own.
      mapper.map(text, scratch.first);
      mapper.map(scratch.first, scratch.mapped);
      if (scratch.mapped != text) draft.rewrite() = scratch.mapped;
      return;
    }
    if (!draft.aligned()) {
      mapper.map(text, scratch.mapped);
      draft.replace(text.size(), scratch.mapped);
      return;
    }
    mapper.map_pieces(
        text, [&](std::size_t bytes) { draft.keep(bytes); },
        [&](std::size_t bytes, std::string_view with) { draft.replace(bytes, with); });
  }
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  const text::Casing casing = casing_of(params.to);
  DSPREP_TRY(text::CaseMapper mapper, text::CaseMapper::make(casing, params.locale));
  return text_rewriter(CaseRules{casing, std::move(mapper)}, params.text_fields, binder);
}

constexpr Example examples[] = {
    {"Case is folded away: for search and comparison, in every script that has case", "",
     "{\"text\":\"Straße STRASSE\"}\n{\"text\":\"ΌΣΟΣ όσος Москва\"}\n{\"text\":\"ＡＢＣ 中文 unchanged\"}\n",
     "{\"text\":\"strasse strasse\"}\n{\"text\":\"όσοσ όσοσ москва\"}\n{\"text\":\"ａｂｃ 中文 unchanged\"}\n"},
    {"Small letters for reading: the final sigma of Greek, and Turkish with its two letters i",
     "to = \"lower\"\nlocale = \"tr\"", "{\"text\":\"ISPARTA İZMİR ΌΣΟΣ\"}\n", "{\"text\":\"ısparta izmir όσος\"}\n"},
    {"Greek capitals have no accents", "to = \"upper\"\nlocale = \"el\"", "{\"text\":\"Άδεια, καΐκι, Maß 10 kg\"}\n",
     "{\"text\":\"ΑΔΕΙΑ, ΚΑΪΚΙ, MASS 10 KG\"}\n"},
    {"Title case", "to = \"title\"\nlocale = \"nl\"", "{\"text\":\"het ijsselmeer, don't PANIC, ǆ\"}\n",
     "{\"text\":\"Het IJsselmeer, Don't Panic, ǅ\"}\n"},
};

}  // namespace

extern const OpSpec normalize_case;
const OpSpec normalize_case = {
    .name = "case",
    .family = Family::normalize,
    .summary = "Fold case away, or rewrite text in small letters, capitals or title case",
    .details =
        R"(What `to` says becomes of the letters of every script that has case (Latin, Greek, Cyrillic, Armenian,
Georgian capitals, Cherokee, Deseret, full-width letters, …); Chinese, Japanese, Arabic and the like stay as they are,
byte for byte.

- `fold`: Unicode's full case folding, which makes equal what differs in case alone: `Straße` and `STRASSE` both become
  `strasse`, both small sigmas `σ`. For search, deduplication and vocabularies. With `locale` `tr` or `az`, `I` folds
  to `ı` and `İ` to `i`; other languages change nothing of it.
- `lower`: small letters for reading. A capital sigma at the end of a word becomes `ς`; `İ` becomes `i` and a combining
  dot, except in `tr` and `az`; in `lt` the dot of an `i` stays under an accent.
- `upper`: capitals; `ß` becomes `SS`, `ﬁ` becomes `FI`. In `el` without accents, in `tr` and `az` `i` becomes `İ`.
- `title`: each word (UAX-29: `don't` is one) begins with a capital, the rest is small. Letters that stand for two have
  a form of their own (`ǆ` → `ǅ`); `nl` knows `IJ`. Words such as "of" are no exception.

`locale` is a language tag, of which only the language counts. Text without a letter that changes comes out byte for
byte. Letters that become two (`ŉ`, `ΐ`, and `ή` in Greek capitals) may leave a text that is not in NFC: run `unicode`
behind this step, or use
its `nfkc_casefold`. A span label over a letter follows what it becomes. Every form is idempotent.)",
    .source =
        "The Unicode Standard, section 3.13 (default case algorithms), CaseFolding.txt, SpecialCasing.txt, by ICU",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .idempotent = true,
};

}  // namespace dsprep::ops
