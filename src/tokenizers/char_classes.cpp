#include "tokenizers/char_classes.h"

#include <unicode/uchar.h>

#include <vector>

#include "text/properties.h"

namespace dsprep::tokenizers {
namespace {

text::CodePointTable make_bits() {
  std::vector<std::uint8_t> flat = text::enumerated_property(UCHAR_GENERAL_CATEGORY);
  const std::vector<std::uint8_t> space = text::binary_property(UCHAR_WHITE_SPACE);
  for (std::size_t c = 0; c < flat.size(); ++c) {
    const std::uint32_t category = U_MASK(flat[c]);
    std::uint8_t bits = 0;
    if (category & U_GC_L_MASK) bits |= is_letter;
    if (category & U_GC_N_MASK) bits |= is_number;
    if (category & U_GC_M_MASK) bits |= is_mark;
    if (category & (U_GC_LU_MASK | U_GC_LT_MASK | U_GC_LM_MASK | U_GC_LO_MASK | U_GC_M_MASK)) bits |= is_upperish;
    if (category & (U_GC_LL_MASK | U_GC_LM_MASK | U_GC_LO_MASK | U_GC_M_MASK)) bits |= is_lowerish;
    if (space[c]) bits |= is_space;
    if (c == '\n' || c == '\r') bits |= is_newline;
    flat[c] = bits;
  }
  return text::CodePointTable(flat);
}

}  // namespace

const text::CodePointTable& char_bits() {
  static const text::CodePointTable table = make_bits();
  return table;
}

const text::CodePointTable& categories() {
  static const text::CodePointTable table(text::enumerated_property(UCHAR_GENERAL_CATEGORY));
  return table;
}

}  // namespace dsprep::tokenizers
