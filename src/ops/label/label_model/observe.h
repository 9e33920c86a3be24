// What the label model notes of the dataset: vote counts, and the votes of the records whose right label is known.
#pragma once

#include <string>
#include <tuple>

#include "dsprep/record.h"
#include "spill/ordered_number.h"
#include "spill/sorted_observer.h"
#include "votes/answers.h"
#include "votes/vote_counts.h"

namespace dsprep::ops::label_model {

// Entries: place in the input, gold label behind its length, then each vote: the rule, the label behind its length.
class VoteExtractor {
 public:
  struct Totals {
    votes::VoteCounts counts;
    auto all() { return std::tie(counts); }
  };
  VoteExtractor(const votes::AnswerFields& fields, const Field& gold) : reader_(fields), gold_(gold) {}

  Status extract(const Record& record, Totals& totals, spill::Sorter& entries) {
    if (reader_.read(record)) return {};
    DSPREP_CHECK(totals.counts.count(reader_.answers(), reader_.places()));
    if (!gold_.bound()) return {};
    const auto gold = votes::canonical_label(record.value(gold_), scratch_);
    if (!gold) return {};
    entry_.clear();
    spill::append_ordered(entry_, record.id());
    append_text(*gold);
    for (const votes::Answer& vote : reader_.answers()) {
      spill::append_ordered(entry_, vote.place);
      append_text(vote.label);
    }
    return entries.add(entry_);
  }

 private:
  void append_text(std::string_view text) {
    spill::append_ordered(entry_, text.size());
    entry_ += text;
  }

  votes::AnswerReader reader_;
  const Field& gold_;
  std::string entry_, scratch_;
};

using VoteObserver = spill::SortedObserver<VoteExtractor>;

// Reads an entry: the place in the input is taken off, and the gold label returned; votes are what is left.
inline std::string_view take_text(std::string_view& entry) {
  const std::size_t size = spill::take_ordered(entry);
  const std::string_view text = entry.substr(0, size);
  entry.remove_prefix(size);
  return text;
}
inline std::string_view take_gold(std::string_view& entry) {
  spill::take_ordered_id(entry);
  return take_text(entry);
}
// Into `votes`, whose views are of the entry.
inline void take_votes(std::string_view& entry, std::vector<votes::Answer>& votes) {
  votes.clear();
  while (!entry.empty()) {
    const std::size_t place = spill::take_ordered(entry);
    votes.push_back({{}, take_text(entry), place});
  }
}

}  // namespace dsprep::ops::label_model
