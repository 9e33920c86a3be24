// Classes of characters as `tokenizers` 0.23 has them where they differ from today's Unicode: its tables for
// punctuation, controls and accents are those of Unicode 8 and 9. Thread-safe.
#pragma once

#include <cstdint>

#include "text/code_point_table.h"

namespace dsprep::tokenizers {

enum HuggingFaceBits : std::uint8_t {
  hf_punctuation = 1,  // P* of Unicode 8, and ASCII's symbols
  hf_control = 2,      // Cc, Cf, Co of Unicode 8, but for TAB, LF, CR; U+0000 and U+FFFD
  hf_nonspacing = 4,   // Mn of Unicode 8: BertNormalizer's accents
  hf_mark = 8,         // M* of Unicode 9: StripAccents
  hf_space = 16,       // White_Space
  hf_chinese = 32,     // BERT's ideographs
  hf_word = 64,        // \w: Alphabetic, M*, Nd, Pc, Join_Control
  hf_number = 128,     // N*
};
const text::CodePointTable& hugging_face_bits();

}  // namespace dsprep::tokenizers
