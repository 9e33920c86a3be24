#include "ops/clean/gopher_quality/word_set.h"

#include <algorithm>
#include <bit>

#include "base/hash.h"
#include "base/rng.h"
#include "text/normalize.h"
#include "text/pack8.h"
#include "text/utf8.h"

namespace dsprep::ops::gopher_quality {
namespace {

constexpr std::uint64_t high_bits = 0x8080808080808080ull;

}  // namespace

WordSet::WordSet(const std::vector<std::string>& words, bool lower) : lower_(lower) {
  for (const std::string& word : words) {
    std::string lowered = word;
    if (lower) text::to_lower(word, lowered);
    if (!word.empty() && word.find('\0') == std::string::npos &&
        std::find(words_.begin(), words_.end(), lowered) == words_.end())
      words_.push_back(lowered);
  }
  constexpr std::size_t most_short = 128;  // the table grows with their square
  if (words_.size() > most_short) short_size_ = 0;
  unsigned bits = static_cast<unsigned>(std::bit_width(std::min(words_.size(), most_short) * 4));
  while (!place_short_words(bits)) ++bits;
  long_.assign(std::bit_ceil(words_.size() * 2 + 2), none);
  for (std::uint32_t i = 0; i < words_.size(); ++i) {
    if (words_[i].size() <= short_size_) continue;
    has_long_ = true;
    std::size_t at = base::hash64(words_[i]) & (long_.size() - 1);
    while (long_[at] != none) at = (at + 1) & (long_.size() - 1);
    long_[at] = i;
  }
}

// Looks for a factor that sends every short word to a slot of its own, among the first hundred of a fixed row.
bool WordSet::place_short_words(unsigned bits) {
  base::Rng factors(1);
  shift_ = 64 - std::max(1u, bits);
  for (int attempt = 0; attempt < 100; ++attempt) {
    factor_ = factors.next() | 1;
    short_.assign(std::size_t{1} << (64 - shift_), {});
    bool free = true;
    for (std::uint32_t i = 0; i < words_.size() && free; ++i) {
      if (words_[i].size() > short_size_) continue;
      const std::uint64_t key = text::pack8(words_[i], 0, words_[i].size());
      Slot& slot = short_[slot_of(key)];
      free = slot.key == 0;
      slot = {key, i};
    }
    if (free) return true;
  }
  return false;
}

std::uint32_t WordSet::find_long(std::string_view word) const {
  for (std::size_t at = base::hash64(word) & (long_.size() - 1);; at = (at + 1) & (long_.size() - 1)) {
    if (long_[at] == none || words_[long_[at]] == word) return long_[at];
  }
}

std::uint32_t WordSet::find(std::string_view word) const {
  std::string lowered;
  if (lower_) {
    text::to_lower(word, lowered);
    word = lowered;
  }
  if (word.size() > short_size_) return find_long(word);
  const std::uint64_t key = text::pack8(word, 0, word.size());
  const Slot& slot = short_[slot_of(key)];
  return key != 0 && slot.key == key && words_[slot.index].size() == word.size() ? slot.index : none;
}

std::uint64_t WordSet::mark_plain(std::string_view text, std::span<const TextSpan> words,
                                  std::vector<std::uint8_t>& seen) const {
  // Without a branch that depends on the word: nobody can guess which is a stop word.
  const auto nowhere = static_cast<std::uint32_t>(words_.size());
  std::uint64_t all = 0;
  for (const TextSpan& span : words) {
    std::uint64_t key = text::pack8(text, span.begin, span.size());
    if (lower_) key = text::lower8(key);
    const Slot& slot = short_[slot_of(key)];
    const bool found = (slot.key == key) & (span.size() <= short_size_);
    all += found;
    seen[found ? slot.index : nowhere] = 1;
  }
  return all;
}

std::uint64_t WordSet::mark(std::string_view text, std::span<const TextSpan> words,
                            std::vector<std::uint8_t>& seen) const {
  std::uint64_t all = 0;
  for (const TextSpan& span : words) {
    const std::string_view word = span.of(text);
    const std::uint64_t key = text::pack8(text, span.begin, span.size());
    std::uint32_t found = none;
    if (word.back() == '\0') continue;  // else it would look like the word without
    if ((lower_ && (key & high_bits) != 0) || word.size() > short_size_) {
      // Lower-casing may shorten a word; only what is all ASCII keeps its length.
      if (has_long_ || word.size() <= short_size_ || (lower_ && !text::is_ascii(word))) found = find(word);
    } else {
      const Slot& slot = short_[slot_of(lower_ ? text::lower8(key) : key)];
      if (slot.key == (lower_ ? text::lower8(key) : key)) found = slot.index;
    }
    if (found == none) continue;
    ++all;
    seen[found] = 1;
  }
  return all;
}

}  // namespace dsprep::ops::gopher_quality
