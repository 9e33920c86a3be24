// WordCounts: how often each word came, while that is little; CountedWords: what is more goes to a sorter.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dsprep/op.h"
#include "dsprep/result.h"
#include "spill/scan.h"
#include "spill/sorter.h"
#include "spill/workspace.h"

namespace dsprep::spill {

// Not thread-safe.
class WordCounts {
 public:
  void add(std::string_view word, std::uint64_t times = 1);
  void merge(const WordCounts& other);
  std::uint64_t total() const { return total_; }  // since the last move
  std::size_t bytes() const { return letters_.size() + entries_.capacity() * sizeof(Entry) + slots_.size() * 4; }

  // Entries of a sorter: the word, a byte that no UTF-8 has, so that no word begins another, and its count. Forgets
  // all.
  Status move_to(Sorter& entries);
  static std::string_view word_of(std::string_view entry) { return entry.substr(0, entry.size() - 9); }
  static std::uint64_t count_of(std::string_view entry) { return read_be64(entry.substr(entry.size() - 8)); }

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

// What an Observer holds to count words. Not thread-safe.
class CountedWords {
 public:
  explicit CountedWords(Workspace& workspace) : workspace_(workspace), reserved_(workspace), entries_(workspace) {}
  void add(std::string_view word) { counts_.add(word); }
  Status spill_large();  // to be called after each record
  Status merge(CountedWords&& next);
  Status save(ByteSink& sink);
  Status load(ByteSource& source) { return entries_.load(source); }
  // Of WordCounts: equal words stand together, and their counts are to be added up.
  Result<Sorter*> entries();

 private:
  static constexpr std::size_t most_bytes = std::size_t{8} << 20;
  Workspace& workspace_;
  WordCounts counts_;
  MemoryReservation reserved_;
  Sorter entries_;
};

// Calls `close(std::string_view word, std::uint64_t count) -> Status` for each word, in the order of bytes.
template <class Close>
Status scan_counts(CountedWords& words, Decider& decider, std::string_view what, const Close& close) {
  DSPREP_TRY(Sorter* const counted, words.entries());
  std::string word;
  std::uint64_t count = 0;
  const auto see = [&](std::string_view entry) -> Status {
    if (WordCounts::word_of(entry) != word) {
      if (count > 0) DSPREP_CHECK(close(std::string_view(word), count));
      word.assign(WordCounts::word_of(entry));
      count = 0;
    }
    count += WordCounts::count_of(entry);
    return {};
  };
  DSPREP_CHECK(scan(*counted, decider, what, see));
  return count > 0 ? close(std::string_view(word), count) : Status();
}

}  // namespace dsprep::spill
