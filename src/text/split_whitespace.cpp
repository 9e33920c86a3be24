#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "text/segment.h"
#include "text/space_masks.h"
#include "text/wide_space.h"

// Looks at 64 bytes at a time and makes a 64-bit mask of those that are white space. Words begin and end where
// neighbouring bits differ, so that mask ^ (mask << 1) lists all ends of words without a branch per byte.
//
// White space beyond ASCII has two or three bytes. Few lead bytes and second bytes come into question: where a mask of
// these says so, the character itself is looked at, and its bytes are set in the mask; those beyond the block are
// carried into the next one.

namespace dsprep::text {

void split_whitespace(std::string_view text, std::vector<TextSpan>& spans) {
  spans.clear();
  // Where words begin and end, by turns: two of them are a span. Handed over in bulk, and begun anew with the one left
  // over.
  static_assert(sizeof(TextSpan) == 2 * sizeof(std::uint32_t));
  constexpr std::size_t full = 960;
  std::array<std::uint32_t, full + 64> edges_found;
  std::size_t found = 0;
  const auto hand_over = [&] {
    const std::size_t words = found / 2, before = spans.size();
    spans.resize(before + words);
    if (words > 0) std::memcpy(spans.data() + before, edges_found.data(), words * sizeof(TextSpan));
    if (found % 2 == 1) edges_found[0] = edges_found[found - 1];
    found %= 2;
  };
  std::uint64_t carried = 0;  // bytes of this block that belong to white space begun in the last one
  std::uint64_t before = 1;   // whether the byte before this block is white space
  for (std::size_t at = 0; at < text.size(); at += 64) {
    SpaceMasks masks;
    if (at + 64 <= text.size()) {
      masks = space_masks(text.data() + at);
    } else {
      std::array<char, 64> rest;
      rest.fill(' ');
      std::memcpy(rest.data(), text.data() + at, text.size() - at);
      masks = space_masks(rest.data());
    }
    std::uint64_t spaces = masks.spaces | carried;
    carried = 0;
    for (std::uint64_t suspects = masks.suspects; suspects != 0; suspects &= suspects - 1) {
      const unsigned k = static_cast<unsigned>(std::countr_zero(suspects));
      const std::uint64_t bytes = (std::uint64_t{1} << wide_space_size(text.substr(at + k))) - 1;
      spaces |= bytes << k;
      if (k > 61) carried |= bytes >> (64 - k);
    }
    std::uint64_t edges = spaces ^ (spaces << 1 | before);
    before = spaces >> 63;
    for (; edges != 0; edges &= edges - 1)
      edges_found[found++] = static_cast<std::uint32_t>(at + static_cast<unsigned>(std::countr_zero(edges)));
    if (found >= full) hand_over();
  }
  if (found % 2 == 1) edges_found[found++] = static_cast<std::uint32_t>(text.size());
  hand_over();
}

}  // namespace dsprep::text
