// The character by which SentencePiece, and who follows it, writes a space.
#pragma once

#include <string_view>

namespace dsprep::tokenizers {

inline constexpr std::string_view space_symbol = "▁";

}  // namespace dsprep::tokenizers
