#include "ops/clean/dedup_lines/text_units.h"

#include "base/hash.h"
#include "text/utf8.h"

namespace dsprep::ops::dedup_lines {

void TextUnits::read(const TextView& view) {
  text_ = view.text();
  switch (rules_.unit) {
    case Unit::line: spans_ = view.lines(); break;
    case Unit::paragraph: spans_ = view.paragraphs(); break;
    case Unit::sentence: spans_ = view.sentences(); break;
  }
}

std::span<const std::uint64_t> TextUnits::hashes(std::size_t unit) {
  hashes_.clear();
  line_key(text_of(unit), rules_.form, key_);
  const std::uint64_t least = rules_.min_length;
  if (key_.size() < least || (key_.size() < 4 * least && text::count_chars(key_) < least)) return hashes_;
  if (rules_.ngram) {
    view_.reset(key_);
    const auto ngrams = view_.ngram_hashes(rules_.words, *rules_.ngram);
    hashes_.assign(ngrams.begin(), ngrams.end());
    std::sort(hashes_.begin(), hashes_.end());
    hashes_.erase(std::unique(hashes_.begin(), hashes_.end()), hashes_.end());
  }
  // As dolma has it: what has fewer than two n-grams is compared whole.
  if (hashes_.size() < 2) hashes_.assign(1, base::hash64(key_));
  return hashes_;
}

}  // namespace dsprep::ops::dedup_lines
