// Chunks of a format of tables: rows, as the format's own reader gives them.
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "io/chunk.h"
#include "io/format.h"
#include "port/files.h"

namespace dsprep::io {
namespace {

class BytesOfFile final : public FileBytes {
 public:
  explicit BytesOfFile(std::shared_ptr<const port::ReadFile> file) : file_(std::move(file)) {}
  std::uint64_t size() const override { return file_->size(); }
  Result<std::size_t> read(std::uint64_t offset, std::span<char> into) const override {
    return file_->read(offset, into);
  }

 private:
  const std::shared_ptr<const port::ReadFile> file_;
};

class TableChunks final : public ChunkReader {
 public:
  TableChunks(std::shared_ptr<const port::ReadFile> file, const Reader& reader, ChunkOptions options)
      : file_(std::move(file)), reader_(reader), options_(options) {}

  Result<bool> next(Chunk& chunk) override {
    chunk.clear();
    if (finished_) return false;
    chunk.number = number_++;
    chunk.offset = chunk.first_record = rows_;
    chunk.first_line = rows_ + 1;
    if (!table_) {
      auto opened = reader_.open_table(std::make_shared<BytesOfFile>(file_), options_.chunk_size);
      if (!opened.ok()) return ends_damaged(chunk, std::move(opened).error());
      table_ = std::move(opened).value();
      auto first = table_->next();
      if (!first.ok()) return ends_damaged(chunk, std::move(first).error());
      ahead_ = std::move(first).value();
    }
    if (fault_) return ends_damaged(chunk, *std::exchange(fault_, std::nullopt));
    chunk.rows = std::move(ahead_);
    if (chunk.rows) {
      chunk.lines = chunk.rows->count();
      rows_ += chunk.lines;
      // Whether these are the last ones is known when there are no more.
      auto more = table_->next();
      if (more.ok()) ahead_ = std::move(more).value();
      else fault_ = std::move(more).error();
    }
    chunk.end_of_shard = finished_ = !ahead_ && !fault_;
    return true;
  }

  double done() const override { return table_ ? table_->done() : 0; }

 private:
  Result<bool> ends_damaged(Chunk& chunk, Error error) {
    finished_ = true;
    if (error.kind == Error::Kind::usage || error.kind == Error::Kind::interrupted) return error;
    chunk.kind = Chunk::Kind::damage;
    chunk.append(error.message);
    chunk.end_of_shard = true;
    return true;
  }

  const std::shared_ptr<const port::ReadFile> file_;
  const Reader& reader_;
  const ChunkOptions options_;
  std::unique_ptr<TableFile> table_;
  std::unique_ptr<Rows> ahead_;
  std::optional<Error> fault_;  // behind the rows that were handed out last
  std::uint64_t rows_ = 0, number_ = 0;
  bool finished_ = false;
};

}  // namespace

std::unique_ptr<ChunkReader> table_chunks(std::shared_ptr<const port::ReadFile> file, const Reader& reader,
                                          ChunkOptions options) {
  return std::make_unique<TableChunks>(std::move(file), reader, options);
}

Result<std::string> table_schema(std::shared_ptr<const port::ReadFile> file, const Reader& reader) {
  DSPREP_TRY(const std::unique_ptr<TableFile> table,
             reader.open_table(std::make_shared<BytesOfFile>(std::move(file)), 1));
  return table->schema();
}

}  // namespace dsprep::io
