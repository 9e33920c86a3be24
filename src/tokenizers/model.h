// Model: what becomes of words once the text is cut. One of BPE, WordPiece, Unigram, WordLevel.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "dsprep/result.h"
#include "dsprep/text_view.h"

namespace dsprep::tokenizers {

// One worker's: caches and scratch.
class ModelLane {
 public:
  virtual ~ModelLane() = default;
  // Appends the ids of the words, pieces of `text`. None is empty. An error: no token for what stands there.
  virtual Status encode(std::string_view text, std::span<const TextSpan> words, std::vector<std::uint32_t>& ids) = 0;
};

// Immutable; outlives its lanes.
class Model {
 public:
  virtual ~Model() = default;
  virtual std::unique_ptr<ModelLane> lane() const = 0;
};

}  // namespace dsprep::tokenizers
