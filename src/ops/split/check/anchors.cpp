#include "ops/split/check/anchors.h"

#include <algorithm>

#include "base/hash.h"
#include "text/normalize.h"
#include "text/segment.h"

namespace dsprep::ops::check {

Anchors::Anchors(std::size_t min_words) : size_((min_words + 1) / 2), window_(min_words + 1 - size_) {}

void Anchors::read(std::string_view text) {
  text::normalize(text, text::Form::nfkc_casefold, folded_);
  text::split_words_uax29(folded_, spans_);
  words_.clear();
  for (const TextSpan& span : spans_) words_.push_back(base::hash64(span.of(folded_)));
  chosen_.clear();
  windows_.clear();
  if (words_.size() < size_ + window_ - 1) return;
  for (std::size_t i = 0; i + size_ <= words_.size(); ++i) {
    std::uint64_t hash = 0;
    for (std::size_t j = i; j < i + size_; ++j) hash = base::mix(hash, words_[j]);
    windows_.push_back(hash);
  }
  for (std::size_t i = 0; i + window_ <= windows_.size(); ++i) {
    const auto at = windows_.begin() + static_cast<std::ptrdiff_t>(i);
    chosen_.push_back(*std::min_element(at, at + static_cast<std::ptrdiff_t>(window_)));
  }
  first_ = chosen_.front();
  std::sort(chosen_.begin(), chosen_.end());
  chosen_.erase(std::unique(chosen_.begin(), chosen_.end()), chosen_.end());
}

bool holds(std::span<const std::uint64_t> text, std::span<const std::uint64_t> whole) {
  return std::search(text.begin(), text.end(), whole.begin(), whole.end()) != text.end();
}

}  // namespace dsprep::ops::check
