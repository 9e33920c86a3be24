// What a model makes of every task: the probabilities of the labels, looked up by the records of the task. Shared by
// the ops that resolve answers for the whole dataset before a record is labelled.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/op.h"
#include "spill/sorted_table.h"
#include "votes/answers.h"
#include "votes/resolved.h"

namespace dsprep::votes {

// The indexes of the most probable labels: those within 1e-12 of the largest. REQUIRES at least one label.
void most_probable(std::span<const double> probabilities, std::vector<std::uint32_t>& best);
// One of them, drawn by `seed` where they are several.
std::uint32_t draw(const std::vector<std::uint32_t>& best, std::uint64_t seed);

// What the table holds of a task: which labels are best, and the probability of each.
struct TaskRow {
  std::vector<std::uint32_t> best;
  std::vector<double> probabilities;
};
void append_row(std::string& out, const std::vector<std::uint32_t>& best, std::span<const double> probabilities);
void read_row(std::string_view bytes, TaskRow& row);

// What the mapper of such an op is made from.
struct TaskDecision {
  AnswerFields answers;
  ResolvedFields resolved;
  std::vector<std::string> labels;                  // in the order of the probabilities
  std::shared_ptr<const spill::SortedTable> tasks;  // task key → append_row()
  std::uint64_t seed = 0;
};

class TaskMapper final : public Mapper {
 public:
  explicit TaskMapper(const TaskDecision& decision)
      : decision_(decision), reader_(decision.answers), writer_(decision.resolved), tasks_(decision.tasks) {}
  Verdict map(Record& record, Context& context) override;

 private:
  const TaskDecision& decision_;
  AnswerReader reader_;
  ResolvedWriter writer_;
  spill::SortedTable::Cursor tasks_;
  TaskRow row_;
  std::vector<LabelProbability> named_;
  std::string key_;
};

}  // namespace dsprep::votes
