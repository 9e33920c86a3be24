// Edges between which an audit counts the values of a rule, and the sums over them: how many records each threshold
// would keep.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "pipeline/audit_report.h"
#include "spill/sketches.h"

namespace dsprep::report {

class AuditBins {
 public:
  // Edges of round numbers over what is known of the values, in equal steps or (`spread`) growing ones; the limit is
  // one of them.
  AuditBins(Judge::Limit::Compare compare, std::optional<double> limit, const spill::Quantiles& values);

  // Whether a value that is the edge belongs below it ("at most": it passes there), so that a threshold counts exactly.
  bool upper_belongs() const {
    return compare_ == Judge::Limit::Compare::at_most || compare_ == Judge::Limit::Compare::above;
  }
  bool spread() const { return spread_; }
  const std::vector<double>& edges() const { return edges_; }

  // REQUIRES a number. `others_keep`: no other rule fails the record.
  void add(double value, bool others_keep);
  // Records without a value, which every threshold keeps.
  void add_constant(bool others_keep) {
    ++constant_;
    constant_all_ += others_keep;
  }

  std::vector<pipeline::AuditBin> bins() const;
  std::vector<pipeline::AuditPoint> curve() const;  // empty where a threshold means nothing (equals)

 private:
  Judge::Limit::Compare compare_;
  bool spread_ = false;
  std::vector<double> edges_;
  std::vector<std::uint64_t> count_, count_all_;  // between the edges and outside: edges + 1
  std::uint64_t constant_ = 0, constant_all_ = 0;
};

}  // namespace dsprep::report
