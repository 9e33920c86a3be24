// One Parquet file, put together of the pages that workers have made (column_encoder.cpp). Pages know nothing of where
// they stand, so that those of many blocks, one behind the other, are a column of a row group; the footer is new.
#include <arrow/api.h>
#include <arrow/buffer.h>
#include <arrow/io/memory.h>
#include <arrow/ipc/writer.h>
#include <arrow/util/base64.h>
#include <arrow/util/key_value_metadata.h>
#include <parquet/arrow/schema.h>
#include <parquet/arrow/writer.h>
#include <parquet/file_reader.h>
#include <parquet/metadata.h>
#include <parquet/statistics.h>

#include <algorithm>
#include <cstdint>
#include <exception>
#include <limits>
#include <map>
#include <new>
#include <string>
#include <string_view>
#include <vector>

#include "columnar/arrow_border.h"
#include "columnar/parquet.h"
#include "columnar/write_properties.h"

namespace dsprep::columnar {
namespace {

constexpr std::string_view magic = "PAR1";
constexpr std::uint64_t smallest_row_group = 64u << 10;
constexpr std::size_t longest_statistic = 4096;
constexpr std::size_t last_ordinal = 32'767;  // of row groups that have one

template <class Type>
void merge_typed(parquet::Statistics& into, const parquet::Statistics& from) {
  static_cast<parquet::TypedStatistics<Type>&>(into).Merge(static_cast<const parquet::TypedStatistics<Type>&>(from));
}

// False where statistics of that type are not kept.
bool merge_statistics(parquet::Statistics& into, const parquet::Statistics& from) {
  switch (into.physical_type()) {
    case parquet::Type::BOOLEAN: merge_typed<parquet::BooleanType>(into, from); return true;
    case parquet::Type::INT32: merge_typed<parquet::Int32Type>(into, from); return true;
    case parquet::Type::INT64: merge_typed<parquet::Int64Type>(into, from); return true;
    case parquet::Type::FLOAT: merge_typed<parquet::FloatType>(into, from); return true;
    case parquet::Type::DOUBLE: merge_typed<parquet::DoubleType>(into, from); return true;
    case parquet::Type::BYTE_ARRAY: merge_typed<parquet::ByteArrayType>(into, from); return true;
    case parquet::Type::FIXED_LEN_BYTE_ARRAY: merge_typed<parquet::FLBAType>(into, from); return true;
    default: return false;
  }
}

// One column of the row group under way.
struct Pages {
  std::vector<std::string> bytes;
  std::int64_t values = 0, compressed = 0, uncompressed = 0, nulls = 0;
  std::map<parquet::Encoding::type, std::int32_t> encodings;  // pages of each
  std::shared_ptr<parquet::Statistics> statistics;            // null: nothing yet
  bool counted = true, ordered = true;                        // all pages said how many nulls; smallest and largest
};

class ColumnFile final : public FileWriter {
 public:
  ColumnFile(std::shared_ptr<const TableShape> shape, std::uint64_t together)
      : shape_(std::move(shape)),
        row_group_size_(std::max(shape_->row_group_size / std::max<std::uint64_t>(together, 1), smallest_row_group)) {}

  Status open() {
    return without_exceptions([this]() -> Status {
      DSPREP_CHECK(checked(parquet::arrow::ToParquetSchema(shape_->plain.get(), *shape_->how,
                                                           *parquet::default_arrow_writer_properties(), &columns_)));
      footer_ = parquet::FileMetaDataBuilder::Make(columns_.get(), shape_->how);
      pages_.resize(static_cast<std::size_t>(columns_->num_columns()));
      return {};
    });
  }

  Status add(std::string_view block, std::string& out) override {
    return without_exceptions([&]() -> Status {
      begin(out);
      DSPREP_CHECK(take(block));
      std::uint64_t size = 0;
      for (const Pages& pages : pages_) size += static_cast<std::uint64_t>(pages.uncompressed);
      if (size >= row_group_size_) flush(out);
      return {};
    });
  }

  Status end(std::string& out) override {
    return without_exceptions([&]() -> Status {
      begin(out);
      if (rows_ > 0) flush(out);
      auto metadata =
          shape_->schema->metadata() ? shape_->schema->metadata()->Copy() : std::make_shared<arrow::KeyValueMetadata>();
      DSPREP_TRY(const auto serialized, checked(arrow::ipc::SerializeSchema(*shape_->schema)));
      metadata->Append("ARROW:schema", arrow::util::base64_encode(std::string_view(*serialized)));
      const auto footer = footer_->Finish(std::move(metadata));
      DSPREP_TRY(auto sink, checked(arrow::io::BufferOutputStream::Create()));
      DSPREP_CHECK(checked(parquet::arrow::WriteFileMetaData(*footer, sink.get())));
      DSPREP_TRY(const auto bytes, checked(sink->Finish()));
      out += std::string_view(*bytes);
      return {};
    });
  }

 private:
  void begin(std::string& out) {
    if (position_ > 0) return;
    out += magic;
    position_ = static_cast<std::int64_t>(magic.size());
  }

  Status take(std::string_view block) {
    const auto reader = parquet::ParquetFileReader::Open(
        std::make_shared<arrow::io::BufferReader>(std::make_shared<arrow::Buffer>(block)));
    const std::shared_ptr<parquet::FileMetaData> metadata = reader->metadata();
    for (int group = 0; group < metadata->num_row_groups(); ++group) {
      const auto rows = metadata->RowGroup(group);
      rows_ += rows->num_rows();
      for (int i = 0; i < rows->num_columns(); ++i) {
        const auto chunk = rows->ColumnChunk(i);
        take_pages(pages_[static_cast<std::size_t>(i)], *chunk, columns_->Column(i), block);
      }
    }
    return {};
  }

  static void take_pages(Pages& pages, const parquet::ColumnChunkMetaData& chunk,
                         const parquet::ColumnDescriptor* column, std::string_view block) {
    pages.bytes.emplace_back(block.substr(static_cast<std::size_t>(chunk.data_page_offset()),
                                          static_cast<std::size_t>(chunk.total_compressed_size())));
    pages.values += chunk.num_values();
    pages.compressed += chunk.total_compressed_size();
    pages.uncompressed += chunk.total_uncompressed_size();
    for (const parquet::PageEncodingStats& stats : chunk.encoding_stats())
      pages.encodings[stats.encoding] += stats.count;
    const std::shared_ptr<parquet::Statistics> statistics = chunk.is_stats_set() ? chunk.statistics() : nullptr;
    if (!statistics || !statistics->HasNullCount()) {
      pages.counted = pages.ordered = false;
      return;
    }
    pages.nulls += statistics->null_count();
    const bool values = statistics->null_count() < chunk.num_values();
    if (!values || !pages.ordered) return;
    // Without the smallest and largest value of some pages nothing is known of all.
    if (!statistics->HasMinMax()) {
      pages.ordered = false;
      return;
    }
    // Those of the block go with it.
    if (!pages.statistics) pages.statistics = parquet::Statistics::Make(column);
    pages.ordered = merge_statistics(*pages.statistics, *statistics);
  }

  void flush(std::string& out) {
    parquet::RowGroupMetaDataBuilder* const group = footer_->AppendRowGroup();
    group->set_num_rows(rows_);
    std::int64_t total = 0;
    for (Pages& pages : pages_) {
      parquet::ColumnChunkMetaDataBuilder* const column = group->NextColumnChunk();
      set_statistics(*column, pages);
      column->Finish(pages.values, 0, -1, position_, pages.compressed, pages.uncompressed, false, false, {},
                     pages.encodings);
      for (const std::string& bytes : pages.bytes) out += bytes;
      position_ += pages.compressed;
      total += pages.uncompressed;
      pages = {};
    }
    group->Finish(total, groups_ <= last_ordinal ? static_cast<std::int16_t>(groups_) : std::int16_t{-1});
    ++groups_;
    rows_ = 0;
  }

  static void set_statistics(parquet::ColumnChunkMetaDataBuilder& column, const Pages& pages) {
    if (!pages.counted) return;
    parquet::EncodedStatistics encoded;
    if (pages.ordered && pages.statistics) encoded = pages.statistics->Encode();
    encoded.set_null_count(pages.nulls);
    encoded.ApplyStatSizeLimits(longest_statistic);
    if (!encoded.has_min || !encoded.has_max) encoded.ClearMinMax();
    encoded.set_is_signed(column.descr()->sort_order() == parquet::SortOrder::SIGNED);
    column.SetStatistics(encoded);
  }

  const std::shared_ptr<const TableShape> shape_;
  const std::uint64_t row_group_size_;
  std::shared_ptr<parquet::SchemaDescriptor> columns_;
  std::unique_ptr<parquet::FileMetaDataBuilder> footer_;
  std::vector<Pages> pages_;
  std::int64_t position_ = 0;  // in the file; 0: nothing was written
  std::int64_t rows_ = 0;      // of the row group under way
  std::size_t groups_ = 0;
};

}  // namespace

std::shared_ptr<parquet::WriterProperties> write_properties(PageCodec codec) {
  parquet::WriterProperties::Builder how;
  how.disable_dictionary();
  how.memory_pool(memory_pool());
  how.max_row_group_length(std::numeric_limits<std::int64_t>::max());
  switch (codec) {
    case PageCodec::snappy: how.compression(parquet::Compression::SNAPPY); break;
    case PageCodec::zstd: how.compression(parquet::Compression::ZSTD); break;
    case PageCodec::lz4: how.compression(parquet::Compression::LZ4); break;
    case PageCodec::gzip: how.compression(parquet::Compression::GZIP); break;
    case PageCodec::none: how.compression(parquet::Compression::UNCOMPRESSED); break;
  }
  return how.build();
}

Result<std::unique_ptr<FileWriter>> column_file(std::shared_ptr<const TableShape> shape, std::uint64_t together) {
  auto file = std::make_unique<ColumnFile>(std::move(shape), together);
  DSPREP_CHECK(file->open());
  return std::unique_ptr<FileWriter>(std::move(file));
}

}  // namespace dsprep::columnar
