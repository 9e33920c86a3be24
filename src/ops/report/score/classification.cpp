#include "ops/report/score/classification.h"

#include <algorithm>
#include <cmath>

#include "spill/wire.h"

namespace dsprep::ops::score {
namespace {

double ratio(double part, double whole) { return whole > 0 ? part / whole : 0; }
double f1_of(double precision, double recall) { return ratio(2 * precision * recall, precision + recall); }

void keep_distinct(std::vector<std::string>& labels) {
  std::sort(labels.begin(), labels.end());
  labels.erase(std::unique(labels.begin(), labels.end()), labels.end());
}

}  // namespace

void ClassificationTotals::count(const std::string& right, const std::string& predicted) {
  ++records;
  ++pairs[{right, predicted}];
  ++labels[right].right;
  ++labels[predicted].predicted;
  if (right != predicted) return;
  ++labels[right].both;
  ++exact;
}

void ClassificationTotals::count(std::vector<std::string>& right, std::vector<std::string>& predicted) {
  keep_distinct(right);
  keep_distinct(predicted);
  ++records;
  ++lists;
  exact += right == predicted;
  for (const std::string& label : right) ++labels[label].right;
  for (const std::string& label : predicted) ++labels[label].predicted;
  for (const std::string& label : right)
    if (std::binary_search(predicted.begin(), predicted.end(), label)) {
      ++labels[label].both;
      ++common;
    }
}

void ClassificationTotals::merge(ClassificationTotals&& next) {
  records += next.records;
  lists += next.lists;
  exact += next.exact;
  common += next.common;
  for (const auto& [pair, n] : next.pairs) pairs[pair] += n;
  for (const auto& [label, n] : next.labels) {
    Label& own = labels[label];
    own.right += n.right;
    own.predicted += n.predicted;
    own.both += n.both;
  }
}

Status ClassificationTotals::save(ByteSink& sink) {
  for (const std::uint64_t n :
       {records, lists, exact, common, std::uint64_t{pairs.size()}, std::uint64_t{labels.size()}})
    DSPREP_CHECK(spill::put_u64(sink, n));
  for (const auto& [pair, n] : pairs) {
    DSPREP_CHECK(spill::put_text(sink, pair.first));
    DSPREP_CHECK(spill::put_text(sink, pair.second));
    DSPREP_CHECK(spill::put_u64(sink, n));
  }
  for (const auto& [label, n] : labels) {
    DSPREP_CHECK(spill::put_text(sink, label));
    for (const std::uint64_t count : {n.right, n.predicted, n.both}) DSPREP_CHECK(spill::put_u64(sink, count));
  }
  return {};
}

Status ClassificationTotals::load(ByteSource& source) {
  std::uint64_t pair_count = 0, label_count = 0;
  for (std::uint64_t* n : {&records, &lists, &exact, &common, &pair_count, &label_count}) {
    DSPREP_TRY(*n, spill::get_u64(source));
  }
  for (; pair_count > 0; --pair_count) {
    DSPREP_TRY(std::string right, spill::get_text(source));
    DSPREP_TRY(std::string predicted, spill::get_text(source));
    DSPREP_TRY(const std::uint64_t n, spill::get_u64(source));
    pairs[{std::move(right), std::move(predicted)}] = n;
  }
  for (; label_count > 0; --label_count) {
    DSPREP_TRY(const std::string label, spill::get_text(source));
    Label& own = labels[label];
    for (std::uint64_t* n : {&own.right, &own.predicted, &own.both}) {
      DSPREP_TRY(*n, spill::get_u64(source));
    }
  }
  return {};
}

ClassificationScores scores_of(const ClassificationTotals& totals) {
  ClassificationScores scores;
  const double records = static_cast<double>(totals.records);
  scores.accuracy = ratio(static_cast<double>(totals.exact), records);
  double right = 0, predicted = 0, both = 0, with_support = 0;
  double squares_right = 0, squares_predicted = 0, products = 0;
  for (const auto& [label, n] : totals.labels) {
    const double support = static_cast<double>(n.right), claims = static_cast<double>(n.predicted),
                 hits = static_cast<double>(n.both);
    ClassScores one{label, ratio(hits, claims), ratio(hits, support), 0, n.right, n.predicted};
    one.f1 = ratio(2 * hits, support + claims);
    scores.macro_precision += one.precision;
    scores.macro_recall += one.recall;
    scores.macro_f1 += one.f1;
    scores.weighted_precision += support * one.precision;
    scores.weighted_recall += support * one.recall;
    scores.weighted_f1 += support * one.f1;
    if (n.right > 0) {
      scores.balanced_accuracy += one.recall;
      ++with_support;
    }
    right += support;
    predicted += claims;
    both += hits;
    squares_right += support * support;
    squares_predicted += claims * claims;
    products += support * claims;
    scores.classes.push_back(std::move(one));
  }
  const double classes = static_cast<double>(scores.classes.size());
  for (double* macro : {&scores.macro_precision, &scores.macro_recall, &scores.macro_f1})
    *macro = ratio(*macro, classes);
  for (double* weighted : {&scores.weighted_precision, &scores.weighted_recall, &scores.weighted_f1})
    *weighted = ratio(*weighted, right);
  scores.balanced_accuracy = ratio(scores.balanced_accuracy, with_support);
  scores.micro_precision = ratio(both, predicted);
  scores.micro_recall = ratio(both, right);
  scores.micro_f1 = f1_of(scores.micro_precision, scores.micro_recall);
  // Gorodkin's R_K; 0 where one side has a single label.
  const double spread = (records * records - squares_right) * (records * records - squares_predicted);
  scores.mcc = spread > 0 ? (both * records - products) / std::sqrt(spread) : 0;
  const double chance = ratio(products, records * records);
  scores.kappa = chance < 1 ? (scores.accuracy - chance) / (1 - chance) : 0;
  const double wrong = right + predicted - 2 * static_cast<double>(totals.common);
  scores.hamming_loss = ratio(wrong, records * classes);
  return scores;
}

}  // namespace dsprep::ops::score
