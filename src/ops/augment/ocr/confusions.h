// Confusions: what OCR reads in the place of what.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace dsprep::ops::ocr {

struct Confusion {
  std::string_view seen, read;  // one or two characters of ASCII
};

// What may be read at a text that begins with a character, by that character.
using Confusions = std::array<std::vector<Confusion>, 128>;

// Each pair in both directions. `shapes`: also those of several characters, like rn and m.
Confusions confusions(bool shapes);

}  // namespace dsprep::ops::ocr
