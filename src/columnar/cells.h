// Cell: the values of an Arrow array as JSON, by row.
//
//   null                          null
//   booleans, integers            true, 12
//   floating point numbers        1.0, shortest form that reads back as the same double; "NaN", "Infinity", "-Infinity"
//   text                          a string
//   binary                        a string: base64 (RFC 4648 § 4); a UUID in its usual form
//   decimals                      a string: "12.50"
//   dates, times, timestamps      a string: ISO 8601 (columnar/civil_time.h)
//   durations                     the count of their unit
//   lists; structs                an array; an object
//   maps                          an object, whose names are the keys: text as it is, other values as the text of their
//   JSON dictionaries, extensions      what they stand for, what they are stored as
#pragma once

#include <arrow/type_fwd.h>

#include <cstdint>
#include <memory>
#include <string>

#include "dsprep/result.h"

namespace dsprep::columnar {

class Cell {
 public:
  virtual ~Cell() = default;
  virtual void append(std::int64_t row, std::string& out) const = 0;
};

// REQUIRES an array of a type that can_be_said().
std::unique_ptr<Cell> cell_of(const std::shared_ptr<arrow::Array>& array);

// An error names what cannot be said of a field of that type, led by its name.
Status can_be_said(const arrow::Field& field);

}  // namespace dsprep::columnar
