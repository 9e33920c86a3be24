#include "tokenizers/bpe.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "base/hash.h"
#include "text/utf8.h"
#include "tokenizers/bpe_merger.h"
#include "tokenizers/space_symbol.h"
#include "tokenizers/word_cache.h"

namespace dsprep::tokenizers {
namespace {

struct Plan {
  BpeTables tables;
  bool cuts_at_space = false;  // no token goes on with ▁ behind another character: nothing is joined across
  std::array<std::uint32_t, 256> of_byte;  // the token of a byte, of a byte-level model; or of <0x…>, or Merge::none
};

class BpeLane final : public ModelLane {
 public:
  explicit BpeLane(const Plan& plan) : plan_(plan), merger_(plan.tables.pairs) {}

  Status encode(std::string_view text, std::span<const TextSpan> words, std::vector<std::uint32_t>& ids) override {
    for (const TextSpan span : words) {
      std::string_view word = span.of(text);
      while (plan_.cuts_at_space && word.size() > WordCache::longest_word) {
        const std::size_t size = cut_at_space(word);
        if (size == word.size()) break;
        encode_word(word.substr(0, size), ids);
        word.remove_prefix(size);
      }
      encode_word(word, ids);
    }
    return {};
  }

 private:
  void encode_word(std::string_view word, std::vector<std::uint32_t>& ids) {
    if (word.size() == 1 && plan_.tables.bytes) {
      if (const std::uint32_t id = plan_.of_byte[static_cast<unsigned char>(word[0])]; id != Merge::none) {
        ids.push_back(id);
        return;
      }
    }
    const bool small = word.size() <= WordCache::longest_word;
    const std::uint64_t hash = small ? base::hash64(word) : 0;
    if (small && cache_.find(word, hash, ids)) return;
    merge(word);
    if (small) cache_.remember(word, hash, parts_);
    ids.insert(ids.end(), parts_.begin(), parts_.end());
  }

  // Bytes up to the first ▁ behind another character.
  static std::size_t cut_at_space(std::string_view word) {
    std::size_t at = 0;
    while (word.substr(at, space_symbol.size()) == space_symbol) at += space_symbol.size();
    return std::min(word.find(space_symbol, at), word.size());
  }

  void merge(std::string_view word) {
    const BpeTables& tables = plan_.tables;
    parts_.clear();
    if (tables.whole_words) {
      if (const auto id = tables.vocabulary.find(word)) {
        parts_.push_back(*id);
        return;
      }
    }
    if (tables.bytes) cut_bytes(word);
    else cut_characters(word);
    merger_.merge(parts_);
  }

  void cut_bytes(std::string_view word) {
    for (const char byte : word) {
      const std::uint32_t id = plan_.of_byte[static_cast<unsigned char>(byte)];
      if (id != Merge::none) parts_.push_back(id);
      else add_unknown();
    }
    flush_unknown();
  }

  void cut_characters(std::string_view word) {
    const BpeTables& tables = plan_.tables;
    for (std::size_t i = 0; i < word.size();) {
      const std::size_t begin = i;
      i += text::char_length(word[i]);
      std::string_view character = word.substr(begin, i - begin);
      const bool front = begin == 0, back = i == word.size();
      if ((!front && !tables.prefix.empty()) || (back && !tables.suffix.empty())) {
        spelled_.assign(front ? "" : tables.prefix).append(character).append(back ? tables.suffix : "");
        character = spelled_;
      }
      if (const auto id = tables.vocabulary.find(character)) {
        flush_unknown();
        parts_.push_back(*id);
      } else if (!tables.byte_fallback || !fall_back(character)) {
        add_unknown();
      }
    }
    flush_unknown();
  }

  // As in `tokenizers`, an unknown character in front stays where it is: it comes behind the bytes.
  bool fall_back(std::string_view character) {
    for (const char byte : character)
      if (plan_.of_byte[static_cast<unsigned char>(byte)] == Merge::none) return false;
    for (const char byte : character) parts_.push_back(plan_.of_byte[static_cast<unsigned char>(byte)]);
    return true;
  }

  void add_unknown() {
    if (!plan_.tables.unknown) return;
    if (!plan_.tables.fuse_unknown) flush_unknown();
    unknown_ = true;
  }
  void flush_unknown() {
    if (unknown_) parts_.push_back(*plan_.tables.unknown);
    unknown_ = false;
  }

  const Plan& plan_;
  BpeMerger merger_;
  WordCache cache_;
  std::vector<std::uint32_t> parts_;
  std::string spelled_;
  bool unknown_ = false;
};

class Bpe final : public Model {
 public:
  explicit Bpe(Plan plan) : plan_(std::move(plan)) {}
  std::unique_ptr<ModelLane> lane() const override { return std::make_unique<BpeLane>(plan_); }

 private:
  Plan plan_;
};

}  // namespace

std::unique_ptr<Model> make_bpe(BpeTables tables) {
  Plan plan{std::move(tables), {}};
  for (unsigned byte = 0; byte < 256; ++byte) {
    constexpr char digits[] = "0123456789ABCDEF";
    const char spelled[] = {'<', '0', 'x', digits[byte >> 4], digits[byte & 15], '>'};
    const char one = static_cast<char>(byte);
    const auto id =
        plan.tables.vocabulary.find(plan.tables.bytes ? std::string_view(&one, 1) : std::string_view(spelled, 6));
    plan.of_byte[byte] = id.value_or(Merge::none);
  }
  const BpeTables& made = plan.tables;
  plan.cuts_at_space = !made.bytes && !made.whole_words && made.prefix.empty() && made.suffix.empty() &&
                       made.vocabulary.find(space_symbol);
  made.vocabulary.each([&](std::string_view token, std::uint32_t) {
    while (token.substr(0, space_symbol.size()) == space_symbol) token.remove_prefix(space_symbol.size());
    if (token.find(space_symbol) != token.npos) plan.cuts_at_space = false;
  });
  return std::make_unique<Bpe>(std::move(plan));
}

}  // namespace dsprep::tokenizers
