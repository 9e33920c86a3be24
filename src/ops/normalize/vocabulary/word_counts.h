// WordCounts: how often each word came, while that is little; what is more goes to a sorter.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/result.h"
#include "spill/sorter.h"

namespace dsprep::vocabulary {

// Not thread-safe.
class WordCounts {
 public:
  void add(std::string_view word, std::uint64_t times = 1);
  void merge(const WordCounts& other);
  std::uint64_t total() const { return total_; }  // since the last move
  std::size_t bytes() const { return letters_.size() + entries_.capacity() * sizeof(Entry) + slots_.size() * 4; }

  // Entries of a sorter: the word, a byte that no UTF-8 has, so that no word begins another, and its count. Forgets
  // all.
  Status move_to(spill::Sorter& entries);
  static std::string_view word_of(std::string_view entry) { return entry.substr(0, entry.size() - 9); }
  static std::uint64_t count_of(std::string_view entry) { return spill::read_be64(entry.substr(entry.size() - 8)); }

 private:
  static constexpr std::uint32_t none = 0xffffffff;
  struct Entry {
    std::uint64_t hash, count, begin;
    std::uint32_t size;
  };
  std::string_view word(const Entry& entry) const { return std::string_view(letters_).substr(entry.begin, entry.size); }
  void add(std::string_view word, std::uint64_t hash, std::uint64_t times);
  void grow();

  std::string letters_;
  std::vector<Entry> entries_;
  std::vector<std::uint32_t> slots_;
  std::uint64_t total_ = 0;
};

}  // namespace dsprep::vocabulary
