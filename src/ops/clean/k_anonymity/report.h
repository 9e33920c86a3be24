// The report of k_anonymity: sizes of classes, risks of re-identification, levels of generalization.
#pragma once

#include "dsprep/findings.h"
#include "ops/clean/k_anonymity/class_survey.h"
#include "ops/clean/k_anonymity/plan.h"

namespace dsprep::ops::k_anonymity {

void report(const Plan& plan, const ClassSurvey& survey, const Levels& levels, Findings& findings);

}  // namespace dsprep::ops::k_anonymity
