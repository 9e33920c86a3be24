// Numbers for texts in the order they come, from 0 (string interning), which at the end can be put in the order of
// their bytes, so that nothing hangs on what came first.
#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>
#include <numeric>
#include <string>
#include <string_view>
#include <vector>

#include "text/interner.h"

namespace dsprep::votes {

class NumberedTexts {
 public:
  std::uint32_t number(std::string_view text) {
    // The interner keeps views: a text it does not know yet must stay where it is.
    const std::uint32_t before = interner_.size();
    probe_.assign(text);
    texts_.push_back(std::move(probe_));
    const std::uint32_t number = interner_.number(texts_.back());
    if (interner_.size() == before) {
      probe_ = std::move(texts_.back());
      texts_.pop_back();
    } else {
      bytes_ += text.size() + sizeof(std::string) + 24;
    }
    return number;
  }
  std::size_t size() const { return texts_.size(); }
  const std::string& text(std::uint32_t number) const { return texts_[number]; }
  std::uint64_t bytes() const { return bytes_; }  // of memory, about

  // By number, the place of its text in the order of their bytes.
  std::vector<std::uint32_t> ranks() const {
    std::vector<std::uint32_t> order(texts_.size()), ranks(texts_.size());
    std::iota(order.begin(), order.end(), 0u);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return texts_[a] < texts_[b]; });
    for (std::uint32_t i = 0; i < order.size(); ++i) ranks[order[i]] = i;
    return ranks;
  }
  std::vector<std::string> sorted() const {
    std::vector<std::string> sorted(texts_.begin(), texts_.end());
    std::sort(sorted.begin(), sorted.end());
    return sorted;
  }

 private:
  text::Interner interner_;
  std::deque<std::string> texts_;
  std::string probe_;
  std::uint64_t bytes_ = 0;
};

}  // namespace dsprep::votes
