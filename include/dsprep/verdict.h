// Verdict and Judge: what becomes of a record after a step, and by which rules.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dsprep/record.h"

namespace dsprep {

// Index of a rule in its OpSpec's list of rules.
using Rule = std::uint16_t;
// What becomes of a record after a step.
class Verdict {
 public:
  static Verdict keep() { return {}; }
  // Routes the record: one part for a split, several for k-fold (each is an output of its own). The span must
  // live as long as the op (usually: a member of the MapOp).
  static Verdict keep(std::span<const PartId> parts) {
    Verdict v;
    v.parts_ = parts;
    return v;
  }
  static Verdict drop() {
    Verdict v;
    v.kind_ = Kind::drop;
    return v;
  }
  // The record cannot be judged: it goes to malformed/ with this reason.
  static Verdict malformed(std::string reason) {
    Verdict v;
    v.kind_ = Kind::malformed;
    v.reason_ = std::move(reason);
    return v;
  }

  bool kept() const { return kind_ == Kind::keep; }
  bool dropped() const { return kind_ == Kind::drop; }
  bool is_malformed() const { return kind_ == Kind::malformed; }
  std::span<const PartId> parts() const { return parts_; }  // empty: as before
  const std::string& reason() const { return reason_; }

 private:
  enum class Kind : std::uint8_t { keep, drop, malformed } kind_ = Kind::keep;
  std::span<const PartId> parts_;
  std::string reason_;
};

// One rule's measurement of one record.
struct Measurement {
  Rule rule;
  bool passed;
  double value;
  std::string note;  // what the value alone does not say ("matched: lorem ipsum")
};

// Weighs a record against the rules of the step's OpSpec. Checking a rule costs a comparison; nothing is
// allocated for a rule that passes, unless somebody wants the trail (--explain, --audit).
class Judge {
 public:
  // True where `value` keeps to the rule's limit (a rule whose limit is not set always passes). A value that is
  // NaN (nothing to measure) passes. `note` is copied only when the measurement is kept.
  bool check(Rule rule, double value, std::string_view note = {});
  // Whether anybody asks for this rule's value: it has a limit, or --audit measures them all. A mapper may leave out
  // what nobody wants.
  bool wants(Rule rule) const { return audit_ || limits_[rule].compare != Limit::Compare::none; }
  // Whether measurements that pass are kept too (--explain, --audit). If not, a mapper may stop counting where the
  // limit is reached: nobody will see by how much.
  bool keeps_all() const { return keep_all_; }
  bool failed() const { return failed_; }
  Verdict verdict() const { return failed_ ? Verdict::drop() : Verdict::keep(); }

  // A member for the record's "_dsprep" object: ("duplicate_of", {"id":…}). REQUIRES valid JSON.
  void attach(std::string_view key, std::string json) { attached_.emplace_back(key, std::move(json)); }

  // For the engine.
  struct Limit {
    enum class Compare : std::uint8_t { none, at_least, at_most, above, below, equals } compare = Compare::none;
    double value = 0;
  };
  void start(std::span<const Limit> limits, bool keep_all, bool audit = false) {
    limits_ = limits;
    keep_all_ = keep_all || audit;
    audit_ = audit;
    failed_ = false;
    measurements_.clear();
    attached_.clear();
  }
  std::span<const Measurement> measurements() const { return measurements_; }  // failed ones; all where keep_all
  const std::vector<std::pair<std::string, std::string>>& attached() const { return attached_; }
  double limit(Rule rule) const { return limits_[rule].value; }

 private:
  std::span<const Limit> limits_;
  bool keep_all_ = false, audit_ = false, failed_ = false;
  std::vector<Measurement> measurements_;
  std::vector<std::pair<std::string, std::string>> attached_;
};

inline bool Judge::check(Rule rule, double value, std::string_view note) {
  const Limit& limit = limits_[rule];
  bool passed = true;
  switch (limit.compare) {
    case Limit::Compare::none: break;
    case Limit::Compare::at_least: passed = !(value < limit.value); break;
    case Limit::Compare::at_most: passed = !(value > limit.value); break;
    case Limit::Compare::above: passed = !(value <= limit.value); break;
    case Limit::Compare::below: passed = !(value >= limit.value); break;
    case Limit::Compare::equals: passed = value == limit.value || value != value; break;
  }
  failed_ |= !passed;
  if (!passed || keep_all_) measurements_.push_back({rule, passed, value, std::string(note)});
  return passed;
}

}  // namespace dsprep
