// IndexSettings: the settings of a seen index, taken apart. In the file they are one line of text:
//   KIND NAME=VALUE … [field POINTER | fields POINTER POINTER …]
// where "each" before a POINTER says that its elements are compared one by one.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dsprep::dedup {

struct IndexSettings {
  std::string op;                                           // that wrote it: "dedup_exact"
  std::vector<std::pair<std::string, std::string>> params;  // of the op, as text
  std::vector<std::string> fields;                          // JSON Pointers
  bool together = false;                                    // they are the parameter `fields`, else `field`
};

// Of any text: what is not understood is left out.
IndexSettings parse_index_settings(std::string_view settings);

}  // namespace dsprep::dedup
