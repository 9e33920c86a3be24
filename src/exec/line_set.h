// LineSet: which lines of a chunk or shard something holds for, a bit a line.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace dsprep::exec {

class LineSet {
 public:
  bool has(std::uint64_t line) const { return line / 64 < words_.size() && (words_[line / 64] >> (line % 64) & 1); }
  void add(std::uint64_t line) {
    if (words_.size() <= line / 64) words_.resize(line / 64 + 1);
    words_[line / 64] |= std::uint64_t{1} << (line % 64);
  }
  // The lines of `other`, each `first` further on.
  void add_from(std::uint64_t first, const LineSet& other) {
    const std::uint64_t word = first / 64, shift = first % 64;
    if (words_.size() < word + other.words_.size() + 1) words_.resize(word + other.words_.size() + 1);
    for (std::size_t i = 0; i < other.words_.size(); ++i) {
      words_[word + i] |= other.words_[i] << shift;
      if (shift > 0) words_[word + i + 1] |= other.words_[i] >> (64 - shift);
    }
  }
  void clear() { words_.clear(); }
  bool empty() const { return words_.empty(); }

  // As a file of this machine has them.
  std::string_view bytes() const {
    return {reinterpret_cast<const char*>(words_.data()), words_.size() * sizeof(std::uint64_t)};
  }
  static LineSet from_bytes(std::string_view bytes) {
    LineSet set;
    set.words_.resize(bytes.size() / sizeof(std::uint64_t));
    if (!set.words_.empty()) std::memcpy(set.words_.data(), bytes.data(), set.words_.size() * sizeof(std::uint64_t));
    return set;
  }

 private:
  std::vector<std::uint64_t> words_;
};

}  // namespace dsprep::exec
