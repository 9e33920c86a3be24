// DuplicateFinder: how many lines or paragraphs of a text are copies of others of it.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "dsprep/text_view.h"
#include "text/interner.h"
#include "text/utf8.h"

namespace dsprep::ops::gopher_repetition {

// Lines or paragraphs and their duplicates.
struct Duplicates {
  std::uint64_t pieces = 0, chars = 0;         // all
  std::uint64_t later = 0, later_chars = 0;    // second and later copies
  std::uint64_t copies = 0, copies_chars = 0;  // all copies of what comes more than once
};

class DuplicateFinder {
 public:
  explicit DuplicateFinder(const TextView& view, text::Interner& numbers, std::vector<std::uint32_t>& counts)
      : ascii_(view.ascii()), numbers_(numbers), counts_(counts) {
    numbers_.clear();
    counts_.clear();
  }

  void add(std::string_view piece) {
    const std::uint32_t number = numbers_.number(piece);
    const std::uint64_t chars = ascii_ ? piece.size() : text::count_chars(piece);
    ++found_.pieces;
    found_.chars += chars;
    if (number == counts_.size()) {
      counts_.push_back(1);
      return;
    }
    const std::uint64_t times = ++counts_[number] == 2 ? 2 : 1;  // with the second, the first becomes a copy too
    ++found_.later;
    found_.later_chars += chars;
    found_.copies += times;
    found_.copies_chars += times * chars;
  }

  const Duplicates& found() const { return found_; }

 private:
  bool ascii_;
  text::Interner& numbers_;
  std::vector<std::uint32_t>& counts_;
  Duplicates found_;
};

}  // namespace dsprep::ops::gopher_repetition
