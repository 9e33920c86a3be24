#include "exec/spool.h"

#include <cstring>

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
      DSPREP_TRY(io::OpenedStream opened, io::open_stream(io::stream_of(std::move(file))));
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
    const std::size_t n =
        head_.current + head_.original + head_.trail + head_.parent + head_.origin + head_.parts * sizeof(PartId);
    const std::size_t base = chunk.size;
    if (chunk.storage.size() < base + n + io::Chunk::padding)
      chunk.storage.resize(std::max(base + n + io::Chunk::padding, chunk.storage.size() * 2));
    bool end = false;
    if (n > 0) DSPREP_CHECK(exactly(chunk.storage.data() + base, n, end));
    if (end) return failure("a temporary file was cut short: run again");
    io::RecordMeta& meta = chunk.metas.emplace_back();
    meta.id = {head_.shard, head_.line, head_.derived};
    meta.offset = head_.offset;
    meta.part = {head_.part};
    meta.source = {head_.source};
    meta.key = {head_.key_high, head_.key_low};
    meta.derived_count = head_.derived_count;
    meta.separated = head_.separated != 0;
    std::size_t at = base;
    const auto take = [&](std::uint64_t& begin, std::uint64_t& size, std::uint64_t length) {
      begin = at;
      size = length;
      at += length;
    };
    take(meta.begin, meta.size, head_.current);
    take(meta.original_begin, meta.original_size, head_.original);
    take(meta.trail_begin, meta.trail_size, head_.trail);
    take(meta.parent_begin, meta.parent_size, head_.parent);
    take(meta.origin_begin, meta.origin_size, head_.origin);
    meta.parts.resize(head_.parts);
    if (head_.parts > 0) std::memcpy(meta.parts.data(), chunk.storage.data() + at, head_.parts * sizeof(PartId));
    chunk.size = base + n;
    return {};
  }

  port::Files& files_;
  const std::vector<std::string> paths_;
  const std::vector<std::uint32_t> which_;
  const std::size_t chunk_size_;
  std::size_t at_ = 0;
  std::unique_ptr<io::ByteStream> stream_;
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

std::unique_ptr<ChunkSource> spool_source(port::Files& files, std::vector<std::string> paths,
                                          std::vector<std::uint32_t> which, std::size_t chunk_size) {
  return std::make_unique<SpoolSource>(files, std::move(paths), std::move(which), chunk_size);
}

}  // namespace dsprep::exec
