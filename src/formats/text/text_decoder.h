// A text and the name of its file, as a JSON line.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "dsprep/format.h"

namespace dsprep::formats::plain {

enum class Unit : std::uint8_t { file, paragraph, line };

class TextDecoder final : public Decoder {
 public:
  explicit TextDecoder(Unit unit) : unit_(unit) {}
  Result<Outcome> decode(const Frame& frame, std::string& line) override;
  std::size_t origin_of(const Frame& frame, std::size_t at) const override;

 private:
  std::string_view text_of(const Frame& frame) const;
  const Unit unit_;
};

}  // namespace dsprep::formats::plain
