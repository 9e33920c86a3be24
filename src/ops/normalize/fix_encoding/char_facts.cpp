#include "ops/normalize/fix_encoding/char_facts.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>

#include <cassert>
#include <map>
#include <utility>

#include "ops/normalize/fix_encoding/badness.h"
#include "text/properties.h"
#include "text/utf8.h"

namespace dsprep::ops::fix_encoding {
namespace {

constexpr char32_t first_wide = 0xff01, last_wide = 0xffef;  // half-width and full-width forms
constexpr char32_t ideographic_space = 0x3000;

struct Ligature {
  char32_t character;
  std::string_view letters;
};
constexpr Ligature ligatures[] = {
    {U'Ĳ', "IJ"},       {U'ĳ', "ij"},       {U'ŉ', "ʼn"},      {U'Ǳ', "DZ"},      {U'ǲ', "Dz"},      {U'ǳ', "dz"},
    {U'Ǆ', "DŽ"},       {U'ǅ', "Dž"},       {U'ǆ', "dž"},      {U'Ǉ', "LJ"},      {U'ǈ', "Lj"},      {U'ǉ', "lj"},
    {U'Ǌ', "NJ"},       {U'ǋ', "Nj"},       {U'ǌ', "nj"},      {U'\ufb00', "ff"}, {U'\ufb01', "fi"}, {U'\ufb02', "fl"},
    {U'\ufb03', "ffi"}, {U'\ufb04', "ffl"}, {U'\ufb05', "ſt"}, {U'\ufb06', "st"}};

std::string plain_width(char32_t c) {
  if (c == ideographic_space) return " ";
  std::string wide, plain;
  text::append_utf8(wide, c);
  text::normalize(wide, text::Form::nfkc, plain);
  return plain == wide ? std::string() : plain;
}

std::uint16_t facts_of(char32_t c) {
  unsigned facts = 0;
  if (c == U'&') facts |= ampersand;
  if (c == U'<') facts |= less_than;
  if ((c < 0x20 && c != U'\t' && c != U'\n' && c != U'\f') || c == 0x7f) facts |= ascii_control;
  if (c >= 0x80 && c < 0xa0) facts |= c1_control;
  if ((c >= first_wide && c <= last_wide) || c == ideographic_space)
    if (!plain_width(c).empty()) facts |= odd_width;
  if (c == 0x2bc || (c >= 0x2018 && c <= 0x201f)) facts |= curly_quote;
  if (c == 0x85 || c == 0x2028 || c == 0x2029) facts |= line_break;
  if ((c >= 0x206a && c <= 0x206f) || c == 0xfeff || (c >= 0xfff9 && c <= 0xfffc)) facts |= odd_control;
  return static_cast<std::uint16_t>(facts);
}

}  // namespace

CharFacts CharFacts::make() {
  const Badness& badness = Badness::get();
  constexpr int quick_checks[] = {UCHAR_NFC_QUICK_CHECK, UCHAR_NFD_QUICK_CHECK, UCHAR_NFKC_QUICK_CHECK,
                                  UCHAR_NFKD_QUICK_CHECK};
  std::vector<std::uint16_t> facts(end_of_letters);
  const std::vector<std::uint8_t> combining = text::enumerated_property(UCHAR_CANONICAL_COMBINING_CLASS);
  for (unsigned form = 0; form < 4; ++form) {
    const std::vector<std::uint8_t> quick_check = text::enumerated_property(quick_checks[form]);
    for (char32_t c = 0; c < end_of_letters; ++c)
      if (quick_check[c] != UNORM_YES || combining[c] != 0) facts[c] |= fact_of(static_cast<text::Form>(form));
  }
  for (char32_t c = 0; c < 0x10000; ++c) facts[c] |= facts_of(c);
  for (const Ligature& known : ligatures) facts[known.character] |= ligature;

  std::vector<Kind> kinds;
  std::map<std::uint32_t, std::uint8_t> known;
  std::vector<std::uint8_t> table(end_of_letters);
  std::uint32_t last_key = 0;
  std::uint8_t last = 0;
  for (char32_t c = 0; c < end_of_letters; ++c) {
    const Kind kind{badness.class_of(c), facts[c]};
    const std::uint32_t key = std::uint32_t{kind.badness} << 16 | kind.facts;
    if (c == 0 || key != last_key) {
      const auto [at, is_new] = known.try_emplace(key, static_cast<std::uint8_t>(kinds.size()));
      if (is_new) kinds.push_back(kind);
      assert(kinds.size() <= 256);
      last_key = key, last = at->second;
    }
    table[c] = last;
  }
  // The last of them is not assigned, like nearly all behind it, and none of those is wanted.
  table.resize(text::code_points, table.back());
  return CharFacts(table, std::move(kinds));
}

CharFacts::CharFacts(const std::vector<std::uint8_t>& table, std::vector<Kind> kinds)
    : table_(table), kinds_(std::move(kinds)) {
  for (char32_t c = first_wide; c <= last_wide; ++c) widths_.push_back(plain_width(c));
}

const CharFacts& CharFacts::get() {
  static const CharFacts all = make();
  return all;
}

std::string_view CharFacts::replacement(char32_t c) const {
  if (c >= first_wide && c <= last_wide) return widths_[c - first_wide];
  for (const Ligature& known : ligatures)
    if (known.character == c) return known.letters;
  assert(c == ideographic_space);
  return " ";
}

}  // namespace dsprep::ops::fix_encoding
