#include "tokenizers/sentencepiece_bpe.h"

#include <algorithm>
#include <functional>

#include "text/utf8.h"

namespace dsprep::tokenizers {

SentencePieceBpe::SentencePieceBpe(const SentencePieceProto& model, const Vocabulary& names) : symbols_(names) {
  const auto joins = [&](std::size_t id) { return model.pieces[id].type == SentencePieceProto::Type::normal; };
  std::vector<float> scores;
  cuts_at_space_ = true;
  std::uint32_t next = static_cast<std::uint32_t>(model.pieces.size());
  for (std::size_t id = 0; id < model.pieces.size(); ++id) {
    if (!joins(id)) continue;
    scores.push_back(model.pieces[id].score);
    const std::string_view piece = model.pieces[id].text;
    for (std::size_t i = 0; i < piece.size();) {
      const std::string_view character = piece.substr(i, text::char_length(piece[i]));
      if (!symbols_.find(character)) symbols_.add(character, next++);
      i += character.size();
      const std::string_view rest = piece.substr(i);
      if (character != space_symbol && rest.substr(0, space_symbol.size()) == space_symbol) cuts_at_space_ = false;
    }
  }
  stranger_ = next;
  sizes_.resize(next + 1);
  symbols_.each([&](std::string_view text, std::uint32_t id) { sizes_[id] = static_cast<std::uint32_t>(text.size()); });
  // Equal scores are of one rank: the leftmost pair goes first then.
  std::sort(scores.begin(), scores.end(), std::greater<>());
  scores.erase(std::unique(scores.begin(), scores.end()), scores.end());
  struct Pair {
    std::uint32_t left, right;
    Merge merge;
  };
  std::vector<Pair> pairs;
  for (std::uint32_t id = 0; id < model.pieces.size(); ++id) {
    const std::string_view piece = model.pieces[id].text;
    if (!joins(id) || names.find(piece) != id) continue;
    const auto rank = static_cast<std::uint32_t>(
        std::lower_bound(scores.begin(), scores.end(), model.pieces[id].score, std::greater<>()) - scores.begin());
    for (std::size_t cut = 1; cut < piece.size(); ++cut) {
      if (text::is_continuation(piece[cut])) continue;
      const auto left = symbols_.find(piece.substr(0, cut)), right = symbols_.find(piece.substr(cut));
      if (left && right) pairs.push_back({*left, *right, {rank, id}});
    }
  }
  pairs_ = PairTable(pairs.size());
  for (const Pair& pair : pairs) pairs_.add(pair.left, pair.right, pair.merge);
}

std::size_t SentencePieceBpe::Lane::word_end(std::string_view text, std::size_t begin,
                                             const SentencePieceNormalizer& normalizer) const {
  bool after_space = true;
  for (std::size_t i = begin; i < text.size(); i += text::char_length(text[i])) {
    const bool space = text.substr(i, space_symbol.size()) == space_symbol;
    if (i > begin && ((space && !after_space && bpe_.cuts_at_space_) || normalizer.symbol(text.substr(i)) > 0))
      return i;
    after_space = space;
  }
  return text.size();
}

}  // namespace dsprep::tokenizers
