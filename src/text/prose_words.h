// Words of running text, without those that are parts of something else: of an address, a path, a number, a name in
// code, a placeholder, a compound with hyphens.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "dsprep/text_view.h"

namespace dsprep::text {

// Replaces `prose` by those of `words` that may be exchanged for others. What stands together without white space
// (letters of alphabets and signs of ASCII) is left alone as a whole where it holds a digit, one of
// / @ \ _ # = & < > { } [ ] | ~ ^ $ % + ` or a . : - before a letter: https://example.org, state-of-the-art, {name}.
// Words of scripts
// without spaces (Chinese, Thai) are looked at by themselves. REQUIRES ascending words that do not overlap.
void find_prose_words(std::string_view text, std::span<const TextSpan> words, std::vector<TextSpan>& prose);

}  // namespace dsprep::text
