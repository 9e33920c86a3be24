// How Parquet files are written, by whoever writes a part of one.
#pragma once

#include <arrow/type_fwd.h>
#include <parquet/properties.h>

#include <memory>
#include <string>

#include "columnar/parquet.h"

namespace dsprep::columnar {

// What the workers and the file's own writer share: const once the types are known.
struct TableShape {
  std::shared_ptr<arrow::Schema> schema;  // as users see it
  std::shared_ptr<arrow::Schema> plain;   // as the columns are made (columnar/columns.h)
  std::string json_text;                  // the one field that holds JSON as text; "" where there is none
  std::shared_ptr<parquet::WriterProperties> how;
  std::uint64_t row_group_size = 0;
};

std::shared_ptr<parquet::WriterProperties> write_properties(PageCodec codec);
std::unique_ptr<BlockEncoder> column_encoder(std::shared_ptr<const TableShape> shape);
Result<std::unique_ptr<FileWriter>> column_file(std::shared_ptr<const TableShape> shape, std::uint64_t together);

}  // namespace dsprep::columnar
