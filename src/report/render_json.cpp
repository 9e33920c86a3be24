// report.json: every finding in full, with the books and steps it stands on.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "dsprep/value.h"
#include "pipeline/pipeline.h"
#include "pipeline/run_result.h"
#include "report/audit_json.h"
#include "report/ledger.h"
#include "report/metrics_card.h"
#include "report/render.h"
#include "report/samples_card.h"
#include "report/utf8.h"
#include "report/warnings.h"

namespace dsprep::report {
namespace {

// The version of what docs/report_json.md says: grows where a member changes its meaning, its type or its place.
constexpr std::uint64_t schema = 1;

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

std::string_view name_of(Column::Kind kind) {
  switch (kind) {
    case Column::Kind::plain: return "plain";
    case Column::Kind::count: return "count";
    case Column::Kind::share: return "share";
    case Column::Kind::bytes: return "bytes";
    case Column::Kind::id: break;
  }
  return "id";
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
  json.end_array().key("kinds").begin_array();
  for (const Column& column : finding.columns) json.text(name_of(column.kind));
  json.end_array();
  if (!finding.series.empty()) {
    json.key("series").begin_array();
    for (const std::size_t column : finding.series) json.unsigned_integer(column);
    json.end_array();
  }
  if (!finding.marks.empty()) {
    json.key("marks").begin_array();
    for (const Finding::Mark& mark : finding.marks)
      json.begin_object().member("at", mark.at).member("label", valid_utf8(mark.label)).end_object();
    json.end_array();
  }
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
  json.begin_object().member("schema", schema).member("config_hash", config_hash(pipeline));
  append_warnings(json.key("warnings"), warnings(pipeline, result));
  append_gates(json.key("gates"), result.gates);
  json.key("reports").begin_array();
  for (const pipeline::StepFindings& report : result.findings) {
    json.begin_object().member("step", report.step).member("title", valid_utf8(report.findings.title));
    if (!report.findings.note.empty()) json.member("note", valid_utf8(report.findings.note));
    append_metrics(json.key("metrics"), report.findings.metrics);
    append_metric_details(json.key("metric_details"), report.findings.metrics);
    json.key("sections").begin_array();
    for (const Finding& finding : report.findings.sections) append_section(json, finding);
    json.end_array().end_object();
  }
  json.end_array();
  if (result.audit) append_audit(json.key("audit"), *result.audit);
  append_books(json.key("books"), result.books);
  append_malformed_reasons(json.key("malformed_reasons"), result.books);
  append_passed_over(json, result.books);
  append_steps(json.key("steps"), pipeline, result.books);
  append_samples(json.key("samples"), samples_of(pipeline, result));
  append_inputs(json.key("inputs"), result);
  append_outputs(json.key("outputs"), result);
  json.end_object();
  return indented(json.json()) + "\n";
}

}  // namespace dsprep::report
