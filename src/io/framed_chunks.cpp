// Chunks of what a Framer finds.
//
// Bytes are read straight into the chunk and shown to the framer once. What it has not seen the end of is carried over
// to the next chunk; where a chunk's worth of bytes ends no record, the chunk grows, geometrically, until one ends or
// is longer than a record may be; then it leaves in pieces. Reads are repeated until they are full, so that the
// borders of chunks depend on the decompressed bytes and the options alone.
#include <algorithm>
#include <cassert>
#include <cstdint>
#include <cstring>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "compress/codec.h"
#include "io/chunk.h"
#include "io/chunk_sizes.h"
#include "io/count_lines.h"
#include "io/format.h"

namespace dsprep::io {
namespace {

class FramedChunks final : public ChunkReader {
 public:
  FramedChunks(std::unique_ptr<compress::ByteStream> stream, std::unique_ptr<Framer> framer, ChunkOptions options)
      : stream_(std::move(stream)),
        framer_(std::move(framer)),
        chunk_size_(std::max<std::size_t>(options.chunk_size, 1)),
        longest_(std::min(options.max_record_size, longest_record)) {
    framer_->limit(longest_);
  }

  Result<bool> next(Chunk& chunk) override {
    chunk.clear();
    if (finished_) return false;
    if (chunk.storage.size() > std::max(kept_storage, 4 * chunk_size_)) std::string().swap(chunk.storage);
    if (!started_) skip_byte_order_mark();
    chunk.number = number_++;
    chunk.framed = true;
    chunk.first_record = record_;
    if (in_long_record_) {
      fill_with_piece(chunk);
    } else {
      fill_with_records(chunk);
    }
    if (stream_error_ && !stream_->damaged()) {  // the disk fails, or a signal came: nobody goes on from here
      finished_ = true;
      return *stream_error_;
    }
    chunk.reserve(chunk.size);
    record_ += chunk.lines;
    finished_ = chunk.end_of_shard;
    return true;
  }

  std::string guessed() const override { return framer_->guessed(); }

 private:
  // ---- chunks ----

  void fill_with_records(Chunk& chunk) {
    std::size_t size = take_waiting(chunk);
    while (!stream_ended_) {
      if (!found_.empty() && size >= chunk_size_) break;
      if (found_.empty()) {
        if (leaves()) break;
        if (size >= chunk_size_) drop_beginning(chunk, size);
      }
      const std::size_t step = std::min(std::max(size, chunk_size_), std::max(chunk_size_, largest_step));
      read(chunk.storage, size, size < chunk_size_ ? chunk_size_ : size + step);
    }
    if (found_.empty() && leaves()) {
      count_lines_to(open_, {chunk.storage.data(), size});
      wait(chunk, size, open_ - offset_);
      in_long_record_ = true;
      long_begin_ = open_;
      fill_with_piece(chunk);
      return;
    }
    const std::uint64_t used = place_records(chunk, size) - offset_;
    chunk.offset = offset_;
    wait(chunk, size, used);
    if (!found_.empty()) return;  // records under another preamble
    if (cut() && chunk.frames.empty()) fill_with_damage(chunk);
    else chunk.end_of_shard = stream_ended_ && !cut();
  }

  // The records that were found, as far as they have one preamble. Returns where the chunk ends.
  std::uint64_t place_records(Chunk& chunk, std::size_t size) {
    const std::string_view bytes(chunk.storage.data(), size);
    chunk.column = offset_ - line_begin_;
    std::uint64_t end = open_;
    for (; !found_.empty(); found_.pop_front()) {
      const FrameBounds& bounds = found_.front();
      if (bounds.kind == FrameBounds::Kind::record) {
        count_lines_to(bounds.begin, bytes);
        place_ = std::max(line_, place_ + 1);
        chunk.frames.push_back({bounds.begin - offset_, bounds.end - offset_, line_, place_});
        continue;
      }
      end = bounds.begin;
      if (!chunk.frames.empty()) break;
      end = open_;
      const std::string_view header = bytes.substr(bounds.begin - offset_, bounds.end - bounds.begin);
      preamble_ = std::make_shared<const std::string>(framer_->preamble(header));
    }
    count_lines_to(end, bytes);
    chunk.preamble = preamble_;
    chunk.lines = chunk.frames.size();
    if (!chunk.frames.empty()) chunk.first_line = chunk.frames.front().line;
    return end;
  }

  void fill_with_piece(Chunk& chunk) {
    chunk.kind = Chunk::Kind::oversize;
    chunk.first_piece = long_begin_ == offset_;
    chunk.first_line = line_;
    chunk.offset = offset_;
    std::size_t size = take_waiting(chunk);
    while (found_.empty() && !stream_ended_ && size < piece_size) read(chunk.storage, size, piece_size);
    const bool ends = !found_.empty();
    const std::uint64_t length = (ends ? found_.front().end : scanned_) - offset_;
    chunk.last_piece = length <= piece_size && (ends || stream_ended_);
    chunk.size = std::min<std::uint64_t>(length, piece_size);
    if (chunk.first_piece) place_ = std::max(line_, place_ + 1);
    if (!chunk.last_piece) {
      count_lines_to(offset_ + chunk.size, {chunk.storage.data(), size});
      wait(chunk, size, chunk.size);
      return;
    }
    if (ends) found_.pop_front();
    else open_ = scanned_;
    const std::uint64_t next = found_.empty() ? open_ : found_.front().begin;
    count_lines_to(next, {chunk.storage.data(), size});
    const std::size_t shown = chunk.size;
    wait(chunk, size, next - offset_);
    chunk.size = shown;
    chunk.lines = 1;
    in_long_record_ = false;
    chunk.end_of_shard = stream_ended_ && found_.empty() && !cut();
  }

  // All records before the damage have left: what waits is the one that it cut.
  void fill_with_damage(Chunk& chunk) {
    chunk.kind = Chunk::Kind::damage;
    chunk.first_line = line_;
    chunk.size = 0;
    chunk.partial.swap(waiting_);
    chunk.append(stream_error_ ? stream_error_->message : cut_short_->message);
    chunk.offset = offset_ + chunk.partial.size();
    chunk.end_of_shard = true;
  }

  // ---- bytes ----

  bool cut() const { return stream_error_.has_value() || cut_short_.has_value(); }

  // Makes what waits the beginning of the chunk's bytes.
  std::size_t take_waiting(Chunk& chunk) {
    const std::size_t size = waiting_.size();
    chunk.reserve(size);
    std::memcpy(chunk.storage.data(), waiting_.data(), size);
    waiting_.clear();
    if (waiting_.capacity() > kept_storage) std::string().swap(waiting_);
    return size;
  }

  // The bytes from `used` on wait for the next chunk.
  void wait(Chunk& chunk, std::size_t size, std::size_t used) {
    if (used == 0) {  // may be as long as a record: not copied
      waiting_.swap(chunk.storage);
      waiting_.resize(size);
      chunk.reserve(0);
    } else {
      waiting_.assign(chunk.storage, used, size - used);
    }
    chunk.size = used;
    offset_ += used;
  }

  // What belongs to no record and stands before the one under way.
  void drop_beginning(Chunk& chunk, std::size_t& size) {
    const std::size_t n = open_ - offset_;
    if (n == 0) return;
    count_lines_to(open_, {chunk.storage.data(), size});
    std::memmove(chunk.storage.data(), chunk.storage.data() + n, size - n);
    size -= n;
    offset_ = open_;
  }

  // Until `storage` holds `goal` bytes or the stream ends; all of it is shown to the framer.
  void read(std::string& storage, std::size_t& size, std::size_t goal) {
    if (storage.size() < goal + Chunk::padding) storage.resize(goal + Chunk::padding);
    const std::size_t before = size;
    while (size < goal && !stream_ended_) {
      Result<std::size_t> n = stream_->read({storage.data() + size, goal - size});
      stream_ended_ = !n.ok() || *n == 0;
      if (n.ok()) size += *n;
      else stream_error_ = std::move(n).error();
    }
    show({storage.data() + before, size - before});
  }

  void show(std::string_view bytes) {
    bounds_.clear();
    if (!bytes.empty()) open_ = framer_->frame(bytes, scanned_, bounds_);
    assert((bounds_.empty() || bounds_.front().end >= (in_long_record_ ? scanned_ : offset_)) &&
           "a framer ends a record that is gone");
    scanned_ += bytes.size();
    if (stream_ended_ && !stream_error_) {
      if (Status whole = framer_->finish(scanned_, bounds_); whole.ok()) open_ = scanned_;
      else cut_short_ = std::move(whole).error();
    }
    found_.insert(found_.end(), bounds_.begin(), bounds_.end());
  }

  // The record under way is longer than a record may be, and goes in pieces.
  bool leaves() const { return scanned_ - open_ > longest_ && framer_->leaves(); }

  // `bytes` begin at offset_.
  void count_lines_to(std::uint64_t end, std::string_view bytes) {
    const std::string_view between = bytes.substr(counted_ - offset_, end - counted_);
    counted_ = end;
    const std::size_t last = between.rfind('\n');
    if (last == between.npos) return;
    line_ += count_lines(between.substr(0, last + 1));
    line_begin_ = end - between.size() + last + 1;
  }

  void skip_byte_order_mark() {
    started_ = true;
    char mark[byte_order_mark.size()];
    std::size_t size = 0;
    while (size < sizeof mark && !stream_ended_) {
      Result<std::size_t> n = stream_->read({mark + size, sizeof mark - size});
      stream_ended_ = !n.ok() || *n == 0;
      if (n.ok()) size += *n;
      else stream_error_ = std::move(n).error();
    }
    std::string_view begin(mark, size);
    if (begin == byte_order_mark) {
      offset_ = counted_ = scanned_ = open_ = line_begin_ = size;
      begin = {};
    }
    waiting_ = begin;
    show(begin);
  }

  const std::unique_ptr<compress::ByteStream> stream_;
  const std::unique_ptr<Framer> framer_;
  const std::size_t chunk_size_;
  const std::uint64_t longest_;
  std::string waiting_;              // shown to the framer, and in no chunk yet
  std::deque<FrameBounds> found_;    // and so are the records that end in it
  std::vector<FrameBounds> bounds_;  // scratch
  std::uint64_t offset_ = 0;         // of the first byte of waiting_, or of the chunk that is being filled
  std::uint64_t scanned_ = 0;        // the framer has seen what lies before
  std::uint64_t open_ = 0;           // where the record under way begins
  std::uint64_t counted_ = 0, line_ = 1, line_begin_ = 0;  // counted_ is on line_, which begins at line_begin_
  std::uint64_t number_ = 0, record_ = 0, place_ = 0;
  std::uint64_t long_begin_ = 0;  // of the record that leaves in pieces
  std::shared_ptr<const std::string> preamble_;
  std::optional<Error> stream_error_;  // why the stream ended
  std::optional<Error> cut_short_;     // or what the framer misses at its end
  bool started_ = false, stream_ended_ = false, finished_ = false, in_long_record_ = false;
};

}  // namespace

std::unique_ptr<ChunkReader> framed_chunks(std::unique_ptr<compress::ByteStream> stream, std::unique_ptr<Framer> framer,
                                           ChunkOptions options) {
  return std::make_unique<FramedChunks>(std::move(stream), std::move(framer), options);
}

}  // namespace dsprep::io
