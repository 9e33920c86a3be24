// Normalizers, pre-tokenizers and post-processors of a tokenizer.json.
#pragma once

#include "dsprep/result.h"
#include "dsprep/value.h"
#include "tokenizers/pipeline_tokenizer.h"

namespace dsprep::tokenizers {

Status read_normalizer(const Value& value, NormalizerChain& chain);

struct PreTokenizerSteps {
  std::vector<std::unique_ptr<PreTokenizer>> steps;
  bool byte_level = false;  // the last one writes bytes as characters: the model is of bytes
};
Result<PreTokenizerSteps> read_pre_tokenizer(const Value& value);

// Sets the templates.
Status read_post_processor(const Value& value, Tokenizer& tokenizer);

// The model, and its vocabulary as `names`. `byte_level`: its tokens are spelled in byte_characters.h; set to false
// where words are to be, too.
Result<std::unique_ptr<Model>> read_model(const Value& value, bool& byte_level, Vocabulary& names);

}  // namespace dsprep::tokenizers
