// Pieces of a page too large to be parsed at once.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace dsprep::html {

// A tree takes tens of times the memory of its HTML.
inline constexpr std::size_t most_at_once = 8 << 20;  // bytes

// The page as stretches, each but the first beginning with the start tag of a block, and each but the last no shorter
// than `at_once`. Where that much has no such tag but those of a table, it begins with one of its rows.
std::vector<std::string_view> pieces_of(std::string_view html, std::size_t at_once = most_at_once);

// Does it begin with a row, which is nothing without a table around it?
bool begins_in_table(std::string_view html);

}  // namespace dsprep::html
