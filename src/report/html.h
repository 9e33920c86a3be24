// Pieces of HTML: text made harmless, numbers as people read them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace dsprep::report {

// Appends `text` for element content and quoted attributes alike: markup escaped, control characters shown as their
// pictures (U+2400 …), bytes that are no UTF-8 as U+FFFD.
void append_html(std::string& out, std::string_view text);
std::string html(std::string_view text);

// `text` cut after `most` code points, with an ellipsis where something was cut.
std::string shortened(std::string_view text, std::size_t most);

// Digits in threes with a narrow no-break space between (U+202F).
std::string shown_count(std::uint64_t n);
// Four significant digits (integers exactly), grouped; "–" for NaN.
std::string shown_number(double value);
// A number under its name: a share (its name says so, and it lies in 0 to 1) as a percentage, everything else as
// shown_number.
std::string shown_value(std::string_view name, double value);
// For axes: "12 k", "3.4 M".
std::string shown_briefly(double value);
// "16.2 %"; "<0.1 %" for a share that is there but rounds to nothing; "" where there is no whole.
std::string shown_percent(std::uint64_t part, std::uint64_t whole);
// A coordinate, at most two decimals.
std::string coordinate(double value);

}  // namespace dsprep::report
