// StepSamples: records a step dropped or edited, to be shown to people: of each rule, and of the edits, those whose
// keys are the smallest. Keys are hashes of the records, so the sample is random, and the same whatever the threads,
// chunks or tasks.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "dsprep/op.h"
#include "dsprep/value.h"

namespace dsprep::pipeline {

// A sample, and its place among those that might be shown.
struct TakenSample {
  std::uint64_t order = 0;  // of the record's key; below 2^63
  std::string file;         // where it was read
  std::uint64_t line = 0;
  Sample sample;
};

class StepSamples {
 public:
  static constexpr std::size_t most = 3;   // of a rule
  static constexpr Rule no_rule = 0xffff;  // of a step that drops without one (duplicates)
  static constexpr Rule edited = 0xfffe;   // records it changed

  // Whether a record with this place in the order would be among the samples of the rule.
  bool wants(Rule rule, std::uint64_t order) const;
  void add(Rule rule, TakenSample sample);
  void add(const StepSamples& other);
  const std::map<Rule, std::vector<TakenSample>>& by_rule() const { return by_rule_; }  // each in order

  // For checkpoints.
  void append_json(ValueBuilder& out) const;
  void read_json(Value from);

 private:
  std::map<Rule, std::vector<TakenSample>> by_rule_;
};

}  // namespace dsprep::pipeline
