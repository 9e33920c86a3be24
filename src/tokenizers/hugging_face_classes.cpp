#include "tokenizers/hugging_face_classes.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <iterator>
#include <vector>

#include "text/properties.h"

namespace dsprep::tokenizers {
namespace {

// Does Unicode `version` know c?
bool known_in(UChar32 c, std::uint8_t version) {
  UVersionInfo age;
  u_charAge(c, age);
  return age[0] <= version;
}

// Of another category by now.
constexpr char32_t once_punctuation[] = {0x166d, 0x111c9};
constexpr char32_t not_yet_nonspacing[] = {0x1885, 0x1886, 0xa9bd, 0x111c9};

template <std::size_t N>
bool among(const char32_t (&list)[N], char32_t c) {
  return std::find(std::begin(list), std::end(list), c) != std::end(list);
}

// The eighth range begins 0x100 too late: a slip of `tokenizers` that its answers depend on.
bool chinese(char32_t c) {
  return (c >= 0x4e00 && c <= 0x9fff) || (c >= 0x3400 && c <= 0x4dbf) || (c >= 0x20000 && c <= 0x2a6df) ||
         (c >= 0x2a700 && c <= 0x2b73f) || (c >= 0x2b740 && c <= 0x2b81f) || (c >= 0x2b920 && c <= 0x2ceaf) ||
         (c >= 0xf900 && c <= 0xfaff) || (c >= 0x2f800 && c <= 0x2fa1f);
}

text::CodePointTable make_bits() {
  std::vector<std::uint8_t> flat = text::enumerated_property(UCHAR_GENERAL_CATEGORY);
  const std::vector<std::uint8_t> space = text::binary_property(UCHAR_WHITE_SPACE);
  const std::vector<std::uint8_t> alphabetic = text::binary_property(UCHAR_ALPHABETIC);
  const std::vector<std::uint8_t> join = text::binary_property(UCHAR_JOIN_CONTROL);
  for (char32_t c = 0; c < text::code_points; ++c) {
    const std::uint32_t category = U_MASK(flat[c]);
    const auto code_point = static_cast<UChar32>(c);
    std::uint8_t bits = 0;
    if ((category & U_GC_P_MASK && known_in(code_point, 8)) || (c < 0x80 && category & U_GC_S_MASK) ||
        among(once_punctuation, c))
      bits |= hf_punctuation;
    if ((category & (U_GC_CC_MASK | U_GC_CF_MASK | U_GC_CO_MASK) && known_in(code_point, 8)) || c == 0xfffd)
      bits |= hf_control;
    if (c == '\t' || c == '\n' || c == '\r') bits &= static_cast<std::uint8_t>(~hf_control);
    if ((category & U_GC_MN_MASK && known_in(code_point, 8) && !among(not_yet_nonspacing, c)) || c == 0x1734)
      bits |= hf_nonspacing;
    if ((category & U_GC_M_MASK && known_in(code_point, 9) && c != 0x111c9) || c == 0x1cf2 || c == 0x1cf3)
      bits |= hf_mark;
    if (space[c]) bits |= hf_space;
    if (chinese(c)) bits |= hf_chinese;
    if (alphabetic[c] || join[c] || category & (U_GC_M_MASK | U_GC_ND_MASK | U_GC_PC_MASK)) bits |= hf_word;
    if (category & U_GC_N_MASK) bits |= hf_number;
    flat[c] = bits;
  }
  return text::CodePointTable(flat);
}

}  // namespace

const text::CodePointTable& hugging_face_bits() {
  static const text::CodePointTable table = make_bits();
  return table;
}

}  // namespace dsprep::tokenizers
