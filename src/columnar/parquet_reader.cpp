// A Parquet file as rows of JSON. Columns are read side by side, some rows at a time, each through a buffer of its own:
// so a row group of any size takes the memory of a page a column and the rows under way.
#include <arrow/api.h>
#include <arrow/array/concatenate.h>
#include <arrow/ipc/writer.h>
#include <arrow/util/byte_size.h>
#include <parquet/arrow/reader.h>
#include <parquet/file_reader.h>
#include <parquet/properties.h>

#include <algorithm>
#include <cstdint>
#include <exception>
#include <new>
#include <string>
#include <string_view>
#include <vector>

#include "columnar/arrow_border.h"
#include "columnar/arrow_bytes.h"
#include "columnar/cells.h"
#include "columnar/offsets.h"
#include "columnar/parquet.h"

namespace dsprep::columnar {
namespace {

constexpr std::int64_t most_rows = 65'536;
constexpr std::int64_t first_rows = 256;  // until it is known how large rows are
constexpr std::int64_t column_buffer = 1 << 20;
constexpr std::string_view magic = "PAR1", encrypted_magic = "PARE";

class ArrowRows final : public Rows {
 public:
  explicit ArrowRows(std::shared_ptr<arrow::StructArray> rows) : rows_(std::move(rows)), count_(rows_->length()) {}
  std::uint64_t count() const override { return static_cast<std::uint64_t>(count_); }
  void keep_first(std::uint64_t n) override { count_ = std::min(count_, static_cast<std::int64_t>(n)); }
  std::uint64_t held() const override { return static_cast<std::uint64_t>(arrow::util::TotalBufferSize(*rows_)); }
  void append_lines(std::string& out) const override {
    const std::unique_ptr<Cell> record = cell_of(rows_);
    for (std::int64_t row = 0; row < count_; ++row) {
      record->append(row, out);
      out.push_back('\n');
    }
  }

 private:
  const std::shared_ptr<arrow::StructArray> rows_;
  std::int64_t count_;
};

class ParquetFile final : public TableFile {
 public:
  Status open(std::shared_ptr<const FileBytes> bytes, std::size_t rows_size) {
    rows_size_ = static_cast<std::int64_t>(rows_size);
    DSPREP_CHECK(check_ends(*bytes));
    parquet::ReaderProperties how(memory_pool());
    how.enable_buffered_stream();
    how.set_buffer_size(column_buffer);
    parquet::ArrowReaderProperties arrow_how;
    arrow_how.set_pre_buffer(false);
    arrow_how.set_use_threads(false);
    auto file = parquet::ParquetFileReader::Open(arrow_file(std::move(bytes)), how);
    // What the file says of itself is wrong in some files that are read everywhere.
    for (int i = 0; i < file->metadata()->num_row_groups(); ++i) {
      const std::int64_t rows = file->metadata()->RowGroup(i)->num_rows();
      if (rows < 0 || __builtin_add_overflow(total_, rows, &total_))
        return failure("damaged: a row group of " + std::to_string(rows) + " rows");
    }
    rows_left_ = total_;
    DSPREP_TRY(reader_, checked(parquet::arrow::FileReader::Make(memory_pool(), std::move(file), arrow_how)));
    DSPREP_CHECK(checked(reader_->GetSchema(&schema_)));
    std::vector<std::shared_ptr<arrow::Field>> fields = schema_->fields();
    DSPREP_CHECK(can_be_said(*arrow::field("", arrow::struct_(fields))));
    columns_.resize(fields.size());
    for (std::size_t i = 0; i < columns_.size(); ++i)
      DSPREP_CHECK(checked(reader_->GetColumn(static_cast<int>(i), &columns_[i])));
    return {};
  }

  Result<std::unique_ptr<Rows>> next() override {
    return without_exceptions([this]() -> Result<std::unique_ptr<Rows>> { return read_rows(); });
  }

  double done() const override {
    return total_ == 0 ? 1 : 1 - static_cast<double>(rows_left_) / static_cast<double>(total_);
  }

  std::string schema() const override {
    const auto buffer = arrow::ipc::SerializeSchema(*schema_);
    return buffer.ok() ? (*buffer)->ToString() : "";
  }

 private:
  // What Arrow would say less clearly.
  static Status check_ends(const FileBytes& bytes) {
    if (bytes.size() == 0) return failure("an empty file is no Parquet file");
    char ends[8] = {};
    DSPREP_TRY(const std::size_t n, bytes.read(0, {ends, 4}));
    const std::string_view head(ends, std::min<std::size_t>(n, 4));
    if (head == encrypted_magic) return failure("its footer is encrypted, and dsprep has no key: decrypt it first");
    if (head != magic) return failure("no Parquet file (it does not begin with PAR1): is its extension right?");
    if (bytes.size() < 12) return failure("cut short: it ends before its footer");
    DSPREP_TRY(const std::size_t m, bytes.read(bytes.size() - 4, {ends + 4, 4}));
    const std::string_view tail(ends + 4, m);
    if (tail == encrypted_magic) return failure("its footer is encrypted, and dsprep has no key: decrypt it first");
    if (tail != magic) return failure("cut short: it does not end in a Parquet footer (PAR1)");
    return {};
  }

  Result<std::unique_ptr<Rows>> read_rows() {
    if (rows_left_ == 0) return std::unique_ptr<Rows>();
    const std::int64_t want = std::min(rows_left_, rows_at_once_);
    std::vector<std::shared_ptr<arrow::Array>> arrays(columns_.size());
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      std::shared_ptr<arrow::ChunkedArray> values;
      const std::string& name = schema_->field(static_cast<int>(i))->name();
      if (Status read = checked(columns_[i]->NextBatch(want, &values)); !read.ok())
        return std::move(read).error().within("column \"" + name + "\"");
      if (!values || values->length() != want)
        return failure("column \"" + name + "\" ends before the others: the file says that it has " +
                       std::to_string(total_) + " rows");
      if (values->num_chunks() == 1) {
        arrays[i] = values->chunk(0);
      } else {
        DSPREP_TRY(arrays[i], checked(arrow::Concatenate(values->chunks(), memory_pool())));
      }
      // What a damaged file leaves inconsistent must not be looked at.
      Status valid = checked(arrays[i]->Validate());
      if (valid.ok()) valid = check_offsets(*arrays[i]);
      if (!valid.ok()) return std::move(valid).error().within("column \"" + name + "\"");
    }
    auto rows = std::make_shared<arrow::StructArray>(arrow::struct_(schema_->fields()), want, std::move(arrays));
    rows_left_ -= want;
    const std::int64_t size = std::max<std::int64_t>(arrow::util::ReferencedBufferSize(*rows).ValueOr(0), want);
    rows_at_once_ = std::clamp<std::int64_t>(rows_size_ / std::max<std::int64_t>(size / want, 1), 1,
                                             std::min(most_rows, rows_at_once_ * 16));
    return std::unique_ptr<Rows>(std::make_unique<ArrowRows>(std::move(rows)));
  }

  std::int64_t rows_size_ = 0, rows_at_once_ = first_rows, rows_left_ = 0, total_ = 0;
  std::unique_ptr<parquet::arrow::FileReader> reader_;
  std::shared_ptr<arrow::Schema> schema_;
  std::vector<std::unique_ptr<parquet::arrow::ColumnReader>> columns_;
};

class ParquetReader final : public Reader {
 public:
  Result<std::unique_ptr<TableFile>> open_table(std::shared_ptr<const FileBytes> bytes,
                                                std::size_t rows_size) const override {
    return without_exceptions([&]() -> Result<std::unique_ptr<TableFile>> {
      auto file = std::make_unique<ParquetFile>();
      DSPREP_CHECK(file->open(std::move(bytes), rows_size));
      return std::unique_ptr<TableFile>(std::move(file));
    });
  }
};

}  // namespace

std::string arrow_version() { return "Apache Arrow " ARROW_VERSION_STRING; }
std::unique_ptr<Reader> parquet_reader() { return std::make_unique<ParquetReader>(); }

}  // namespace dsprep::columnar
