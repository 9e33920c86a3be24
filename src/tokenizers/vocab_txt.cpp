// vocab.txt: BERT's list of tokens, one a line, the id its number from 0.
#include <algorithm>
#include <string>
#include <utility>

#include "text/utf8.h"
#include "tokenizers/hugging_face_classes.h"
#include "tokenizers/load.h"
#include "tokenizers/pipeline_tokenizer.h"
#include "tokenizers/word_piece.h"

namespace dsprep::tokenizers {
namespace {

// "[MASK]", "[unused1]": says nothing about whether the text's capitals were kept.
bool bracketed(std::string_view token) { return token.size() > 2 && token.front() == '[' && token.back() == ']'; }

bool has_capital(std::string_view token) {
  return std::any_of(token.begin(), token.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

std::string_view without_trailing_space(std::string_view line) {
  while (!line.empty()) {
    std::size_t at = line.size() - 1;
    while (at > 0 && text::is_continuation(line[at])) --at;
    std::size_t behind = at;
    if (!(hugging_face_bits()[text::decode(line, behind)] & hf_space)) break;
    line = line.substr(0, at);
  }
  return line;
}

}  // namespace

Result<std::unique_ptr<Tokenizer>> read_vocab_txt(std::string_view text, std::optional<bool> lower_case) {
  TokenizerParts parts;
  bool capitals = false;
  std::uint32_t id = 0;
  for (std::size_t at = 0; at < text.size(); ++id) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view token = without_trailing_space(text.substr(at, end - at));
    if (token.size() > 4096)
      return usage_error("line " + std::to_string(id + 1) + " has more than 4,096 bytes: no vocab.txt");
    parts.names.add(token, id);
    capitals |= !bracketed(token) && has_capital(token);
    at = end + 1;
  }
  const auto unknown = parts.names.find("[UNK]");
  if (!unknown) return usage_error("has no line [UNK], and so is no vocab.txt of a BERT model");
  for (const std::string_view special : {"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"}) {
    AddedToken token;
    const auto found = parts.names.find(special);
    if (!found) continue;
    token.content = special;
    token.id = *found;
    token.normalized = false;
    token.special = true;
    parts.added.push_back(std::move(token));
  }
  BertNormalization what;
  what.lowercase = what.strip_accents = lower_case.value_or(!capitals);
  parts.normalizers.add(bert_normalizer(what));
  parts.pre_tokenizers.push_back(bert_words());
  WordPieceTables tables;
  tables.vocabulary = parts.names;
  tables.unknown = *unknown;
  parts.model = make_word_piece(std::move(tables));
  const auto cls = parts.names.find("[CLS]"), sep = parts.names.find("[SEP]");
  std::unique_ptr<Tokenizer> tokenizer = make_pipeline_tokenizer(std::move(parts));
  if (cls && sep) {
    using Kind = TemplatePiece::Kind;
    tokenizer->single = {{Kind::special, *cls, 0}, {}, {Kind::special, *sep, 0}};
    tokenizer->pair = {
        {Kind::special, *cls, 0}, {}, {Kind::special, *sep, 0}, {Kind::second, 0, 1}, {Kind::special, *sep, 1}};
  }
  return tokenizer;
}

}  // namespace dsprep::tokenizers
