#include "exec/chunk_result.h"

namespace dsprep::exec {

void ChunkResult::start(const PassPlan& plan) {
  books = {};
  books.steps.resize(plan.pipeline->steps.size());
  for (std::size_t i = 0; i < books.steps.size(); ++i) {
    books.steps[i].failed_rules.resize(plan.pipeline->steps[i].spec->rules.size());
    books.steps[i].counters.resize(plan.pipeline->steps[i].counters.size());
  }
  books.written_by_part.resize(plan.part_count());
  if (plan.first) books.records_with.resize(plan.pipeline->plans.front().size());
  blocks.resize(plan.block_count());
  for (Block& block : blocks) block.clear();
  observers.clear();
  observers.resize(plan.taps.size());
  alive.clear();
  audit.clear();
  first_malformed.clear();
  looks_like.clear();
  error.reset();
}

}  // namespace dsprep::exec
