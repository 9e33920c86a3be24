// Names for the columns of a CSV file: distinct, and none empty.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "formats/csv/dialect.h"

namespace dsprep::formats::csv {

// The cells of the header's rows; where there are several, those of one column joined by a space. None where its quotes
// cannot be read.
std::vector<std::string> header_cells(std::string_view header, const Dialect& dialect, std::size_t columns);

// "c1", "c2", …
std::vector<std::string> numbered_columns(std::size_t count);

// An empty name becomes that of its number ("c3"); of equal names the second is "name_2", the third "name_3", passing
// over names that another column has.
std::vector<std::string> distinct_names(std::vector<std::string> names);

}  // namespace dsprep::formats::csv
