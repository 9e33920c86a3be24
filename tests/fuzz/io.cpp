// Arbitrary bytes as a shard: through compress::open_stream and the framer of JSON Lines, with chunk and record sizes
// out of the first bytes. Whatever comes: it ends, and the chunks are the decompressed bytes, each in its place.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>

#include "compress/codec.h"
#include "io/format.h"

using namespace dsprep;
using namespace dsprep::io;

namespace {

void demand(bool holds) {
  if (!holds) std::abort();
}

class Bytes final : public port::InputStream {
 public:
  Bytes(std::string_view bytes, std::size_t most) : bytes_(bytes), most_(most) {}
  Result<std::size_t> read(std::span<char> into) override {
    const std::size_t n = bytes_.copy(into.data(), std::min(into.size(), most_));
    bytes_.remove_prefix(n);
    return n;
  }

 private:
  std::string_view bytes_;
  std::size_t most_;
};

// A bomb is no fault of ours: what is looked at is the beginning.
class Beginning final : public compress::ByteStream {
 public:
  explicit Beginning(std::unique_ptr<compress::ByteStream> stream) : stream_(std::move(stream)) {}
  Result<std::size_t> read(std::span<char> into) override {
    Result<std::size_t> n = stream_->read(into.first(std::min(into.size(), left_)));
    if (n.ok()) left_ -= *n;
    return n;
  }
  bool damaged() const override { return stream_->damaged(); }
  std::uint64_t compressed_position() const override { return stream_->compressed_position(); }

 private:
  std::unique_ptr<compress::ByteStream> stream_;
  std::size_t left_ = 4u << 20;
};

std::unique_ptr<compress::ByteStream> opened(std::string_view bytes, std::size_t most) {
  auto stream = compress::open_stream(std::make_unique<Bytes>(bytes, most));
  if (!stream.ok()) return nullptr;
  return std::make_unique<Beginning>(std::move(stream->stream));
}

// A gap between chunks: only what ends a line that left in pieces.
bool is_terminator(std::string_view gap) { return gap.empty() || gap == "\n" || gap == "\r\n"; }

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 3) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 3, size - 3);
  const std::size_t most = 1 + data[0];
  const ChunkOptions options{1 + std::size_t{data[1]} * 16, data[2]};

  std::string all;
  bool damaged = false;
  const auto stream = opened(bytes, most);
  if (!stream) return 0;
  for (std::string buffer(70'000, '\0');;) {
    const auto n = stream->read(buffer);
    damaged = !n.ok();
    if (damaged || *n == 0) break;
    all.append(buffer, 0, *n);
  }
  demand(stream->compressed_position() <= bytes.size());

  const auto framer = line_chunks(opened(bytes, most), options);
  Chunk chunk;
  std::uint64_t place = all.starts_with("\xef\xbb\xbf") ? 3 : 0, line = 1, chunks = 0;
  bool in_long_line = false, after_long_line = false, ended = false;
  for (;; ++chunks) {
    const auto more = framer->next(chunk);
    if (!more.ok()) {  // no damage: a window that is larger than allowed, which the user can allow
      demand(more.error().message.find("--max-window") != std::string::npos);
      return 0;
    }
    if (!*more) break;
    demand(!ended && chunk.number == chunks && chunk.first_line == line);
    demand(chunk.storage.size() >= chunk.size + Chunk::padding);
    ended = chunk.end_of_shard;
    const std::string_view found = chunk.kind == Chunk::Kind::damage ? std::string_view(chunk.partial) : chunk.bytes();
    const std::uint64_t offset = chunk.kind == Chunk::Kind::damage ? chunk.offset - found.size() : chunk.offset;
    demand(offset >= place && offset + found.size() <= all.size());
    demand(found == std::string_view(all).substr(offset, found.size()));
    demand(is_terminator(std::string_view(all).substr(place, offset - place)));
    demand(offset == place || after_long_line);
    demand(!in_long_line || chunk.kind == Chunk::Kind::oversize);
    if (chunk.kind == Chunk::Kind::records) {
      const auto line_feeds = static_cast<std::uint64_t>(std::count(found.begin(), found.end(), '\n'));
      demand(chunk.lines == line_feeds + (!found.empty() && found.back() != '\n'));
      demand(found.empty() || found.back() == '\n' || ended);
    } else if (chunk.kind == Chunk::Kind::damage) {
      demand(damaged && ended && offset + found.size() == all.size());
    }
    after_long_line = chunk.kind == Chunk::Kind::oversize && chunk.last_piece;
    in_long_line = chunk.kind == Chunk::Kind::oversize && !chunk.last_piece;
    place = offset + found.size();
    line += chunk.lines;
  }
  demand(ended && !in_long_line);
  demand(is_terminator(std::string_view(all).substr(place)));
  return 0;
}
