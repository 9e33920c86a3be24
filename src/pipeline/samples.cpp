#include "pipeline/samples.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <tuple>
#include <utility>

namespace dsprep::pipeline {
namespace {

// Equal records have equal keys: their place decides.
auto place(const TakenSample& sample) { return std::tie(sample.order, sample.file, sample.line, sample.sample.place); }

}  // namespace

bool StepSamples::wants(Rule rule, std::uint64_t order) const {
  const auto found = by_rule_.find(rule);
  return found == by_rule_.end() || found->second.size() < most || order <= found->second.back().order;
}

void StepSamples::add(Rule rule, TakenSample sample) {
  std::vector<TakenSample>& samples = by_rule_[rule];
  const auto at = std::upper_bound(samples.begin(), samples.end(), sample,
                                   [](const TakenSample& a, const TakenSample& b) { return place(a) < place(b); });
  samples.insert(at, std::move(sample));
  if (samples.size() > most) samples.pop_back();
}

void StepSamples::add(const StepSamples& other) {
  for (const auto& [rule, samples] : other.by_rule_)
    for (const TakenSample& sample : samples)
      if (wants(rule, sample.order)) add(rule, sample);
}

void StepSamples::append_json(ValueBuilder& out) const {
  out.begin_array();
  for (const auto& [rule, samples] : by_rule_)
    for (const TakenSample& taken : samples)
      out.begin_object()
          .member("number", std::uint64_t{rule})
          .member("order", taken.order)
          .member("file", taken.file)
          .member("line", taken.line)
          .member("outcome", static_cast<std::uint64_t>(taken.sample.outcome))
          .member("rule", taken.sample.rule)
          .member("record", taken.sample.record)
          .member("place", taken.sample.place)
          .member("before", taken.sample.before)
          .member("after", taken.sample.after)
          .member("why", taken.sample.why)
          .end_object();
  out.end_array();
}

void StepSamples::read_json(Value from) {
  for (Value::Elements it = from.elements(); it.next();) {
    const Value saved = it.value();
    const auto count = [&](std::string_view name) {
      return static_cast<std::uint64_t>(saved[name].integer().value_or(0));
    };
    const auto text = [&](std::string_view name) { return std::string(saved[name].text().value_or("")); };
    TakenSample taken{count("order"), text("file"), count("line"), {}};
    taken.sample.outcome = static_cast<Sample::Outcome>(count("outcome"));
    taken.sample.rule = text("rule");
    taken.sample.record = text("record");
    taken.sample.place = text("place");
    taken.sample.before = text("before");
    taken.sample.after = text("after");
    taken.sample.why = text("why");
    add(static_cast<Rule>(count("number")), std::move(taken));
  }
}

}  // namespace dsprep::pipeline
