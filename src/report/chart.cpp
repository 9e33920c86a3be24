#include "report/chart.h"

#include <optional>

namespace dsprep::report {

bool is_drawn(Finding::Chart chart) { return chart != Finding::Chart::none && chart != Finding::Chart::bars; }

bool append_chart(std::string& out, const Finding& finding, const std::string& id, const Canvas& canvas) {
  constexpr std::size_t most_heat_columns = 30;
  if (!is_drawn(finding.chart)) return false;
  const bool heat = finding.chart == Finding::Chart::heat_map;
  const std::optional<ChartData> data = chart_data(finding, heat ? most_heat_columns : ChartData::most_series);
  if (!data) return false;
  switch (finding.chart) {
    case Finding::Chart::histogram: return append_histogram(out, *data, canvas, id);
    case Finding::Chart::line: return append_lines(out, *data, canvas, id);
    case Finding::Chart::scatter: return append_scatter(out, *data, canvas, id);
    case Finding::Chart::grouped_bars:
    case Finding::Chart::stacked_bars: return append_category_bars(out, *data, canvas, id);
    case Finding::Chart::heat_map: return append_heat_map(out, *data, canvas, id);
    case Finding::Chart::none:
    case Finding::Chart::bars: break;
  }
  return false;
}

}  // namespace dsprep::report
