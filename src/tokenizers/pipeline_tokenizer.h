// The tokenizer that a file describes part by part: added tokens, normalizers, pre-tokenizers, a model.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "tokenizers/added_tokens.h"
#include "tokenizers/model.h"
#include "tokenizers/normalizers.h"
#include "tokenizers/pre_tokenizers.h"
#include "tokenizers/tokenizer.h"
#include "tokenizers/vocabulary.h"

namespace dsprep::tokenizers {

struct TokenizerParts {
  Vocabulary names;  // of all tokens, as the file spells them
  std::vector<AddedToken> added;
  NormalizerChain normalizers;
  std::vector<std::unique_ptr<PreTokenizer>> pre_tokenizers;
  std::unique_ptr<Model> model;
};

// Without templates and the rest of Tokenizer's members: those are the caller's to set.
std::unique_ptr<Tokenizer> make_pipeline_tokenizer(TokenizerParts parts);

}  // namespace dsprep::tokenizers
