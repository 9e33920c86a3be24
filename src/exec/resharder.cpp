#include "exec/resharder.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "exec/run.h"
#include "io/format.h"

namespace dsprep::exec {

// The file of each record of a part, and what that makes of the part.
std::vector<std::uint64_t> Resharder::files_of(const std::vector<std::size_t>& ends, PartState& part) const {
  std::vector<std::uint64_t> files;
  files.reserve(ends.size());
  std::size_t begin = 0;
  for (const std::size_t end : ends) {
    const std::uint64_t size = end - begin;
    begin = end;
    if (plan_.options.shards) {
      files.push_back(part.records % *plan_.options.shards);
    } else {
      if (part.bytes > 0 && part.bytes + size > *plan_.options.shard_size) {
        ++part.file;
        part.bytes = 0;
      }
      part.bytes += size;
      files.push_back(part.file);
    }
    ++part.records;
  }
  return files;
}

bool Resharder::place(std::uint64_t ticket, ChunkResult& result, bool last) {
  // Which file each record goes to, decided in turn …
  std::vector<std::vector<std::uint64_t>> files(plan_.part_count());
  {
    base::Lock lock(mutex_);
    while (!aborted_ && next_ != ticket) turn_.wait(mutex_);
    if (aborted_) return false;
    for (std::size_t p = 0; p < files.size(); ++p) files[p] = files_of(result.blocks[p].ends, parts_[p]);
    if (last) ++next_;
  }
  turn_.notify_all();
  // … and carried out at leisure: one slice a file, files ascending, so that rolling over closes them in order.
  for (std::size_t p = 0; p < files.size(); ++p) {
    const std::string_view bytes = result.blocks[p].bytes(result.chunk);
    const std::size_t first = result.slices.size();
    std::size_t begin = 0;
    for (std::size_t r = 0; r < files[p].size(); ++r) {
      const std::size_t end = result.blocks[p].ends[r];
      // --shards deals records out in turn, so the files come round; --shard-size fills one after the other.
      const bool known = plan_.options.shards ? r >= *plan_.options.shards : r > 0 && files[p][r - 1] == files[p][r];
      if (!known) result.slices.push_back({static_cast<std::uint16_t>(p), files[p][r], 0, {}});
      Slice& slice =
          known && plan_.options.shards ? result.slices[first + r % *plan_.options.shards] : result.slices.back();
      if (slice.records > 0 && plan_.options.format) slice.bytes += plan_.options.format->writer->between();
      slice.bytes.append(bytes.substr(begin, end - begin));
      ++slice.records;
      begin = end;
    }
    std::sort(result.slices.begin() + first, result.slices.end(),
              [](const Slice& a, const Slice& b) { return a.file < b.file; });
  }
  return true;
}

void Resharder::abort() {
  {
    base::Lock lock(mutex_);
    aborted_ = true;
  }
  turn_.notify_all();
}

}  // namespace dsprep::exec
