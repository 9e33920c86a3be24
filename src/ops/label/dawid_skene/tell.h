// What a fit says about annotators and labels, for the report.
#pragma once

#include "dsprep/findings.h"
#include "ops/label/dawid_skene/answer_matrix.h"
#include "ops/label/dawid_skene/em.h"

namespace dsprep::ops::dawid_skene {

// Of a task with several best labels the first counts.
void tell(const AnswerMatrix& matrix, const Fit& fit, Findings& findings);

}  // namespace dsprep::ops::dawid_skene
