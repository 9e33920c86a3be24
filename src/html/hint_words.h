// HintWords: words, each of which hints at something, searched for at once.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "text/aho_corasick.h"

namespace dsprep::html {

template <class Hint, std::size_t n>
class HintWords {
 public:
  explicit HintWords(const std::pair<Hint, std::string_view> (&words)[n]) {
    std::vector<std::string> patterns;
    for (const auto& [hint, word] : words) {
      patterns.emplace_back(word);
      bits_.push_back(std::uint64_t{1} << static_cast<unsigned>(hint));
    }
    search_ = *text::AhoCorasick::make(patterns, true);
  }
  std::uint64_t in(std::string_view text) const {
    std::uint64_t bits = 0;
    search_.find(text, [&](std::uint32_t word, std::size_t, std::size_t) {
      bits |= bits_[word];
      return false;
    });
    return bits;
  }

 private:
  text::AhoCorasick search_;
  std::vector<std::uint64_t> bits_;
};

}  // namespace dsprep::html
