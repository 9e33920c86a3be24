// Worker, second half: what the stages left of a line, on its way out: to the audit, the next pass, or the blocks that
// are written.
#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "compress/codec.h"
#include "exec/audit.h"
#include "exec/chunk_result.h"
#include "exec/line_set.h"
#include "exec/member.h"
#include "exec/pass_plan.h"
#include "exec/quarantine.h"
#include "exec/record_provenance.h"
#include "exec/run.h"
#include "exec/sorted_records.h"
#include "exec/spool.h"
#include "exec/worker.h"
#include "io/chunk.h"
#include "io/format.h"
#include "json/field_plan.h"
#include "json/record_state.h"
#include "json/record_writer.h"
#include "pipeline/books.h"
#include "pipeline/pipeline.h"

namespace dsprep::exec {
namespace {

// Output of one chunk beyond this leaves in parts. So long as records stay about as long as they were, no chunk has as
// much; a step that derives many from each has.
constexpr std::uint64_t largest_part = 8u << 20;

}  // namespace

// What the stages left: to the output, and to the audit.
void Worker::finish_records() {
  if (!result_->error) {
    if (plan_.audit) emit_audit();
    emit_survivors();
    check_size();
  }
  pool_.clear();
}

// Where the cuts fall depends on the records of the chunk alone.
void Worker::check_size() {
  if (result_->error || result_->output_size() < std::max<std::uint64_t>(largest_part, 2 * result_->chunk.size)) return;
  count_bytes_out();
  if (Status status = (*overflow_)(*result_); !status.ok()) result_->error = std::move(status).error();
  result_->clear_output();
}

void Worker::count_bytes_out() {
  for (std::size_t part = 0; part < plan_.part_count(); ++part)
    result_->books.bytes_out += result_->blocks[part].size();
}

// A signal asked to stop, or the rest of the chunk is of no use: steps may take long for a record, and a chunk has
// thousands.
bool Worker::stopped() {
  if (result_->error) return true;
  if (!plan_.options.stop || plan_.options.stop->load(std::memory_order_relaxed) == 0) return false;
  result_->error = interrupted();
  return true;
}

// A row for every record that a step of this pass saw, those that are malformed too, in record order.
void Worker::emit_audit() {
  ordered_.clear();
  for (std::size_t k = 0; k < pool_.size(); ++k)
    if (pool_[k].audit.any) ordered_.push_back(&pool_[k]);
  std::stable_sort(ordered_.begin(), ordered_.end(),
                   [](const Member* a, const Member* b) { return a->state.id < b->state.id; });
  for (const Member* member : ordered_)
    append_audit_row(*plan_.audit, *member, plan_.place_of(result_->chunk.shard, member->state.id), result_->audit);
}

void Worker::emit_survivors() {
  in_order(ordered_);
  for (Member* member : ordered_) {
    if (result_->error) return;
    emit(*member);
  }
}

// To the next pass, or to where its verdict sent it.
void Worker::emit(Member& member) {
  result_->alive.add(member.ordinal);
  if (plan_.spool || plan_.order) return spool(member);
  if (!plan_.last) return;
  pipeline::Books& books = result_->books;
  const PartId own[] = {member.state.part};
  const std::span<const PartId> parts = member.parts.empty() ? std::span<const PartId>(own) : member.parts;
  if (plan_.writes && !can_name_part(member, parts.front())) return;
  ++(member.state.id.derived > 0 ? books.added : books.kept);
  books.copies += parts.size() - 1;
  const std::string provenance = kept_provenance(member, plan_.options.explain);
  for (const PartId part : parts) {
    ++books.written;
    ++books.written_by_part[part.index];
    if (plan_.writes) write(member, part, provenance);
    if (result_->error) return;
    if (parts.size() > 1) check_size();  // a record may be written thousands of times
  }
  check_size();
}

// False where the part's name has no place in the record, which makes it malformed.
bool Worker::can_name_part(Member& member, PartId part) {
  const Field into = plan_.pipeline->into;
  if (!into.bound() || member.record.set_text(into, plan_.pipeline->parts[part.index])) return true;
  const std::string& pointer = plan_.fields_of(member.state.source).pointer(into);
  quarantine_.refuse_record(member, "--into",
                            "field " + pointer + " cannot be added: what is on the way to it is not an object");
  return false;
}

void Worker::spool(Member& member) {
  Block& block = result_->blocks[plan_.spool_block()];
  std::string& out = block.own(result_->chunk);
  const std::uint32_t derived_count = pool_[member.root].next_derived;
  if (plan_.order) {
    append_sorted_entry(out, *plan_.order, member, derived_count, plan_.spool, key_scratch_);
    ++result_->books.steps[plan_.order_step].in;
  } else {
    append_spool_entry(out, member, derived_count, plan_.sorts > 0);
  }
  block.ends.push_back(out.size());
  ++block.records;
}

void Worker::write(Member& member, PartId part, const std::string& provenance) {
  const io::Chunk& chunk = result_->chunk;
  if (plan_.pipeline->into.bound()) member.record.set_text(plan_.pipeline->into, plan_.pipeline->parts[part.index]);
  Block& block = result_->blocks[plan_.part_block(part)];
  const std::string_view line = member.state.line;
  const auto append_line = [&](std::string& out) {
    if (provenance.empty()) json::write_record(member.record, out);
    else json::write_with_provenance(member.record, false, provenance, out);
  };
  if (!between_.empty() && !block.empty() && !plan_.resharded) block.own(chunk) += between_;
  if (encoder_) {
    line_scratch_.clear();
    append_line(line_scratch_);
    if (Status encoded = encoder_->encode(line_scratch_, block.own(chunk)); !encoded.ok()) {
      result_->error = std::move(encoded).error().within(std::string(plan_.options.format->spec->name) + " output");
      return;
    }
  } else if (provenance.empty() && member.state.id.derived == 0 && !plan_.from_spool && member.decoded.empty() &&
             !json::changed(member.record) && line.data()[line.size()] == '\n') {
    // An untouched line of the chunk, with the terminator it has there, is copied in one run with its neighbours.
    const std::size_t begin = static_cast<std::size_t>(line.data() - chunk.storage.data());
    block.append_from(chunk, begin, begin + line.size() + 1);
  } else {
    append_line(block.own(chunk));
    block.own(chunk) += '\n';
  }
  ++block.records;
  if (plan_.resharded) block.ends.push_back(block.size());
}

Status Worker::compress(compress::Codec codec, std::string_view bytes, std::string& out) {
  auto& compressor = compressors_[static_cast<std::size_t>(codec)];
  if (!compressor) compressor = std::make_unique<compress::BlockCompressor>(codec, plan_.level_of(codec));
  return compressor->compress(bytes, out);
}

Status Worker::encode_block(std::string_view lines, std::string& out) {
  if (Status encoded = block_encoder_->encode(lines, out); !encoded.ok())
    return std::move(encoded).error().within(std::string(plan_.options.format->spec->name) + " output");
  return {};
}

Status Worker::finish(Slice& slice) {
  if (slice.bytes.empty()) return {};
  std::string finished;
  if (block_encoder_) {
    DSPREP_CHECK(encode_block(slice.bytes, finished));
  } else if (const compress::Codec codec = plan_.codec_of(0); codec != compress::Codec::none) {
    DSPREP_CHECK(compress(codec, slice.bytes, finished));
  } else {
    return {};
  }
  slice.bytes = std::move(finished);
  return {};
}

Status Worker::compress(ChunkResult& result) {
  const compress::Codec codec = plan_.codec_of(result.chunk.shard);
  for (std::size_t i = 0; i < result.blocks.size(); ++i) {
    Block& block = result.blocks[i];
    if (block.empty() || !block.compressed.empty()) continue;
    if (i == plan_.malformed_block()) continue;  // always plain
    if (block_encoder_ && i < plan_.part_count()) {
      DSPREP_CHECK(encode_block(block.bytes(result.chunk), block.compressed));
      continue;
    }
    const bool spool = i == plan_.spool_block();
    const compress::Codec with = spool ? compress::Codec::zst : codec;
    if (with == compress::Codec::none) continue;  // written as it stands
    DSPREP_CHECK(compress(with, block.bytes(result.chunk), block.compressed));
  }
  return {};
}

}  // namespace dsprep::exec
