// HanWords: where ICU's dictionary cuts a run of Han characters into words, without ICU's machinery around it.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "dsprep/text_view.h"

namespace dsprep::text {

// The dictionary is ICU's own, read from its data. The cut is the cheapest one: each word of the dictionary has a cost,
// a character that is none costs 255, and of equal cuts the one found first stands.
//
// Immutable, thread-safe.
class HanWords {
 public:
  // Null where ICU's data does not hold the dictionary in the form known here.
  static const HanWords* get();

  // Whether a run may hold the character: Han script, with nothing for NFKC to change.
  static bool covers(char32_t c);

  // What a thread needs to itself.
  struct Scratch {
    std::vector<char16_t> chars;
    std::vector<std::uint32_t> costs, starts;
  };
  // Appends the words of text[begin, end). REQUIRES characters that are covered, and no more than 4 MiB.
  void cut(std::string_view text, std::size_t begin, std::size_t end, Scratch& scratch,
           std::vector<TextSpan>& spans) const;

  ~HanWords();

 private:
  HanWords();
  struct Data;
  std::unique_ptr<Data> data_;
};

}  // namespace dsprep::text
