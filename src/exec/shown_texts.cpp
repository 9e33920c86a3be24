#include "exec/shown_texts.h"

#include <algorithm>
#include <map>
#include <string>

#include "pipeline/books.h"

namespace dsprep::exec {

std::vector<RecordId> records_shown(const std::vector<pipeline::StepFindings>& findings) {
  std::vector<RecordId> records;
  for (const pipeline::StepFindings& step : findings)
    for (const Finding& finding : step.findings.sections)
      records.insert(records.end(), finding.records.begin(), finding.records.end());
  std::sort(records.begin(), records.end());
  records.erase(std::unique(records.begin(), records.end()), records.end());
  return records;
}

void show_texts(pipeline::RunResult& result) {
  const auto& texts = result.books.shown_texts;
  if (texts.empty()) return;
  for (pipeline::StepFindings& step : result.findings)
    for (Finding& finding : step.findings.sections) {
      if (finding.records.empty()) continue;
      finding.columns.insert(finding.columns.begin(), "text");
      for (std::size_t& column : finding.series) ++column;
      for (std::size_t i = 0; i < std::min(finding.rows.size(), finding.records.size()); ++i) {
        const auto text = texts.find(finding.records[i]);
        finding.rows[i].insert(finding.rows[i].begin(), text == texts.end() ? std::string() : text->second);
      }
    }
}

}  // namespace dsprep::exec
