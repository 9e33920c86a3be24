// Questions about words between white space that need not look at all of them. REQUIRES valid UTF-8.
#pragma once

#include <cstdint>
#include <string_view>

namespace dsprep::text {

// True where `text` has at least n words. Looks no further than it must.
bool has_words(std::string_view text, std::uint64_t n);

// True where a word of `text` has more than `most` code points. Looks at few bytes where words are short.
bool has_longer_word(std::string_view text, std::uint64_t most);

}  // namespace dsprep::text
