// Samples of dropped records, to be shown to people: of each rule of a step those whose keys are the smallest. Keys are
// hashes of the records, so the sample is random, and the same whatever the threads, chunks or tasks.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/op.h"
#include "dsprep/value.h"

namespace dsprep::pipeline {

struct DropSample {
  std::uint64_t order = 0;  // of the record's key; below 2^63
  std::string file;         // where it was read
  std::uint64_t line = 0;
  std::string text;  // its first characters
  std::string why;   // "words 12", "copy of a.jsonl line 3"; may be empty
};

class DropSamples {
 public:
  static constexpr std::size_t most = 3;   // of a rule
  static constexpr Rule no_rule = 0xffff;  // of a step that drops without one (duplicates)

  // Whether a record with this place in the order would be among the sample of the rule.
  bool wants(Rule rule, std::uint64_t order) const;
  void add(Rule rule, DropSample sample);
  void add(const DropSamples& other);
  const std::map<Rule, std::vector<DropSample>>& by_rule() const { return by_rule_; }  // each in order

  // For checkpoints.
  void append_json(ValueBuilder& out) const;
  void read_json(Value from);

 private:
  std::map<Rule, std::vector<DropSample>> by_rule_;
};

}  // namespace dsprep::pipeline
