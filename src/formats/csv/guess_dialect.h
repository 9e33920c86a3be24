// Which dialect is this? Guessed from the first rows of a file: the one in which most of them have the same number of
// cells, at least two.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "formats/csv/dialect.h"

namespace dsprep::formats::csv {

// What the user said about the dialect; the rest is guessed.
struct KnownDialect {
  std::optional<char> delimiter;
  std::optional<char> quote;  // '\0': none
  std::optional<Escape> escape;
  std::optional<bool> skip_space;
};

// So many bytes are looked at.
inline constexpr std::size_t sample_size = 1u << 16;

struct GuessedDialect {
  Dialect dialect;
  std::size_t columns = 0;  // cells of most rows
};
// `sample`: the beginning of the file, without what is skipped; `whole`: it is all of the file. A comma, a double
// quote, doubled quotes and cells that may begin with a space, unless another choice makes more rows agree.
GuessedDialect guess_dialect(std::string_view sample, bool whole, const KnownDialect& known);

}  // namespace dsprep::formats::csv
