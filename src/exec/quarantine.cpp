#include "exec/quarantine.h"

#include <algorithm>
#include <map>
#include <optional>

#include "base/base64.h"
#include "base/hash.h"
#include "base/hash128.h"
#include "base/rng.h"
#include "exec/run.h"
#include "io/chunk.h"
#include "io/format.h"
#include "io/looks_like.h"
#include "json/record_state.h"
#include "pipeline/books.h"

namespace dsprep::exec {

void Quarantine::oversize() {
  // Pieces of one record that may not be held: its bytes go to malformed/ as they pass.
  io::Chunk& chunk = result_->chunk;
  const bool first_piece = chunk.first_piece;
  result_->books.bytes_in += chunk.size;
  const Malformed malformed{file_of(chunk.place),
                            chunk.first_line,
                            chunk.files ? 0 : chunk.offset,
                            0,
                            "longer than --max-record-size",
                            "",
                            ""};
  if (first_piece) {
    ++result_->books.read;
    guess_format(chunk.place, chunk.bytes());
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
  guess_format(spot.place, bytes);
  ++result_->books.read;
  const Malformed malformed{file_of(spot.place), spot.line, spot.offset, 0, "longer than --max-record-size", "", ""};
  count("longer than --max-record-size");
  if (result_->first_malformed.empty()) result_->first_malformed = describe(malformed);
  if (plan_.options.on_error != OnError::quarantine) return;
  std::string entry = oversize_head(malformed);
  base::append_base64(entry, bytes);
  entry += oversize_tail;
  if (plan_.by_chunk()) {
    held_.emplace_back(spot.place, std::move(entry));
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
      file_of(chunk.place), chunk.first_line, chunk.files ? chunk.partial.size() : chunk.offset, 0, chunk.bytes(), "",
      chunk.partial};
  if (!chunk.partial.empty()) {
    // The line that was cut is a record that was read, and lost to the damage.
    ++result_->books.read;
    count("damaged input");
  }
  add(malformed, chunk.place);
}

void Quarantine::refuse_record(const Member& member, const std::string& step, const std::string& reason) {
  const Malformed malformed{
      plan_.file_of(member.state.id.shard), member.state.id.line, member.offset, 0, reason, step, member.state.line};
  if (member.state.id.derived > 0) {  // no record of the input is lost with it
    ++result_->books.derived_dropped;
    write(malformed, plan_.place_of(result_->chunk.shard, member.state.id));
    return;
  }
  count(step + ": " + reason_kind(reason));
  add(malformed, plan_.place_of(result_->chunk.shard, member.state.id));
}

// A file whose very first record is none is often another format under the wrong name. `record`: the bytes of that one.
void Quarantine::guess_format(std::uint64_t place, std::string_view record) {
  constexpr std::size_t enough = 4096;
  const io::Chunk& chunk = result_->chunk;
  if (!chunk.files && (chunk.first_record > 0 || result_->books.read > 1 || result_->books.kept > 0)) return;
  if (!chunk.files && result_->unlike_files > 0) return;
  const std::string_view beginning = (chunk.files ? record : chunk.bytes()).substr(0, enough);
  const std::string like = io::looks_like(beginning, (*plan_.shards)[chunk.shard].format->spec->name);
  if (like.empty()) return;
  ++result_->unlike_files;
  if (result_->looks_like.empty()) result_->looks_like = std::string(file_of(place)) + " looks like " + like;
}

std::string_view Quarantine::file_of(std::uint64_t place) const { return plan_.file_of(result_->chunk.shard, place); }

void Quarantine::count(const std::string& reason) {
  ++result_->books.malformed;
  ++result_->books.malformed_reasons[reason];
}

void Quarantine::add(const Malformed& malformed, std::uint64_t place) {
  if (result_->first_malformed.empty()) result_->first_malformed = describe(malformed);
  write(malformed, place);
}

void Quarantine::write(const Malformed& malformed, std::uint64_t place) {
  if (plan_.options.on_error != OnError::quarantine) return;
  if (plan_.by_chunk()) {  // lines are all read before the first step runs: put in order at the end
    append_malformed(held_.emplace_back(place, "").second, malformed);
    return;
  }
  Block& block = result_->blocks[plan_.malformed_block()];
  append_malformed(block.own(result_->chunk), malformed);
  ++block.records;
}

void Quarantine::finish() {
  std::stable_sort(held_.begin(), held_.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  Block& block = result_->blocks[plan_.malformed_block()];
  for (const auto& [place, text] : held_) {
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
  guess_format(spot.place, line);
  ++result_->books.read;
  count(reason_kind(reason));
  add({file_of(spot.place), spot.line, spot.offset, spot.column, reason, "", line}, spot.place);
}

}  // namespace dsprep::exec
