// Charsmap: SentencePiece's table of replacements: a double array (of darts-clone) from byte strings to places in a
// text of NUL-ended replacements.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/result.h"

namespace dsprep::tokenizers {

// Immutable; thread-safe. An empty one replaces nothing.
class Charsmap {
 public:
  // Of the bytes that a file holds.
  static Result<Charsmap> make(std::string_view table);

  struct Found {
    std::size_t size = 0;  // bytes of the text that are replaced
    std::string_view replacement;
  };
  // The entry that `text` begins with: the longest, or the shortest.
  std::optional<Found> find(std::string_view text, bool longest) const;

 private:
  std::vector<std::uint32_t> units_;
  std::string replacements_;
};

}  // namespace dsprep::tokenizers
