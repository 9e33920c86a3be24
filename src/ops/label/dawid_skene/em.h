// Dawid and Skene's model of annotators (1979), fitted by expectation maximization: every task has one true label, and
// every annotator a confusion matrix: how probably they answer l where k is true.
//
// Start: the shares of the answers. Then in turn the parameters from the posteriors (M) and the posteriors from the
// parameters (E), in logarithms, probabilities below 1e-10 raised to it. The observed log-likelihood never falls but
// by rounding and that floor; the fit has converged where it rises by less than `tolerance` of its size.
// Sums run over fixed blocks in a fixed order: the result does not depend on threads.
#pragma once

#include <cstdint>
#include <vector>

#include "dsprep/op.h"
#include "ops/label/dawid_skene/answer_matrix.h"

namespace dsprep::ops::dawid_skene {

struct Fit {
  std::vector<double> prior;           // by label
  std::vector<double> confusion;       // by annotator, answered label, true label: P(answered | true)
  std::vector<double> posterior;       // by task, label
  std::vector<double> log_likelihood;  // by iteration
  bool converged = false;

  // The most probable labels of a task into `best`: of equal ones those that most of its answers give. (Where nothing
  // connects two annotators all labels are alike to the model.)
  void best_labels(const AnswerMatrix& matrix, std::size_t task, std::vector<std::uint32_t>& best) const;
};

// An error where posteriors and confusion matrices need more than the memory budget, or the run is to stop.
Result<Fit> fit(const AnswerMatrix& matrix, std::size_t max_iterations, double tolerance, Decider& decider);

}  // namespace dsprep::ops::dawid_skene
