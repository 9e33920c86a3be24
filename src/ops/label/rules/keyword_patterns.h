// Keywords as regular expressions.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/regex.h"

namespace dsprep::ops::rules {

// Tells at which ends a whole word needs a border: where it ends in a word character of a script with spaces. ("C++"
// needs one at its left, "日本" none.)
class BorderFinder {
 public:
  static Result<BorderFinder> make();
  bool left(std::string_view word) const { return word_first_->found_in(word) && !open_first_->found_in(word); }
  bool right(std::string_view word) const { return word_last_->found_in(word) && !open_last_->found_in(word); }

 private:
  std::optional<text::Regex> word_first_, word_last_, open_first_, open_last_;
};

struct KeywordPatterns {
  std::string anywhere;  // any of the keywords
  std::string whole;     // any of them as a whole word; "" where that is the same
};

// `words`: must they be whole words, in scripts that put spaces between them?
KeywordPatterns keyword_patterns(std::span<const std::string> keywords, bool ignore_case, bool words,
                                 const BorderFinder& borders);

constexpr std::size_t longest_keyword = 1000;

// The first keywords that go into one regex: it has room for a few tens of thousands of bytes, so that a dictionary
// becomes several. REQUIRES at least one.
std::span<const std::string> first_batch(std::span<const std::string> keywords);

}  // namespace dsprep::ops::rules
