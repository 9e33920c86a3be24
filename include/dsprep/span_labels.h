// How span labels count, and what becomes of one whose text is gone ([dataset] spans).
#pragma once

#include <cstdint>
#include <string_view>

namespace dsprep {

enum class SpanUnit : std::uint8_t {
  code_points,  // Python's str
  utf16,        // UTF-16 code units: JavaScript, Java, Windows
  bytes,        // of the text in UTF-8
};
enum class LostSpan : std::uint8_t {
  drop,  // it goes too
  flag,  // it stays, empty, at the place, with "lost": true
};

inline constexpr std::string_view span_unit_names[] = {"code_points", "utf16", "bytes"};
inline constexpr std::string_view lost_span_names[] = {"drop", "flag"};
constexpr std::string_view name_of(SpanUnit unit) { return span_unit_names[static_cast<std::size_t>(unit)]; }
constexpr std::string_view name_of(LostSpan lost) { return lost_span_names[static_cast<std::size_t>(lost)]; }

}  // namespace dsprep
