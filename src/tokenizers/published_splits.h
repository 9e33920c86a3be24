// The regular expressions by which the published byte-level tokenizers cut text into words, each written out by hand:
// what a backtracking engine would find, in one pass. tests/unit/tokenizers holds each to the expression itself
// (split_pattern.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "dsprep/text_view.h"

namespace dsprep::tokenizers {

enum class PublishedSplit : std::uint8_t {
  gpt2,         // GPT-2, GPT-NeoX, RoBERTa, …
  cl100k,       // GPT-4's .tiktoken file: white space at the end of the text is one word
  cl100k_json,  // the same in a tokenizer.json (Llama 3): line ends are cut from spaces that follow them there, too
  qwen2,        // cl100k_json with one digit a word
  o200k,        // GPT-4o
};

// The one with this expression, as the files spell it.
std::optional<PublishedSplit> published_split(std::string_view expression);
std::string_view expression_of(PublishedSplit split);  // the first of its spellings

// Appends the words of text[begin, end); they tile it. REQUIRES valid UTF-8, and less than 4 GiB.
void split_published(PublishedSplit split, std::string_view text, TextSpan within, std::vector<TextSpan>& words);

}  // namespace dsprep::tokenizers
