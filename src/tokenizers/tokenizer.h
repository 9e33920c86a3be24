// Tokenizers: text to the numbers that a language model reads. An op loads one (load.h) and asks; what a
// tokenizer.json, a vocab.txt, a SentencePiece model or a .tiktoken file means is known in this room alone.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/result.h"

namespace dsprep::tokenizers {

// What stands around one text or two: the special tokens of a model.
struct TemplatePiece {
  enum class Kind : std::uint8_t { first, second, special } kind = Kind::first;
  std::uint32_t id = 0;       // of a special token
  std::uint32_t type_id = 0;  // the segment: token_type_ids
};
using Template = std::vector<TemplatePiece>;

// One worker's tokenizer: caches and scratch.
class Lane {
 public:
  virtual ~Lane() = default;
  // Appends the ids of `text`, without special tokens around it. An error: the model has no token for what stands
  // there. REQUIRES valid UTF-8 of less than 4 GiB.
  virtual Status encode(std::string_view text, std::vector<std::uint32_t>& ids) = 0;
};

// What the file itself says about the length of an answer; parameters of a run stand above it.
struct Lengths {
  std::optional<std::uint64_t> truncate_to, pad_to, pad_to_multiple;
  bool truncate_left = false, pad_left = false;
};

// Immutable, shared by all workers. Outlives its lanes.
class Tokenizer {
 public:
  virtual ~Tokenizer() = default;
  virtual std::unique_ptr<Lane> lane() const = 0;
  virtual std::optional<std::uint32_t> id_of(std::string_view token) const = 0;
  virtual std::uint32_t ids() const = 0;  // every id is below it

  Template single{{}};                                                     // around one text
  Template pair{{}, {.kind = TemplatePiece::Kind::second, .type_id = 1}};  // around two
  std::optional<std::uint32_t> pad_id;  // what the file says, or a token by one of the usual names
  Lengths lengths;
  std::string kind;  // "WordPiece", "byte-level BPE", …: for messages
};

}  // namespace dsprep::tokenizers
