#include "ops/normalize/tokenize/shape.h"

#include <algorithm>
#include <cstddef>
#include <tuple>
#include <utility>

namespace dsprep::ops::tokenize {
namespace {

using Kind = tokenizers::TemplatePiece::Kind;

// How many tokens of two texts are kept, so that there are `room` together: the longer one gives first, as in
// `tokenizers`.
std::pair<std::uint64_t, std::uint64_t> longest_first(std::uint64_t first, std::uint64_t second, std::uint64_t room) {
  const bool swapped = first > second;
  if (swapped) std::swap(first, second);
  second = first > room ? first : std::max(first, room - first);
  if (first + second > room) {
    first = room / 2;
    second = first + room % 2;
  }
  if (swapped) std::swap(first, second);
  return {first, second};
}

}  // namespace

std::uint64_t Shape::special_tokens() const {
  return static_cast<std::uint64_t>(
      std::count_if(pieces.begin(), pieces.end(), [](const auto& piece) { return piece.kind == Kind::special; }));
}

void shape(const Shape& shape, std::span<const std::uint32_t> first, std::span<const std::uint32_t> second,
           Shaped& out) {
  out.ids.clear();
  out.type_ids.clear();
  out.token.clear();
  out.text.clear();
  out.truncated = false;
  std::uint64_t kept[2] = {first.size(), second.size()};
  if (shape.max_length) {
    const std::uint64_t room = *shape.max_length - std::min(*shape.max_length, shape.special_tokens());
    const bool two =
        std::any_of(shape.pieces.begin(), shape.pieces.end(), [](const auto& p) { return p.kind == Kind::second; });
    out.truncated = first.size() + second.size() > room;
    if (out.truncated && two) std::tie(kept[0], kept[1]) = longest_first(kept[0], kept[1], room);
    else if (out.truncated) kept[0] = room;
    kept[0] = std::min<std::uint64_t>(kept[0], first.size());
    kept[1] = std::min<std::uint64_t>(kept[1], second.size());
  }
  const auto add = [&](std::uint32_t id, std::uint32_t type_id, std::uint32_t token, std::uint8_t text) {
    out.ids.push_back(id);
    out.type_ids.push_back(type_id);
    out.token.push_back(token);
    out.text.push_back(text);
  };
  for (const tokenizers::TemplatePiece& piece : shape.pieces) {
    if (piece.kind == Kind::special) {
      add(piece.id, piece.type_id, Shaped::none, 0);
      continue;
    }
    const std::uint8_t which = piece.kind == Kind::second;
    const std::span<const std::uint32_t> tokens = which ? second : first;
    const std::size_t begin = shape.truncate_left ? tokens.size() - kept[which] : 0;
    for (std::size_t i = begin; i < begin + kept[which]; ++i)
      add(tokens[i], piece.type_id, static_cast<std::uint32_t>(i), which);
  }
  std::uint64_t length = out.ids.size();
  if (shape.pad_to) length = std::max(length, *shape.pad_to);
  if (shape.pad_to_multiple)
    length = (length + *shape.pad_to_multiple - 1) / *shape.pad_to_multiple * *shape.pad_to_multiple;
  const std::size_t padding = length - out.ids.size();
  const std::size_t at = shape.pad_left ? 0 : out.ids.size();
  out.pad_begin = at;
  out.pad_end = at + padding;
  if (padding == 0) return;
  const auto place = static_cast<std::ptrdiff_t>(at);
  out.ids.insert(out.ids.begin() + place, padding, shape.pad_id);
  out.type_ids.insert(out.type_ids.begin() + place, padding, 0);
  out.token.insert(out.token.begin() + place, padding, Shaped::none);
  out.text.insert(out.text.begin() + place, padding, 0);
}

}  // namespace dsprep::ops::tokenize
