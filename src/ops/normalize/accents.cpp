// accents: removes the marks above and below the letters of chosen scripts.
//
// A character of the text is a letter and the marks (Mn) that stand on it, composed or not. Only where there is one,
// and the letter is of a chosen script, is anything done; the answer depends on the canonical decomposition alone, so
// that texts that are canonically equivalent stay so.
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dsprep/op_spec.h"
#include "dsprep/text_rewriter.h"
#include "text/char_search.h"
#include "text/code_point_table.h"
#include "text/utf8.h"

namespace dsprep::ops {
namespace {

struct Params {
  std::vector<std::string> scripts = {"latin", "greek", "cyrillic", "arabic", "hebrew"};
  bool cyrillic_letters = false, strokes = false;
  std::vector<std::string> text_fields = {"text"};
  void fields(ParamFields& f) {
    f("scripts", scripts,
      {.meaning = "the scripts whose letters lose their marks",
       .choices = {"latin", "greek", "cyrillic", "arabic", "hebrew"}});
    f("cyrillic_letters", cyrillic_letters, {.meaning = "whether й ё ї ў ѓ ќ and the like become и е і у г к"});
    f("strokes", strokes, {.meaning = "whether ø đ ð ħ ı ł ŧ and their capitals become o d d h i l t"});
    describe_text_fields(f, text_fields);
  }
};

// Letters whose stroke is no combining mark, so that no decomposition knows it.
constexpr std::pair<char32_t, char> stroked[] = {
    {0xd0, 'D'},  {0xd8, 'O'},  {0xf0, 'd'},  {0xf8, 'o'},  {0x110, 'D'}, {0x111, 'd'}, {0x126, 'H'}, {0x127, 'h'},
    {0x131, 'i'}, {0x141, 'L'}, {0x142, 'l'}, {0x166, 'T'}, {0x167, 't'}, {0x180, 'b'}, {0x197, 'I'}, {0x1b5, 'Z'},
    {0x1b6, 'z'}, {0x1e4, 'G'}, {0x1e5, 'g'}, {0x243, 'B'}, {0x268, 'i'}, {0x24c, 'R'}, {0x24d, 'r'}};

bool is_mark(char32_t c) { return c >= 0x300 && u_charType(static_cast<UChar32>(c)) == U_NON_SPACING_MARK; }

bool within(char32_t c, char32_t first, char32_t last) { return first <= c && c <= last; }

// The signs of vowels, of doubling and of recitation. Madda and hamza (U+0653–U+0655) make letters, and stay.
bool is_harakat(char32_t c) {
  return within(c, 0x610, 0x61a) || within(c, 0x64b, 0x652) || within(c, 0x656, 0x65f) || c == 0x670 ||
         within(c, 0x6d6, 0x6dc) || within(c, 0x6df, 0x6e4) || c == 0x6e7 || c == 0x6e8 || within(c, 0x6ea, 0x6ed) ||
         within(c, 0x898, 0x89f) || within(c, 0x8ca, 0x8e1) || within(c, 0x8e3, 0x8ff);
}
// Letters written above others, in Church Slavonic.
bool is_letter_above(char32_t c) {
  return within(c, 0x2de0, 0x2dff) || within(c, 0xa674, 0xa67b) || within(c, 0xa69e, 0xa69f);
}

// A code point and its canonical decomposition.
struct Decomposition {
  std::array<char32_t, 8> parts{};
  std::size_t size = 0;
};

const UNormalizer2* canonical() {
  UErrorCode status = U_ZERO_ERROR;
  return unorm2_getNFCInstance(&status);
}

Decomposition decompose(char32_t c) {
  Decomposition all;
  std::array<UChar, 16> units{};
  UErrorCode status = U_ZERO_ERROR;
  const std::int32_t size = unorm2_getDecomposition(canonical(), static_cast<UChar32>(c), units.data(),
                                                    static_cast<std::int32_t>(units.size()), &status);
  if (size < 0 || U_FAILURE(status)) {
    all.parts[all.size++] = c;
    return all;
  }
  for (std::int32_t i = 0; i < size && all.size < all.parts.size();) {
    UChar32 part = 0;
    U16_NEXT(units, i, size, part);
    all.parts[all.size++] = static_cast<char32_t>(part);
  }
  return all;
}

class Scripts {
 public:
  explicit Scripts(const Params& params) : cyrillic_letters_(params.cyrillic_letters) {
    for (const std::string& name : params.scripts) {
      if (name == "latin") chosen_.push_back(USCRIPT_LATIN);
      if (name == "greek") chosen_.push_back(USCRIPT_GREEK);
      if (name == "cyrillic") chosen_.push_back(USCRIPT_CYRILLIC);
      if (name == "arabic") chosen_.push_back(USCRIPT_ARABIC);
      if (name == "hebrew") chosen_.push_back(USCRIPT_HEBREW);
    }
  }

  // The script of a letter, where it is a chosen one; else USCRIPT_COMMON.
  UScriptCode of(char32_t letter) const {
    UErrorCode status = U_ZERO_ERROR;
    const UScriptCode script = uscript_getScript(static_cast<UChar32>(letter), &status);
    const bool chosen = std::find(chosen_.begin(), chosen_.end(), script) != chosen_.end();
    return chosen && u_isalpha(static_cast<UChar32>(letter)) ? script : USCRIPT_COMMON;
  }

  // Whether `mark` goes from `letter`, on which nothing stands any more but what was kept: then `letter` is that too.
  bool removes(UScriptCode script, char32_t mark, char32_t& letter) const {
    if (script == USCRIPT_COMMON) return false;
    if (script == USCRIPT_ARABIC) return is_harakat(mark);
    if (script != USCRIPT_CYRILLIC) return true;
    if (is_letter_above(mark)) return false;
    const UChar32 whole = unorm2_composePair(canonical(), static_cast<UChar32>(letter), static_cast<UChar32>(mark));
    if (cyrillic_letters_ || whole < 0) return true;
    letter = static_cast<char32_t>(whole);  // a letter of its own
    return false;
  }

 private:
  std::vector<UScriptCode> chosen_;
  bool cyrillic_letters_;
};

enum Kind : std::uint8_t { plain, marked_letter, mark, stroked_letter };

std::vector<std::uint8_t> kinds(const Params& params, const Scripts& scripts) {
  std::vector<std::uint8_t> flat(text::code_points);
  for (char32_t c = 0x80; c < text::code_points; ++c) {
    if (within(c, 0x2e80, 0xa66e) || within(c, 0xac00, 0xd7a3)) continue;  // no letter of these scripts is there
    if (is_mark(c)) {
      flat[c] = mark;
      continue;
    }
    const Decomposition all = decompose(c);
    char32_t letter = all.parts[0];
    const UScriptCode script = scripts.of(letter);
    for (std::size_t i = 1; i < all.size; ++i)
      if (is_mark(all.parts[i]) && scripts.removes(script, all.parts[i], letter)) flat[c] = marked_letter;
  }
  // Marks that stand on nothing but letters of scripts that are never chosen.
  for (char32_t c = 0x300; c < text::code_points; ++c) {
    if (flat[c] != mark) continue;
    UErrorCode status = U_ZERO_ERROR;
    const UScriptCode script = uscript_getScript(static_cast<UChar32>(c), &status);
    const bool may = script == USCRIPT_INHERITED || script == USCRIPT_LATIN || script == USCRIPT_GREEK ||
                     script == USCRIPT_CYRILLIC || script == USCRIPT_ARABIC || script == USCRIPT_HEBREW;
    if (!may || within(c, 0x3000, 0x30ff) || within(c, 0xfe00, 0xfe0f) || c >= 0xe0100) flat[c] = plain;
  }
  const bool latin = std::find(params.scripts.begin(), params.scripts.end(), "latin") != params.scripts.end();
  if (params.strokes && latin) {
    for (const auto& [letter, bare] : stroked) flat[letter] = stroked_letter;
  }
  return flat;
}

char bare_of(char32_t letter) {
  for (const auto& [from, to] : stroked)
    if (from == letter) return to;
  return '\0';
}

struct AccentRules {
  struct Scratch {
    std::string marks, now;
  };
  static constexpr std::string_view counts[] = {"letters"};

  Scripts scripts;
  text::CharSearch search;
  std::vector<char32_t> bare;  // what a letter becomes on which no further mark stands; 0: not known here

  AccentRules(const Params& params, Scripts chosen)
      : scripts(std::move(chosen)), search(kinds(params, scripts)), bare(0x2000) {
    for (char32_t c = 0x80; c < bare.size(); ++c) {
      const Decomposition all = decompose(c);
      char32_t letter = all.parts[0];
      bool removed = false, kept = false;
      for (std::size_t i = 1; i < all.size; ++i) {
        const char32_t before = letter;
        if (takes(scripts.of(all.parts[0]), all.parts[i], letter)) removed = true;
        else kept |= letter == before;
      }
      if (search[letter] == stroked_letter) letter = static_cast<unsigned char>(bare_of(letter)), removed = true;
      if (search[c] != plain && search[c] != mark && removed && !kept) bare[c] = letter;
    }
  }

  // Marks, and what bears them, are never escaped, and no letter ends in an escape; a mark behind an escape stands on a
  // control or a quote, and a text with one is decoded.
  bool rewrite_escaped(std::string_view escaped, TextDraft& draft, Scratch& scratch) const {
    if (search.find(escaped, 0) == escaped.size()) return true;
    if (escaped.find('\\') != escaped.npos) return false;
    rewrite(escaped, draft, scratch);
    return true;
  }

  void rewrite(std::string_view text, TextDraft& draft, Scratch& scratch) const {
    for (std::size_t at; (at = search.find(text, draft.at())) < text.size();) {
      std::size_t behind = at;
      const char32_t c = text::decode(text, behind);
      if (search[c] == mark) {
        at = letter_before(text, at, draft.at());
      } else if (c < bare.size() && bare[c] != 0 && !marked(text, behind)) {
        scratch.now.clear();
        text::append_utf8(scratch.now, bare[c]);
        draft.keep_to(at).replace(behind - at, scratch.now).count(0);
        continue;
      }
      draft.keep_to(at);
      rewrite_letter(text, at, draft, scratch);
    }
  }

 private:
  bool takes(UScriptCode script, char32_t part, char32_t& letter) const {
    return is_mark(part) && scripts.removes(script, part, letter);
  }

  static bool marked(std::string_view text, std::size_t i) {
    return i < text.size() && static_cast<unsigned char>(text[i]) >= 0xcc && is_mark(text::decode(text, i));
  }

  // Where the letter begins that the mark at `at` stands on; `at` where there is none.
  static std::size_t letter_before(std::string_view text, std::size_t at, std::size_t first) {
    for (std::size_t i = at; i > first;) {
      for (--i; text::is_continuation(text[i]);) --i;
      std::size_t behind = i;
      if (!is_mark(text::decode(text, behind))) return i;
    }
    return at;
  }

  // One letter, with all the marks behind it.
  void rewrite_letter(std::string_view text, std::size_t begin, TextDraft& draft, Scratch& scratch) const {
    std::size_t end = begin;
    const Decomposition all = decompose(text::decode(text, end));
    char32_t letter = all.parts[0];
    const UScriptCode script = scripts.of(letter);
    bool removed = false;
    scratch.marks.clear();
    const auto take = [&](char32_t part) {
      const char32_t before = letter;
      if (takes(script, part, letter)) removed = true;
      else if (letter == before) text::append_utf8(scratch.marks, part);
    };
    for (std::size_t i = 1; i < all.size; ++i) take(all.parts[i]);
    for (std::size_t behind = end; behind < text.size(); end = behind) {
      const char32_t next = text::decode(text, behind);
      if (!is_mark(next)) break;
      take(next);
    }
    if (search[letter] == stroked_letter) letter = static_cast<unsigned char>(bare_of(letter)), removed = true;
    if (!removed) {
      draft.keep_to(end);
      return;
    }
    scratch.now.clear();
    text::append_utf8(scratch.now, letter);
    draft.replace(end - begin, scratch.now.append(scratch.marks)).count(0);
  }
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  if (params.scripts.empty()) return usage_error("scripts is empty: name the scripts whose letters lose their marks");
  return text_rewriter(AccentRules(params, Scripts(params)), params.text_fields, binder);
}

constexpr Example examples[] = {
    {"Accents go, letters stay", "",
     "{\"text\":\"café naïve Việt Nam\"}\n{\"text\":\"Ἀθῆναι, за́мок, мой ёж\"}\n"
     "{\"text\":\"مُحَمَّد أحمد שָׁלוֹם\"}\n{\"text\":\"ガギグ हिन्दी ไทย 中文\"}\n",
     "{\"text\":\"cafe naive Viet Nam\"}\n{\"text\":\"Αθηναι, замок, мой ёж\"}\n"
     "{\"text\":\"محمد أحمد שלום\"}\n{\"text\":\"ガギグ हिन्दी ไทย 中文\"}\n"},
    {"Letters with a stroke, and the Cyrillic letters that are made of another and a mark",
     "strokes = true\ncyrillic_letters = true", "{\"text\":\"Søren, Łódź, Đà Nẵng; мой ёж, Київ\"}\n",
     "{\"text\":\"Soren, Lodz, Da Nang; мои еж, Киів\"}\n"},
    {"One script alone", "scripts = [\"arabic\"]", "{\"text\":\"قُرْآن café\"}\n", "{\"text\":\"قرآن café\"}\n"},
};

}  // namespace

extern const OpSpec normalize_accents;
const OpSpec normalize_accents = {
    .name = "accents",
    .family = Family::normalize,
    .summary = "Remove accents and other marks from the letters of chosen scripts",
    .details =
        R"(Letters of the scripts in `scripts` lose the nonspacing marks (category Mn) that stand on them, whether
composed (`é`) or combining (`e` and U+0301); the letter stays.

- `latin`: all marks: `é ñ ç ệ ơ` → `e n c e o`. Letters with a stroke (`ø đ ł`) have no mark; `strokes` removes it.
  `ß`,
  `æ` and `ﬁ` are no accents: see `case` and `unicode`.
- `greek`: accents, breathings, dialytika and iota subscript.
- `cyrillic`: the stress of `за́мок`; but a letter that has a code point of its own stays, however it is spelled: `й ё
  ї ў
  ѓ ќ ӣ`. With `cyrillic_letters` these become `и е і у г к и`. Letters written above others stay.
- `arabic`: harakat, shadda, sukun, the superscript alef and Quranic signs; madda and hamza (`آ أ إ ؤ ئ`) make letters
  and stay; so does the tatweel, which is no mark.
- `hebrew`: points and cantillation marks.

What stands on a letter of any other script is never touched: vowel signs and virama of Indic scripts, Thai and Lao
vowels and tones, Hangul, dakuten of kana (`ガ`), nor what stands on a digit or a sign (`≠`, keycaps). Text without such
marks comes out byte for byte, in any normalization form. The counter `letters` tells how many letters lost something.
The
step is idempotent; a label over a letter covers what is left of it.)",
    .source = "Canonical decompositions, General_Category and Script of the Unicode Character Database, by ICU",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .idempotent = true,
};

}  // namespace dsprep::ops
