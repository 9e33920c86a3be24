#include "exec/chunk_result.h"

#include <span>

#include "pipeline/pipeline.h"

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
  clear_output();
  observers.clear();
  observers.resize(plan.taps.size());
  alive.clear();
  first_malformed.clear();
  looks_like.clear();
  unlike_files = 0;
  error.reset();
}

void ChunkResult::clear_output() {
  for (Block& block : blocks) block.clear();
  slices.clear();
  audit.clear();
}

std::uint64_t ChunkResult::output_size() const {
  std::uint64_t size = 0;
  for (const Block& block : blocks) size += block.size();
  return size;
}

std::uint64_t ChunkResult::held() const {
  std::uint64_t held = chunk.storage.capacity() + chunk.partial.capacity();
  for (const Block& block : blocks) held += block.held();
  for (const Slice& slice : slices) held += sizeof slice + slice.bytes.capacity();
  for (const io::AuditColumn& column : audit.columns) held += column.bytes.capacity();
  return held;
}

}  // namespace dsprep::exec
