#include "text/char_facts.h"

#include <algorithm>
#include <vector>

#include <unicode/uchar.h>

#include "text/properties.h"

namespace dsprep::text {
namespace {

std::vector<std::uint8_t> flat_facts() {
  std::vector<std::uint8_t> facts(code_points);
  const std::vector<std::uint8_t> upper = binary_property(UCHAR_UPPERCASE), lower = binary_property(UCHAR_LOWERCASE),
                                  category = enumerated_property(UCHAR_GENERAL_CATEGORY),
                                  numeric = enumerated_property(UCHAR_NUMERIC_TYPE);
  for (std::size_t c = 0; c < code_points; ++c) {
    std::uint8_t fact = 0;
    if (upper[c]) fact |= fact_upper;
    if (lower[c]) fact |= fact_lower;
    if (category[c] == U_TITLECASE_LETTER) fact |= fact_title;
    const std::uint32_t mask = 1u << category[c];
    if (mask & U_GC_L_MASK) fact |= fact_alpha;
    if (mask & U_GC_P_MASK) fact |= fact_punct;
    switch (numeric[c]) {
      case U_NT_DECIMAL: fact |= fact_decimal | fact_digit | fact_numeric; break;
      case U_NT_DIGIT: fact |= fact_digit | fact_numeric; break;
      case U_NT_NUMERIC: fact |= fact_numeric; break;
      default: break;
    }
    facts[c] = fact;
  }
  return facts;
}

}  // namespace

const CodePointTable& char_facts() {
  static const CodePointTable table(flat_facts());
  return table;
}

}  // namespace dsprep::text
