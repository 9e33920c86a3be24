// One Finding on the page: title, note, chart, table.
#pragma once

#include <string>
#include <vector>

#include "dsprep/findings.h"
#include "report/svg.h"

namespace dsprep::report {

inline constexpr std::size_t most_rows = 200;  // of a table on the page; report.json holds them all

// A card in a grid of two columns; `wide`: of both. A chart of a card that is not wide is drawn on narrow_canvas.
void append_finding(std::string& out, const Finding& finding, const std::string& id, bool wide);
// True where the finding needs the whole width: a drawn chart, or more than three columns.
bool needs_width(const Finding& finding);

// The table alone, in a box that scrolls.
void append_table(std::string& out, const Finding& finding);
// The table folded away behind a line.
void append_folded_table(std::string& out, const Finding& finding, const std::string& summary);

}  // namespace dsprep::report
