#include "ops/label/dawid_skene/tell.h"

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/human.h"
#include "votes/answers.h"

namespace dsprep::ops::dawid_skene {
namespace {

constexpr std::size_t most_rows = 100;  // of a table

struct Outcome {
  std::vector<std::uint64_t> labelled;  // tasks by label
  std::uint64_t agreeing = 0;           // tasks whose label is one of those with the most answers
  std::uint64_t gold = 0, right = 0;    // tasks whose label is known, and found
  double majority_right = 0;            // ties count in part
  std::vector<double> expected_right;   // by annotator: answers, each by the probability of its label
  std::vector<std::uint64_t> answers;   // by annotator
};

Outcome count(const AnswerMatrix& matrix, const Fit& fit) {
  const std::size_t labels = matrix.labels.size();
  Outcome outcome;
  outcome.labelled.resize(labels);
  outcome.expected_right.resize(matrix.annotators.size());
  outcome.answers.resize(matrix.annotators.size());
  std::vector<std::uint32_t> votes(labels), best;
  for (std::size_t task = 0; task < matrix.tasks(); ++task) {
    const std::span posterior = std::span(fit.posterior).subspan(task * labels, labels);
    std::uint32_t most = 0, winners = 0;
    for (std::uint64_t a = matrix.begin[task]; a < matrix.begin[task + 1]; ++a) {
      most = std::max(most, ++votes[matrix.label[a]]);
      outcome.expected_right[matrix.annotator[a]] += posterior[matrix.label[a]];
      ++outcome.answers[matrix.annotator[a]];
    }
    for (const std::uint32_t n : votes) winners += n == most;
    fit.best_labels(matrix, task, best);
    const std::uint32_t label = best.front();
    ++outcome.labelled[label];
    outcome.agreeing += votes[label] == most;
    if (!matrix.gold.empty() && matrix.gold[task] != AnswerMatrix::no_gold) {
      ++outcome.gold;
      outcome.right += matrix.gold[task] == label;
      if (votes[matrix.gold[task]] == most) outcome.majority_right += 1.0 / winners;
    }
    std::fill(votes.begin(), votes.end(), 0);
  }
  return outcome;
}

Finding labels_table(const AnswerMatrix& matrix, const Fit& fit, const Outcome& outcome) {
  Finding table{"labels",
                "Labels",
                "",
                Finding::Chart::bars,
                {"label", {"tasks", Column::Kind::count}, {"share expected", Column::Kind::share}}};
  for (std::size_t k = 0; k < std::min(matrix.labels.size(), most_rows); ++k)
    table.rows.push_back(
        {votes::label_name(matrix.labels[k]), static_cast<std::int64_t>(outcome.labelled[k]), fit.prior[k]});
  if (matrix.labels.size() > most_rows)
    table.note = "The first " + std::to_string(most_rows) + " of " + base::format_count(matrix.labels.size()) + ".";
  return table;
}

// Those of the most answers first.
Finding annotators_table(const AnswerMatrix& matrix, const Outcome& outcome) {
  Finding table{"annotators",
                "Annotators",
                "",
                Finding::Chart::none,
                {"annotator", {"answers", Column::Kind::count}, {"share right, as expected", Column::Kind::share}}};
  std::vector<std::size_t> order(matrix.annotators.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return outcome.answers[a] > outcome.answers[b]; });
  if (order.size() > most_rows) {
    table.note =
        "The " + std::to_string(most_rows) + " with the most answers, of " + base::format_count(order.size()) + ".";
    order.resize(most_rows);
  }
  for (const std::size_t i : order)
    table.rows.push_back({matrix.annotators[i], static_cast<std::int64_t>(outcome.answers[i]),
                          outcome.expected_right[i] / static_cast<double>(outcome.answers[i])});
  return table;
}

}  // namespace

void tell(const AnswerMatrix& matrix, const Fit& fit, Findings& findings) {
  findings.title = "Answers resolved by Dawid and Skene's model";
  const auto metric = [&](const char* name, double value) { findings.metrics.push_back({name, value}); };
  metric("tasks", static_cast<double>(matrix.tasks()));
  metric("answers", static_cast<double>(matrix.answers()));
  metric("annotators", static_cast<double>(matrix.annotators.size()));
  metric("labels", static_cast<double>(matrix.labels.size()));
  if (matrix.tasks() == 0) {
    findings.warnings.push_back({"no record has an answer: none was labelled", Warning::Severity::serious});
    return;
  }
  const Outcome outcome = count(matrix, fit);
  metric("iterations", static_cast<double>(fit.log_likelihood.size()));
  metric("log_likelihood", fit.log_likelihood.back());
  metric("agrees_with_majority", static_cast<double>(outcome.agreeing) / static_cast<double>(matrix.tasks()));
  if (!fit.converged)
    findings.warnings.push_back(
        {"expectation maximization has not converged after " + std::to_string(fit.log_likelihood.size()) + " rounds",
         Warning::Severity::warning, "raise max_iterations or tolerance"});
  if (outcome.gold > 0) {
    const double gold = static_cast<double>(outcome.gold), right = static_cast<double>(outcome.right);
    metric("accuracy", right / gold);
    metric("majority_accuracy", outcome.majority_right / gold);
    if (right < outcome.majority_right)
      findings.warnings.push_back(
          {"majority agrees with gold more often: " + base::format_fixed(outcome.majority_right / gold, 3) +
               ", this model " + base::format_fixed(right / gold, 3),
           Warning::Severity::warning, "use majority"});
  }
  if (matrix.unknown_gold > 0)
    findings.warnings.push_back({base::format_counted(matrix.unknown_gold, "task") +
                                 " with a gold label that no annotator ever gave: left out of the accuracy"});
  findings.sections.push_back(labels_table(matrix, fit, outcome));
  findings.sections.push_back(annotators_table(matrix, outcome));
}

}  // namespace dsprep::ops::dawid_skene
