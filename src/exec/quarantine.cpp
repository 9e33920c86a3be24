#include "exec/quarantine.h"

#include <algorithm>

#include "base/base64.h"
#include "base/hash.h"
#include "base/rng.h"
#include "io/looks_like.h"

namespace dsprep::exec {

void Quarantine::oversize() {
  // Pieces of one record that may not be held: its bytes go to malformed/ as they pass.
  io::Chunk& chunk = result_->chunk;
  const bool first_piece = chunk.first_piece;
  result_->books.bytes_in += chunk.size;
  Malformed malformed{
      plan_.file_of(chunk.shard), chunk.first_line, chunk.offset, 0, "longer than --max-record-size", "", ""};
  if (first_piece) {
    ++result_->books.read;
    guess_format();
    count("longer than --max-record-size");
    result_->first_malformed = describe(malformed);
  }
  if (plan_.options.on_error != OnError::quarantine) return;
  Block& block = result_->blocks[plan_.malformed_block()];
  std::string& out = block.own(chunk);
  if (first_piece) {
    out += oversize_head(malformed);
    ++block.records;
  }
  base::append_base64(out, chunk.bytes());
  if (chunk.last_piece) out += oversize_tail;
}

void Quarantine::oversize_frame(std::string_view bytes, const Spot& spot) {
  guess_format();
  ++result_->books.read;
  const Malformed malformed{plan_.file_of(result_->chunk.shard), spot.line, spot.offset, 0,
                            "longer than --max-record-size",     "",        ""};
  count("longer than --max-record-size");
  if (result_->first_malformed.empty()) result_->first_malformed = describe(malformed);
  if (plan_.options.on_error != OnError::quarantine) return;
  std::string entry = oversize_head(malformed);
  base::append_base64(entry, bytes);
  entry += oversize_tail;
  if (plan_.by_chunk()) {
    held_.emplace_back(spot.line, std::move(entry));
    return;
  }
  Block& block = result_->blocks[plan_.malformed_block()];
  block.own(result_->chunk) += entry;
  ++block.records;
}

void Quarantine::damage() {
  io::Chunk& chunk = result_->chunk;
  ++result_->books.damaged_shards;
  const Malformed malformed{
      plan_.file_of(chunk.shard), chunk.first_line, chunk.offset, 0, chunk.bytes(), "", chunk.partial};
  if (!chunk.partial.empty()) {
    // The line that was cut is a record that was read, and lost to the damage.
    ++result_->books.read;
    count("damaged input");
  }
  add(malformed);
}

void Quarantine::refuse_record(const Member& member, const std::string& step, const std::string& reason) {
  const Malformed malformed{
      plan_.file_of(member.state.id.shard), member.state.id.line, member.offset, 0, reason, step, member.state.line};
  if (member.state.id.derived > 0) {  // no record of the input is lost with it
    ++result_->books.derived_dropped;
    write(malformed);
    return;
  }
  count(step + ": " + reason_kind(reason));
  add(malformed);
}

// A file whose very first record is none is often another format under the wrong name.
void Quarantine::guess_format() {
  constexpr std::size_t enough = 4096;
  const io::Chunk& chunk = result_->chunk;
  if (chunk.first_record == 0 && result_->books.read <= 1 && result_->books.kept == 0 && result_->looks_like.empty())
    result_->looks_like =
        io::looks_like(chunk.bytes().substr(0, enough), (*plan_.shards)[chunk.shard].format->spec->name);
}

void Quarantine::count(const std::string& reason) {
  ++result_->books.malformed;
  ++result_->books.malformed_reasons[reason];
}

void Quarantine::add(const Malformed& malformed) {
  if (result_->first_malformed.empty()) result_->first_malformed = describe(malformed);
  write(malformed);
}

void Quarantine::write(const Malformed& malformed) {
  if (plan_.options.on_error != OnError::quarantine) return;
  if (plan_.by_chunk()) {  // lines are all read before the first step runs: put in order at the end
    append_malformed(held_.emplace_back(malformed.line, "").second, malformed);
    return;
  }
  Block& block = result_->blocks[plan_.malformed_block()];
  append_malformed(block.own(result_->chunk), malformed);
  ++block.records;
}

void Quarantine::finish() {
  std::stable_sort(held_.begin(), held_.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  Block& block = result_->blocks[plan_.malformed_block()];
  for (const auto& [line, text] : held_) {
    block.own(result_->chunk) += text;
    ++block.records;
  }
  held_.clear();
}

void Quarantine::refuse_line(std::string_view line, const Spot& spot, std::string_view reason) {
  if (plan_.options.sample) {
    // What cannot be parsed has no id: its line stands for it.
    const base::Hash128 key = base::hash128(line);
    if (base::unit_interval(base::mix(base::mix(plan_.sample_seed, key.high), key.low)) >= *plan_.options.sample) {
      ++result_->books.skipped;
      return;
    }
  }
  guess_format();
  ++result_->books.read;
  count(reason_kind(reason));
  add({plan_.file_of(result_->chunk.shard), spot.line, spot.offset, spot.column, reason, "", line});
}

}  // namespace dsprep::exec
