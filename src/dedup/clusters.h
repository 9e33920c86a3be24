// Clusters: candidate pairs are verified, and clusters made of those that are similar. Within each component the
// leaders are taken in the order of survivors, and each is compared with those it shares a bucket with.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "dedup/candidates.h"
#include "dsprep/op.h"
#include "spill/sorter.h"
#include "spill/workspace.h"

namespace dsprep::dedup {

struct ClusterRules {
  // star: a record is dropped only where it is similar to a record that is kept. components: connected components of
  // the graph of similar pairs, of each of which the first record is kept.
  enum class Kind : std::uint8_t { star, components } kind = Kind::star;
  bool verify = true;  // by the Jaccard similarity of shingle sets; else sharing a bucket is enough
  double threshold = 0.8;
  bool residue = false;  // sets are rows of dedup/shingles_and_residue.h: residues must be as similar, too
  // Ranks below are entries of an index: kept, not compared with each other. Where their sketches are signatures,
  // `estimate` gives the similarity of a set and a signature.
  std::uint64_t seen = 0;
  bool sketches_are_signatures = false;
  std::function<double(std::span<const std::uint64_t> set, std::span<const std::uint32_t> signature)> estimate;
  std::uint32_t most_compared = 256;  // records of a bucket that another is compared with: the first in rank
};

struct ClusterStats {
  std::uint64_t pairs = 0, alike = 0;  // compared; found to reach the threshold
  std::uint64_t skipped = 0;           // comparisons left out because a bucket had too many, bucket by bucket
  std::vector<std::uint64_t> similarities =
      std::vector<std::uint64_t>(101);  // of alike pairs, in hundredths, rounded down
};

// Two readers of sets as one, in order.
std::unique_ptr<spill::SortedReader> sets_of_both(std::unique_ptr<spill::SortedReader> a,
                                                  std::unique_ptr<spill::SortedReader> b);

// Decides. `sets`: (component, rank, shingle hashes in native order, ascending, unique; or such a row), in order, of
// all that are in `groups`; null where nothing is verified. Matches are rows (leader (5), the record it duplicates (5),
// similarity as a double's bits (8), bands in common (4), 1 where the similarity is an estimate (1)). Without
// verification the similarity is -1; the bands in common are counted for stars.
Status find_clusters(spill::Workspace& workspace, spill::SortedReader& groups, spill::SortedReader* sets,
                     const ClusterRules& rules, Decider& decider, spill::Sorter& matches, ClusterStats& stats);

}  // namespace dsprep::dedup
