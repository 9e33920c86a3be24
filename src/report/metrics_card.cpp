#include "report/metrics_card.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string_view>

#include "base/human.h"
#include "report/finding_card.h"
#include "report/html.h"
#include "report/numbers.h"
#include "report/utf8.h"

namespace dsprep::report {
namespace {

using State = pipeline::GateResult::State;

std::string_view name_of(State state) {
  switch (state) {
    case State::held: return "held";
    case State::broken: return "broken";
    case State::undecided: break;
  }
  return "undecided";
}

// "at least 3, at most 5"; nothing where the metric has no limit of its own.
std::string limits_of(const Metric& metric) {
  const Column column = column_of(metric);
  std::string limits;
  if (metric.at_least) limits = "at least " + shown_cell(column, *metric.at_least);
  if (metric.at_most) limits += (limits.empty() ? "at most " : ", at most ") + shown_cell(column, *metric.at_most);
  return limits;
}

bool has_details(const Metric& metric) {
  return metric.error > 0 || !metric.unit.empty() || metric.at_least || metric.at_most;
}

}  // namespace

void append_tiles(std::string& out, const std::vector<Metric>& metrics) {
  if (metrics.empty()) return;
  out += "<dl class=\"tiles\">";
  for (std::size_t i = 0; i < std::min(metrics.size(), most_tiles); ++i) {
    const Metric& metric = metrics[i];
    out += "<div class=\"tile\"><dt dir=\"auto\">" + html(metric.name) + "</dt><dd title=\"" +
           html(base::format_number(metric.value)) + "\">" + html(shown_metric(metric)) + "</dd>";
    if (const std::string limits = limits_of(metric); !limits.empty())
      out += "<dd class=\"limits\">" + html(limits) + "</dd>";
    out += "</div>";
  }
  out += "</dl>\n";
}

Finding further_metrics(const std::vector<Metric>& metrics) {
  Finding table;
  table.title = "Further metrics";
  table.columns = {"metric", "value", "limit"};
  bool limits = false;
  for (std::size_t i = most_tiles; i < metrics.size(); ++i) {
    std::vector<Finding::Cell>& row = table.rows.emplace_back();
    row.emplace_back(metrics[i].name);
    row.emplace_back(shown_metric(metrics[i]));
    row.emplace_back(limits_of(metrics[i]));
    limits |= metrics[i].at_least || metrics[i].at_most;
  }
  if (limits) return table;
  table.columns.pop_back();
  for (auto& row : table.rows) row.pop_back();
  return table;
}

void append_gates_card(std::string& out, const std::vector<pipeline::GateResult>& gates) {
  if (gates.empty()) return;
  Finding table;
  table.title = "Gates";
  table.note = "Limits that figures of this report are held to. Undecided: an estimate too near to its limit.";
  table.columns = {"gate", "metric", "measured", "state"};
  for (const pipeline::GateResult& gate : gates) {
    std::vector<Finding::Cell>& row = table.rows.emplace_back();
    row.emplace_back(gate.gate);
    row.emplace_back(gate.metric);
    row.emplace_back(gate.value ? shown_number(*gate.value) : std::string());
    row.emplace_back(std::string(name_of(gate.state)));
  }
  out += "<div class=\"cards gates\">";
  append_finding(out, table, "gates", true);
  out += "</div>\n";
}

void append_metrics(ValueBuilder& json, const std::vector<Metric>& metrics) {
  json.begin_object();
  for (const Metric& metric : metrics) json.member(valid_utf8(metric.name), metric.value);
  json.end_object();
}

void append_metric_details(ValueBuilder& json, const std::vector<Metric>& metrics) {
  json.begin_object();
  for (const Metric& metric : metrics) {
    if (!has_details(metric)) continue;
    json.key(valid_utf8(metric.name)).begin_object();
    if (!metric.unit.empty()) json.member("unit", valid_utf8(metric.unit));
    if (std::isinf(metric.error)) json.member("estimate", true);
    else if (metric.error > 0) json.member("error", metric.error);
    if (metric.at_least) json.member("at_least", *metric.at_least);
    if (metric.at_most) json.member("at_most", *metric.at_most);
    json.end_object();
  }
  json.end_object();
}

void append_gates(ValueBuilder& json, const std::vector<pipeline::GateResult>& gates) {
  json.begin_array();
  for (const pipeline::GateResult& gate : gates) {
    json.begin_object().member("gate", valid_utf8(gate.gate));
    if (!gate.metric.empty()) json.member("metric", valid_utf8(gate.metric));
    if (gate.value) json.member("value", *gate.value);
    json.member("state", name_of(gate.state)).end_object();
  }
  json.end_array();
}

}  // namespace dsprep::report
