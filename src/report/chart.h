// Charts of Findings as inline SVG. Colours and sizes come from the page's style sheet by class; every mark carries its
// value as a <title>, and the chart itself a role and a description, so that nothing needs a script.
#pragma once

#include <optional>
#include <string>

#include "dsprep/op.h"

namespace dsprep::report {

// The cell as a number; nothing for text.
std::optional<double> number_of(const Finding::Cell& cell);
// True where every cell of the column that exists is a number, and there is one.
bool numeric_column(const Finding& finding, std::size_t column);
// The column a chart is drawn of: the one called "value", else the first behind column 0 that holds numbers.
std::optional<std::size_t> value_column(const Finding& finding);

// A histogram or a line. Appends nothing and returns false where there is nothing that can be drawn (fewer than two
// points, no finite values). `id` must be unique in the page.
bool append_chart(std::string& out, const Finding& finding, const std::string& id);

// A bar of a table row: `value` on a scale from min(0, low) to max(0, high).
void append_bar(std::string& out, double value, double low, double high);
// A bar of two shares of a whole, 0 … 1: what stays, then what is lost.
void append_share_bar(std::string& out, double stays, double lost);

}  // namespace dsprep::report
