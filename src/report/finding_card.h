// One Finding on the page: title, note, chart, table.
#pragma once

#include <string>
#include <vector>

#include "dsprep/op.h"

namespace dsprep::report {

inline constexpr std::size_t most_rows = 200;  // of a table on the page; report.json holds them all

// A card in a grid of two columns.
void append_finding(std::string& out, const Finding& finding, const std::string& id, bool wide);
// True where the finding needs the whole width: a drawn chart, or more than three columns.
bool needs_width(const Finding& finding);

// "The first 200 of 1 234 rows; report.json holds them all.", or nothing where all are shown.
void append_rows_hint(std::string& out, std::size_t rows);

}  // namespace dsprep::report
