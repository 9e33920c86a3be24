// Chunks of whole files: each file is a record.
//
// Files are read straight into the chunk, one behind the other, until it is full. One that is longer than a record may
// be leaves in pieces; one that is damaged is told, and the read goes on with the next. Like those of lines, the
// borders of chunks depend on the bytes of the files and the options alone.
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "compress/codec.h"
#include "io/chunk.h"
#include "io/chunk_sizes.h"
#include "io/format.h"

namespace dsprep::io {
namespace {

bool is_blank(std::string_view bytes) {
  if (bytes.starts_with(byte_order_mark)) bytes.remove_prefix(byte_order_mark.size());
  return bytes.find_first_not_of(" \t\r\n\f\v") == bytes.npos;
}

class FileChunks final : public ChunkReader {
 public:
  FileChunks(FileSource& files, ChunkOptions options)
      : files_(files),
        chunk_size_(std::max<std::size_t>(options.chunk_size, 1)),
        longest_(static_cast<std::size_t>(std::min(options.max_record_size, longest_record))) {}

  Result<bool> next(Chunk& chunk) override {
    chunk.clear();
    if (finished_) return false;
    if (chunk.storage.size() > std::max(kept_storage, 4 * chunk_size_)) std::string().swap(chunk.storage);
    chunk.number = number_++;
    chunk.framed = chunk.files = true;
    chunk.first_record = record_;
    if (long_) DSPREP_CHECK(fill_with_piece(chunk));
    else if (damage_) fill_with_damage(chunk);
    else DSPREP_CHECK(fill_with_files(chunk));
    chunk.reserve(chunk.size);
    record_ += chunk.lines;
    finished_ = chunk.end_of_shard = at_ == files_.files() && !damage_;
    return true;
  }

 private:
  // ---- chunks ----

  static bool is_empty(const Chunk& chunk) { return chunk.frames.empty() && chunk.blank_files == 0; }

  Status fill_with_files(Chunk& chunk) {
    while (at_ < files_.files() && !damage_ && chunk.size < chunk_size_) {
      const std::size_t begin = chunk.size;
      std::size_t size = begin;
      DSPREP_CHECK(read_file(chunk, size));
      if (!ended_) {  // longer than a record may be
        long_ = first_piece_ = true;
        if (!is_empty(chunk)) {
          waiting_.assign(chunk.storage, begin, size - begin);
          break;
        }
        waiting_.swap(chunk.storage);
        waiting_.resize(size);
        return fill_with_piece(chunk);
      }
      const std::string_view bytes(chunk.storage.data() + begin, size - begin);
      if (damage_) {
        partial_ = bytes;
      } else if (is_blank(bytes)) {
        ++chunk.blank_files;
      } else {
        chunk.frames.push_back({begin, size, 1, at_ + 1});
        chunk.size = size;
      }
      close();
    }
    chunk.lines = chunk.frames.size();
    if (is_empty(chunk) && damage_) fill_with_damage(chunk);
    return {};
  }

  Status fill_with_piece(Chunk& chunk) {
    chunk.kind = Chunk::Kind::oversize;
    chunk.first_piece = std::exchange(first_piece_, false);
    chunk.place = at_ + 1;
    chunk.size = std::min(waiting_.size() - waited_, piece_size);
    chunk.reserve(piece_size);
    std::memcpy(chunk.storage.data(), waiting_.data() + waited_, chunk.size);
    waited_ += chunk.size;
    DSPREP_CHECK(read(chunk, chunk.size, piece_size));
    chunk.last_piece = ended_ && waited_ == waiting_.size();
    if (!chunk.last_piece) return {};
    chunk.lines = 1;
    long_ = false;
    std::string().swap(waiting_);
    waited_ = 0;
    close();
    return {};
  }

  // All records before the damage have left.
  void fill_with_damage(Chunk& chunk) {
    chunk.kind = Chunk::Kind::damage;
    chunk.place = damaged_;
    chunk.size = 0;
    chunk.partial = std::exchange(partial_, {});
    chunk.append(*damage_);
    damage_.reset();
  }

  // ---- bytes ----

  // Appends the next file to the chunk's bytes, all of it or more than a record may be.
  Status read_file(Chunk& chunk, std::size_t& size) {
    DSPREP_TRY(stream_, files_.open(at_));
    ended_ = false;
    const std::size_t begin = size;
    for (std::size_t step = first_step; !ended_ && size - begin <= longest_; step = std::min(2 * step, largest_step))
      DSPREP_CHECK(read(chunk, size, size + step));
    return {};
  }

  // Until the chunk's bytes are `goal` or the file ends.
  Status read(Chunk& chunk, std::size_t& size, std::size_t goal) {
    if (chunk.storage.size() < goal + Chunk::padding)
      chunk.storage.resize(std::max(goal + Chunk::padding, std::min(2 * chunk.storage.size(), 2 * chunk_size_)));
    while (size < goal && !ended_) {
      Result<std::size_t> n = stream_->read({chunk.storage.data() + size, goal - size});
      if (!n.ok() && !stream_->damaged()) return std::move(n).error();  // the disk fails, or a signal came
      ended_ = !n.ok() || *n == 0;
      if (n.ok()) size += *n;
      else damage_ = n.error().message;
    }
    return {};
  }

  void close() {
    files_.done(damage_ ? *damage_ : std::string_view());
    stream_.reset();
    damaged_ = ++at_;
  }

  FileSource& files_;
  const std::size_t chunk_size_;
  const std::size_t longest_;
  std::unique_ptr<compress::ByteStream> stream_;  // of the file under way
  bool ended_ = false;                            // it has no more bytes
  std::size_t at_ = 0;                            // its number
  std::optional<std::string> damage_;             // why a file ended early, to be told next …
  std::uint64_t damaged_ = 0;                     // … its place …
  std::string partial_;                           // … and what there was of it
  std::string waiting_;                           // the beginning of a file that leaves in pieces …
  std::size_t waited_ = 0;                        // … of which so much has left
  bool long_ = false, first_piece_ = false, finished_ = false;
  std::uint64_t number_ = 0, record_ = 0;
};

}  // namespace

std::unique_ptr<ChunkReader> file_chunks(FileSource& files, ChunkOptions options) {
  return std::make_unique<FileChunks>(files, options);
}

}  // namespace dsprep::io
