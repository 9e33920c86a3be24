#include "tokenizers/sentencepiece_normalizer.h"

#include <utility>

#include "text/utf8.h"

namespace dsprep::tokenizers {

Result<SentencePieceNormalizer> SentencePieceNormalizer::make(const SentencePieceProto& model) {
  SentencePieceNormalizer made;
  if (!model.charsmap.empty()) {
    DSPREP_TRY(made.map_, Charsmap::make(model.charsmap));
  }
  std::vector<std::pair<std::string_view, std::uint32_t>> symbols;
  for (const SentencePieceProto::Piece& piece : model.pieces)
    if (piece.type == SentencePieceProto::Type::user_defined && !piece.text.empty())
      symbols.emplace_back(piece.text, 0);
  made.has_symbols_ = !symbols.empty();
  made.symbols_ = ByteTrie(std::move(symbols));
  made.suffix_ = model.whitespace_as_suffix;
  made.dummy_prefix_ = model.dummy_prefix;
  made.remove_extra_ = model.remove_extra_whitespaces;
  made.escape_ = model.escape_whitespaces;
  return made;
}

std::size_t SentencePieceNormalizer::symbol(std::string_view text) const {
  std::size_t size = 0;
  if (has_symbols_) symbols_.prefixes(text, [&](std::size_t length, std::uint32_t) { size = length; });
  return size;
}

std::string_view SentencePieceNormalizer::prefix(std::string_view text, std::size_t& size) const {
  size = symbol(text);
  if (size > 0) return text.substr(0, size);
  if (const auto found = map_.find(text, true)) {
    size = found->size;
    return found->replacement;
  }
  size = text::char_length(text[0]);
  return text.substr(0, size);
}

void SentencePieceNormalizer::normalize(std::string_view text, std::string& out) const {
  out.clear();
  std::size_t size = 0;
  while (remove_extra_ && !text.empty()) {
    if (prefix(text, size) != " ") break;
    text.remove_prefix(size);
  }
  if (text.empty()) return;
  const std::string_view space = escape_ ? space_symbol : " ";
  if (dummy_prefix_ && !suffix_) out += space;
  bool after_space = remove_extra_;
  while (!text.empty()) {
    std::string_view piece = prefix(text, size);
    while (after_space && !piece.empty() && piece[0] == ' ') piece.remove_prefix(1);
    if (!piece.empty()) {
      for (const char c : piece) {
        if (c == ' ') out += space;
        else out += c;
      }
      after_space = piece.back() == ' ';
    }
    text.remove_prefix(size);
    if (!remove_extra_) after_space = false;
  }
  while (remove_extra_ && out.size() >= space.size() &&
         std::string_view(out).substr(out.size() - space.size()) == space)
    out.resize(out.size() - space.size());
  if (dummy_prefix_ && suffix_) out += space;
}

}  // namespace dsprep::tokenizers
