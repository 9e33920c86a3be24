// report.json: every finding in full, with the books and steps it stands on.
#include "dsprep/value.h"
#include "report/audit_json.h"
#include "report/ledger.h"
#include "report/render.h"
#include "report/samples_card.h"
#include "report/utf8.h"

namespace dsprep::report {
namespace {

std::string_view name_of(Finding::Chart chart) {
  switch (chart) {
    case Finding::Chart::bars: return "bars";
    case Finding::Chart::histogram: return "histogram";
    case Finding::Chart::line: return "line";
    case Finding::Chart::grouped_bars: return "grouped_bars";
    case Finding::Chart::stacked_bars: return "stacked_bars";
    case Finding::Chart::heat_map: return "heat_map";
    case Finding::Chart::scatter: return "scatter";
    case Finding::Chart::none: break;
  }
  return "none";
}

void append_cell(ValueBuilder& json, const Finding::Cell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell)) json.text(valid_utf8(*text));
  else if (const auto* number = std::get_if<double>(&cell)) json.number(*number);
  else json.integer(std::get<std::int64_t>(cell));
}

void append_section(ValueBuilder& json, const Finding& finding) {
  json.begin_object()
      .member("id", valid_utf8(finding.id))
      .member("title", valid_utf8(finding.title))
      .member("note", valid_utf8(finding.note))
      .member("chart", name_of(finding.chart));
  json.key("columns").begin_array();
  for (const Column& column : finding.columns) json.text(valid_utf8(column.name));
  json.end_array();
  json.key("rows").begin_array();
  for (const auto& row : finding.rows) {
    json.begin_array();
    for (const Finding::Cell& cell : row) append_cell(json, cell);
    json.end_array();
  }
  json.end_array().end_object();
}

}  // namespace

std::string report_json(const pipeline::Pipeline& pipeline, const pipeline::RunResult& result) {
  ValueBuilder json;
  json.begin_object().member("config_hash", config_hash(pipeline));
  json.key("reports").begin_array();
  for (const pipeline::StepFindings& report : result.findings) {
    json.begin_object().member("step", report.step).member("title", valid_utf8(report.findings.title));
    json.key("metrics").begin_object();
    for (const Metric& metric : report.findings.metrics) json.member(valid_utf8(metric.name), metric.value);
    json.end_object();
    json.key("sections").begin_array();
    for (const Finding& finding : report.findings.sections) append_section(json, finding);
    json.end_array().end_object();
  }
  json.end_array();
  if (result.audit) append_audit(json.key("audit"), *result.audit);
  append_books(json.key("books"), result.books);
  append_malformed_reasons(json.key("malformed_reasons"), result.books);
  append_steps(json.key("steps"), pipeline, result.books);
  if (has_samples(result.books)) append_samples(json.key("dropped_samples"), pipeline, result.books);
  append_inputs(json.key("inputs"), result);
  append_outputs(json.key("outputs"), result);
  json.end_object();
  return indented(json.json()) + "\n";
}

}  // namespace dsprep::report
