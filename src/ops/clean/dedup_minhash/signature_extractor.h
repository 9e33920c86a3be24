// What the two passes of dedup_minhash note of a record: its signature's bands, then, of candidates, its shingle set.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "dedup/candidate_observer.h"
#include "dedup/shingle_content.h"
#include "dedup/text_signature.h"
#include "ops/clean/dedup_minhash/plan.h"
#include "spill/sorted_observer.h"
#include "spill/sorter.h"
#include "spill/workspace.h"

namespace dsprep::ops::dedup_minhash {

// Counts of the first pass, and for an index the sketch of each record (dedup/write_seen_index.h).
struct FirstPassTotals {
  std::uint64_t records = 0, empty = 0, short_texts = 0;
  std::uint64_t malformed = 0;
  spill::Sorter sketches;
  explicit FirstPassTotals(spill::Workspace& workspace) : sketches(workspace) {}
  auto all() { return std::tie(records, empty, short_texts, malformed, sketches); }
};

// Entries: the DuplicateRow of each record that can have duplicates.
class SignatureExtractor {
 public:
  using Totals = FirstPassTotals;

  explicit SignatureExtractor(const Plan& plan) : plan_(plan), signature_(plan.signature) {}
  Status extract(const Record& record, Totals& totals, spill::Sorter& entries);

 private:
  const Plan& plan_;
  dedup::TextSignature signature_;
  std::vector<std::uint64_t> row_;
  std::string order_, entry_;
};

using SignatureObserver = spill::SortedObserver<SignatureExtractor>;      // the first pass
using ShingleObserver = dedup::CandidateObserver<dedup::ShingleContent>;  // the second: component, rank, content

}  // namespace dsprep::ops::dedup_minhash
