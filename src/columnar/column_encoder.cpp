// A block of JSON lines as a Parquet file of its own, with one row group: its pages are what the file is made of that
// is written (column_file.cpp).
#include <algorithm>
#include <cstdint>
#include <exception>
#include <new>
#include <string>
#include <string_view>

#include <arrow/api.h>
#include <arrow/io/memory.h>
#include <parquet/arrow/writer.h>

#include "columnar/arrow_border.h"
#include "columnar/columns.h"
#include "columnar/write_properties.h"

namespace dsprep::columnar {
namespace {

class ColumnEncoder final : public BlockEncoder {
 public:
  explicit ColumnEncoder(std::shared_ptr<const TableShape> shape)
      : shape_(std::move(shape)), record_(record_column(*shape_->schema, shape_->json_text)) {}

  Status encode(std::string_view lines, std::string& out) override {
    return without_exceptions([&]() -> Status {
      while (!lines.empty()) {
        const std::size_t end = std::min(lines.find('\n'), lines.size());
        Misfit misfit;
        if (!record_->append(Value(lines.substr(0, end)), misfit)) return refused(misfit);
        lines.remove_prefix(std::min(end + 1, lines.size()));
      }
      DSPREP_TRY(const auto array, record_->finish());
      return write(static_cast<const arrow::StructArray&>(*array), out);
    });
  }

 private:
  static Error refused(const Misfit& misfit) {
    if (misfit.value.empty() && misfit.pointer.empty()) return failure(misfit.type);
    return failure("field " + misfit.pointer + ": " + (misfit.value.empty() ? "a missing value" : misfit.value) +
                   " does not fit its column (" + misfit.type + ")");
  }
  Status write(const arrow::StructArray& rows, std::string& out) {
    const auto table = arrow::Table::Make(shape_->plain, rows.fields(), rows.length());
    DSPREP_TRY(auto sink, checked(arrow::io::BufferOutputStream::Create(4096, memory_pool())));
    DSPREP_CHECK(checked(parquet::arrow::WriteTable(*table, memory_pool(), sink,
                                                    std::max<std::int64_t>(rows.length(), 1), shape_->how)));
    DSPREP_TRY(const auto bytes, checked(sink->Finish()));
    out.assign(reinterpret_cast<const char*>(bytes->data()), static_cast<std::size_t>(bytes->size()));
    return {};
  }

  const std::shared_ptr<const TableShape> shape_;
  const std::unique_ptr<Column> record_;
};

}  // namespace

std::unique_ptr<BlockEncoder> column_encoder(std::shared_ptr<const TableShape> shape) {
  return std::make_unique<ColumnEncoder>(std::move(shape));
}

}  // namespace dsprep::columnar
