// What becomes of a punctuation mark: the maps, by what of it is wanted.
#pragma once

#include <span>
#include <string_view>

namespace dsprep::ops::punctuation {

enum Change : unsigned char { quotes, dashes, ellipses, width, changes };

struct Mapped {
  char32_t mark;
  std::string_view becomes;
  Change change;
  bool run = false;  // several in a row are one
};

// dsprep's own map, ordered by nothing.
std::span<const Mapped> own_map();
// The 34 characters of Data-Juicer's punctuation_normalization_mapper (and of CCNet before it), U+FF11 among them.
std::span<const Mapped> data_juicer_map();

// A mark and its full-width form in Chinese and Japanese text.
struct Wide {
  char32_t mark;
  std::string_view wide;
};
std::span<const Wide> wide_forms();

}  // namespace dsprep::ops::punctuation
