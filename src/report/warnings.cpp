#include "report/warnings.h"

#include <algorithm>

#include "base/human.h"

namespace dsprep::report {
namespace {

using Warnings = std::vector<Warning>;

void add_missing_ids(const pipeline::Pipeline& pipeline, const pipeline::Books& books, Warnings& out) {
  const Field id = pipeline.plans.front().options().id;
  if (!id.bound() || id.slot >= books.records_with.size()) return;
  const std::uint64_t with = books.records_with[id.slot];
  if (with == 0 || with >= books.parsed) return;  // none at all is an absent field
  out.push_back({"missing_id", "--id: " + base::format_count(books.parsed - with) + " of " +
                                   base::format_count(books.parsed) + " records have no " +
                                   pipeline.plans.front().pointer(id) + ": the id of those is a hash of their line"});
}

// A part that was asked for and that nothing went to.
void add_empty_parts(const pipeline::Pipeline& pipeline, const pipeline::Books& books, Warnings& out) {
  if (books.written == 0) return;
  std::vector<PartId> seen;
  for (const pipeline::Step& step : pipeline.steps)
    for (const PartId part : step.parts) {
      const bool empty = part.index >= books.written_by_part.size() || books.written_by_part[part.index] == 0;
      const bool known = std::any_of(seen.begin(), seen.end(), [&](PartId other) { return other.index == part.index; });
      if (!empty || known) continue;
      seen.push_back(part);
      out.push_back({"empty_part", step.name + ": no record went to the part " + pipeline.parts[part.index] + ": " +
                                       base::format_count(books.written) +
                                       (books.written == 1 ? " record is" : " records are") +
                                       " too few for its share, or all have keys of other parts"});
    }
}

}  // namespace

Warnings warnings(const pipeline::Pipeline& pipeline, const pipeline::RunResult& result) {
  Warnings out;
  for (std::string& line : pipeline::absent_fields(pipeline, result.books))
    out.push_back({"absent_field", std::move(line)});
  add_missing_ids(pipeline, result.books, out);
  for (const pipeline::StepFindings& findings : result.findings)
    for (const dsprep::Warning& found : findings.findings.warnings)
      out.push_back(
          {findings.step, findings.step + ": " + found.text + (found.remedy.empty() ? "" : ": " + found.remedy)});
  add_empty_parts(pipeline, result.books, out);
  return out;
}

}  // namespace dsprep::report
