#include "ops/augment/ocr/confusions.h"

#include <algorithm>

namespace dsprep::ops::ocr {
namespace {

// nlpaug's pairs (res/char/ocr/en.json of 1.1.11).
constexpr Confusion single[] = {{"0", "8"}, {"0", "9"}, {"0", "o"}, {"0", "O"}, {"0", "D"}, {"1", "4"}, {"1", "7"},
                                {"1", "l"}, {"1", "I"}, {"2", "z"}, {"2", "Z"}, {"5", "8"}, {"6", "b"}, {"8", "s"},
                                {"8", "S"}, {"8", "@"}, {"8", "&"}, {"9", "g"}, {"9", "q"}, {"o", "u"}, {"r", "k"},
                                {"C", "G"}, {"O", "D"}, {"O", "U"}, {"E", "B"}};

// Strokes that run together, or fall apart.
constexpr Confusion several[] = {{"rn", "m"}, {"cl", "d"}, {"vv", "w"}, {"ri", "n"}, {"li", "h"},
                                 {"ii", "u"}, {"nn", "m"}, {"fi", "h"}, {"VV", "W"}, {"IJ", "U"}};

void add(const Confusion& pair, Confusions& to) {
  for (const Confusion& one : {pair, Confusion{pair.read, pair.seen}})
    to[static_cast<unsigned char>(one.seen.front())].push_back(one);
}

}  // namespace

Confusions confusions(bool shapes) {
  Confusions all;
  for (const Confusion& pair : single) add(pair, all);
  if (shapes)
    for (const Confusion& pair : several) add(pair, all);
  return all;
}

}  // namespace dsprep::ops::ocr
