// Charts of Findings as inline SVG: every mark carries its value as a <title>, the chart itself a role and a
// description, and the number of marks is bounded whatever the number of rows.
#pragma once

#include <string>

#include "report/chart_data.h"
#include "report/svg.h"

namespace dsprep::report {

// Draws what `finding` asks for. Appends nothing and returns false where there is nothing to be drawn (no chart, or one
// that stands in the table's rows; too few points; no finite values). `id` must be unique in the page.
bool append_chart(std::string& out, const Finding& finding, const std::string& id, const Canvas& canvas = wide_canvas);

// Is the chart a drawing of its own, beside the table?
bool is_drawn(Finding::Chart chart);

// Each draws one kind; `data` is not empty.
bool append_histogram(std::string& out, const ChartData& data, const Canvas& canvas, const std::string& id);
bool append_lines(std::string& out, const ChartData& data, const Canvas& canvas, const std::string& id);
bool append_scatter(std::string& out, const ChartData& data, const Canvas& canvas, const std::string& id);
bool append_category_bars(std::string& out, const ChartData& data, const Canvas& canvas, const std::string& id);
bool append_heat_map(std::string& out, const ChartData& data, const Canvas& canvas, const std::string& id);

}  // namespace dsprep::report
