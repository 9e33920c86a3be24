// The label model of Snorkel (matrix completion; Ratner et al. 2019): how probably each rule votes for each label where
// the true label is y, found from nothing but how often votes stand together.
//
// Minimized is, over mu[item, y] = P(item | y), O = the shares of records in which two votes stand together, p the
// shares of the labels and P = diag(p):
//   |M * (O - mu P mu^T)|^2 + |mu p - diag(O)|^2 + |l2 (mu - init)|^2,   M = 1 but within a rule
// by gradient descent with momentum, as Snorkel's LabelModel 0.10.0 does it (in double precision; Snorkel: single).
#pragma once

#include <cstdint>
#include <vector>

#include "dsprep/op.h"
#include "votes/vote_counts.h"

namespace dsprep::ops::label_model {

struct How {
  std::vector<double> balance;  // by label: how probable it is; adds up to 1
  std::size_t epochs = 100;
  double learning_rate = 0.01, momentum = 0.9, l2 = 0, precision = 0.7;
  double start = 0;  // the first estimate is this part of what `precision` gives
};

struct Model {
  std::vector<votes::VoteCounts::Item> items;  // in the order of (rule, label)
  std::vector<double> mu;                      // by item, label
  std::vector<double> loss;                    // by epoch
  std::vector<double> weight;                  // by rule: how probably a vote of it is right, as the model sees it
};

// Errors: a loss that is no number (a learning rate too high), a run that is to stop.
Result<Model> fit(const votes::VoteCounts& counts, const How& how, Decider& decider);

}  // namespace dsprep::ops::label_model
