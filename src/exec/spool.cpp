#include "exec/spool.h"

#include <algorithm>
#include <cstring>
#include <span>

#include "compress/codec.h"
#include "json/record_state.h"
#include "json/record_writer.h"

namespace dsprep::exec {
namespace {

// What stands before the bytes of an entry. Written and read by the same process only.
struct Head {
  std::uint64_t line, offset, current, original, trail;
  std::uint64_t key_high, key_low;
  std::uint32_t shard, derived, derived_count, parent, origin;
  std::uint16_t part, source, parts;
  std::uint8_t separated, pad;
};
static_assert(std::is_trivially_copyable_v<Head>);

std::size_t size_behind(const Head& head) {
  return head.current + head.original + head.trail + head.parent + head.origin + head.parts * sizeof(PartId);
}

// Where the next `n` bytes of a chunk go.
char* room_for(std::size_t n, io::Chunk& chunk) {
  const std::size_t needed = chunk.size + n + io::Chunk::padding;
  if (chunk.storage.size() < needed) chunk.storage.resize(std::max(needed, chunk.storage.size() * 2));
  return chunk.storage.data() + chunk.size;
}

// What stands behind the head has been put at the end of the chunk.
void note_entry(const Head& head, io::Chunk& chunk) {
  io::RecordMeta& meta = chunk.metas.emplace_back();
  meta.id = {head.shard, head.line, head.derived};
  meta.offset = head.offset;
  meta.part = {head.part};
  meta.source = {head.source};
  meta.key = {head.key_high, head.key_low};
  meta.derived_count = head.derived_count;
  meta.separated = head.separated != 0;
  std::size_t at = chunk.size;
  const auto take = [&](std::uint64_t& begin, std::uint64_t& size, std::uint64_t length) {
    begin = at;
    size = length;
    at += length;
  };
  take(meta.begin, meta.size, head.current);
  take(meta.original_begin, meta.original_size, head.original);
  take(meta.trail_begin, meta.trail_size, head.trail);
  take(meta.parent_begin, meta.parent_size, head.parent);
  take(meta.origin_begin, meta.origin_size, head.origin);
  meta.parts.resize(head.parts);
  if (head.parts > 0) std::memcpy(meta.parts.data(), chunk.storage.data() + at, head.parts * sizeof(PartId));
  chunk.size += size_behind(head);
}

class SpoolSource final : public ChunkSource {
 public:
  SpoolSource(port::Files& files, std::vector<std::string> paths, std::vector<std::uint32_t> which,
              std::size_t chunk_size)
      : files_(files), paths_(std::move(paths)), which_(std::move(which)), chunk_size_(chunk_size) {}

  Result<bool> next(io::Chunk& chunk, ShardFacts& facts) override {
    if (at_ == which_.size()) return false;
    chunk.clear();
    chunk.shard = which_[at_];
    chunk.number = number_++;
    chunk.first_record = ordinal_;
    if (!stream_ && !paths_[chunk.shard].empty()) {
      DSPREP_TRY(std::unique_ptr<port::ReadFile> file, files_.open(paths_[chunk.shard]));
      DSPREP_TRY(compress::OpenedStream opened, compress::open_stream(compress::stream_of(std::move(file))));
      stream_ = std::move(opened.stream);
      have_head_ = false;
      DSPREP_CHECK(read_head());
    }
    // A line's records stay in one chunk, unless they were sorted apart: later numbers must not collide.
    while (stream_ && have_head_) {
      const bool family = !chunk.metas.empty() && !head_.separated && head_.shard == chunk.metas.back().id.shard &&
                          head_.line == chunk.metas.back().id.line;
      if (chunk.size >= chunk_size_ && !family) break;
      DSPREP_CHECK(read_entry(chunk));
      DSPREP_CHECK(read_head());
    }
    chunk.lines = chunk.metas.size();
    ordinal_ += chunk.lines;
    if (!stream_ || !have_head_) {
      chunk.end_of_shard = true;
      facts = {};
      stream_.reset();
      number_ = ordinal_ = 0;
      ++at_;
    }
    return true;
  }
  std::uint64_t position() const override { return 0; }

 private:
  Status exactly(char* into, std::size_t n, bool& end) {
    std::size_t got = 0;
    end = false;
    while (got < n) {
      DSPREP_TRY(const std::size_t more, stream_->read({into + got, n - got}));
      if (more == 0) {
        if (got > 0) return failure("a temporary file was cut short: run again");
        end = true;
        return {};
      }
      got += more;
    }
    return {};
  }
  Status read_head() {
    bool end = false;
    DSPREP_CHECK(exactly(reinterpret_cast<char*>(&head_), sizeof head_, end));
    have_head_ = !end;
    return {};
  }
  Status read_entry(io::Chunk& chunk) {
    const std::size_t n = size_behind(head_);
    char* const into = room_for(n, chunk);
    bool end = false;
    if (n > 0) DSPREP_CHECK(exactly(into, n, end));
    if (end) return failure("a temporary file was cut short: run again");
    note_entry(head_, chunk);
    return {};
  }

  port::Files& files_;
  const std::vector<std::string> paths_;
  const std::vector<std::uint32_t> which_;
  const std::size_t chunk_size_;
  std::size_t at_ = 0;
  std::unique_ptr<compress::ByteStream> stream_;
  Head head_{};
  bool have_head_ = false;
  std::uint64_t number_ = 0, ordinal_ = 0;
};

}  // namespace

void append_spool_entry(std::string& out, const Member& member, std::uint32_t derived_count, bool separated) {
  const RecordState& state = member.state;
  const std::size_t at = out.size();
  out.resize(at + sizeof(Head));
  const std::size_t begin = out.size();
  const bool edited = json::write_record(member.record, out);
  Head head{};
  head.current = out.size() - begin;
  if (edited) {
    out += state.line;
    head.original = state.line.size();
  }
  out += member.trail;
  head.trail = member.trail.size();
  if (state.id.derived > 0) {
    const RecordKey& key = member.record.key();
    head.key_high = key.high;
    head.key_low = key.low;
    out += state.parent_name;
    head.parent = static_cast<std::uint32_t>(state.parent_name.size());
    out += member.origin;
    head.origin = static_cast<std::uint32_t>(member.origin.size());
  }
  head.shard = state.id.shard;
  head.line = state.id.line;
  head.offset = member.offset;
  head.derived = state.id.derived;
  head.derived_count = derived_count;
  head.separated = separated;
  head.part = state.part.index;
  head.source = state.source.index;
  head.parts = static_cast<std::uint16_t>(member.parts.size());
  for (const PartId& part : member.parts) out.append(reinterpret_cast<const char*>(&part), sizeof part);
  std::memcpy(out.data() + at, &head, sizeof head);
}

void take_spool_entry(std::string_view entry, io::Chunk& chunk) {
  Head head;
  std::memcpy(&head, entry.data(), sizeof head);
  entry.remove_prefix(sizeof head);
  std::memcpy(room_for(entry.size(), chunk), entry.data(), entry.size());
  note_entry(head, chunk);
}

std::unique_ptr<ChunkSource> spool_source(port::Files& files, std::vector<std::string> paths,
                                          std::vector<std::uint32_t> which, std::size_t chunk_size) {
  return std::make_unique<SpoolSource>(files, std::move(paths), std::move(which), chunk_size);
}

}  // namespace dsprep::exec
