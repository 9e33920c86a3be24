#include "tokenizers/load.h"

#include <cstdint>
#include <utility>

#include "text/utf8.h"

namespace dsprep::tokenizers {
namespace {

bool starts_with(std::string_view text, std::string_view what) { return text.substr(0, what.size()) == what; }

// The header of safetensors: its size in eight bytes, then JSON.
bool is_safetensors(std::string_view bytes) {
  if (bytes.size() < 10 || bytes[8] != '{') return false;
  return bytes[6] == '\0' && bytes[7] == '\0';
}

// "IQ== 0": base64, a space, digits.
bool is_tiktoken(std::string_view text) {
  const std::string_view line = text.substr(0, text.find('\n'));
  const std::size_t space = line.find(' ');
  if (space == line.npos || space == 0 || space % 4 != 0) return false;
  std::string_view digits = line.substr(space + 1);
  if (!digits.empty() && digits.back() == '\r') digits.remove_suffix(1);
  return !digits.empty() && digits.find_first_not_of("0123456789") == digits.npos;
}

// The names by which padding goes.
constexpr std::string_view pad_names[] = {"[PAD]", "<pad>", "<|padding|>", "<|pad|>"};

Result<std::unique_ptr<Tokenizer>> read(std::string_view path, std::string_view bytes, const LoadOptions& options,
                                        bool& uses_lower_case, bool& uses_pattern) {
  if (bytes.empty()) return usage_error("is empty");
  if (starts_with(bytes, "\xef\xbb\xbf")) bytes.remove_prefix(3);
  if (is_safetensors(bytes)) return usage_error("holds the weights of a model (safetensors): give its tokenizer.json");
  if (starts_with(bytes, "GGUF")) return usage_error("holds the weights of a model (GGUF): give its tokenizer.json");
  if (starts_with(bytes, "PK\x03\x04")) return usage_error("is a zip archive: give the tokenizer.json");
  if (starts_with(bytes, "\x1f\x8b") || starts_with(bytes, "\x28\xb5\x2f\xfd"))
    return usage_error("is compressed: decompress it first");
  const std::size_t first = bytes.find_first_not_of(" \t\r\n");
  if (first != bytes.npos && bytes[first] == '{') return read_tokenizer_json(bytes.substr(first));
  const bool is_text = bytes.find('\0') == bytes.npos && text::valid_utf8(bytes);
  if (is_text && is_tiktoken(bytes)) {
    uses_pattern = true;
    return read_tiktoken(path, bytes, options.pattern);
  }
  if (is_text) {
    uses_lower_case = true;
    return read_vocab_txt(bytes, options.lower_case);
  }
  return read_sentencepiece(bytes);
}

}  // namespace

Result<std::shared_ptr<const Tokenizer>> load(std::string_view path, std::string_view bytes,
                                              const LoadOptions& options) {
  bool uses_lower_case = false, uses_pattern = false;
  auto read_one = read(path, bytes, options, uses_lower_case, uses_pattern);
  if (!read_one.ok()) {
    Error error = std::move(read_one).error();
    error.message = std::string(path) + " " + error.message;
    return error;
  }
  if (options.lower_case && !uses_lower_case)
    return usage_error("lower_case is for a vocab.txt: " + std::string(path) + " says itself what becomes of capitals");
  if (options.pattern && !uses_pattern)
    return usage_error("pattern is for a .tiktoken file: " + std::string(path) + " says itself how text is cut");
  std::unique_ptr<Tokenizer> tokenizer = std::move(read_one).value();
  for (const std::string_view name : pad_names)
    if (!tokenizer->pad_id) tokenizer->pad_id = tokenizer->id_of(name);
  return std::shared_ptr<const Tokenizer>(std::move(tokenizer));
}

}  // namespace dsprep::tokenizers
