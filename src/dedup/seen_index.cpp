// The file: a line that names format and version; the blocks of all tables; a block that says where they are; a trailer
// of 16 bytes: where that block stands, and a mark. A table's block is rows, each behind its size (4 bytes,
// little-endian).
#include "dedup/seen_index.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "spill/arena.h"
#include "spill/workspace.h"

namespace dsprep::dedup {
namespace {

constexpr std::string_view first_line = "dsprep index 1\n", magic = first_line.substr(0, 13), mark = "dsprepIX";
static_assert(first_line[magic.size()] == '0' + SeenIndex::version);
constexpr std::size_t block_size = 64u << 10, trailer_size = 16;

void put(std::string& out, std::uint64_t value) { spill::append_be64(out, value); }
void put(std::string& out, std::string_view text) {
  put(out, text.size());
  out += text;
}

// Reads what put() wrote; `ok` falls where the bytes end too early.
struct Parser {
  std::string_view bytes;
  bool ok = true;
  std::uint64_t number() {
    if (bytes.size() < 8) return ok = false, 0;
    const std::uint64_t value = spill::read_be64(bytes);
    bytes.remove_prefix(8);
    return value;
  }
  std::string text() {
    const std::uint64_t size = number();
    if (!ok || size > bytes.size()) return ok = false, "";
    std::string value(bytes.substr(0, size));
    bytes.remove_prefix(size);
    return value;
  }
};

Error damaged(const std::string& path) {
  return failure("index " + path + " is damaged: it is not what was written; make it again from the data");
}

}  // namespace

// Walks over a table from the beginning.
class SeenIndexReader final : public spill::SortedReader {
 public:
  SeenIndexReader(const SeenIndex& index, SeenIndex::Table table) : index_(index), table_(table) {}
  Result<bool> next(std::string_view& record) override {
    while (at_ == buffer_.block.size()) {
      if (block_ == index_.tables_[table_].offsets.size()) return false;
      DSPREP_CHECK(index_.read_block_of(table_, block_++, buffer_));
      at_ = 0;
    }
    if (buffer_.block.size() - at_ < spill::length_size) return damaged(index_.path());
    record = spill::record_at(buffer_.block.data() + at_);
    if (record.size() > buffer_.block.size() - at_ - spill::length_size) return damaged(index_.path());
    at_ += spill::length_size + record.size();
    return true;
  }

 private:
  const SeenIndex& index_;
  const SeenIndex::Table table_;
  std::size_t block_ = 0, at_ = 0;
  spill::BlockBuffer buffer_;
};

Result<bool> SeenIndex::is_index(port::Files& files, const std::string& path) {
  DSPREP_TRY(const auto file, files.open(path));
  std::array<char, magic.size()> head;
  DSPREP_TRY(const std::size_t got, file->read(0, head));
  return std::string_view(head.data(), got) == magic;
}

Result<std::shared_ptr<const SeenIndex>> SeenIndex::open(port::Files& files, const std::string& path) {
  auto index = std::make_shared<SeenIndex>();
  index->path_ = path;
  auto file = files.open(path);
  if (!file) return files.of_named(path, std::move(file).error());
  index->file_ = std::move(*file);
  const std::uint64_t size = index->file_->size();
  std::array<char, first_line.size()> head;
  DSPREP_TRY(const std::size_t got, index->file_->read(0, head));
  if (got != head.size() || std::string_view(head.data(), magic.size()) != magic)
    return usage_error(path + " is not a dsprep index");
  if (std::string_view(head.data(), head.size()) != first_line)
    return usage_error(path + " is an index of another version; make it again with this one");
  std::array<char, trailer_size> tail;
  if (size < head.size() + trailer_size) return damaged(path);
  DSPREP_TRY(const std::size_t end, index->file_->read(size - trailer_size, tail));
  const std::string_view trailer(tail.data(), end);
  if (end != trailer_size || trailer.substr(8) != mark) return damaged(path);
  spill::BlockBuffer buffer;
  if (!spill::read_block(*index->file_, path, spill::read_be64(trailer), buffer).ok()) return damaged(path);
  Parser parser{buffer.block};
  index->settings_ = parser.text();
  index->sketches_ = parser.text();
  for (Blocks& table : index->tables_) {
    table.rows = parser.number();
    const std::uint64_t blocks = parser.number();
    for (std::uint64_t i = 0; i < blocks && parser.ok; ++i) {
      table.offsets.push_back(parser.number());
      table.first_rows.push_back(parser.number());
    }
  }
  if (!parser.ok) return damaged(path);
  return std::shared_ptr<const SeenIndex>(std::move(index));
}

Result<std::shared_ptr<const SeenIndex>> SeenIndex::open(Binder& binder, const std::string& path,
                                                         std::string_view settings) {
  DSPREP_CHECK(binder.depend_on(path));
  DSPREP_TRY(auto index, open(binder.workspace().files(), path));
  if (index->settings() == settings) return index;
  return usage_error(path + " was made otherwise (" + index->settings() + ") than this step compares (" +
                     std::string(settings) + "): give both the same parameters");
}

Status SeenIndex::check() const {
  for (std::size_t table = 0; table < tables; ++table) {
    const auto reader = read(static_cast<Table>(table));
    std::uint64_t rows = 0;
    for (std::string_view row;; ++rows) {
      DSPREP_TRY(const bool more, reader->next(row));
      if (!more) break;
    }
    if (rows != tables_[table].rows) return damaged(path_);
  }
  return {};
}

Status SeenIndex::read_block_of(Table table, std::size_t block, spill::BlockBuffer& buffer) const {
  if (!spill::read_block(*file_, path_, tables_[table].offsets[block], buffer).ok()) return damaged(path_);
  return {};
}

std::unique_ptr<spill::SortedReader> SeenIndex::read(Table table) const {
  return std::make_unique<SeenIndexReader>(*this, table);
}

Result<std::string_view> SeenIndex::Cursor::row(Table table, std::uint64_t number, Place& place) {
  const std::vector<std::uint64_t>& first = index_.tables_[table].first_rows;
  const auto block = static_cast<std::size_t>(std::upper_bound(first.begin(), first.end(), number) - first.begin());
  if (block == 0 || number >= index_.rows(table)) return damaged(index_.path());
  if (place.block != block - 1) {
    place.block.reset();
    DSPREP_CHECK(index_.read_block_of(table, block - 1, place.buffer));
    place.block = block - 1;
  }
  std::string_view rows = place.buffer.block;
  for (std::uint64_t i = first[block - 1];; ++i) {
    if (rows.size() < spill::length_size) return damaged(index_.path());
    const std::string_view row = spill::record_at(rows.data());
    if (row.size() > rows.size() - spill::length_size) return damaged(index_.path());
    if (i == number) return row;
    rows.remove_prefix(spill::length_size + row.size());
  }
}

Result<SeenEntry> SeenIndex::Cursor::entry(std::uint64_t number) {
  DSPREP_TRY(std::string_view row, this->row(entries_table, number, entries_));
  constexpr std::size_t fixed = 16 + 8 + 4;
  if (row.size() < fixed || spill::read_be32(row.substr(24)) > row.size() - fixed) return damaged(index_.path());
  SeenEntry entry;
  entry.content = {spill::read_be64(row), spill::read_be64(row.substr(8))};
  entry.line = spill::read_be64(row.substr(16));
  entry.name = row.substr(fixed, spill::read_be32(row.substr(24)));
  entry.file = row.substr(fixed + entry.name.size());
  return entry;
}

Result<std::string_view> SeenIndex::Cursor::sketch(std::uint64_t number) {
  return row(sketches_table, number, sketches_);
}

void SeenIndexWriter::append_entry(std::string& row, const SeenEntry& entry) {
  spill::append_be64(row, entry.content.high);
  spill::append_be64(row, entry.content.low);
  spill::append_be64(row, entry.line);
  spill::append_be32(row, static_cast<std::uint32_t>(entry.name.size()));
  row += entry.name;
  row += entry.file;
}

SeenIndexWriter::SeenIndexWriter(ByteSink& sink, std::string settings, std::string sketches) : sink_(sink) {
  made_.settings_ = std::move(settings);
  made_.sketches_ = std::move(sketches);
  started_ = sink_.write(first_line);
  position_ = first_line.size();
}

Status SeenIndexWriter::add(SeenIndex::Table table, std::string_view row) {
  if (table != table_ || (!block_.empty() && block_.size() + row.size() > block_size)) DSPREP_CHECK(close_block());
  table_ = table;
  const auto size = static_cast<std::uint32_t>(row.size());
  block_.append(reinterpret_cast<const char*>(&size), spill::length_size);
  block_ += row;
  ++rows_in_block_;
  return {};
}

Status SeenIndexWriter::close_block() {
  DSPREP_CHECK(started_);
  if (block_.empty()) return {};
  SeenIndex::Blocks& table = made_.tables_[table_];
  table.offsets.push_back(position_);
  table.first_rows.push_back(table.rows);
  table.rows += rows_in_block_;
  packed_.clear();
  spill::pack_block(block_, packed_);
  position_ += packed_.size();
  block_.clear();
  rows_in_block_ = 0;
  return sink_.write(packed_);
}

Status SeenIndexWriter::finish() {
  DSPREP_CHECK(close_block());
  std::string directory;
  put(directory, made_.settings_);
  put(directory, made_.sketches_);
  for (const SeenIndex::Blocks& table : made_.tables_) {
    put(directory, table.rows);
    put(directory, table.offsets.size());
    for (std::size_t i = 0; i < table.offsets.size(); ++i) {
      put(directory, table.offsets[i]);
      put(directory, table.first_rows[i]);
    }
  }
  packed_.clear();
  spill::pack_block(directory, packed_);
  put(packed_, position_);
  packed_ += mark;
  return sink_.write(packed_);
}

}  // namespace dsprep::dedup
