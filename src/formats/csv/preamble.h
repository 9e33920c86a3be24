// What the rows of a CSV file need to be understood: its dialect and its header. The framer finds both, and decoders
// get them as bytes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "formats/csv/dialect.h"

namespace dsprep::formats::csv {

struct Preamble {
  Dialect dialect;
  std::size_t columns = 0;  // cells of the header, or, where there is none, of the first row
  std::string_view header;  // its rows as they stand; "" where there is none
};

std::string to_bytes(const Preamble& preamble);
Preamble preamble_of(std::string_view bytes);  // REQUIRES bytes that to_bytes made. Valid as long as they are

}  // namespace dsprep::formats::csv
