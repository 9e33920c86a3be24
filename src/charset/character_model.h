// How probable characters are in texts of East Asia, by the encoding they are taken to be in: some hundred characters
// make most of any text, and those of a wrong encoding are mostly rare ones. Private to the room.
#pragma once

#include <cstdint>
#include <vector>

#include "charset/encodings.h"

namespace dsprep::charset {

class CharacterModel {
 public:
  enum class Writing : std::uint8_t { simplified, traditional, japanese, korean };

  explicit CharacterModel(Writing writing);
  // The logarithm of the probability, roughly.
  float operator()(char32_t c) const {
    if (c < logs_.size()) return logs_[c];
    return c >= 0x1f300 && c < 0x1fb00 ? emoji : beyond;
  }

 private:
  static constexpr float emoji = -8, beyond = -14;

  std::vector<float> logs_;  // of the basic plane
};

}  // namespace dsprep::charset
