// The metrics of a step on the page: the first as tiles, the others as a table; and the gates they are held to.
#pragma once

#include <string>
#include <vector>

#include "dsprep/findings.h"
#include "dsprep/value.h"
#include "pipeline/run_result.h"

namespace dsprep::report {

inline constexpr std::size_t most_tiles = 15;

void append_tiles(std::string& out, const std::vector<Metric>& metrics);
// Those that had no tile; REQUIRES that there are such.
Finding further_metrics(const std::vector<Metric>& metrics);
// Nothing where there are no gates.
void append_gates_card(std::string& out, const std::vector<pipeline::GateResult>& gates);

// For report.json. {"duplicates": 0.01, …}
void append_metrics(ValueBuilder& json, const std::vector<Metric>& metrics);
// Of those that have more than a value: {"duplicates": {"unit", "error", "at_least", "at_most"}}
void append_metric_details(ValueBuilder& json, const std::vector<Metric>& metrics);
void append_gates(ValueBuilder& json, const std::vector<pipeline::GateResult>& gates);

}  // namespace dsprep::report
