// WordCounts: how often each word stands in a dataset, exactly, in bounded memory. Words gather in a table; past its
// limit the counts of that far go into an external sort, where those of equal words are added up.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/hash.h"
#include "dsprep/op.h"
#include "spill/sorter.h"

namespace dsprep::ops::compare {

class WordCounts {
 public:
  static constexpr std::size_t longest_word = 64;  // bytes: what is longer is no word, and only counted

  explicit WordCounts(spill::Workspace& workspace) : sorter_(workspace) {}

  Status add(std::string_view word);
  std::uint64_t total() const { return total_; }  // words that were counted
  std::uint64_t too_long() const { return too_long_; }

  Status merge(WordCounts&& next);
  Status save(ByteSink& sink);
  Status load(ByteSource& source);

  // Each word once, in byte order, with its count. Empties the counts.
  class Reader {
   public:
    explicit Reader(std::unique_ptr<spill::SortedReader> reader) : reader_(std::move(reader)) {}
    Result<bool> next();
    const std::string& word() const { return word_; }
    std::uint64_t count() const { return count_; }

   private:
    std::unique_ptr<spill::SortedReader> reader_;
    std::string word_, ahead_;
    std::uint64_t count_ = 0, ahead_count_ = 0;
    bool begun_ = false, have_ahead_ = false;
    Result<bool> read_ahead();
  };
  Result<Reader> read();

 private:
  static constexpr std::size_t most_words = 1 << 16;
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view word) const { return static_cast<std::size_t>(base::hash64(word)); }
  };
  Status add_times(std::string_view word, std::uint64_t times);
  Status flush();

  std::unordered_map<std::string, std::uint64_t, Hash, std::equal_to<>> table_;
  spill::Sorter sorter_;  // word, count (8)
  std::uint64_t total_ = 0, too_long_ = 0;
  std::string entry_;
};

}  // namespace dsprep::ops::compare
