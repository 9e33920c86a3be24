// The texts of the records that findings are about: kept by the passes behind the decision that found them, shown in
// its tables.
#pragma once

#include <vector>

#include "pipeline/run_result.h"

namespace dsprep::exec {

// The records that findings name, sorted, each once.
std::vector<RecordId> records_shown(const std::vector<pipeline::StepFindings>& findings);
// Puts the texts that the books have kept in front of the rows that are about them.
void show_texts(pipeline::RunResult& result);

}  // namespace dsprep::exec
