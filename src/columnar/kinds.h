// Questions about Arrow types that reading and writing both ask.
#pragma once

#include <cstdint>

#include <arrow/type.h>

#include "columnar/civil_time.h"

namespace dsprep::columnar {

inline constexpr std::int64_t milliseconds_per_day = 86'400'000;

inline UnitsPerSecond units_of(arrow::TimeUnit::type unit) {
  switch (unit) {
    case arrow::TimeUnit::SECOND: return 1;
    case arrow::TimeUnit::MILLI: return 1'000;
    case arrow::TimeUnit::MICRO: return 1'000'000;
    case arrow::TimeUnit::NANO: break;
  }
  return 1'000'000'000;
}

// 16 bytes that are written as 01234567-89ab-cdef-0123-456789abcdef.
bool is_uuid(const arrow::DataType& type);

}  // namespace dsprep::columnar
