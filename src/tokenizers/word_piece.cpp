#include "tokenizers/word_piece.h"

#include <utility>
#include <vector>

#include "base/hash.h"
#include "text/utf8.h"
#include "tokenizers/word_cache.h"

namespace dsprep::tokenizers {
namespace {

// Tokens by their parts: those that begin a word, and those that do not, without the prefix.
struct Plan {
  WordPieceTables tables;
  Vocabulary continuing;
};

class WordPieceLane final : public ModelLane {
 public:
  explicit WordPieceLane(const Plan& plan) : plan_(plan) {}

  Status encode(std::string_view text, std::span<const TextSpan> words, std::vector<std::uint32_t>& ids) override {
    for (const TextSpan span : words) {
      const std::string_view word = span.of(text);
      if (word.size() > WordCache::longest_word) {
        cut(word);
      } else {
        const std::uint64_t hash = base::hash64(word);
        if (cache_.find(word, hash, ids)) continue;
        cut(word);
        cache_.remember(word, hash, parts_);
      }
      ids.insert(ids.end(), parts_.begin(), parts_.end());
    }
    return {};
  }

 private:
  void cut(std::string_view word) {
    const WordPieceTables& tables = plan_.tables;
    parts_.clear();
    if (word.size() > tables.longest_word && text::count_chars(word) > tables.longest_word)
      return parts_.push_back(tables.unknown);
    for (std::size_t begin = 0; begin < word.size();) {
      const Vocabulary& vocabulary = begin == 0 ? tables.vocabulary : plan_.continuing;
      std::size_t end = begin + std::min(word.size() - begin, vocabulary.longest());
      while (end < word.size() && end > begin && text::is_continuation(word[end])) --end;
      std::optional<std::uint32_t> id;
      while (end > begin && !(id = vocabulary.find(word.substr(begin, end - begin)))) {
        do --end;
        while (end > begin && text::is_continuation(word[end]));
      }
      if (!id) {
        parts_.assign(1, tables.unknown);
        return;
      }
      parts_.push_back(*id);
      begin = end;
    }
  }

  const Plan& plan_;
  WordCache cache_;
  std::vector<std::uint32_t> parts_;
};

class WordPiece final : public Model {
 public:
  explicit WordPiece(Plan plan) : plan_(std::move(plan)) {}
  std::unique_ptr<ModelLane> lane() const override { return std::make_unique<WordPieceLane>(plan_); }

 private:
  Plan plan_;
};

class WordLevelLane final : public ModelLane {
 public:
  WordLevelLane(const Vocabulary& vocabulary, std::optional<std::uint32_t> unknown)
      : vocabulary_(vocabulary), unknown_(unknown) {}
  Status encode(std::string_view text, std::span<const TextSpan> words, std::vector<std::uint32_t>& ids) override {
    for (const TextSpan word : words) {
      const auto id = vocabulary_.find(word.of(text));
      if (!id && !unknown_) return failure("the vocabulary has no token for a word, and none for unknown ones");
      ids.push_back(id ? *id : *unknown_);
    }
    return {};
  }

 private:
  const Vocabulary& vocabulary_;
  std::optional<std::uint32_t> unknown_;
};

class WordLevel final : public Model {
 public:
  WordLevel(Vocabulary vocabulary, std::optional<std::uint32_t> unknown)
      : vocabulary_(std::move(vocabulary)), unknown_(unknown) {}
  std::unique_ptr<ModelLane> lane() const override { return std::make_unique<WordLevelLane>(vocabulary_, unknown_); }

 private:
  Vocabulary vocabulary_;
  std::optional<std::uint32_t> unknown_;
};

}  // namespace

std::unique_ptr<Model> make_word_piece(WordPieceTables tables) {
  Plan plan{std::move(tables), {}};
  const std::string& prefix = plan.tables.prefix;
  plan.tables.vocabulary.each([&](std::string_view token, std::uint32_t id) {
    if (token.size() > prefix.size() && token.substr(0, prefix.size()) == prefix)
      plan.continuing.add(token.substr(prefix.size()), id);
  });
  return std::make_unique<WordPiece>(std::move(plan));
}

std::unique_ptr<Model> make_word_level(Vocabulary vocabulary, std::optional<std::uint32_t> unknown) {
  return std::make_unique<WordLevel>(std::move(vocabulary), unknown);
}

}  // namespace dsprep::tokenizers
