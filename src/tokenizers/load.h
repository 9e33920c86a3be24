// Loads a tokenizer from the bytes of its file, and tells by them what file it is.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "dsprep/result.h"
#include "tokenizers/tokenizer.h"

namespace dsprep::tokenizers {

struct LoadOptions {
  std::optional<bool> lower_case;      // of a vocab.txt: unless given, whether it has no capitals
  std::optional<std::string> pattern;  // of a .tiktoken file: unless given, by the file's name
};

// Errors (usage) begin with `path`, and name what is not supported. An option that the file has no use for is refused,
// too.
Result<std::shared_ptr<const Tokenizer>> load(std::string_view path, std::string_view bytes,
                                              const LoadOptions& options);

// ---- one kind of file each; errors without the path ----
Result<std::unique_ptr<Tokenizer>> read_tokenizer_json(std::string_view json);
Result<std::unique_ptr<Tokenizer>> read_vocab_txt(std::string_view text, std::optional<bool> lower_case);
Result<std::unique_ptr<Tokenizer>> read_tiktoken(std::string_view path, std::string_view text,
                                                 const std::optional<std::string>& pattern);
Result<std::unique_ptr<Tokenizer>> read_sentencepiece(std::string_view bytes);

}  // namespace dsprep::tokenizers
