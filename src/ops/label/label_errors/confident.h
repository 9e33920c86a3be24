// Confident learning (Northcutt, Jiang, Chuang 2021), number by number as cleanlab 2.9.0 computes it.
//
// A class is confident for a record where its probability reaches the class's threshold: the mean over the records that
// carry the label. The confident joint counts given label × confident class; calibrated, its rows add up to the records
// of the label, and its off-diagonal cells say how many of them are to be found.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "ops/label/label_errors/classes.h"

namespace dsprep::ops::label_errors {

inline constexpr std::uint32_t not_confident = 0xffffffff;

// Which class a record confidently belongs to; of several the most probable one, of equal ones the first.
std::uint32_t confident_class(const Classes& classes, std::span<const double> p);
// The most probable class; of equal ones the first.
std::uint32_t most_probable_class(std::span<const double> p);
// Whether the prediction is the label, or within 1e-6 of it: such a record is never an issue.
bool agrees(std::uint32_t label, std::span<const double> p);

enum class Score { self_confidence, normalized_margin, confidence_weighted_entropy };
// How good the label is, 0 to 1. REQUIRES two classes for the margin; of one class it is that of a certain label.
double score_of(Score score, std::uint32_t label, std::span<const double> p);

// Counts by given label and confident class, row by row; the diagonal is at least 1.
using Counts = std::vector<std::vector<std::int64_t>>;
// The confident joint made to agree with the records by label, in whole numbers.
Counts calibrated(const Counts& joint, const std::vector<std::uint64_t>& records);
// How many records of label k to take for class j: cell [k][j], so that at least `least` of each class stay.
Counts to_take(const Counts& calibrated_joint, std::int64_t least);

}  // namespace dsprep::ops::label_errors
