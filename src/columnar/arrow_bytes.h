// FileBytes as Arrow wants to see a file.
#pragma once

#include <arrow/io/interfaces.h>

#include <memory>

#include "dsprep/format.h"

namespace dsprep::columnar {

std::shared_ptr<arrow::io::RandomAccessFile> arrow_file(std::shared_ptr<const FileBytes> bytes);

}  // namespace dsprep::columnar
