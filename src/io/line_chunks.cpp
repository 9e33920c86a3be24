// Chunks of lines: a record is a line.
//
// A chunk's worth of bytes is read straight into the chunk; behind the last LF the chunk is cut, and the tail carried
// over to the next one. Where no LF came the line is longer than the chunk: the chunk grows, geometrically, until the
// line ends or is longer than a record may be; then it leaves in pieces.
//
// Three things keep that linear and its borders a function of the decompressed bytes and the options alone:
// - A step looks at most at one longest record and its terminator. So of the lines found in a step only the first can
//   be too long, and only if nothing else was found.
// - What has to wait stays in `waiting_` and is taken from there in steps as well. Bytes that were taken and not used
//   are not copied back: the reading position goes back over them.
// - Reads are repeated until they are full. Whether the end of the stream is known then depends on its length, not on
//   how many bytes the operating system felt like handing out.
#include <algorithm>
#include <cassert>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "compress/codec.h"
#include "io/chunk.h"
#include "io/chunk_sizes.h"
#include "io/count_lines.h"
#include "io/format.h"

namespace dsprep::io {
namespace {

class LineChunks final : public ChunkReader {
 public:
  LineChunks(std::unique_ptr<compress::ByteStream> stream, ChunkOptions options)
      : stream_(std::move(stream)),
        chunk_size_(std::max<std::size_t>(options.chunk_size, 1)),
        longest_(static_cast<std::size_t>(std::min(options.max_record_size, longest_record))) {}

  Result<bool> next(Chunk& chunk) override {
    chunk.clear();
    if (finished_) return false;
    if (chunk.storage.size() > std::max(kept_storage, 4 * chunk_size_)) std::string().swap(chunk.storage);
    if (!started_) skip_byte_order_mark();
    chunk.number = number_++;
    chunk.first_line = line_;
    chunk.first_record = line_ - 1;
    chunk.offset = offset_;
    if (in_long_line_) {
      fill_with_piece(chunk);
    } else {
      fill_with_lines(chunk);
    }
    // The disk fails, or a signal came. What was read so far is lost, which is fine: nobody goes on from here.
    if (error_ && !stream_->damaged()) {
      finished_ = true;
      return *error_;
    }
    chunk.reserve(chunk.size);
    line_ += chunk.lines;
    finished_ = chunk.end_of_shard;
    return true;
  }

 private:
  // ---- chunks ----

  void fill_with_lines(Chunk& chunk) {
    std::size_t size = 0;     // bytes in the chunk …
    std::size_t begin = 0;    // … of which this many are whole lines, …
    std::size_t scanned = 0;  // … and up to here there is no LF behind those
    while (!in_long_line_) {
      const std::size_t limit = begin + longest_ + 2;  // behind the longest record and CR LF
      if (scanned == size) {
        if (begin > 0 && size >= chunk_size_) break;
        if (!take_more(chunk, size, limit)) break;
      }
      const std::size_t end = std::min(size, limit);
      const char* const lines = chunk.storage.data() + begin;
      const auto* last = static_cast<const char*>(::memrchr(chunk.storage.data() + scanned, '\n', end - scanned));
      scanned = end;
      if (last == nullptr) {
        in_long_line_ = end == limit;
        continue;
      }
      const auto length = static_cast<std::size_t>(last - lines);
      if (length == longest_ + 1 && last[-1] != '\r' && std::memchr(lines, '\n', length) == nullptr) {
        in_long_line_ = true;
      } else {
        begin += length + 1;
        scanned = std::max(scanned, begin);
      }
    }
    // The last line may lack its LF; where the stream is damaged it is no line but what is left of one.
    if (at_end() && !in_long_line_ && scanned == size && size > begin && !error_) {
      const std::size_t length = size - begin;
      if (length <= longest_ || (length == longest_ + 1 && chunk.storage[size - 1] == '\r')) {
        begin = size;
      } else {
        in_long_line_ = true;
      }
    }
    if (begin == 0 && in_long_line_) {
      put_back(chunk, size, 0);
      fill_with_piece(chunk);
      return;
    }
    put_back(chunk, size, begin);
    chunk.size = begin;
    offset_ += begin;
    chunk.lines = count_lines(chunk.bytes());
    if (begin > 0 && chunk.storage[begin - 1] != '\n') ++chunk.lines;
    if (error_ && begin == 0) {
      fill_with_damage(chunk);
    } else {
      chunk.end_of_shard = ended();
    }
  }

  void fill_with_piece(Chunk& chunk) {
    chunk.kind = Chunk::Kind::oversize;
    chunk.first_piece = !piece_begun_;
    constexpr std::size_t most = piece_size + 2;  // CR LF may stand behind a whole piece
    std::size_t size = 0;
    const char* end = nullptr;
    while (size < most && end == nullptr) {
      const std::size_t scanned = size;
      if (waiting() > 0) {
        // Copies no more than the line has: a great many short lines may wait behind it.
        const std::string_view next = std::string_view(waiting_).substr(taken_, most - size);
        const std::size_t line_feed = next.find('\n');
        take(chunk, size, std::min(next.size(), line_feed == next.npos ? next.size() : line_feed + 1));
      } else if (!read(chunk, size, most)) {
        break;
      }
      end = static_cast<const char*>(std::memchr(chunk.storage.data() + scanned, '\n', size - scanned));
    }
    const std::string_view bytes(chunk.storage.data(), size);
    std::size_t length = end ? static_cast<std::size_t>(end - bytes.data()) : size;
    const std::size_t terminated = end ? length + 1 : length;
    if (end && bytes.substr(0, length).ends_with('\r')) --length;
    const bool line_ends = end || size < most;
    chunk.last_piece = line_ends && length <= piece_size;
    const std::size_t used = chunk.last_piece ? terminated : piece_size;
    put_back(chunk, size, used);
    chunk.size = std::min(length, piece_size);
    chunk.lines = chunk.last_piece ? 1 : 0;
    offset_ += used;
    in_long_line_ = piece_begun_ = !chunk.last_piece;
    chunk.end_of_shard = chunk.last_piece && ended();
  }

  // Everything before the damage has left, but for the line that it cut: that is what waits.
  void fill_with_damage(Chunk& chunk) {
    chunk.kind = Chunk::Kind::damage;
    chunk.partial.assign(waiting_, taken_);
    chunk.append(error_->message);
    chunk.offset = offset_ + chunk.partial.size();
    chunk.end_of_shard = true;
  }

  // ---- bytes ----

  bool at_end() const { return stream_ended_ && waiting() == 0; }
  bool ended() const { return at_end() && !error_; }
  std::size_t waiting() const { return waiting_.size() - taken_; }

  // Makes the chunk full or, where it is full of one unfinished line, larger: by at least a byte, false at the end.
  // What waits is taken no further than `limit`; of the stream, reading less than a chunk would only be slow.
  bool take_more(Chunk& chunk, std::size_t& size, std::size_t limit) {
    const std::size_t step = std::min(std::max(size, chunk_size_), std::max(chunk_size_, largest_step));
    const std::size_t goal = size < chunk_size_ ? chunk_size_ : std::min(size + step, limit);
    if (waiting() == 0) return read(chunk, size, goal);
    take(chunk, size, std::min(waiting(), std::min(goal, limit) - size));
    return true;
  }

  void take(Chunk& chunk, std::size_t& size, std::size_t n) {
    chunk.reserve(size + n);
    std::memcpy(chunk.storage.data() + size, waiting_.data() + taken_, n);
    taken_ += n;
    size += n;
  }

  // Reads until the chunk holds `goal` bytes or the stream ends. REQUIRES that nothing waits.
  bool read(Chunk& chunk, std::size_t& size, std::size_t goal) {
    chunk.reserve(goal);
    const std::size_t before = size;
    while (size < goal && !stream_ended_) {
      Result<std::size_t> n = stream_->read({chunk.storage.data() + size, goal - size});
      stream_ended_ = !n.ok() || *n == 0;
      if (n.ok()) {
        size += *n;
      } else {
        error_ = std::move(n).error();
      }
    }
    return size > before;
  }

  // The chunk's bytes from `used` on were not needed: they wait.
  void put_back(Chunk& chunk, std::size_t size, std::size_t used) {
    if (waiting() > 0) {  // then all of the chunk came from there
      assert(size - used <= taken_);
      taken_ -= size - used;
      return;
    }
    taken_ = 0;
    if (waiting_.capacity() > kept_storage) std::string().swap(waiting_);
    if (used == 0) {  // may be as long as a record: not copied
      waiting_.swap(chunk.storage);
      waiting_.resize(size);
    } else {
      waiting_.assign(chunk.storage, used, size - used);
    }
  }

  void skip_byte_order_mark() {
    started_ = true;
    Chunk begin;
    std::size_t size = 0;
    read(begin, size, byte_order_mark.size());
    if (std::string_view(begin.storage.data(), size) == byte_order_mark) {
      offset_ = size;
    } else {
      waiting_.assign(begin.storage, 0, size);
    }
  }

  const std::unique_ptr<compress::ByteStream> stream_;
  const std::size_t chunk_size_;
  const std::size_t longest_;
  std::string waiting_;  // from taken_ on: read, and in no chunk yet
  std::size_t taken_ = 0;
  std::uint64_t number_ = 0, line_ = 1;
  std::uint64_t offset_ = 0;    // of the first byte that is in no chunk yet
  std::optional<Error> error_;  // why the stream ended
  bool started_ = false, stream_ended_ = false, finished_ = false;
  bool in_long_line_ = false, piece_begun_ = false;  // the next byte belongs to a line that leaves in pieces
};

}  // namespace

std::unique_ptr<ChunkReader> line_chunks(std::unique_ptr<compress::ByteStream> stream, ChunkOptions options) {
  return std::make_unique<LineChunks>(std::move(stream), options);
}

}  // namespace dsprep::io
