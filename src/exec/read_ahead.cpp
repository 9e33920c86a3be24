#include "exec/read_ahead.h"

#include <algorithm>
#include <deque>
#include <exception>
#include <map>
#include <new>
#include <optional>
#include <string>
#include <thread>

#include "base/mutex.h"
#include "exec/caught.h"
#include "exec/shard_reader.h"
#include "io/chunk.h"

namespace dsprep::exec {
namespace {

// A lane is a shard that is being read, or was and waits. Lanes are begun in order, so the one whose turn it is has
// always been begun, and its reader is always allowed to go on: what the others hold cannot stop the whole.
class ReadAhead final : public ChunkSource {
 public:
  ReadAhead(port::Files& files, const std::vector<io::Shard>& shards, const std::vector<std::uint32_t>& which,
            const InputOptions& options)
      : files_(files), shards_(shards), which_(which), options_(options) {}
  ~ReadAhead() override {
    {
      base::Lock lock(mutex_);
      stop_ = true;
    }
    room_.notify_all();
    for (std::thread& thread : threads_) thread.join();
  }

  // False where the system gives no thread; fewer than asked for do the same work.
  bool start() {
    const std::size_t n = std::min<std::size_t>(options_.readers, which_.size());
    most_held_ = n * depth * options_.chunk_size;
    (void)caught([&]() -> Status {
      threads_.reserve(n);
      for (std::size_t i = 0; i < n; ++i) threads_.emplace_back([this] { read(); });
      return {};
    });
    return !threads_.empty();
  }

  Result<bool> next(io::Chunk& chunk, ShardFacts& facts) override {
    base::Lock lock(mutex_);
    if (turn_ == which_.size()) return false;
    while (!error_ && (lanes_.count(turn_) == 0 || (lanes_[turn_].chunks.empty() && !lanes_[turn_].error)))
      ready_.wait(mutex_);
    if (error_) return *error_;
    Lane& lane = lanes_[turn_];
    if (lane.chunks.empty()) return *lane.error;
    Ahead& ahead = lane.chunks.front();
    held_ -= ahead.held;
    std::swap(chunk, ahead.chunk);
    keep(std::move(ahead.chunk));
    position_ = before_ + ahead.position;
    if (chunk.end_of_shard) {
      facts = std::move(ahead.facts);
      before_ += facts.bytes;
      position_ = before_;
      lanes_.erase(turn_++);
    } else {
      lane.chunks.pop_front();
    }
    lock.unlock();
    room_.notify_all();
    return true;
  }
  std::uint64_t position() const override { return position_; }

 private:
  static constexpr std::size_t depth = 3;          // chunks of the usual size, a thread
  static constexpr std::size_t chunk_cost = 4096;  // of a chunk beside its bytes
  struct Ahead {
    io::Chunk chunk;
    ShardFacts facts;  // where the chunk ends its shard
    std::uint64_t position = 0, held = 0;
  };
  struct Lane {
    std::deque<Ahead> chunks;
    std::optional<Error> error;
  };

  bool has_room(std::size_t at) DSPREP_REQUIRES(mutex_) {
    if (held_ < most_held_) return true;
    if (at != turn_) return false;
    const auto lane = lanes_.find(at);
    return lane == lanes_.end() || lane->second.chunks.empty();
  }

  // A buffer that somebody is done with.
  void keep(io::Chunk&& chunk) DSPREP_REQUIRES(mutex_) {
    const std::size_t size = chunk.storage.size();
    if (size >= options_.chunk_size && size < 2 * options_.chunk_size + io::Chunk::padding &&
        free_.size() < threads_.size())
      free_.push_back(std::move(chunk.storage));
  }

  void read() {
    Status status = caught([this] { return read_lanes(); });
    if (status.ok()) return;
    base::Lock lock(mutex_);
    if (!error_) error_ = std::move(status).error();
    ready_.notify_all();
  }

  Status read_lanes() {
    io::Chunk buffer;
    for (;;) {
      std::size_t at;
      {
        base::Lock lock(mutex_);
        while (!stop_ && next_lane_ < which_.size() && !has_room(next_lane_)) room_.wait(mutex_);
        if (stop_ || next_lane_ >= which_.size()) return {};
        at = next_lane_++;
        lanes_[at];
      }
      ShardReader reader(files_, shards_[which_[at]], which_[at], options_);
      while (read_chunk(at, reader, buffer)) {
      }
    }
  }

  // False where the lane has ended, or nobody wants more.
  bool read_chunk(std::size_t at, ShardReader& reader, io::Chunk& buffer) {
    {
      base::Lock lock(mutex_);
      while (!stop_ && !has_room(at)) room_.wait(mutex_);
      if (stop_) return false;
      if (buffer.storage.empty() && !free_.empty()) {
        buffer.storage = std::move(free_.back());
        free_.pop_back();
      }
    }
    auto read = reader.next(buffer);
    Ahead ahead;
    if (read && *read) {
      ahead.position = reader.position();
      if (buffer.end_of_shard) ahead.facts = reader.facts();
      take(buffer, ahead.chunk);
      ahead.held = chunk_cost + ahead.chunk.storage.capacity() + ahead.chunk.partial.size() +
                   (ahead.chunk.rows ? ahead.chunk.rows->held() : 0) +
                   ahead.chunk.frames.size() * sizeof(io::FramedRecord);
    }
    base::Lock lock(mutex_);
    Lane& lane = lanes_[at];
    bool more = false;
    if (!read) {
      lane.error = std::move(read).error();
    } else if (*read) {
      more = !ahead.chunk.end_of_shard;
      held_ += ahead.held;
      lane.chunks.push_back(std::move(ahead));
    }
    ready_.notify_all();
    return more;
  }

  // Of a buffer that is mostly empty, as after a small shard, only what was read waits: a copy costs less than the
  // room.
  static void take(io::Chunk& buffer, io::Chunk& chunk) {
    std::string storage = std::move(buffer.storage);
    buffer.storage.clear();
    chunk = std::move(buffer);
    if (chunk.size + io::Chunk::padding > storage.size() / 2) {
      chunk.storage = std::move(storage);
    } else {
      chunk.storage.assign(storage, 0, chunk.size + io::Chunk::padding);
      buffer.storage = std::move(storage);
    }
  }

  port::Files& files_;
  const std::vector<io::Shard>& shards_;
  const std::vector<std::uint32_t> which_;
  const InputOptions options_;
  std::size_t most_held_ = 0;
  std::uint64_t before_ = 0, position_ = 0;  // of who calls next()
  base::Mutex mutex_;
  base::Condition ready_, room_;
  std::map<std::size_t, Lane> lanes_ DSPREP_GUARDED_BY(mutex_);  // begun and not used up, by place in which_
  std::vector<std::string> free_ DSPREP_GUARDED_BY(mutex_);
  std::size_t turn_ DSPREP_GUARDED_BY(mutex_) = 0, next_lane_ DSPREP_GUARDED_BY(mutex_) = 0;
  std::uint64_t held_ DSPREP_GUARDED_BY(mutex_) = 0;
  bool stop_ DSPREP_GUARDED_BY(mutex_) = false;
  std::optional<Error> error_ DSPREP_GUARDED_BY(mutex_);  // of no lane: a reader was thrown out
  std::vector<std::thread> threads_;
};

}  // namespace

std::unique_ptr<ChunkSource> read_ahead(port::Files& files, const std::vector<io::Shard>& shards,
                                        const std::vector<std::uint32_t>& which, const InputOptions& options) {
  auto source = std::make_unique<ReadAhead>(files, shards, which, options);
  if (!source->start()) return nullptr;
  return source;
}

}  // namespace dsprep::exec
