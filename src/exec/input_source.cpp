// The input shards as chunks: read in place by whoever holds the source lock, or, where shards are compressed (tables
// are by themselves) and there are threads to spare, decompressed ahead (exec/read_ahead.h).
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "compress/codec.h"
#include "exec/chunk_source.h"
#include "exec/read_ahead.h"
#include "exec/shard_reader.h"
#include "io/chunk.h"
#include "io/format.h"
#include "io/shards.h"
#include "port/files.h"

namespace dsprep::exec {
namespace {

class InPlace final : public ChunkSource {
 public:
  InPlace(port::Files& files, const std::vector<io::Shard>& shards, std::vector<std::uint32_t> which,
          const InputOptions& options)
      : files_(files), shards_(shards), which_(std::move(which)), options_(options) {}

  Result<bool> next(io::Chunk& chunk, ShardFacts& facts) override {
    while (at_ < which_.size()) {
      const std::uint32_t index = which_[at_];
      if (!reader_) reader_ = std::make_unique<ShardReader>(files_, shards_[index], index, options_);
      DSPREP_TRY(const bool more, reader_->next(chunk));
      if (more) {
        if (chunk.end_of_shard) {
          facts = reader_->facts();
          before_ += facts.bytes;
          reader_.reset();
          ++at_;
        }
        position_ = before_ + (reader_ ? reader_->position() : 0);
        return true;
      }
    }
    return false;
  }
  std::uint64_t position() const override { return position_; }

 private:
  port::Files& files_;
  const std::vector<io::Shard>& shards_;
  const std::vector<std::uint32_t> which_;
  const InputOptions options_;
  std::size_t at_ = 0;
  std::unique_ptr<ShardReader> reader_;
  std::uint64_t before_ = 0, position_ = 0;
};

class Limited final : public ChunkSource {
 public:
  Limited(std::unique_ptr<ChunkSource> source, std::uint64_t limit) : source_(std::move(source)), left_(limit) {}

  Result<bool> next(io::Chunk& chunk, ShardFacts& facts) override {
    if (done_) return false;
    DSPREP_TRY(const bool more, source_->next(chunk, facts));
    if (!more) return false;
    if (chunk.kind == io::Chunk::Kind::oversize) {
      if (chunk.last_piece && left_ > 0) --left_;
    } else if (chunk.kind == io::Chunk::Kind::records) {
      cut(chunk);
    }
    if (left_ == 0 && !(chunk.kind == io::Chunk::Kind::oversize && !chunk.last_piece)) {
      if (!chunk.end_of_shard) facts = {};  // of a shard that is not read to its end nothing is known
      chunk.end_of_shard = true;
      done_ = true;
    }
    return true;
  }
  std::uint64_t position() const override { return source_->position(); }

 private:
  void cut(io::Chunk& chunk) {
    const std::string_view bytes = chunk.bytes();
    if (chunk.rows) {
      chunk.rows->keep_first(left_);
      chunk.lines = chunk.rows->count();
      left_ -= chunk.lines;
      return;
    }
    if (chunk.framed) {
      const std::size_t n = std::min<std::uint64_t>(left_, chunk.frames.size());
      chunk.frames.resize(n);
      chunk.size = n == 0 ? 0 : chunk.frames.back().end;
      chunk.lines = n;
      left_ -= n;
      return;
    }
    std::uint64_t lines = 0;
    std::size_t at = 0;
    while (at < bytes.size() && left_ > 0) {
      std::size_t end = bytes.find('\n', at);
      end = end == std::string_view::npos ? bytes.size() : end + 1;
      ++lines;
      if (bytes.substr(at, end - at).find_first_not_of(" \t\r\n") != std::string_view::npos) --left_;
      at = end;
    }
    chunk.size = at;
    chunk.lines = lines;
  }

  std::unique_ptr<ChunkSource> source_;
  std::uint64_t left_;
  bool done_ = false;
};

}  // namespace

std::unique_ptr<ChunkSource> input_source(port::Files& files, const std::vector<io::Shard>& shards,
                                          std::vector<std::uint32_t> which, const InputOptions& options) {
  const bool dear = std::any_of(which.begin(), which.end(), [&](std::uint32_t i) {
    return shards[i].format->spec->table || !compress::compressed_extension(shards[i].path).empty();
  });
  if (options.readers > 0 && dear) {
    if (auto ahead = read_ahead(files, shards, which, options)) return ahead;
  }
  return std::make_unique<InPlace>(files, shards, std::move(which), options);
}

std::unique_ptr<ChunkSource> limited(std::unique_ptr<ChunkSource> source, std::uint64_t limit) {
  return std::make_unique<Limited>(std::move(source), limit);
}

}  // namespace dsprep::exec
