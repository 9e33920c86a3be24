// Normalizers: what a tokenizer does to a text before it cuts it. A chain of steps, as a tokenizer.json names them.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/result.h"
#include "text/normalize.h"
#include "tokenizers/split_pattern.h"

namespace dsprep::tokenizers {

// Immutable; thread-safe.
class Normalizer {
 public:
  virtual ~Normalizer() = default;
  // Replaces `out`, or says false where the text stays as it is. REQUIRES valid UTF-8, outside `out`.
  virtual bool normalize(std::string_view text, std::string& out) const = 0;
};

std::unique_ptr<Normalizer> normal_form(text::Form form);
std::unique_ptr<Normalizer> lowercase();                   // each character by itself: no final sigma
std::unique_ptr<Normalizer> strip(bool left, bool right);  // White_Space at the ends
std::unique_ptr<Normalizer> strip_accents();
std::unique_ptr<Normalizer> byte_level();  // bytes as characters (byte_characters.h)
std::unique_ptr<Normalizer> nmt();
std::unique_ptr<Normalizer> prepend(std::string what);  // but to an empty text
std::unique_ptr<Normalizer> replace(SplitPattern pattern, std::string content);
std::unique_ptr<Normalizer> replace_text(std::string pattern, std::string content);

struct BertNormalization {
  bool clean_text = true, chinese_characters = true, strip_accents = true, lowercase = true;
};
std::unique_ptr<Normalizer> bert_normalizer(BertNormalization what);

// SentencePiece's table of replacements, as a file holds it.
Result<std::unique_ptr<Normalizer>> precompiled(std::string_view table);

// The steps, one behind the other.
class NormalizerChain {
 public:
  struct Scratch {
    std::string buffers[2];
  };
  void add(std::unique_ptr<Normalizer> step) { steps_.push_back(std::move(step)); }
  bool empty() const { return steps_.empty(); }
  // Valid until `scratch` is used again, or as long as `text` where nothing changed.
  std::string_view apply(std::string_view text, Scratch& scratch) const {
    std::size_t next = 0;
    for (const auto& step : steps_) {
      if (!step->normalize(text, scratch.buffers[next])) continue;
      text = scratch.buffers[next];
      next = 1 - next;
    }
    return text;
  }

 private:
  std::vector<std::unique_ptr<Normalizer>> steps_;
};

}  // namespace dsprep::tokenizers
