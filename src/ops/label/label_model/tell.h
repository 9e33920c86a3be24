// What votes and a fitted model say about the rules, for the report.
#pragma once

#include <vector>

#include "dsprep/op.h"
#include "ops/label/label_model/fit.h"
#include "ops/label/label_model/posterior.h"
#include "spill/sorter.h"
#include "votes/vote_counts.h"

namespace dsprep::ops::label_model {

// `gold`: the entries of label_model/observe.h; empty afterwards. Of several best labels the first counts.
Status tell(const votes::VoteCounts& counts, const Model& model, const std::vector<double>& balance,
            const Posterior& posterior, spill::Sorter& gold, Decider& decider);

}  // namespace dsprep::ops::label_model
