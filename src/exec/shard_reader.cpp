#include "exec/shard_reader.h"
#include "io/hashing_stream.h"

#include "port/files.h"

namespace dsprep::exec {

ShardReader::ShardReader(port::Files& files, const io::Shard& shard, std::uint32_t index, const InputOptions& options)
    : files_(files), shard_(shard), index_(index), options_(options) {}
ShardReader::~ShardReader() = default;

Status ShardReader::open() {
  std::unique_ptr<port::InputStream> bytes;
  if (shard_.path == "-") {
    bytes = port::standard_input();
  } else {
    DSPREP_TRY(const port::FileInfo info, files_.stat(shard_.path));
    if (info.kind == port::FileInfo::Kind::other) {
      DSPREP_TRY(bytes, files_.open_stream(shard_.path));
    } else {
      DSPREP_TRY(std::unique_ptr<port::ReadFile> file, files_.open(shard_.path));
      bytes = compress::stream_of(std::move(file));
    }
  }
  auto hashing = std::make_unique<io::HashingStream>(std::move(bytes));
  hashing_ = hashing.get();
  DSPREP_TRY(compress::OpenedStream opened, compress::open_stream(std::move(hashing), options_.max_window));
  const FormatSpec& spec = *shard_.format->spec;
  if (spec.charset == FormatSpec::Charset::of_file || !shard_.encoding.empty()) {
    // JSON Lines have no framer: their lines are records as they stand.
    const bool lines_stand_alone = !shard_.format->reader->framer();
    auto text = io::text_stream(std::move(opened.stream), shard_.encoding, lines_stand_alone);
    text_ = text.get();
    opened.stream = std::move(text);
  }
  stream_ = opened.stream.get();
  chunks_ =
      io::chunks_of(std::move(opened.stream), *shard_.format->reader, {options_.chunk_size, options_.max_record_size});
  return {};
}

Result<bool> ShardReader::next(io::Chunk& chunk) {
  if (done_) return false;
  if (!chunks_) DSPREP_CHECK(open());
  auto more = chunks_->next(chunk);
  if (!more) {
    Error error = std::move(more).error();
    // What the operating system says names the file already.
    if (shard_.path == "-" || error.message.find(shard_.path) != std::string::npos) return error;
    return std::move(error).within(shard_.path);
  }
  assert(*more && "a reader ends each shard with a chunk that says so");
  chunk.shard = index_;
  chunk.number = number_++;
  if (chunk.end_of_shard) {
    done_ = true;
    facts_ = {hashing_->bytes(), chunk.kind == io::Chunk::Kind::damage ? "" : hashing_->digest(), chunks_->guessed(),
              text_ ? text_->facts() : io::TextFacts()};
    chunks_.reset();  // closes the file
    hashing_ = nullptr;
    stream_ = nullptr;
    text_ = nullptr;
  }
  return true;
}

ShardFacts ShardReader::facts() const { return facts_; }
std::uint64_t ShardReader::position() const { return stream_ ? stream_->compressed_position() : facts_.bytes; }

}  // namespace dsprep::exec
