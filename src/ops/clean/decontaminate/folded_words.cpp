#include "ops/clean/decontaminate/folded_words.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>

#include <array>
#include <string>

#include "text/code_point_table.h"
#include "text/normalize.h"
#include "text/properties.h"
#include "text/utf8.h"

namespace dsprep::ops::decontaminate {
namespace {

// What a code point is, and whether something else stands for it in a comparison.
enum Role : std::uint8_t { separator, passed, part, whole, role_bits = 3, mapped = 4 };

// What stands for each mapped code point: NFKC_Casefold, NFD, without nonspacing marks.
struct Mapping {
  std::vector<std::uint32_t> first;  // by code point: the one code point, or many | index in `rest`
  std::vector<std::u32string> rest;
  static constexpr std::uint32_t many = 0x80000000;
};

bool is_passed(char32_t c) {
  return c == '\'' || c == '`' || c == 0xb4 || c == 0xad || c == 0x2018 || c == 0x2019 || c == 0x2bc || c == 0xff07;
}

bool stands_alone(std::uint8_t script, bool ideographic) {
  return ideographic || script == USCRIPT_HIRAGANA || script == USCRIPT_THAI || script == USCRIPT_LAO ||
         script == USCRIPT_KHMER || script == USCRIPT_MYANMAR;
}

std::u32string image_of(char32_t c) {
  std::string text, folded, decomposed;
  text::append_utf8(text, c);
  text::normalize(text, text::Form::nfkc_casefold, folded);
  text::normalize(folded, text::Form::nfd, decomposed);
  std::u32string image;
  for (std::size_t i = 0; i < decomposed.size();) {
    const char32_t d = text::decode(decomposed, i);
    if (u_charType(static_cast<UChar32>(d)) != U_NON_SPACING_MARK) image += d;
  }
  return image;
}

struct Tables {
  Tables() : roles(std::vector<std::uint8_t>(text::code_points)) {
    const auto category = text::enumerated_property(UCHAR_GENERAL_CATEGORY),
               script = text::enumerated_property(UCHAR_SCRIPT);
    const auto ideographic = text::binary_property(UCHAR_IDEOGRAPHIC),
               folds = text::binary_property(UCHAR_CHANGES_WHEN_NFKC_CASEFOLDED);
    const auto quick = text::enumerated_property(UCHAR_NFD_QUICK_CHECK);
    constexpr std::uint32_t word = U_GC_L_MASK | U_GC_N_MASK | U_GC_MC_MASK | U_GC_ME_MASK;
    mapping.first.resize(text::code_points);
    std::vector<std::uint8_t> flat(text::code_points);
    for (char32_t c = 0; c < text::code_points; ++c) {
      std::uint8_t role = separator;
      const bool hangul = c >= 0xac00 && c <= 0xd7a3;  // composed as it is written
      if (is_passed(c) || category[c] == U_NON_SPACING_MARK) role = passed;
      else if ((1u << category[c]) & word) role = stands_alone(script[c], ideographic[c]) ? whole : part;
      if (role >= part && !hangul && (folds[c] || quick[c] != UNORM_YES)) {
        const std::u32string image = image_of(c);
        if (image.empty()) {
          role = passed;
        } else if (image.size() > 1 || image[0] != c) {
          role |= mapped;
          if (image.size() == 1) {
            mapping.first[c] = image[0];
          } else {
            mapping.first[c] = Mapping::many | static_cast<std::uint32_t>(mapping.rest.size());
            mapping.rest.push_back(image);
          }
        }
      }
      flat[c] = role;
    }
    roles = text::CodePointTable(flat);
    for (char32_t c = 0; c < 128; ++c) {
      const bool upper = c >= 'A' && c <= 'Z';
      ascii[c] = (flat[c] & role_bits) == part     ? static_cast<char>(upper ? c + ('a' - 'A') : c)
                 : (flat[c] & role_bits) == passed ? '\1'
                                                   : '\0';
    }
  }

  text::CodePointTable roles;
  Mapping mapping;
  std::array<char, 128> ascii{};  // the letter or digit, lower-cased; 1: passed over; 0: separates
};

const Tables& tables() {
  static const Tables made;
  return made;
}

constexpr std::uint64_t start_hash = 0x9ae16a3b2f90404full, multiplier = 0xd6e8feb86659fd93ull;
inline std::uint64_t add(std::uint64_t hash, std::uint32_t c) { return (hash ^ c) * multiplier; }
inline std::uint64_t finish(std::uint64_t hash) { return (hash ^ (hash >> 32)) * multiplier ^ (hash >> 29); }

}  // namespace

void split_folded_words(std::string_view text, FoldedWords& words) {
  const Tables& table = tables();
  words.spans.clear();
  words.hashes.clear();
  std::uint64_t hash = start_hash;
  std::uint32_t begin = 0, end = 0;
  bool open = false;
  const auto close = [&] {
    if (!open) return;
    words.spans.push_back({begin, end});
    words.hashes.push_back(finish(hash));
    hash = start_hash;
    open = false;
  };
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x80) {
      const char c = table.ascii[byte];
      if (c > 1) {
        if (!open) {
          begin = static_cast<std::uint32_t>(i);
          open = true;
        }
        hash = add(hash, static_cast<unsigned char>(c));
        end = static_cast<std::uint32_t>(++i);
      } else {
        if (c == 0) close();
        ++i;
      }
      continue;
    }
    const std::size_t at = i;
    const char32_t c = text::decode(text, i);
    const std::uint8_t role = table.roles[c];
    const std::uint8_t kind = role & role_bits;
    if (kind == passed) continue;
    if (kind != part) close();
    if (kind == separator) continue;
    if (!open) {
      begin = static_cast<std::uint32_t>(at);
      open = true;
    }
    end = static_cast<std::uint32_t>(i);
    if (!(role & mapped)) {
      hash = add(hash, c);
    } else if (const std::uint32_t image = table.mapping.first[c]; !(image & Mapping::many)) {
      hash = add(hash, image);
    } else {
      for (const char32_t d : table.mapping.rest[image & ~Mapping::many]) hash = add(hash, d);
    }
    if (kind == whole) close();
  }
  close();
}

void measure_folded_words(std::string_view text, const FoldedWords& words, std::vector<FoldedWordSize>& sizes) {
  const Tables& table = tables();
  sizes.clear();
  for (const TextSpan span : words.spans) {
    std::size_t at = span.begin, letters = 0;
    const char32_t first = text::decode(text, at);
    if ((table.roles[first] & role_bits) == whole) {
      const auto script = u_getIntPropertyValue(static_cast<UChar32>(first), UCHAR_SCRIPT);
      const bool ideographic =
          u_hasBinaryProperty(static_cast<UChar32>(first), UCHAR_IDEOGRAPHIC) || script == USCRIPT_HIRAGANA;
      sizes.push_back({ideographic ? FoldedWordSize::ideograph : FoldedWordSize::letter, true});
      continue;
    }
    for (at = span.begin; at < span.end;) letters += u_isalpha(static_cast<UChar32>(text::decode(text, at))) != 0;
    const auto script = u_getIntPropertyValue(static_cast<UChar32>(first), UCHAR_SCRIPT);
    const bool alphabet = script == USCRIPT_LATIN || script == USCRIPT_GREEK ||
                          script == USCRIPT_CYRILLIC;  // others write syllables, too
    const bool speaks = letters > (alphabet ? 1u : 0u);
    sizes.push_back({speaks ? FoldedWordSize::word : FoldedWordSize::half, speaks});
  }
}

}  // namespace dsprep::ops::decontaminate
