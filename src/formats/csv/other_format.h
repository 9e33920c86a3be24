// Files that are named .csv and are none.
#pragma once

#include <string>
#include <string_view>

namespace dsprep::formats::csv {

// "JSON Lines: name it .jsonl or give --from jsonl"; "" where the bytes may be CSV. `beginning`: the first bytes,
// without a byte order mark.
std::string other_format(std::string_view beginning);

}  // namespace dsprep::formats::csv
