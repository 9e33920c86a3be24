// The words of ASCII letters that stand near those with bytes beyond ASCII: in every encoding of one byte they are the
// same, and they tell the language. Private to the room.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dsprep::charset {

// Lower case, a space before each and behind the last; about `most` bytes of them at most. Not across '<' and '>'.
std::string neighbours(std::string_view sample, std::size_t most);

}  // namespace dsprep::charset
