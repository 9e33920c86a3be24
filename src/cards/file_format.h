// What dataset libraries make of the files of a format.
#pragma once

#include <string_view>

namespace dsprep::cards {

struct FileFormat {
  std::string_view mime;   // "" where there is none
  std::string_view codec;  // likewise: "application/gzip"
  bool columns = false;    // fields are found by their name
  bool typed = false;      // `datasets` reads the types that we say
  bool countable = false;  // `datasets` counts the records that we count: not what has several lines, or none
};

FileFormat file_format_of(std::string_view path);  // by its extensions

}  // namespace dsprep::cards
