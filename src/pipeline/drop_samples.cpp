#include "pipeline/drop_samples.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace dsprep::pipeline {
namespace {

// Equal records have equal keys: their place decides.
auto place(const DropSample& sample) { return std::tie(sample.order, sample.file, sample.line); }

}  // namespace

bool DropSamples::wants(Rule rule, std::uint64_t order) const {
  const auto found = by_rule_.find(rule);
  return found == by_rule_.end() || found->second.size() < most || order <= found->second.back().order;
}

void DropSamples::add(Rule rule, DropSample sample) {
  std::vector<DropSample>& samples = by_rule_[rule];
  const auto at = std::upper_bound(samples.begin(), samples.end(), sample,
                                   [](const DropSample& a, const DropSample& b) { return place(a) < place(b); });
  samples.insert(at, std::move(sample));
  if (samples.size() > most) samples.pop_back();
}

void DropSamples::add(const DropSamples& other) {
  for (const auto& [rule, samples] : other.by_rule_)
    for (const DropSample& sample : samples)
      if (wants(rule, sample.order)) add(rule, sample);
}

void DropSamples::append_json(ValueBuilder& out) const {
  out.begin_array();
  for (const auto& [rule, samples] : by_rule_)
    for (const DropSample& sample : samples)
      out.begin_object()
          .member("rule", std::uint64_t{rule})
          .member("order", sample.order)
          .member("file", sample.file)
          .member("line", sample.line)
          .member("text", sample.text)
          .member("why", sample.why)
          .end_object();
  out.end_array();
}

void DropSamples::read_json(Value from) {
  for (Value::Elements it = from.elements(); it.next();) {
    const Value sample = it.value();
    const auto count = [&](std::string_view name) {
      return static_cast<std::uint64_t>(sample[name].integer().value_or(0));
    };
    const auto text = [&](std::string_view name) { return std::string(sample[name].text().value_or("")); };
    add(static_cast<Rule>(count("rule")), {count("order"), text("file"), count("line"), text("text"), text("why")});
  }
}

}  // namespace dsprep::pipeline
