// Numbers as people read them: on the page, with narrow spaces and true minus signs, and in a terminal, in plain
// letters.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "dsprep/findings.h"

namespace dsprep::report {

// ---- the page ----

// Digits in threes with a narrow no-break space between (U+202F).
std::string shown_count(std::uint64_t n);
// Four significant digits (integers exactly), grouped; "–" for NaN.
std::string shown_number(double value);
// For axes: "12 k", "3.4 M".
std::string shown_briefly(double value);
// "16.2 %"; "<0.1 %" for a share that is there but rounds to nothing; "" where there is no whole.
std::string shown_percent(std::uint64_t part, std::uint64_t whole);
// A number as its column says. Text is returned as it stands.
std::string shown_cell(const Column& column, const Finding::Cell& cell);
// The same in the few letters an axis or a heat map's cell has room for.
std::string shown_on_axis(const Column& column, double value);
// "0.072 ± 0.003 characters"; "≈ 12" for an estimate without a bound.
std::string shown_metric(const Metric& metric);
// A coordinate, at most two decimals.
std::string coordinate(double value);

// ---- a terminal ----

// Four significant digits, integers in full: "1,234", "0.07235".
std::string plain_number(double value);
std::string plain_percent(std::uint64_t part, std::uint64_t whole);
std::string plain_metric(const Metric& metric);
// What stands behind a metric's value that is written in full: " ± 0.5 characters"; mostly nothing.
std::string interval_and_unit(const Metric& metric);

// What is written as percent: a column of kind share, or a plain one whose name has the word "share".
bool is_share(const Column& column);
// A metric's figures as a column would write them.
Column column_of(const Metric& metric);

}  // namespace dsprep::report
