// The findings of an exact split: records by part and by stratum.
#pragma once

#include <string>
#include <vector>

#include "dsprep/findings.h"
#include "ops/split/ratio/record_key.h"
#include "ops/split/ratio/stratum_cut.h"

namespace dsprep::ops::ratio {

void write_report(const std::vector<std::string>& part_names, const KeyPlan& keys, const StratumCut& cut,
                  Findings& findings);

}  // namespace dsprep::ops::ratio
