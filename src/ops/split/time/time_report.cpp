#include "ops/split/time/time_report.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/human.h"
#include "dsprep/findings.h"

namespace dsprep::ops::time {

Status write_report(const Schedule& schedule, const Layout& layout, DateRuns& runs, Decider& decider) {
  std::vector<base::Moment> ends;
  for (const Slot& slot : layout.slots) {
    ends.push_back(std::clamp(slot.begin, runs.first(), runs.last()));
    ends.push_back(std::max(slot.begin, slot.end));
  }
  DSPREP_TRY(const std::vector<Border> borders, runs.at_dates(ends, decider));
  Findings& findings = decider.findings();
  findings.title = "Split by time";
  findings.metrics.push_back({"records", static_cast<double>(runs.records())});
  if (schedule.windows != Windows::none) findings.metrics.push_back({"rounds", static_cast<double>(schedule.rounds)});
  findings.metrics.push_back({"tied_moves", static_cast<double>(layout.tied_moves)});
  Finding table{"times",
                "Parts by time",
                schedule.purges ? "Records by date, before those are left out whose outcome is known too late" : "",
                Finding::Chart::none,
                {"part", "from", "until before", "records"},
                {}};
  for (std::size_t i = 0; i < layout.slots.size(); ++i) {
    const Slot& slot = layout.slots[i];
    const auto place = std::find(schedule.parts.begin(), schedule.parts.end(), slot.part) - schedule.parts.begin();
    const std::uint64_t before = slot.begin == always ? 0 : borders[2 * i].rank;
    table.rows.push_back(
        {schedule.names[static_cast<std::size_t>(place)],
         slot.begin <= runs.first() || slot.begin > runs.last() ? "" : base::format_moment(slot.begin),
         slot.end <= runs.first() || slot.end > runs.last() ? "" : base::format_moment(slot.end),
         static_cast<std::int64_t>(borders[2 * i + 1].rank - std::min(before, borders[2 * i + 1].rank))});
  }
  findings.sections.push_back(std::move(table));
  if (layout.tied_moves > 0)
    findings.warnings.emplace_back(
        "borders lie " + base::format_counted(layout.tied_moves, "record") +
            " in all from where shares or lengths would have them: records of the same date are not parted",
        Warning::Severity::note);
  return {};
}

}  // namespace dsprep::ops::time
