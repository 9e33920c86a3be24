// WordCache: what a model answered for the words it met lately. Bounded: a word takes the place of the one that stood
// in its slot.
#pragma once

#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

#include "base/hash.h"

namespace dsprep::tokenizers {

// Owned by one worker. Two tables: most words are short and a few ids, 32 bytes each; longer ones (a run of Chinese)
// take 64.
class WordCache {
 public:
  static constexpr std::size_t longest_word = 31, most_ids = 8;

  // Appends the answer for `word`, or says false.
  bool find(std::string_view word, std::uint64_t hash, std::vector<std::uint32_t>& ids) const {
    if (word.size() <= Short::room && short_[hash & (short_.size() - 1)].get(word, ids)) return true;
    return long_[hash & (long_.size() - 1)].get(word, ids);
  }

  // REQUIRES a word of at most longest_word bytes.
  void remember(std::string_view word, std::uint64_t hash, std::span<const std::uint32_t> ids) {
    if (word.size() <= Short::room && ids.size() <= Short::ids_room) short_[hash & (short_.size() - 1)].set(word, ids);
    else if (ids.size() <= most_ids) long_[hash & (long_.size() - 1)].set(word, ids);
  }

 private:
  template <std::size_t Room, std::size_t Ids>
  struct Entry {
    static constexpr std::size_t room = Room, ids_room = Ids;
    std::uint32_t id[Ids] = {};
    char bytes[Room];
    std::uint8_t size = 0, count = 0;  // size 0: free

    bool get(std::string_view word, std::vector<std::uint32_t>& ids) const {
      if (size != word.size() || std::memcmp(bytes, word.data(), word.size()) != 0) return false;
      ids.insert(ids.end(), id, id + count);
      return true;
    }
    void set(std::string_view word, std::span<const std::uint32_t> ids) {
      size = static_cast<std::uint8_t>(word.size());
      count = static_cast<std::uint8_t>(ids.size());
      std::memcpy(bytes, word.data(), word.size());
      if (!ids.empty()) std::memcpy(id, ids.data(), ids.size() * sizeof(std::uint32_t));
    }
  };
  using Short = Entry<14, 4>;
  using Long = Entry<30 + 1, most_ids>;

  std::vector<Short> short_{std::size_t{1} << 16};
  std::vector<Long> long_{std::size_t{1} << 15};
};

}  // namespace dsprep::tokenizers
