// WordSet: is this word one of the list? For stop words and their like; exact, or after lower-casing.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/text_view.h"

namespace dsprep::ops::gopher_quality {

// Immutable once made; thread-safe.
class WordSet {
 public:
  static constexpr std::uint32_t none = 0xffffffff;

  WordSet() : WordSet({}, false) {}
  // Words that hold a NUL are left out. With `lower`, words are lower-cased (full, root locale) before they are
  // compared, and so is the list.
  WordSet(const std::vector<std::string>& words, bool lower);
  std::size_t size() const { return words_.size(); }  // distinct words of the list

  // The word's place among the distinct words of the list, or none.
  std::uint32_t find(std::string_view word) const;

  struct Counts {
    std::uint64_t all = 0;       // words of the text that are in the set
    std::uint64_t distinct = 0;  // words of the set that are in the text
  };
  // Of the words of a text. `seen` is scratch.
  Counts count(const TextView& view, WordModel model, std::vector<std::uint8_t>& seen) const {
    return count(view, model, seen, [](const Counts&) { return false; });
  }
  // The same up to where enough(counts) is true. It is asked once in a while.
  template <class Enough>
  Counts count(const TextView& view, WordModel model, std::vector<std::uint8_t>& seen, Enough enough) const {
    constexpr std::size_t few = 32;
    Counts counts;
    seen.assign(words_.size() + 1, 0);  // the last for words that are not in the set
    const bool ascii = view.ascii() && !has_long_;
    std::span<const TextSpan> words = view.words(model);
    while (!words.empty() && !enough(counts)) {
      const std::span<const TextSpan> next = words.first(std::min(few, words.size()));
      words = words.subspan(next.size());
      const std::string_view stretch = view.text().substr(next.front().begin, next.back().end - next.front().begin);
      const bool plain = ascii && stretch.find('\0') == std::string_view::npos;
      counts.all += plain ? mark_plain(view.text(), next, seen) : mark(view.text(), next, seen);
      counts.distinct = static_cast<std::uint64_t>(std::count(seen.begin(), seen.end() - 1, 1));
    }
    return counts;
  }

 private:
  // Words of up to eight bytes stand in a table without collisions, unless there are too many; 0 is no word.
  struct Slot {
    std::uint64_t key = 0;
    std::uint32_t index = 0;
  };
  bool place_short_words(unsigned bits);
  std::size_t slot_of(std::uint64_t key) const { return static_cast<std::size_t>(key * factor_ >> shift_); }
  std::uint32_t find_long(std::string_view word) const;
  // How many of the words are in the set, and which are marked. Plain: REQUIRES ASCII without NUL, and no long word in
  // the set.
  std::uint64_t mark(std::string_view text, std::span<const TextSpan> words, std::vector<std::uint8_t>& seen) const;
  std::uint64_t mark_plain(std::string_view text, std::span<const TextSpan> words,
                           std::vector<std::uint8_t>& seen) const;

  std::vector<std::string> words_;
  std::vector<Slot> short_;  // a power of two
  std::uint64_t factor_ = 0;
  unsigned shift_ = 63;
  std::size_t short_size_ = 8;       // 0: all words are in long_
  std::vector<std::uint32_t> long_;  // open addressing, a power of two: places in words_, or none
  bool lower_, has_long_ = false;
};

}  // namespace dsprep::ops::gopher_quality
