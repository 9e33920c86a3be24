// Scores of a classification: from the confusion counts of right and predicted labels, which are added up exactly.
//
// As scikit-learn 1.9 defines them, with zero for what is divided by zero. Of several labels a record (lists) each
// label is a yes-or-no question of its own.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "dsprep/op.h"

namespace dsprep::ops::score {

// Labels by name; see votes/answers.h.
struct ClassificationTotals {
  static constexpr std::size_t most_pairs = 4'000'000;

  std::map<std::pair<std::string, std::string>, std::uint64_t> pairs;  // of one label a record: (right, predicted)
  struct Label {
    std::uint64_t right = 0, predicted = 0, both = 0;  // records in which it is right, predicted, both
  };
  std::map<std::string, Label> labels;
  std::uint64_t records = 0, lists = 0;  // lists: records with lists of labels
  std::uint64_t exact = 0;               // all labels right and no other
  std::uint64_t common = 0;              // of lists: labels that are right and predicted

  void count(const std::string& right, const std::string& predicted);
  void count(std::vector<std::string>& right, std::vector<std::string>& predicted);  // sorts them, drops duplicates
  void merge(ClassificationTotals&& next);
  Status save(ByteSink& sink);
  Status load(ByteSource& source);
};

struct ClassScores {
  std::string label;
  double precision = 0, recall = 0, f1 = 0;
  std::uint64_t support = 0, predicted = 0;
};

struct ClassificationScores {
  std::vector<ClassScores> classes;  // by name
  double accuracy = 0;               // of lists: records whose labels are all right
  double macro_precision = 0, macro_recall = 0, macro_f1 = 0;
  double micro_precision = 0, micro_recall = 0, micro_f1 = 0;
  double weighted_precision = 0, weighted_recall = 0, weighted_f1 = 0;
  double balanced_accuracy = 0, mcc = 0, kappa = 0;  // of one label a record
  double hamming_loss = 0;                           // of lists
};
ClassificationScores scores_of(const ClassificationTotals& totals);

}  // namespace dsprep::ops::score
