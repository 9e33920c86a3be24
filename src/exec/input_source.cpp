// The input shards as chunks: read in place by whoever holds the source lock, or, where shards are compressed and there
// are threads to spare, decompressed ahead by reader threads, one shard each, a few chunks deep.
#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <thread>

#include "exec/chunk_source.h"
#include "exec/shard_reader.h"

namespace dsprep::exec {
namespace {

class InPlace final : public ChunkSource {
 public:
  InPlace(port::Files& files, const std::vector<io::Shard>& shards, std::vector<std::uint32_t> which,
          const InputOptions& options)
      : files_(files), shards_(shards), which_(std::move(which)), options_(options) {}

  Result<bool> next(io::Chunk& chunk) override {
    while (at_ < which_.size()) {
      const std::uint32_t index = which_[at_];
      if (!reader_) reader_ = std::make_unique<ShardReader>(files_, shards_[index], index, options_);
      DSPREP_TRY(const bool more, reader_->next(chunk));
      if (more) {
        if (chunk.end_of_shard) {
          facts_[index] = reader_->facts();
          before_ += facts_[index].bytes;
          reader_.reset();
          ++at_;
        }
        position_ = before_ + (reader_ ? reader_->position() : 0);
        return true;
      }
    }
    return false;
  }
  ShardFacts facts(std::uint32_t shard) const override { return facts_.at(shard); }
  std::uint64_t position() const override { return position_; }

 private:
  port::Files& files_;
  const std::vector<io::Shard>& shards_;
  const std::vector<std::uint32_t> which_;
  const InputOptions options_;
  std::size_t at_ = 0;
  std::unique_ptr<ShardReader> reader_;
  std::map<std::uint32_t, ShardFacts> facts_;
  std::uint64_t before_ = 0;
  std::atomic<std::uint64_t> position_{0};
};

class ReadAhead final : public ChunkSource {
 public:
  ReadAhead(port::Files& files, const std::vector<io::Shard>& shards, std::vector<std::uint32_t> which,
            const InputOptions& options)
      : files_(files), shards_(shards), which_(std::move(which)), options_(options), lanes_(which_.size()) {
    const std::size_t n = std::min<std::size_t>(options.readers, which_.size());
    for (std::size_t i = 0; i < n; ++i) threads_.emplace_back([this] { read_shards(); });
  }
  ~ReadAhead() override {
    {
      std::scoped_lock lock(mutex_);
      stop_ = true;
    }
    changed_.notify_all();
    for (std::thread& thread : threads_) thread.join();
  }

  Result<bool> next(io::Chunk& chunk) override {
    std::unique_lock lock(mutex_);
    if (at_ == lanes_.size()) return false;
    Lane& lane = lanes_[at_];
    changed_.wait(lock, [&] { return !lane.chunks.empty() || lane.error; });
    if (lane.chunks.empty()) return *lane.error;
    std::swap(chunk, lane.chunks.front());
    free_.push_back(std::move(lane.chunks.front()));      // the worker's old buffer goes round again
    lane.chunks.pop_front();
    lane.bytes -= chunk.size;
    if (free_.size() > 2 * threads_.size()) free_.pop_front();
    if (chunk.end_of_shard) {
      before_ += lane.facts.bytes;
      position_ = before_;
      ++at_;
    } else {
      position_ = before_ + lane.position;
    }
    lock.unlock();
    changed_.notify_all();
    return true;
  }
  ShardFacts facts(std::uint32_t shard) const override {
    std::scoped_lock lock(mutex_);
    const auto lane = std::lower_bound(which_.begin(), which_.end(), shard) - which_.begin();
    return lanes_[lane].facts;
  }
  std::uint64_t position() const override { return position_; }

 private:
  // A few chunks ahead, but never more than one that is larger than usual.
  static constexpr std::size_t depth = 3;
  struct Lane {
    std::deque<io::Chunk> chunks;
    std::uint64_t bytes = 0, position = 0;
    std::optional<Error> error;
    ShardFacts facts;
  };

  bool has_room(const Lane& lane) const {
    return lane.chunks.size() < depth && (lane.chunks.empty() || lane.bytes < depth * (options_.chunk_size + (1u << 20)));
  }

  void read_shards() {
    for (;;) {
      const std::size_t at = next_lane_.fetch_add(1);
      if (at >= lanes_.size()) return;
      Lane& lane = lanes_[at];
      ShardReader reader(files_, shards_[which_[at]], which_[at], options_);
      for (bool more = true; more;) {
        io::Chunk chunk;
        {
          std::unique_lock lock(mutex_);
          changed_.wait(lock, [&] { return stop_ || has_room(lane); });
          if (stop_) return;
          if (!free_.empty()) {
            chunk = std::move(free_.back());
            free_.pop_back();
          }
        }
        auto read = reader.next(chunk);
        std::scoped_lock lock(mutex_);
        if (!read) {
          lane.error = std::move(read).error();
          more = false;
        } else {
          more = *read && !chunk.end_of_shard;
          lane.position = reader.position();
          if (chunk.end_of_shard) lane.facts = reader.facts();
          lane.bytes += chunk.size;
          lane.chunks.push_back(std::move(chunk));
        }
        changed_.notify_all();
      }
    }
  }

  port::Files& files_;
  const std::vector<io::Shard>& shards_;
  const std::vector<std::uint32_t> which_;
  const InputOptions options_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Lane> lanes_;
  std::deque<io::Chunk> free_;
  std::size_t at_ = 0;
  bool stop_ = false;
  std::atomic<std::size_t> next_lane_{0};
  std::uint64_t before_ = 0;
  std::atomic<std::uint64_t> position_{0};
  std::vector<std::thread> threads_;
};

class Limited final : public ChunkSource {
 public:
  Limited(std::unique_ptr<ChunkSource> source, std::uint64_t limit) : source_(std::move(source)), left_(limit) {}

  Result<bool> next(io::Chunk& chunk) override {
    if (done_) return false;
    DSPREP_TRY(const bool more, source_->next(chunk));
    if (!more) return false;
    if (chunk.kind == io::Chunk::Kind::oversize) {
      if (chunk.last_piece && left_ > 0) --left_;
    } else if (chunk.kind == io::Chunk::Kind::records) {
      cut(chunk);
    }
    if (left_ == 0 && !(chunk.kind == io::Chunk::Kind::oversize && !chunk.last_piece)) {
      cut_shard_ = !chunk.end_of_shard;
      last_shard_ = chunk.shard;
      chunk.end_of_shard = true;
      done_ = true;
    }
    return true;
  }
  ShardFacts facts(std::uint32_t shard) const override {
    return done_ && cut_shard_ && shard == last_shard_ ? ShardFacts{} : source_->facts(shard);
  }
  std::uint64_t position() const override { return source_->position(); }

 private:
  void cut(io::Chunk& chunk) {
    const std::string_view bytes = chunk.bytes();
    if (!chunk.ends.empty()) {
      const std::size_t n = std::min<std::uint64_t>(left_, chunk.ends.size());
      chunk.ends.resize(n);
      chunk.size = n == 0 ? 0 : chunk.ends.back();
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
  bool done_ = false, cut_shard_ = false;
  std::uint32_t last_shard_ = 0;
};

}  // namespace

std::unique_ptr<ChunkSource> input_source(port::Files& files, const std::vector<io::Shard>& shards,
                                          std::vector<std::uint32_t> which, const InputOptions& options) {
  const bool compressed = std::any_of(which.begin(), which.end(), [&](std::uint32_t i) {
    return io::codec_of_path(shards[i].path) != io::Codec::none;
  });
  if (options.readers > 0 && compressed)
    return std::make_unique<ReadAhead>(files, shards, std::move(which), options);
  return std::make_unique<InPlace>(files, shards, std::move(which), options);
}

std::unique_ptr<ChunkSource> limited(std::unique_ptr<ChunkSource> source, std::uint64_t limit) {
  return std::make_unique<Limited>(std::move(source), limit);
}

}  // namespace dsprep::exec
