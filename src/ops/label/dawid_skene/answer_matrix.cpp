#include "ops/label/dawid_skene/answer_matrix.h"

#include <algorithm>
#include <string_view>

#include "base/human.h"
#include "spill/scan.h"
#include "votes/answer_entries.h"
#include "votes/numbered_texts.h"

namespace dsprep::ops::dawid_skene {
Result<AnswerMatrix> read_answers(spill::Sorter& entries, Decider& decider) {
  AnswerMatrix matrix;
  votes::NumberedTexts annotators, labels;
  std::vector<std::string> gold;  // by task
  std::string task_gold;
  bool any_gold = false;
  const auto see = [&](std::string_view payload) -> Status {
    const votes::AnswerEntry answer = votes::read_answer(payload);
    if (answer.gold) {
      task_gold = answer.label;
      return {};
    }
    matrix.annotator.push_back(annotators.number(answer.annotator));
    matrix.label.push_back(labels.number(answer.label));
    return {};
  };
  const auto close = [&](std::string_view key) -> Status {
    const std::uint64_t first = matrix.begin.empty() ? 0 : matrix.begin.back();
    if (matrix.begin.empty()) matrix.begin.push_back(0);
    if (matrix.answers() > first) {
      matrix.keys.emplace_back(key);
      matrix.begin.push_back(matrix.answers());
      any_gold |= !task_gold.empty();
      gold.push_back(std::move(task_gold));
    }
    task_gold.clear();
    const std::uint64_t needed = matrix.answers() * 8 + matrix.tasks() * 56 + annotators.bytes() + labels.bytes();
    if (needed > memory_budget(decider))
      return failure("dawid_skene holds all answers in memory, and " + std::to_string(matrix.answers()) +
                     " of them take more than " + base::format_size(memory_budget(decider)) + ": raise --memory");
    return {};
  };
  DSPREP_CHECK(spill::scan_groups(entries, votes::task_key_size, decider, "reading answers", see, close));
  if (matrix.begin.empty()) matrix.begin.push_back(0);
  matrix.annotators = annotators.sorted();
  matrix.labels = labels.sorted();
  const std::vector<std::uint32_t> annotator = annotators.ranks(), label = labels.ranks();
  for (std::uint32_t& number : matrix.annotator) number = annotator[number];
  for (std::uint32_t& number : matrix.label) number = label[number];
  if (!any_gold) return matrix;
  for (const std::string& name : gold) {
    const auto at = std::lower_bound(matrix.labels.begin(), matrix.labels.end(), name);
    const bool known = at != matrix.labels.end() && *at == name;
    matrix.gold.push_back(known ? static_cast<std::uint32_t>(at - matrix.labels.begin()) : AnswerMatrix::no_gold);
    matrix.unknown_gold += !known && !name.empty();
  }
  return matrix;
}

}  // namespace dsprep::ops::dawid_skene
