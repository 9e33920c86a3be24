#include "exec/resharder.h"

#include <algorithm>

namespace dsprep::exec {

std::optional<std::vector<Slice>> Resharder::place(std::uint64_t ticket, ChunkResult& result) {
  // Which file each record goes to, decided in turn …
  std::vector<std::vector<std::uint64_t>> files(plan_.part_count());
  {
    std::unique_lock lock(mutex_);
    turn_.wait(lock, [&] { return aborted_ || next_ == ticket; });
    if (aborted_) return std::nullopt;
    for (std::size_t p = 0; p < files.size(); ++p) {
      PartState& part = parts_[p];
      std::size_t begin = 0;
      for (const std::size_t end : result.blocks[p].ends) {
        const std::uint64_t size = end - begin;
        begin = end;
        if (plan_.options.shards) {
          files[p].push_back(part.records % *plan_.options.shards);
        } else {
          if (part.bytes > 0 && part.bytes + size > *plan_.options.shard_size) {
            ++part.file;
            part.bytes = 0;
          }
          part.bytes += size;
          files[p].push_back(part.file);
        }
        ++part.records;
      }
    }
    ++next_;
  }
  turn_.notify_all();
  // … and carried out at leisure: one slice a file, files ascending, so that rolling over closes them in order.
  std::vector<Slice> slices;
  for (std::size_t p = 0; p < files.size(); ++p) {
    const std::string_view bytes = result.blocks[p].bytes(result.chunk);
    const std::size_t first = slices.size();
    std::size_t begin = 0;
    for (std::size_t r = 0; r < files[p].size(); ++r) {
      const std::size_t end = result.blocks[p].ends[r];
      auto slice = std::find_if(slices.begin() + first, slices.end(), [&](const Slice& s) { return s.file == files[p][r]; });
      if (slice == slices.end()) {
        slices.push_back({static_cast<std::uint16_t>(p), files[p][r], 0, {}});
        slice = slices.end() - 1;
      }
      slice->bytes.append(bytes.substr(begin, end - begin));
      ++slice->records;
      begin = end;
    }
    std::sort(slices.begin() + first, slices.end(), [](const Slice& a, const Slice& b) { return a.file < b.file; });
  }
  return slices;
}

void Resharder::abort() {
  {
    std::scoped_lock lock(mutex_);
    aborted_ = true;
  }
  turn_.notify_all();
}

}  // namespace dsprep::exec
