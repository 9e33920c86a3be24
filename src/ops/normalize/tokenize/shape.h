// Shape: how ids become what a model is fed: cut to a length, between special tokens, padded.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "tokenizers/tokenizer.h"

namespace dsprep::ops::tokenize {

struct Shape {
  tokenizers::Template pieces;              // of one text or two
  std::optional<std::uint64_t> max_length;  // special tokens included
  std::optional<std::uint64_t> pad_to, pad_to_multiple;
  bool truncate_left = false, pad_left = false;
  std::uint32_t pad_id = 0;

  std::uint64_t special_tokens() const;
  bool pads() const { return pad_to || pad_to_multiple; }
};

// One record's: ids, and what belongs to each of them.
struct Shaped {
  std::vector<std::uint32_t> ids, type_ids;
  // Which token of which text each id is: its number, or none of special tokens and padding. Texts are numbered 0
  // and 1.
  static constexpr std::uint32_t none = UINT32_MAX;
  std::vector<std::uint32_t> token;
  std::vector<std::uint8_t> text;
  std::uint64_t pad_begin = 0, pad_end = 0;  // of padding
  bool truncated = false;
};

// Replaces `out`. `second` is empty where the template has one text.
void shape(const Shape& shape, std::span<const std::uint32_t> first, std::span<const std::uint32_t> second,
           Shaped& out);

}  // namespace dsprep::ops::tokenize
