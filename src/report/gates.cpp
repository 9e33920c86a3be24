#include "report/gates.h"

#include <optional>

#include "base/human.h"
#include "base/spell.h"

namespace dsprep::report {
namespace {

using State = pipeline::GateResult::State;

bool holds(const Gate& gate, double value) {  // nan keeps to nothing
  switch (gate.compare) {
    case Gate::Compare::at_most: return value <= gate.limit;
    case Gate::Compare::at_least: return value >= gate.limit;
    case Gate::Compare::below: return value < gate.limit;
    case Gate::Compare::above: return value > gate.limit;
    case Gate::Compare::equals: return value == gate.limit;
  }
  return false;
}

// Whatever the true figure is.
bool holds_surely(const Gate& gate, const Metric& metric) {
  return holds(gate, metric.value - metric.error) && holds(gate, metric.value + metric.error);
}

// Where it is an estimate.
bool may_hold(const Gate& gate, const Metric& metric) {
  if (!(metric.error > 0)) return false;
  const double low = metric.value - metric.error, high = metric.value + metric.error;
  return holds(gate, low) || holds(gate, high) || (low <= gate.limit && gate.limit <= high);
}

// "profile.records"; a metric that begins with its step's name has it already.
std::string full_name(const std::string& step, const Metric& metric) {
  return metric.name.starts_with(step + ".") ? metric.name : step + "." + metric.name;
}

pipeline::GateResult judged(const Gate& gate, const std::string& step, const Metric& metric) {
  pipeline::GateResult result;
  result.gate = gate.text;
  result.metric = full_name(step, metric);
  result.value = metric.value;
  if (holds_surely(gate, metric)) return result;
  result.state = may_hold(gate, metric) ? State::undecided : State::broken;
  const std::string value = base::format_number(metric.value);
  if (result.state == State::undecided)
    result.line = "gate \"" + gate.text + "\" cannot be judged: " + result.metric + " is about " + value +
                  ", an estimate, and the limit is too near to tell";
  else result.line = "gate \"" + gate.text + "\" is broken: " + result.metric + " is " + value;
  return result;
}

Gate own_gate(const std::string& step, const Metric& metric, Gate::Compare compare, double limit) {
  const std::string name = full_name(step, metric);
  return {name, compare, limit, name + (compare == Gate::Compare::at_least ? ">=" : "<=") + base::format_number(limit)};
}

}  // namespace

std::vector<pipeline::GateResult> judge_gates(const std::vector<Gate>& gates,
                                              const std::vector<pipeline::StepFindings>& findings) {
  std::vector<pipeline::GateResult> results;
  std::vector<std::string> names;
  for (const auto& [step, found] : findings)
    for (const Metric& metric : found.metrics) names.push_back(metric.name);
  for (const Gate& gate : gates) {
    bool measured = false;
    for (const auto& [step, found] : findings)
      for (const Metric& metric : found.metrics) {
        if (gate.metric != metric.name && gate.metric != step + "." + metric.name) continue;
        measured = true;
        results.push_back(judged(gate, step, metric));
      }
    if (measured) continue;
    pipeline::GateResult missing;
    missing.gate = gate.text;
    missing.state = State::broken;
    missing.line = "gate \"" + gate.text + "\" is broken: the report has no metric \"" + gate.metric + "\"" +
                   base::did_you_mean(gate.metric, names);
    results.push_back(std::move(missing));
  }
  for (const auto& [step, found] : findings)
    for (const Metric& metric : found.metrics) {
      if (metric.at_least)
        results.push_back(judged(own_gate(step, metric, Gate::Compare::at_least, *metric.at_least), step, metric));
      if (metric.at_most)
        results.push_back(judged(own_gate(step, metric, Gate::Compare::at_most, *metric.at_most), step, metric));
    }
  return results;
}

}  // namespace dsprep::report
