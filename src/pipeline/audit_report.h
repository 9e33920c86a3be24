// AuditReport: what an audit tells of each rule, counted from the stored measurements under given limits.
//
// A record "fails" a rule where its value does not keep to the limit; it would be dropped where it fails any. NaN
// (nothing to measure) fails nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "dsprep/op.h"

namespace dsprep::pipeline {

struct AuditExample {
  double value = 0;
  std::string id, file, text, note;  // text: its first characters, as the step's pass found it
  std::uint64_t line = 0;
  std::uint32_t derived = 0;
  bool other_rules = false;  // it fails others too
};

// Values between two edges. Where a limit below counts as passed ("at most"), the upper edge belongs to the bin, else
// the lower.
struct AuditBin {
  double low = 0, high = 0;
  std::uint64_t count = 0;
};

// Were the limit `threshold`: records (of all that the step saw) that this rule keeps, and that all rules of all steps
// keep together.
struct AuditPoint {
  double threshold = 0;
  std::uint64_t kept = 0, kept_by_all = 0;
};

struct AuditRuleReport {
  std::string name, metric, param;
  Judge::Limit::Compare compare = Judge::Limit::Compare::none;
  std::optional<double> limit;  // nothing: the rule is off
  std::uint64_t measured = 0, unmeasurable = 0;
  std::uint64_t failed = 0, alone = 0,
                together = 0;  // failed = alone + together; alone: no other rule of any step fails
  double min = 0, max = 0, mean = 0;
  std::vector<std::pair<std::string, double>> quantiles;  // "p50": within 0.5 %
  bool spread = false;                                    // bins grow with the value
  std::vector<AuditBin> bins;
  std::vector<AuditPoint> curve;  // ascending; the limit is one of its points
  std::vector<AuditExample> passing,
      failing;  // nearest to the limit first; of a rule that is off: the lowest, the highest
};

struct AuditStepReport {
  std::string name, op;
  bool whole_dataset = false;
  std::uint64_t records = 0, changed = 0, malformed = 0;
  std::uint64_t would_drop = 0, alone = 0;  // alone: no other step would
  std::uint64_t without_rule = 0;           // of would_drop: the step said so, though none of its rules failed
  std::vector<AuditRuleReport> rules;       // those that were measured
  std::vector<std::string> silent;   // those that were asked of no record: they do not apply in this configuration
  std::vector<std::string> unknown;  // of them, those that were off when it was measured and are on now
};

struct AuditReport {
  std::uint64_t records = 0, kept = 0, dropped = 0,
                malformed = 0;  // of records read; malformed: by a step that none before drops for
  std::uint64_t refused = 0;    // records read that a step found malformed, whatever would have become of them before
  std::uint64_t derived = 0, derived_kept = 0;
  bool texts_hidden = false;  // examples have no texts: a step removes secrets from them, or reveals some
  std::vector<AuditStepReport> steps;
  std::vector<std::string> changes;  // of a replay: "gopher_quality.min_words = 30 (was 50)"
};

}  // namespace dsprep::pipeline
