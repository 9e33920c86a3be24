// unicode: rewrites text into one Unicode normalization form.
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/op_spec.h"
#include "dsprep/text_rewriter.h"
#include "text/normalize.h"

namespace dsprep::ops {
namespace {

struct Params {
  std::string form = "nfc";
  std::vector<std::string> text_fields = {"text"};
  void fields(ParamFields& f) {
    f("form", form, {.meaning = "the normalization form", .choices = {"nfc", "nfd", "nfkc", "nfkd", "nfkc_casefold"}});
    describe_text_fields(f, text_fields);
  }
};

text::Form form_of(std::string_view name) {
  if (name == "nfd") return text::Form::nfd;
  if (name == "nfkc") return text::Form::nfkc;
  if (name == "nfkd") return text::Form::nfkd;
  if (name == "nfkc_casefold") return text::Form::nfkc_casefold;
  return text::Form::nfc;
}

struct UnicodeRules {
  struct Scratch {};
  text::Form form;

  // What JSON spells in normal form is in normal form: line feeds, quotes and the like compose with nothing.
  bool rewrite_escaped(std::string_view escaped, TextDraft&, Scratch&) const {
    return text::is_normalized(escaped, form);
  }

  void rewrite(std::string_view text, TextDraft& draft, Scratch&) const {
    if (text::is_normalized(text, form)) return;
    if (!draft.aligned()) return text::normalize(text, form, draft.rewrite());
    text::normalize_pieces(
        text, form, [&](std::size_t bytes) { draft.keep(bytes); },
        [&](std::size_t bytes, std::string_view with) { draft.replace(bytes, with); });
  }
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  return text_rewriter(UnicodeRules{form_of(params.form)}, params.text_fields, binder);
}

constexpr Example examples[] = {
    {"A letter and its combining accent become one character", "form = \"nfc\"",
     "{\"text\":\"cafe\\u0301\"}\n"
     "{\"text\":\"\\u1112\\u1161\\u11ab\\u1100\\u1173\\u11af\"}\n"
     "{\"text\":\"caf\\u00e9, already composed\"}\n",
     "{\"text\":\"caf\xC3\xA9\"}\n"
     "{\"text\":\"한글\"}\n"
     "{\"text\":\"caf\\u00e9, already composed\"}\n"},
    {"Compatibility characters become plain ones", "form = \"nfkc\"", "{\"text\":\"ＡＢＣ１２３　ｶﾞｷﾞ ㈱ ﬁn x²\"}\n",
     "{\"text\":\"ABC123 ガギ (株) fin x2\"}\n"},
    {"Every element of a list", "form = \"nfkc_casefold\"\nfields = [\"/tags/*\"]",
     "{\"tags\":[\"STRASSE\",\"Straße\",\"ｓｔｒａｓｓｅ\"]}\n", "{\"tags\":[\"strasse\",\"strasse\",\"strasse\"]}\n"},
};

}  // namespace

extern const OpSpec normalize_unicode;
const OpSpec normalize_unicode = {
    .name = "unicode",
    .family = Family::normalize,
    .summary = "Rewrite text into one Unicode normalization form: NFC, NFD, NFKC, NFKD or NFKC_Casefold",
    .details =
        R"(The same text can be spelled in several ways in Unicode: `é` as one code point or as `e` and an accent.
After this step equal texts are equal bytes, which is what exact duplicates, patterns and vocabularies go by.

- `nfc` composes and `nfd` decomposes canonically. What a reader sees does not change, with one exception: CJK
  compatibility ideographs (U+F900–U+FAFF, U+2F800–U+2FA1F) become the unified ones, even in NFC.
- `nfkc` and `nfkd` also replace compatibility characters by plain ones: full-width `Ａ１` → `A1`, half-width `ｶﾞ` →
  `ガ`, `ﬁ` → `fi`, `㈱` → `(株)`, U+3000 and the no-break space → a space. This loses meaning: `x²` → `x2`, `①` → `1`,
  `½` → `1⁄2`.
- `nfkc_casefold` is NFKC with case folded away and invisible characters (soft hyphen, zero-width joiners, variation
  selectors) removed: for comparing, not for reading. It breaks emoji sequences, Persian and Indic spelling.

Text that is in the form already is not touched, and comes out byte for byte. Every form is idempotent. A field with
`*` is rewritten element by element. A missing, null or non-text field makes the record malformed. Not done here:
repairing mojibake, removing control characters, white space.)",
    .source = "Unicode Standard Annex #15 and toNFKC_Casefold of the Unicode Standard, section 3.13, by ICU",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .idempotent = true,
};

}  // namespace dsprep::ops
