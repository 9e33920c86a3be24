// The answers of a dataset as numbers: tasks, annotators and labels counted from 0, in compressed rows. Annotators and
// labels are numbered in the order of their bytes, tasks in the order of their keys, so that nothing hangs on shards.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "dsprep/op.h"
#include "spill/sorter.h"

namespace dsprep::ops::dawid_skene {

struct AnswerMatrix {
  static constexpr std::uint32_t no_gold = 0xffffffff;

  std::vector<std::string> annotators, labels;  // labels as JSON spells them
  std::vector<std::string> keys;                // of the tasks that have answers
  std::vector<std::uint64_t> begin;             // by task: its first answer; and the number of answers at the end
  std::vector<std::uint32_t> annotator, label;  // by answer
  std::vector<std::uint32_t> gold;              // by task: a label, or no_gold. Empty where no task has one
  std::uint64_t unknown_gold = 0;               // gold labels that nobody answered

  std::size_t tasks() const { return keys.size(); }
  std::size_t answers() const { return label.size(); }
};

// What the op may hold: --memory, but never less than what a small dataset needs.
inline std::uint64_t memory_budget(const Decider& decider) {
  return std::max<std::uint64_t>(decider.memory_budget(), 64u << 20);
}

// `entries` as votes/answer_entries.h has them; empty afterwards. An error where the answers alone need more than the
// memory budget.
Result<AnswerMatrix> read_answers(spill::Sorter& entries, Decider& decider);

}  // namespace dsprep::ops::dawid_skene
