#include "exec/shard_reader.h"

#include <cassert>
#include <span>
#include <variant>

#include "base/human.h"
#include "io/file_list.h"
#include "io/text_facts.h"
#include "port/files.h"

namespace dsprep::exec {
namespace {

// A file whose very first bytes say that it cannot be read: nothing comes of it but why.
class Unreadable final : public compress::ByteStream {
 public:
  explicit Unreadable(Error why) : why_(std::move(why)) {}
  Result<std::size_t> read(std::span<char>) override { return why_; }
  bool damaged() const override { return true; }
  std::uint64_t compressed_position() const override { return 0; }

 private:
  const Error why_;
};

}  // namespace

ShardReader::ShardReader(port::Files& files, const io::Shard& shard, std::uint32_t index, const InputOptions& options)
    : files_(files), shard_(shard), index_(index), options_(options), path_(shard.path) {}
ShardReader::~ShardReader() = default;

Status ShardReader::open_table() {
  if (!compress::compressed_extension(shard_.path).empty())
    return usage_error("a " + std::string(shard_.format->spec->name) +
                       " file is read where it stands, not as a stream: decompress it first");
  DSPREP_TRY(table_, files_.open(shard_.path));
  chunks_ = io::table_chunks(table_, *shard_.format->reader, {options_.chunk_size, options_.max_record_size});
  return {};
}

// Only bytes that are all read tell whether a file is still the same.
Status ShardReader::hash_file() {
  DSPREP_TRY(std::unique_ptr<port::ReadFile> file, files_.open(shard_.path));
  io::HashingStream bytes(compress::stream_of(std::move(file)));
  std::string buffer(1u << 20, '\0');
  for (;;) {
    DSPREP_TRY(const std::size_t n, bytes.read({buffer.data(), buffer.size()}));
    if (n == 0) break;
  }
  facts_.hash = bytes.digest();
  return {};
}

Status ShardReader::start() {
  if (shard_.format->spec->table) return open_table();
  const io::ChunkOptions how{options_.chunk_size, options_.max_record_size};
  if (shard_.format->reader->record_per_file()) {
    if (shard_.files) list_ = std::make_unique<io::ByteHash>();
    chunks_ = io::file_chunks(*this, how);
    return {};
  }
  DSPREP_TRY(std::unique_ptr<compress::ByteStream> stream, open_stream());
  chunks_ = io::chunks_of(std::move(stream), *shard_.format->reader, how);
  return {};
}

// The decompressed bytes of path_.
Result<std::unique_ptr<compress::ByteStream>> ShardReader::open_stream() {
  cannot_read_ = true;
  std::unique_ptr<port::InputStream> bytes;
  if (path_ == "-") {
    bytes = port::standard_input();
  } else {
    DSPREP_TRY(const port::FileInfo info, files_.stat(path_));
    if (info.kind == port::FileInfo::Kind::other) {
      DSPREP_TRY(bytes, files_.open_stream(path_));
    } else {
      DSPREP_TRY(std::unique_ptr<port::ReadFile> file, files_.open(path_));
      bytes = compress::stream_of(std::move(file));
    }
  }
  cannot_read_ = false;
  auto hashing = std::make_unique<io::HashingStream>(std::move(bytes), &cannot_read_);
  hashing_ = hashing.get();
  DSPREP_TRY(compress::OpenedStream opened, compress::open_stream(std::move(hashing), options_.max_window));
  if (shard_.format->spec->charset == FormatSpec::Charset::of_file) {
    // Of JSON Lines, which have neither framer nor decoder: their lines are records as they stand.
    const Reader& reader = *shard_.format->reader;
    const bool lines_stand_alone = !reader.record_per_file() && !reader.framer() && !reader.decoder();
    auto text = io::text_stream(std::move(opened.stream), shard_.encoding, lines_stand_alone);
    text_ = text.get();
    opened.stream = std::move(text);
  }
  stream_ = opened.stream.get();
  return std::move(opened.stream);
}

Result<std::unique_ptr<compress::ByteStream>> ShardReader::open(std::size_t file) {
  file_ = file;
  path_ = shard_.file(file).path;
  Result<std::unique_ptr<compress::ByteStream>> stream = open_stream();
  // One of many files that is a zip archive by its first bytes does not keep the others from being read.
  if (stream.ok() || !shard_.files || cannot_read_) return stream;
  auto unreadable = std::make_unique<Unreadable>(stream.error());
  hashing_ = nullptr;
  stream_ = unreadable.get();
  return std::unique_ptr<compress::ByteStream>(std::move(unreadable));
}

void ShardReader::done(std::string_view damage) {
  const io::FileList::File file = shard_.file(file_);
  if (!damage.empty() && ++damaged_ == 1) {
    facts_.damage = damage;
    if (shard_.files) facts_.damage = std::string(file.name) + ": " + facts_.damage;
  }
  before_ += hashing_ ? hashing_->bytes() : file.size;
  if (text_) facts_.text.add(text_->facts());
  if (list_) {
    list_->add(damage.empty() ? hashing_->digest() : "-");
    list_->add("  ");
    list_->add(file.name);
    list_->add("\n");
  } else if (damage.empty()) {
    facts_.hash = hashing_->digest();
  }
  hashing_ = nullptr;
  stream_ = nullptr;
  text_ = nullptr;
}

Result<bool> ShardReader::next(io::Chunk& chunk) {
  if (done_) return false;
  if (!chunks_) DSPREP_CHECK(start());
  auto more = chunks_->next(chunk);
  if (!more) {
    Error error = std::move(more).error();
    // What the operating system says names the file already.
    if (path_ == "-" || error.message.find(path_) != std::string::npos) return error;
    return std::move(error).within(path_);
  }
  assert(*more && "a reader ends each shard with a chunk that says so");
  chunk.shard = index_;
  chunk.number = number_++;
  if (chunk.end_of_shard) DSPREP_CHECK(finish(chunk));
  return true;
}

Status ShardReader::finish(const io::Chunk& last) {
  done_ = true;
  if (table_) {
    facts_.bytes = table_->size();
    if (last.kind == io::Chunk::Kind::damage) facts_.damage = last.bytes();
    else DSPREP_CHECK(hash_file());
  } else if (shard_.format->reader->record_per_file()) {
    facts_.bytes = before_;
    if (list_) facts_.hash = list_->digest();
    if (damaged_ > 1) facts_.damage += " (and " + base::format_count(damaged_ - 1) + " more files)";
  } else {
    const bool damaged = last.kind == io::Chunk::Kind::damage;
    facts_.bytes = hashing_->bytes();
    if (damaged) facts_.damage = last.bytes();
    else facts_.hash = hashing_->digest();
    facts_.guessed = chunks_->guessed();
    if (text_) facts_.text = text_->facts();
  }
  chunks_.reset();  // closes the file
  table_.reset();
  hashing_ = nullptr;
  stream_ = nullptr;
  text_ = nullptr;
  return {};
}

ShardFacts ShardReader::facts() const { return facts_; }
std::uint64_t ShardReader::position() const {
  if (table_ && !done_) return static_cast<std::uint64_t>(chunks_->done() * static_cast<double>(table_->size()));
  return done_ ? facts_.bytes : before_ + (stream_ ? stream_->compressed_position() : 0);
}

}  // namespace dsprep::exec
