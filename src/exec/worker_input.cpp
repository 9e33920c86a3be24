// Worker, first half: from the bytes of a chunk to members, which the stages go on with.
#include <algorithm>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "base/rng.h"
#include "exec/chunk_result.h"
#include "exec/member.h"
#include "exec/pass_plan.h"
#include "exec/quarantine.h"
#include "exec/run.h"
#include "exec/take_sample.h"
#include "exec/worker.h"
#include "io/chunk.h"
#include "io/format.h"
#include "io/shards.h"
#include "json/field_plan.h"
#include "json/member_pointers.h"
#include "json/record_access.h"
#include "json/record_reader.h"
#include "json/record_state.h"
#include "pipeline/books.h"
#include "pipeline/pipeline.h"

namespace dsprep::exec {
namespace {

bool blank(std::string_view line) { return line.find_first_not_of(" \t\r") == std::string_view::npos; }

// TextSpan counts in 32 bits.
constexpr std::size_t longest_line = 0xffff0000;

}  // namespace

// The decoder of the chunk's shard; null where its frames are JSON lines.
void Worker::choose_decoder() {
  const io::InputFormat* format = (*plan_.shards)[result_->chunk.shard].format.get();
  auto known = std::find_if(decoders_.begin(), decoders_.end(), [&](const auto& one) { return one.first == format; });
  if (known == decoders_.end()) {
    known = decoders_.insert(known, {format, format->reader->decoder()});
    if (known->second) known->second->limit(plan_.options.max_record_size);
  }
  decoder_ = known->second.get();
}

// Of the rows of a table.
void Worker::make_lines() {
  io::Chunk& chunk = result_->chunk;
  chunk.storage.clear();
  chunk.rows->append_lines(chunk.storage);
  chunk.rows.reset();
  chunk.size = chunk.storage.size();
  chunk.reserve(chunk.size);
}

void Worker::process_lines() {
  io::Chunk& chunk = result_->chunk;
  choose_decoder();
  const bool table = chunk.rows != nullptr;
  if (table) make_lines();
  if (plan_.first) {
    result_->books.bytes_in += chunk.size;
    result_->books.blank_lines += chunk.blank_files;
  }
  if (chunk.framed) return process_frames();
  if (chunk.size > 0 && chunk.storage[chunk.size - 1] != '\n') {
    // A last line without its terminator gets one, so that every line can be copied with it.
    chunk.reserve(chunk.size + 1);
    chunk.storage[chunk.size++] = '\n';
  }
  const std::string_view bytes = chunk.bytes();
  std::uint64_t ordinal = 0;
  for (std::size_t at = 0; at < bytes.size(); ++ordinal) {
    if (stopped()) return;
    const std::size_t end = bytes.find('\n', at), next = end + 1;
    std::string_view line = bytes.substr(at, end - at);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (line.starts_with(io::byte_order_mark)) {  // of a file that was appended to another one
      line.remove_prefix(io::byte_order_mark.size());
      at += io::byte_order_mark.size();
    }
    if (blank(line)) {
      if (plan_.first) ++result_->books.blank_lines;
    } else if (table && line.size() > plan_.options.max_record_size) {
      if (plan_.first) quarantine_.oversize_frame(line, {chunk.first_line + ordinal, 0, chunk.offset + ordinal});
    } else {
      process({line, ordinal, at, chunk.first_line + ordinal, chunk.first_line + ordinal});
    }
    at = next;
  }
  finish_chunk();
}

void Worker::process_frames() {
  const io::Chunk& chunk = result_->chunk;
  searched_ = line_begin_ = 0;
  for (std::uint64_t ordinal = 0; ordinal < chunk.frames.size(); ++ordinal) {
    if (stopped()) return;
    const io::FramedRecord& frame = chunk.frames[ordinal];
    const Piece piece{chunk.bytes().substr(frame.begin, frame.end - frame.begin), ordinal, frame.begin, frame.line,
                      frame.place};
    if (chunk.files) searched_ = line_begin_ = piece.offset;
    if (piece.bytes.size() <= plan_.options.max_record_size) process(piece);
    else if (plan_.first) quarantine_.oversize_frame(piece.bytes, {frame.line, 0, offset_of(piece), piece.place});
  }
  finish_chunk();
}

void Worker::process(const Piece& piece) {
  if (!was_alive(piece.ordinal) || !begin(piece) || (by_chunk_ && pool_.size() < most_members_)) return;
  run_stages();
  finish_records();
}

void Worker::finish_chunk() {
  if (!by_chunk_) return;
  run_stages();
  finish_records();
}

bool Worker::was_alive(std::uint64_t ordinal) const {
  if (!plan_.alive) return true;
  return (*plan_.alive)[result_->chunk.shard].has(result_->chunk.first_record + ordinal);
}

Frame Worker::frame_of(const Piece& piece) const {
  const io::Chunk& chunk = result_->chunk;
  return {piece.bytes, chunk.preamble ? std::string_view(*chunk.preamble) : std::string_view(),
          plan_.file_of(chunk.shard, piece.place), piece.line, (*plan_.shards)[chunk.shard].encoding};
}

// Where the piece begins in its file.
std::uint64_t Worker::offset_of(const Piece& piece) const {
  return result_->chunk.files ? 0 : result_->chunk.offset + piece.offset;
}

// Makes the line that `member` reads of what a framer found; false where it is no record.
bool Worker::decode(const Piece& piece, Member& member) {
  const Result<Decoder::Outcome> outcome = decoder_->decode(frame_of(piece), member.decoded);
  if (!outcome.ok()) {
    refuse(piece, decoder_->fault_at(), outcome.error().message);
    return false;
  }
  if (*outcome == Decoder::Outcome::skip) {
    if (plan_.first && result_->chunk.files) ++result_->books.blank_lines;
    else if (const std::string_view what = decoder_->skipped_as(); plan_.first && !what.empty())
      result_->books.pass_over(what);
    return false;
  }
  if (plan_.first) result_->books.undecodable += decoder_->undecodable();
  if (member.decoded.size() > longest_line) {
    refuse(piece, 0, "longer as JSON than a record may be");
    return false;
  }
  return true;
}

// `at`: where in the piece's bytes it goes wrong.
void Worker::refuse(const Piece& piece, std::size_t at, std::string_view reason) {
  if (!plan_.first) return;
  const io::Chunk& chunk = result_->chunk;
  std::uint64_t line = piece.line, column = at + 1;
  if (chunk.framed) {
    const std::string_view bytes = chunk.bytes();
    const std::size_t place = piece.offset + std::min(at, piece.bytes.size());
    line += static_cast<std::uint64_t>(std::count(bytes.data() + piece.offset, bytes.data() + place, '\n'));
    // Where its line begins, searched from where the last one was found: a line may hold a great many.
    if (const std::size_t last = bytes.substr(searched_, place - searched_).rfind('\n'); last != bytes.npos)
      line_begin_ = searched_ + last + 1;
    searched_ = place;
    column = place - line_begin_ + 1 + (line_begin_ == 0 ? chunk.column : 0);  // of whole files, that is 0
  }
  std::string_view raw = piece.bytes;
  if (chunk.framed) raw = raw.substr(0, raw.find_last_not_of(" \t\r\n") + 1);  // it may end at the next record only
  quarantine_.refuse_line(raw, {line, column, offset_of(piece), piece.place}, reason);
}

// Reads one record into a new member. False where it is none, or not one we want.
bool Worker::begin(const Piece& piece) {
  io::Chunk& chunk = result_->chunk;
  std::string_view line = piece.bytes;
  Member& member = pool_.add();
  RecordState& state = member.state;
  const io::Shard& shard = (*plan_.shards)[chunk.shard];
  const std::string_view framed = line;
  member.decoded.clear();
  if (decoder_) {
    if (!decode(piece, member)) {
      pool_.drop_last();
      return false;
    }
    const std::size_t size = member.decoded.size();
    member.decoded.resize(size + json::line_padding);
    line = std::string_view(member.decoded).substr(0, size);
  }
  state.id = plan_.id_of(chunk.shard, piece.place);
  state.source = shard.source;
  state.part = {};
  if (!shard.part.empty()) {
    const auto& parts = plan_.pipeline->parts;
    // A reference dataset may be in parts that this pipeline has no name for: that is no part.
    if (const auto part = std::find(parts.begin(), parts.end(), shard.part); part != parts.end())
      state.part.index = static_cast<std::uint16_t>(part - parts.begin());
  }
  member.ordinal = piece.ordinal;
  member.offset = offset_of(piece);
  const json::FieldPlan& fields = plan_.fields_of(state.source);
  json::RecordReader& reader = shard.format->spec->table ? *row_reader_ : *reader_;
  if (plan_.alive) {
    reader.defer(line, fields, state);  // found good before; a decision often asks for nothing but its place
  } else if (auto fault = reader.read(line, fields, state)) {
    const std::size_t at = decoder_ ? decoder_->origin_of(frame_of(piece), fault->offset) : fault->offset;
    pool_.drop_last();
    refuse(piece, at, fault->reason);
    return false;
  }
  if (plan_.first) {
    if (plan_.options.sample) {
      const RecordKey& key = member.record.key();
      if (base::unit_interval(base::mix(base::mix(plan_.sample_seed, key.high), key.low)) >= *plan_.options.sample) {
        ++result_->books.skipped;
        pool_.drop_last();
        return false;
      }
    }
    ++result_->books.read;
    note_fields(state);
  }
  if (plain_) {
    // Checked; nothing else to do.
    Block& block = result_->blocks[0];
    if (decoder_) block.own(chunk).append(line).push_back('\n');
    else if (framed.data() + framed.size() < chunk.bytes().data() + chunk.size && framed.data()[framed.size()] == '\n')
      block.append_from(chunk, piece.offset, piece.offset + framed.size() + 1);
    else block.own(chunk).append(framed).push_back('\n');
    ++block.records;
    if (plan_.resharded) block.ends.push_back(block.size());
    ++result_->books.kept;
    ++result_->books.written;
    ++result_->books.written_by_part[0];
    pool_.drop_last();
    if (decoder_) check_size();  // a line may be far longer than its row
    return false;
  }
  if (plan_.wanted) note_text(member);
  return true;
}

// Keeps the first characters of a record that a finding is about.
void Worker::note_text(const Member& member) {
  if (!std::binary_search(plan_.wanted->begin(), plan_.wanted->end(), member.state.id)) return;
  result_->books.shown_texts.emplace(member.state.id,
                                     beginning_of(member.record.text(plan_.pipeline->shown).value_or("")));
}

// Which of the fields that somebody asked for the record has; and where one is not there, now and then what is instead.
void Worker::note_fields(const RecordState& state) {
  constexpr std::uint64_t sampled_lines = 8, sampled_files = 64;
  pipeline::Books& books = result_->books;
  ++books.parsed;
  const Field id = state.plan->options().id;
  bool lacks = false;
  for (std::size_t i = 0; i < state.slots.size(); ++i) {
    const auto& hits = state.slots[i].hits;
    const bool there = !hits.empty() && !(i == id.slot && hits[0].type == FieldType::null);  // null is no id
    books.records_with[i] += there;
    lacks |= !there;
  }
  if (!lacks || state.id.line > sampled_lines || state.id.shard >= sampled_files) return;
  json::add_member_pointers(state.line, books.sample_names);
  pipeline::trim_sample(books.sample_names);
}

void Worker::process_spooled() {
  std::uint64_t ordinal = 0;
  std::size_t root = 0;
  const auto& metas = result_->chunk.metas;
  for (const io::RecordMeta& meta : metas) {
    if (stopped()) return;
    const bool family = pool_.size() > 0 && !meta.separated && pool_[root].state.id.shard == meta.id.shard &&
                        pool_[root].state.id.line == meta.id.line;
    if (!family && pool_.size() > 0 && (!by_chunk_ || pool_.size() >= most_members_)) {
      run_stages();
      finish_records();
    }
    if (!family) root = pool_.size();
    if (was_alive(ordinal)) begin_spooled(meta, ordinal, root);
    ++ordinal;
  }
  run_stages();
  finish_records();
}

void Worker::begin_spooled(const io::RecordMeta& meta, std::uint64_t ordinal, std::size_t& root) {
  const std::string_view bytes = result_->chunk.bytes();
  Member& member = pool_.add();
  RecordState& state = member.state;
  state.id = meta.id;
  state.part = meta.part;
  state.source = meta.source;
  const std::string_view line = bytes.substr(meta.begin, meta.size);
  // An op's value may have made the record deeper than a line may be: it is read all the same.
  if (reader_->read(line, plan_.fields_of(meta.source), state)) json::read_own_bytes(state, line);
  if (meta.original_size > 0) state.line = bytes.substr(meta.original_begin, meta.original_size);
  if (meta.id.derived > 0) {
    state.key = meta.key;
    state.key_known = true;
    state.has_parent = true;
    state.parent_name = bytes.substr(meta.parent_begin, meta.parent_size);
    member.origin = bytes.substr(meta.origin_begin, meta.origin_size);
  }
  member.trail = bytes.substr(meta.trail_begin, meta.trail_size);
  member.own_parts = meta.parts;
  member.parts = member.own_parts;
  member.ordinal = ordinal;
  member.offset = meta.offset;
  if (root >= pool_.size()) root = pool_.size() - 1;
  member.root = root;
  if (plan_.wanted) note_text(member);
  if (!meta.separated) {
    pool_[root].next_derived = std::max(pool_[root].next_derived, meta.derived_count);
    return;
  }
  // Sorted away from its family, a record numbers its children in a range of its own, where there still is one: behind
  // a second sort, ranges of ranges would overlap.
  constexpr std::uint64_t range = 65'536, most = std::numeric_limits<std::uint32_t>::max();
  const std::uint64_t first = meta.derived_count + meta.id.derived * range;
  const bool room = plan_.sorts == 1 && meta.derived_count < range && first + range - 1 <= most;
  pool_[root].next_derived = room ? static_cast<std::uint32_t>(first) : meta.derived_count;
  pool_[root].last_derived = room ? static_cast<std::uint32_t>(first + range - 1) : meta.derived_count;
}

}  // namespace dsprep::exec
