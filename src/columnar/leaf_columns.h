// Columns of values without parts.
#pragma once

#include <arrow/type_fwd.h>

#include <memory>

#include "columnar/columns.h"

namespace dsprep::columnar {

// Null where values of the type have parts.
std::unique_ptr<Column> leaf_column(const arrow::DataType& type);

// Notes what does not fit; false.
bool misfits(Value value, const arrow::DataType& type, Misfit& misfit);

}  // namespace dsprep::columnar
