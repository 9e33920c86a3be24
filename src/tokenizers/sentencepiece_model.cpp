// A SentencePiece model, read and applied without its library: Debian's brings libprotobuf-lite, which cannot live in
// one process with the libprotobuf of libphonenumber. What it does is as in SentencePiece 0.2.3, its arithmetic of
// single precision among it, by which ties are decided (0.1.97 decides some of them otherwise);
// tests/parity/tokenizer_ids.py holds it to the package.
#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "text/utf8.h"
#include "tokenizers/bpe.h"
#include "tokenizers/byte_trie.h"
#include "tokenizers/load.h"
#include "tokenizers/sentencepiece_bpe.h"
#include "tokenizers/sentencepiece_normalizer.h"
#include "tokenizers/sentencepiece_proto.h"
#include "tokenizers/vocabulary.h"

namespace dsprep::tokenizers {
namespace {

using Type = SentencePieceProto::Type;

bool stands_in_text(Type type) { return type == Type::normal || type == Type::user_defined || type == Type::unused; }

struct Plan {
  SentencePieceNormalizer normalizer;
  Vocabulary names, reserved;  // names: those that may stand in a text
  std::uint32_t unknown = 0;
  bool bpe = false, byte_fallback = false;
  std::array<std::uint32_t, 256> of_byte{};
  // Unigram
  std::vector<float> scores;
  std::vector<Type> types;
  ByteTrie trie;
  float least = std::numeric_limits<float>::max();
  // BPE
  SentencePieceBpe merges;
};

class SentencePieceLane final : public Lane {
 public:
  explicit SentencePieceLane(const Plan& plan) : plan_(plan), bpe_(plan.merges) {}

  Status encode(std::string_view text, std::vector<std::uint32_t>& ids) override {
    plan_.normalizer.normalize(text, normalized_);
    after_unknown_ = false;
    if (plan_.bpe) encode_bpe(ids);
    else encode_unigram(ids);
    return {};
  }

 private:
  struct Best {
    float score;
    std::uint32_t begin, id;
  };
  static constexpr std::uint32_t none = UINT32_MAX;

  void encode_unigram(std::vector<std::uint32_t>& ids) {
    constexpr float unknown_penalty = 10;
    const std::string_view text = normalized_;
    const float unknown_score = plan_.least - unknown_penalty;
    best_.assign(text.size() + 1, {0, none, 0});
    for (std::size_t i = 0; i < text.size();) {
      const float here = best_[i].score;
      const std::size_t length = text::char_length(text[i]);
      const auto offer = [&](std::size_t end, float candidate, std::uint32_t id) {
        Best& best = best_[end];
        if (best.begin == none || candidate > best.score) best = {candidate, static_cast<std::uint32_t>(i), id};
      };
      bool one = false;
      plan_.trie.prefixes(text.substr(i), [&](std::size_t size, std::uint32_t id) {
        if (plan_.types[id] == Type::unused) return;
        offer(i + size, plan_.scores[id] + here, id);
        one |= size == length;
      });
      if (!one) offer(i + length, unknown_score + here, plan_.unknown);
      i += length;
    }
    pieces_.clear();
    for (std::size_t end = text.size(); end > 0; end = best_[end].begin)
      pieces_.push_back({best_[end].begin, static_cast<std::uint32_t>(end)});
    std::reverse(pieces_.begin(), pieces_.end());
    for (const TextSpan piece : pieces_) add(best_[piece.end].id, piece.of(text), ids);
  }

  void encode_bpe(std::vector<std::uint32_t>& ids) {
    bpe_.encode(normalized_, plan_.normalizer, [&](std::uint32_t symbol, std::string_view piece) {
      add(symbol < plan_.types.size() ? symbol : plan_.unknown, piece, ids);
    });
  }

  // Unknown pieces in a row are one id, or each the ids of its bytes.
  void add(std::uint32_t id, std::string_view piece, std::vector<std::uint32_t>& ids) {
    const bool unknown = id == plan_.unknown;
    if (unknown && plan_.byte_fallback) {
      for (const char byte : piece) ids.push_back(plan_.of_byte[static_cast<unsigned char>(byte)]);
    } else if (!unknown || !after_unknown_) {
      ids.push_back(id);
    }
    after_unknown_ = unknown;
  }

  const Plan& plan_;
  SentencePieceBpe::Lane bpe_;
  std::string normalized_;
  std::vector<Best> best_;
  std::vector<TextSpan> pieces_;
  bool after_unknown_ = false;
};

class SentencePieceTokenizer final : public Tokenizer {
 public:
  explicit SentencePieceTokenizer(Plan plan) : plan_(std::move(plan)) {}
  std::unique_ptr<Lane> lane() const override { return std::make_unique<SentencePieceLane>(plan_); }
  std::optional<std::uint32_t> id_of(std::string_view token) const override {
    const auto reserved = plan_.reserved.find(token);
    return reserved ? reserved : plan_.names.find(token);
  }
  std::uint32_t ids() const override { return static_cast<std::uint32_t>(plan_.types.size()); }

 private:
  Plan plan_;
};

Status read_bytes(Plan& plan) {
  for (unsigned byte = 0; byte < 256; ++byte) {
    constexpr char digits[] = "0123456789ABCDEF";
    const char spelled[] = {'<', '0', 'x', digits[byte >> 4], digits[byte & 15], '>'};
    const auto id = plan.reserved.find({spelled, 6});
    if (!id) return usage_error("falls back to bytes, but has no piece " + std::string(spelled, 6));
    plan.of_byte[byte] = *id;
  }
  return {};
}

}  // namespace

Result<std::unique_ptr<Tokenizer>> read_sentencepiece(std::string_view bytes) {
  DSPREP_TRY(const SentencePieceProto model, read_sentencepiece_proto(bytes));
  if (model.model_type != 1 && model.model_type != 2)
    return usage_error("is a SentencePiece model of words or characters, which is not supported: unigram and BPE are");
  Plan plan;
  DSPREP_TRY(plan.normalizer, SentencePieceNormalizer::make(model));
  plan.bpe = model.model_type == 2;
  plan.byte_fallback = model.byte_fallback;
  std::vector<std::pair<std::string_view, std::uint32_t>> strings;
  bool has_unknown = false;
  for (std::uint32_t id = 0; id < model.pieces.size(); ++id) {
    const SentencePieceProto::Piece& piece = model.pieces[id];
    plan.scores.push_back(piece.score);
    plan.types.push_back(piece.type);
    if (piece.type == Type::unknown) plan.unknown = id, has_unknown = true;
    if (piece.type == Type::normal) plan.least = std::min(plan.least, piece.score);
    if (piece.type == Type::unused && plan.bpe)
      return usage_error("has unused pieces in a BPE model, which is not supported");
    if (stands_in_text(piece.type)) {
      plan.names.add(piece.text, id);
      strings.emplace_back(piece.text, id);
    } else {
      plan.reserved.add(piece.text, id);
    }
  }
  if (!has_unknown) return usage_error("has no piece for unknown text: it is no SentencePiece model");
  if (plan.byte_fallback) DSPREP_CHECK(read_bytes(plan));
  if (plan.bpe) plan.merges = SentencePieceBpe(model, plan.names);
  else plan.trie = ByteTrie(std::move(strings));
  return std::unique_ptr<Tokenizer>(std::make_unique<SentencePieceTokenizer>(std::move(plan)));
}

}  // namespace dsprep::tokenizers
