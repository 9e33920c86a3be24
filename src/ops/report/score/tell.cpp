#include "ops/report/score/tell.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/human.h"

namespace dsprep::ops::score {
namespace {

constexpr std::size_t most_classes = 200, most_in_matrix = 30;

using Kind = Column::Kind;

// Rows are what is right, columns what was predicted.
Finding confusion(const ClassificationTotals& totals, const std::vector<std::string>& labels) {
  Finding table{
      "confusion", "Confusion: what is right, and what was predicted", "", Finding::Chart::heat_map, {"right"}};
  for (const std::string& label : labels) table.columns.push_back({label, Kind::count});
  for (std::size_t i = 1; i <= labels.size(); ++i) table.series.push_back(i);
  for (const std::string& right : labels) {
    std::vector<Finding::Cell> row = {right};
    for (const std::string& predicted : labels) {
      const auto found = totals.pairs.find({right, predicted});
      row.push_back(static_cast<std::int64_t>(found == totals.pairs.end() ? 0 : found->second));
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace

void tell_classification(const ClassificationTotals& totals, Findings& findings) {
  findings.title = "Predicted labels";
  findings.metrics.push_back({"score.records", static_cast<double>(totals.records)});
  if (totals.records == 0) {
    findings.warnings.push_back({"no record could be scored", Warning::Severity::serious});
    return;
  }
  const ClassificationScores scores = scores_of(totals);
  const auto metric = [&](const char* name, double value) { findings.metrics.push_back({name, value}); };
  metric("score.accuracy", scores.accuracy);
  metric("score.macro_f1", scores.macro_f1);
  metric("score.macro_precision", scores.macro_precision);
  metric("score.macro_recall", scores.macro_recall);
  metric("score.micro_f1", scores.micro_f1);
  metric("score.micro_precision", scores.micro_precision);
  metric("score.micro_recall", scores.micro_recall);
  metric("score.weighted_f1", scores.weighted_f1);
  metric("score.weighted_precision", scores.weighted_precision);
  metric("score.weighted_recall", scores.weighted_recall);
  if (totals.lists == 0) {
    metric("score.balanced_accuracy", scores.balanced_accuracy);
    metric("score.mcc", scores.mcc);
    metric("score.kappa", scores.kappa);
  } else {
    metric("score.hamming_loss", scores.hamming_loss);
  }
  std::vector<const ClassScores*> order;
  for (const ClassScores& one : scores.classes) order.push_back(&one);
  std::stable_sort(order.begin(), order.end(),
                   [](const ClassScores* a, const ClassScores* b) { return a->support > b->support; });
  Finding table{"classes",
                "Scores by label",
                "",
                Finding::Chart::bars,
                {"label",
                 {"precision", Kind::share},
                 {"recall", Kind::share},
                 "F1",
                 {"right", Kind::count},
                 {"predicted", Kind::count}},
                {},
                {},
                {3}};
  if (order.size() > most_classes) {
    table.note = "The " + std::to_string(most_classes) + " most frequent of " + base::format_count(order.size()) + ".";
    order.resize(most_classes);
  }
  for (const ClassScores* one : order) {
    table.rows.push_back({one->label, one->precision, one->recall, one->f1, static_cast<std::int64_t>(one->support),
                          static_cast<std::int64_t>(one->predicted)});
    findings.metrics.push_back({"score.f1." + one->label, one->f1});
  }
  findings.sections.push_back(std::move(table));
  if (totals.lists > 0) return;
  std::vector<std::string> labels;
  for (std::size_t i = 0; i < std::min(order.size(), most_in_matrix); ++i) labels.push_back(order[i]->label);
  findings.sections.push_back(confusion(totals, labels));
  if (scores.classes.size() > labels.size())
    findings.sections.back().note = "The " + std::to_string(labels.size()) + " most frequent labels.";
}

void tell_translation(const TranslationTotals& totals, std::string_view tokenizer, bool lowercase, Findings& findings) {
  findings.title = "Texts against references";
  findings.metrics.push_back({"score.records", static_cast<double>(totals.segments)});
  if (totals.segments == 0) {
    findings.warnings.push_back({"no record could be scored", Warning::Severity::serious});
    return;
  }
  findings.note = "BLEU's signature: " + bleu_signature(totals, tokenizer, lowercase);
  findings.metrics.push_back({"score.bleu", bleu(totals)});
  findings.metrics.push_back({"score.chrf", chrf(totals.chrf, char_order)});
  findings.metrics.push_back({"score.chrf++", chrf(totals.chrf_plus, chrf_orders)});
  findings.metrics.push_back({"score.brevity_penalty", brevity_penalty(totals)});
  findings.metrics.push_back(
      {"score.exact_match", static_cast<double>(totals.exact) / static_cast<double>(totals.segments), 0, "share"});
  Finding table{"bleu",
                "BLEU",
                "",
                Finding::Chart::none,
                {"n-grams of",
                 {"in the hypotheses", Kind::count},
                 {"in a reference too", Kind::count},
                 {"precision", Kind::share}}};
  for (std::size_t n = 0; n < bleu_order; ++n)
    table.rows.push_back(
        {static_cast<std::int64_t>(n + 1), static_cast<std::int64_t>(totals.total[n]),
         static_cast<std::int64_t>(totals.correct[n]),
         totals.total[n] > 0 ? static_cast<double>(totals.correct[n]) / static_cast<double>(totals.total[n]) : 0.0});
  table.note = "Tokens of the hypotheses: " + base::format_count(totals.hypothesis_length) +
               ", of the closest references: " + base::format_count(totals.reference_length) + ".";
  findings.sections.push_back(std::move(table));
}

void tell_unscored(const spill::ValueCounts& unscored, Findings& findings) {
  const std::pair<const std::string, std::uint64_t>* most = nullptr;
  for (const auto& reason : unscored.counts())
    if (!most || reason.second > most->second) most = &reason;
  findings.metrics.push_back({"score.unscored", static_cast<double>(unscored.total())});
  if (most)
    findings.warnings.push_back({base::format_counted(unscored.total(), "record") + " could not be scored, " +
                                     base::format_count(most->second) + " of them because " + most->first,
                                 Warning::Severity::serious, "name the fields that hold what is compared"});
}

}  // namespace dsprep::ops::score
