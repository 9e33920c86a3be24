// Near-duplicates as clusters that may not be parted: found as dedup_minhash finds them (dedup/candidates.h), with
// everything that is linked by a chain of verified pairs in one cluster.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "dedup/candidates.h"
#include "dedup/clusters.h"
#include "dedup/text_signature.h"
#include "dsprep/op.h"
#include "spill/sorter.h"
#include "spill/workspace.h"

namespace dsprep::split {

struct NearRules {
  dedup::SignatureRules signature;
  double threshold = 0.8;
};

// The DuplicateRow of a text as one entry: replaces `entry`. False where it can have no duplicates.
class NearSigner {
 public:
  explicit NearSigner(const NearRules& rules) : signature_(rules.signature) {}
  bool write(std::string& entry, const RecordId& id, std::string_view text);

 private:
  dedup::TextSignature signature_;
  std::string order_;
};

// Entries of what comes out: record_key() (16), cluster (8). `sets`: of the candidates, or null where there are none.
Result<spill::Sorter> near_clusters(spill::Workspace& workspace, dedup::Candidates& candidates,
                                    std::unique_ptr<spill::SortedReader> sets, const NearRules& rules, Decider& decider,
                                    dedup::ClusterStats& stats);

}  // namespace dsprep::split
