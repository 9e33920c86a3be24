// A guard against configs that are deep rather than long.
#pragma once

#include <optional>
#include <string_view>

namespace dsprep::config {

// Dotted keys and headers nest tables without limit, and a TOML tree is freed by recursion: a line of a million dots
// would exhaust the stack. Finds the first bare key of more than `most` parts. Strings and comments are skipped.
struct DeepKey {
  int line, column;
};  // of the part that is one too many; columns in bytes
std::optional<DeepKey> find_deep_key(std::string_view toml, int most);

}  // namespace dsprep::config
