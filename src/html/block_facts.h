// BlockFacts: what can be said of a block's text by itself.
#pragma once

#include <cstdint>
#include <string_view>

namespace dsprep::html {

struct BlockFacts {
  float words = 0;     // separated by white space; ideographs and kana count half, Thai, Lao and Khmer letters a fifth
  float letters = 0;   // bytes of them
  float digits = 0;    // share of the bytes
  float capitals = 0;  // share of the words that begin with a capital
  float commas = 0;    // a word
  float separators = 0;  // | › » / · • → a word
  float sentences = 0;   // ends of sentences
  float lines = 1;
  bool ends_sentence = false, ends_colon = false, begins_lower = false, question = false;
};

BlockFacts facts_of(std::string_view text);  // REQUIRES valid UTF-8

}  // namespace dsprep::html
