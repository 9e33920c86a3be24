// Pre-tokenizers: where a text is cut into words, before a model cuts these. A chain of steps, as a tokenizer.json
// names them.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "tokenizers/pieces.h"
#include "tokenizers/published_splits.h"
#include "tokenizers/split_pattern.h"

namespace dsprep::tokenizers {

// Immutable; thread-safe.
class PreTokenizer {
 public:
  virtual ~PreTokenizer() = default;
  virtual void apply(Pieces& pieces) const = 0;  // leaves no empty word
};

// What becomes of what a pattern matches.
enum class SplitBehavior : std::uint8_t { removed, isolated, merged_with_previous, merged_with_next, contiguous };

// ByteLevel: with `space`, a word that does not begin with a plain space gets one.
std::unique_ptr<PreTokenizer> prefix_space();
std::unique_ptr<PreTokenizer> bytes_as_characters();  // and its last part, where the model is not of bytes
std::unique_ptr<PreTokenizer> split_by(PublishedSplit split);
std::unique_ptr<PreTokenizer> split_by(SplitPattern pattern, SplitBehavior behavior, bool invert);
enum class CharKind : std::uint8_t { punctuation, number, space };
std::unique_ptr<PreTokenizer> split_by(CharKind kind, SplitBehavior behavior);
std::unique_ptr<PreTokenizer> word_runs();   // Whitespace: \w+|[^\w\s]+
std::unique_ptr<PreTokenizer> bert_words();  // white space removed, punctuation isolated

struct MetaspaceRules {
  enum class Prepend : std::uint8_t { always, first, never } prepend = Prepend::always;
  std::string replacement = "▁";
  bool split = true;
};
std::unique_ptr<PreTokenizer> metaspace(MetaspaceRules rules);

}  // namespace dsprep::tokenizers
