#include "exec/sorted_records.h"

#include <atomic>
#include <cstring>
#include <string_view>
#include <utility>

#include "base/mutex.h"
#include "compress/codec.h"
#include "exec/parallel_for.h"
#include "exec/spool.h"
#include "json/record_state.h"
#include "spill/sorted_table.h"

namespace dsprep::exec {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view key_end = "\0\0"sv;  // a zero in a key is followed by 0xff
constexpr std::size_t record_key_size = 16;
using FrameSize = std::uint32_t;

std::string_view entry_of(std::string_view sorted) {
  return sorted.substr(sorted.find(key_end) + key_end.size() + record_key_size);
}

// How many records the next of `shards` shards gets, of `records`.
std::uint64_t share_of_next(std::uint64_t records, std::size_t shards) { return records / shards; }

Error too_few() { return failure("the sorted records end too soon; this is a defect of dsprep"); }

class SortedSource final : public ChunkSource {
 public:
  SortedSource(SortedRecords records, std::size_t shards, std::size_t chunk_size)
      : records_(std::move(records)), shards_(shards), chunk_size_(chunk_size) {}

  Result<bool> next(io::Chunk& chunk, ShardFacts& facts) override {
    if (shard_ == shards_) return false;
    chunk.clear();
    chunk.shard = shard_;
    chunk.number = number_++;
    chunk.first_line = ordinal_ + 1;
    if (number_ == 1) left_ = share_of_next(records_.count, shards_ - shard_);
    for (; left_ > 0 && chunk.size < chunk_size_; --left_, --records_.count) {
      std::string_view record;
      DSPREP_TRY(const bool more, records_.reader->next(record));
      if (!more) return too_few();
      take_spool_entry(entry_of(record), chunk);
    }
    chunk.lines = chunk.metas.size();
    ordinal_ += chunk.lines;
    if (left_ == 0) {
      chunk.end_of_shard = true;
      facts = {};
      number_ = ordinal_ = 0;
      ++shard_;
    }
    return true;
  }
  std::uint64_t position() const override { return 0; }

 private:
  SortedRecords records_;  // count: of those that are left
  const std::size_t shards_, chunk_size_;
  std::uint32_t shard_ = 0;
  std::uint64_t left_ = 0, number_ = 0, ordinal_ = 0;  // of the shard
};

// The records of one framed spool into a Sorter.
class FramedSpool {
 public:
  explicit FramedSpool(std::unique_ptr<compress::ByteStream> stream) : stream_(std::move(stream)) {}

  Status sort_into(spill::Sorter& sorter) {
    for (;;) {
      FrameSize size = 0;
      DSPREP_TRY(const bool more, read(reinterpret_cast<char*>(&size), sizeof size));
      if (!more) return {};
      record_.resize(size);
      DSPREP_TRY(const bool whole, read(record_.data(), size));
      if (!whole) return cut_short();
      DSPREP_CHECK(sorter.add(record_));
    }
  }

 private:
  static Error cut_short() { return failure("what a task has left was cut short: run again"); }
  Result<bool> read(char* into, std::size_t n) {
    std::size_t got = 0;
    while (got < n) {
      DSPREP_TRY(const std::size_t more, stream_->read({into + got, n - got}));
      if (more == 0 && got > 0) return cut_short();
      if (more == 0) return false;
      got += more;
    }
    return true;
  }
  std::unique_ptr<compress::ByteStream> stream_;
  std::string record_;
};

}  // namespace

void append_sorted_entry(std::string& out, const OrderOp& order, const Member& member, std::uint32_t derived_count,
                         bool framed, std::string& key_scratch) {
  const std::size_t begin = out.size();
  if (framed) out.append(sizeof(FrameSize), '\0');
  key_scratch.clear();
  order.key(member.record, key_scratch);
  for (const char c : key_scratch) {
    out += c;
    if (c == '\0') out += '\xff';
  }
  out.append(key_end);
  spill::append_record_key(out, member.state.id);
  append_spool_entry(out, member, derived_count, true);
  if (!framed) return;
  const auto size = static_cast<FrameSize>(out.size() - begin - sizeof(FrameSize));
  std::memcpy(out.data() + begin, &size, sizeof size);
}

Status sort_block(Block& block, const io::Chunk& chunk, spill::Sorter& sorter) {
  const std::string_view bytes = block.bytes(chunk);
  std::size_t begin = 0;
  for (const std::size_t end : block.ends) {
    DSPREP_CHECK(sorter.add(bytes.substr(begin, end - begin)));
    begin = end;
  }
  block.clear();
  return {};
}

std::unique_ptr<ChunkSource> sorted_source(SortedRecords records, std::size_t shards, std::size_t chunk_size) {
  return std::make_unique<SortedSource>(std::move(records), shards, chunk_size);
}

Result<std::vector<std::string>> write_sorted(SortedRecords records, std::size_t shards, std::size_t chunk_size,
                                              port::Files& files, bool durable,
                                              const std::function<Result<std::string>(std::uint32_t)>& path_of) {
  std::vector<std::string> paths(shards);
  compress::BlockCompressor compressor(compress::Codec::zst, 1);
  std::string block, compressed;
  for (std::uint32_t shard = 0; shard < shards; ++shard) {
    std::uint64_t left = share_of_next(records.count, shards - shard);
    records.count -= left;
    if (left == 0) continue;
    DSPREP_TRY(paths[shard], path_of(shard));
    DSPREP_TRY(const std::unique_ptr<port::WriteFile> file, files.create(paths[shard]));
    while (left > 0) {
      std::string_view record;
      DSPREP_TRY(const bool more, records.reader->next(record));
      if (!more) return too_few();
      block += entry_of(record);
      if (--left > 0 && block.size() < chunk_size) continue;
      compressed.clear();
      DSPREP_CHECK(compressor.compress(block, compressed));
      DSPREP_CHECK(file->append(compressed));
      block.clear();
    }
    if (durable) DSPREP_CHECK(file->sync());
    DSPREP_CHECK(file->close());
  }
  return paths;
}

Result<SortedRecords> sort_spools(port::Files& files, const std::vector<std::string>& spools, const RunOptions& options,
                                  spill::Workspace& workspace) {
  spill::Sorter all(workspace);
  base::Mutex mutex;
  std::atomic<std::size_t> next{0};
  const auto work = [&](std::size_t) -> Status {
    spill::Sorter own(workspace, options.threads);
    for (std::size_t i; (i = next.fetch_add(1)) < spools.size();) {
      if (spools[i].empty()) continue;
      DSPREP_TRY(std::unique_ptr<port::ReadFile> file, files.open(spools[i]));
      DSPREP_TRY(compress::OpenedStream opened, compress::open_stream(compress::stream_of(std::move(file))));
      DSPREP_CHECK(FramedSpool(std::move(opened.stream)).sort_into(own));
    }
    base::Lock lock(mutex);
    return all.merge(std::move(own));
  };
  DSPREP_CHECK(parallel_for(options, options.threads, work));
  SortedRecords records;
  records.count = all.records();
  DSPREP_TRY(records.reader, all.sorted());
  return records;
}

}  // namespace dsprep::exec
