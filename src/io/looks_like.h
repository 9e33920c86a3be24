// What a file looks like that was read as JSON Lines and is none: guessed from its first bytes, for messages only.
#pragma once

#include <string>
#include <string_view>

namespace dsprep::io {

// "CSV: turn it into JSON Lines first (mlr --icsv --ojsonl cat FILE)"; "" where the bytes look like JSON Lines, or like
// nothing in particular. `beginning`: the first bytes of the file, decompressed; a few hundred are enough.
// `read_as`: the format it was taken for, which it is not told to be.
std::string looks_like(std::string_view beginning, std::string_view read_as = "jsonl");

}  // namespace dsprep::io
