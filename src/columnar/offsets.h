// What Arrow's cheap validation leaves open: where values begin and end. A damaged page may have made them point
// anywhere, and what they point at is about to be read.
#pragma once

#include <arrow/type_fwd.h>

#include "dsprep/result.h"

namespace dsprep::columnar {

// REQUIRES an array whose Validate() was content. An error says that offsets or indices are not in order.
Status check_offsets(const arrow::Array& array);

}  // namespace dsprep::columnar
