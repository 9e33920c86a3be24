#include "tokenizers/unigram.h"

#include <algorithm>
#include <array>
#include <limits>

#include "base/hash.h"
#include "text/utf8.h"
#include "tokenizers/byte_trie.h"
#include "tokenizers/vocabulary.h"
#include "tokenizers/word_cache.h"

namespace dsprep::tokenizers {
namespace {

constexpr double unknown_penalty = 10;  // of `tokenizers` and SentencePiece

struct Plan {
  UnigramTables tables;
  Vocabulary vocabulary;
  ByteTrie trie;
  double unknown_score = 0;
  std::array<std::uint32_t, 256> of_byte{};
  bool has_bytes = false;  // byte_fallback, and all of them are there
};

class UnigramLane final : public ModelLane {
 public:
  explicit UnigramLane(const Plan& plan) : plan_(plan) {}

  Status encode(std::string_view text, std::span<const TextSpan> words, std::vector<std::uint32_t>& ids) override {
    for (const TextSpan span : words) {
      const std::string_view word = span.of(text);
      const bool small = word.size() <= WordCache::longest_word;
      const std::uint64_t hash = small ? base::hash64(word) : 0;
      if (small && cache_.find(word, hash, ids)) continue;
      parts_.clear();
      DSPREP_CHECK(cut(word));
      if (small) cache_.remember(word, hash, parts_);
      ids.insert(ids.end(), parts_.begin(), parts_.end());
    }
    return {};
  }

 private:
  struct Best {
    double score;
    std::uint32_t begin, id;
  };
  static constexpr std::uint32_t none = UINT32_MAX;

  Status cut(std::string_view word) {
    best_.assign(word.size() + 1, {0, none, 0});
    for (std::size_t i = 0; i < word.size();) {
      const double here = best_[i].score;
      const std::size_t length = text::char_length(word[i]);
      const auto offer = [&](std::size_t end, double score, std::uint32_t id) {
        Best& best = best_[end];
        if (best.begin == none || score > best.score) best = {score, static_cast<std::uint32_t>(i), id};
      };
      bool one = false;
      plan_.trie.prefixes(word.substr(i), [&](std::size_t size, std::uint32_t id) {
        offer(i + size, plan_.tables.tokens[id].second + here, id);
        one |= size == length;
      });
      if (!one) {
        if (!plan_.tables.unknown) return failure("the model has no token for a character, and none for unknown ones");
        offer(i + length, plan_.unknown_score + here, *plan_.tables.unknown);
      }
      i += length;
    }
    // Backwards; unknown characters in a row are one piece.
    for (std::size_t end = word.size(); end > 0;) {
      std::size_t begin = best_[end].begin;
      if (plan_.tables.unknown && best_[end].id == *plan_.tables.unknown) {
        while (begin > 0 && best_[begin].id == *plan_.tables.unknown) begin = best_[begin].begin;
        add_unknown(word.substr(begin, end - begin));
      } else {
        parts_.push_back(best_[end].id);
      }
      end = begin;
    }
    std::reverse(parts_.begin(), parts_.end());
    return {};
  }

  void add_unknown(std::string_view piece) {  // from its end
    if (const auto id = plan_.vocabulary.find(piece)) return parts_.push_back(*id);
    if (!plan_.has_bytes) return parts_.push_back(*plan_.tables.unknown);
    for (auto byte = piece.rbegin(); byte != piece.rend(); ++byte)
      parts_.push_back(plan_.of_byte[static_cast<unsigned char>(*byte)]);
  }

  const Plan& plan_;
  WordCache cache_;
  std::vector<Best> best_;
  std::vector<std::uint32_t> parts_;
};

class Unigram final : public Model {
 public:
  explicit Unigram(UnigramTables tables) {
    plan_.tables = std::move(tables);
    std::vector<std::pair<std::string_view, std::uint32_t>> strings;
    double least = std::numeric_limits<double>::infinity();
    for (std::uint32_t id = 0; id < plan_.tables.tokens.size(); ++id) {
      const auto& [token, score] = plan_.tables.tokens[id];
      strings.emplace_back(token, id);
      plan_.vocabulary.add(token, id);
      least = std::min(least, score);
    }
    plan_.trie = ByteTrie(std::move(strings));
    plan_.unknown_score = least - unknown_penalty;
    plan_.has_bytes = plan_.tables.byte_fallback;
    for (unsigned byte = 0; byte < 256 && plan_.has_bytes; ++byte) {
      constexpr char digits[] = "0123456789ABCDEF";
      const char spelled[] = {'<', '0', 'x', digits[byte >> 4], digits[byte & 15], '>'};
      const auto id = plan_.vocabulary.find({spelled, 6});
      plan_.has_bytes = id.has_value();
      plan_.of_byte[byte] = id.value_or(0);
    }
  }
  std::unique_ptr<ModelLane> lane() const override { return std::make_unique<UnigramLane>(plan_); }

 private:
  Plan plan_;
};

}  // namespace

std::unique_ptr<Model> make_unigram(UnigramTables tables) { return std::make_unique<Unigram>(std::move(tables)); }

}  // namespace dsprep::tokenizers
