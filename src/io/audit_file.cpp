#include "io/audit_file.h"

#include <cstring>
#include <string_view>

#include "base/hash.h"

namespace dsprep::io {
namespace {

constexpr std::string_view magic = "DSPAUDIT", block_mark = "BLK1", end_mark = "END1";
constexpr std::uint32_t version = 1;
constexpr int level = 3;
constexpr std::size_t block_head = 32, end_size = 16, column_entry = 16;
constexpr std::size_t most_text = 32u << 20;  // bytes of texts in a block
constexpr std::uint32_t most_header = 64u << 20;

template <class T>
void put(std::string& out, T value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}
template <class T>
T get(const char* from) {
  T value;
  std::memcpy(&value, from, sizeof value);
  return value;
}

std::size_t size_of(AuditType type) {
  switch (type) {
    case AuditType::u8: return 1;
    case AuditType::u32: return 4;
    case AuditType::u64:
    case AuditType::f64: return 8;
    case AuditType::text: break;
  }
  return 0;
}

}  // namespace

AuditWriter::AuditWriter(port::Files& files, std::string root, std::string path, AuditSchema schema)
    : schema_(std::move(schema)),
      sink_(files, std::move(root), std::move(path)),
      compressor_(compress::Codec::zst, level) {
  block_.columns.resize(schema_.columns());
}

Status AuditWriter::head() {
  if (begun_) return {};
  begun_ = true;
  const std::string json = schema_.json();
  std::string out(magic);
  put(out, version);
  put(out, static_cast<std::uint32_t>(json.size()));
  out += json;
  put(out, base::hash64(json));
  return sink_.append(out, 0);
}

Status AuditWriter::append(const AuditBlock& rows) {
  // Runs of rows at a time: a block takes what it has room for.
  std::size_t begin = 0;
  while (begin < rows.rows) {
    std::size_t end = begin, text = text_bytes_;
    while (end < rows.rows && block_.rows + (end - begin) < block_rows && text < most_text) {
      for (std::size_t i = 0; i < rows.columns.size(); ++i)
        if (schema_.type(i) == AuditType::text) text += rows.columns[i].text_at(end).size();
      ++end;
    }
    DSPREP_CHECK(take(rows, begin, end));
    text_bytes_ = text;
    if (block_.rows == block_rows || text_bytes_ >= most_text) DSPREP_CHECK(flush());
    begin = end;
  }
  return {};
}

Status AuditWriter::take(const AuditBlock& from, std::size_t begin, std::size_t end) {
  for (std::size_t i = 0; i < from.columns.size(); ++i) {
    const AuditColumn& source = from.columns[i];
    AuditColumn& to = block_.columns[i];
    if (schema_.type(i) == AuditType::text) {
      for (std::size_t row = begin; row < end; ++row) to.add_text(source.text_at(row));
    } else {
      const std::size_t size = size_of(schema_.type(i));
      to.bytes.append(source.bytes, begin * size, (end - begin) * size);
    }
  }
  block_.rows += end - begin;
  return {};
}

Status AuditWriter::flush() {
  if (block_.rows == 0) return {};
  DSPREP_CHECK(head());
  std::string table, payload, raw;
  for (std::size_t i = 0; i < block_.columns.size(); ++i) {
    const AuditColumn& column = block_.columns[i];
    std::string_view bytes = column.bytes;
    if (schema_.type(i) == AuditType::text) {
      raw.clear();
      put(raw, std::uint32_t{0});
      for (const std::uint32_t end : column.ends) put(raw, end);
      raw += column.bytes;
      bytes = raw;
    }
    const std::size_t at = payload.size();
    DSPREP_CHECK(compressor_.compress(bytes, payload));
    put(table, static_cast<std::uint32_t>(payload.size() - at));
    put(table, static_cast<std::uint32_t>(bytes.size()));
    put(table, base::hash64(std::string_view(payload).substr(at)));
  }
  std::string out(block_mark);
  put(out, static_cast<std::uint32_t>(block_.rows));
  put(out, static_cast<std::uint32_t>(block_.columns.size()));
  put(out, std::uint32_t{0});
  put(out, block_.columns[AuditSchema::line].at<std::uint64_t>(0));
  put(out, block_.columns[AuditSchema::line].at<std::uint64_t>(block_.rows - 1));
  out += table;
  out += payload;
  DSPREP_CHECK(sink_.append(out, block_.rows));
  rows_ += block_.rows;
  ++blocks_;
  block_.clear();
  text_bytes_ = 0;
  return {};
}

Status AuditWriter::end() {
  DSPREP_CHECK(flush());
  DSPREP_CHECK(head());
  std::string out(end_mark);
  put(out, blocks_);
  put(out, rows_);
  return sink_.append(out, 0);
}

Result<WrittenFile> AuditWriter::finish() {
  DSPREP_CHECK(end());
  return sink_.finish();
}

Result<WrittenFile> AuditWriter::seal(UnsettledFile& unsettled) {
  DSPREP_CHECK(end());
  return sink_.seal(unsettled);
}

Error AuditReader::damaged(const std::string& what) const {
  return failure(path_ + ": " + what + ": the file is damaged or no audit of dsprep; run the audit again");
}

Status AuditReader::exactly(std::uint64_t offset, std::span<char> into) const {
  std::size_t got = 0;
  while (got < into.size()) {
    DSPREP_TRY(const std::size_t n, file_->read(offset + got, into.subspan(got)));
    if (n == 0) return damaged("it ends too soon");
    got += n;
  }
  return {};
}

Result<std::unique_ptr<AuditReader>> AuditReader::open(port::Files& files, const std::string& path) {
  std::unique_ptr<AuditReader> reader(new AuditReader);
  reader->path_ = path;
  DSPREP_TRY(reader->file_, files.open(path));
  char head[16];
  DSPREP_CHECK(reader->exactly(0, head));
  if (std::string_view(head, 8) != magic) return reader->damaged("it does not begin with " + std::string(magic));
  if (get<std::uint32_t>(head + 8) != version)
    return failure(path + ": its format has version " + std::to_string(get<std::uint32_t>(head + 8)) +
                   ", this dsprep reads version " + std::to_string(version) + ": run the audit again");
  const std::uint32_t size = get<std::uint32_t>(head + 12);
  if (size > most_header || size > reader->file_->size()) return reader->damaged("its header is too long");
  std::string json(size + 8, '\0');
  DSPREP_CHECK(reader->exactly(sizeof head, json));
  if (base::hash64(std::string_view(json).substr(0, size)) != get<std::uint64_t>(json.data() + size))
    return reader->damaged("its header's checksum is wrong");
  json.resize(size);
  reader->first_block_ = sizeof head + size + 8;
  auto schema = AuditSchema::from_json(json);
  if (!schema) return reader->damaged(schema.error().message);
  reader->schema_ = std::move(*schema);
  DSPREP_CHECK(reader->find_blocks());
  return reader;
}

Status AuditReader::find_blocks() {
  const std::size_t columns = schema_.columns();
  std::uint64_t at = first_block_;
  std::string table(columns * column_entry, '\0');
  for (;;) {
    char head[block_head];
    DSPREP_CHECK(exactly(at, {head, end_size}));
    if (std::string_view(head, 4) == end_mark) {
      if (get<std::uint32_t>(head + 4) != blocks_.size() || get<std::uint64_t>(head + 8) != rows_)
        return damaged("its end says other numbers of blocks and rows than there are");
      if (at + end_size != file_->size()) return damaged("it goes on behind its end");
      return {};
    }
    if (std::string_view(head, 4) != block_mark) return damaged("there is no block at byte " + std::to_string(at));
    DSPREP_CHECK(exactly(at, head));
    const Block block{get<std::uint64_t>(head + 16), get<std::uint64_t>(head + 24), at + block_head,
                      get<std::uint32_t>(head + 4)};
    if (get<std::uint32_t>(head + 8) != columns || block.rows == 0 || block.rows > AuditWriter::block_rows)
      return damaged("the block at byte " + std::to_string(at) + " has an impossible size");
    DSPREP_CHECK(exactly(block.offset, table));
    at = block.offset + table.size();
    for (std::size_t i = 0; i < columns; ++i) at += get<std::uint32_t>(table.data() + i * column_entry);
    blocks_.push_back(block);
    rows_ += block.rows;
  }
}

Status AuditReader::read(std::size_t number, std::size_t column, AuditColumn& out) const {
  const Block& block = blocks_[number];
  std::string table((column + 1) * column_entry, '\0');
  DSPREP_CHECK(exactly(block.offset, table));
  std::uint64_t at = block.offset + schema_.columns() * column_entry;
  for (std::size_t i = 0; i < column; ++i) at += get<std::uint32_t>(table.data() + i * column_entry);
  const char* entry = table.data() + column * column_entry;
  std::string compressed(get<std::uint32_t>(entry), '\0');
  const std::uint32_t raw_size = get<std::uint32_t>(entry + 4);
  DSPREP_CHECK(exactly(at, compressed));
  const std::string where = "block " + std::to_string(number + 1) + ", column " + schema_.column_name(column);
  if (base::hash64(compressed) != get<std::uint64_t>(entry + 8)) return damaged(where + ": its checksum is wrong");
  std::string raw(raw_size, '\0');
  if (!compress::decompress_zst(compressed, raw)) return damaged(where + ": it cannot be decompressed");
  out.clear();
  if (schema_.type(column) != AuditType::text) {
    if (raw.size() != block.rows * size_of(schema_.type(column))) return damaged(where + ": its size is wrong");
    out.bytes = std::move(raw);
    return {};
  }
  const std::size_t offsets = (std::size_t{block.rows} + 1) * 4;
  if (raw.size() < offsets) return damaged(where + ": its size is wrong");
  std::uint32_t last = 0;
  out.ends.reserve(block.rows);
  for (std::size_t row = 0; row < block.rows; ++row) {
    const std::uint32_t end = get<std::uint32_t>(raw.data() + (row + 1) * 4);
    if (end < last) return damaged(where + ": its texts overlap");
    out.ends.push_back(last = end);
  }
  if (raw.size() != offsets + last) return damaged(where + ": its size is wrong");
  out.bytes.assign(raw, offsets);
  return {};
}

Status AuditReader::check() const {
  AuditColumn column;
  for (std::size_t block = 0; block < blocks_.size(); ++block)
    for (std::size_t i = 0; i < schema_.columns(); ++i) DSPREP_CHECK(read(block, i, column));
  return {};
}

}  // namespace dsprep::io
