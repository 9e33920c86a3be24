// sample_across: a few pieces of a long text instead of all of it, for what costs much by the byte.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dsprep::ops::language {

// Appends about `bytes` of `text` to `out`: pieces of at least 128 bytes (at most 16 of them) that stand at even
// distances, the first at the beginning, the last at the end, with a space between. They are cut between code points,
// and begin behind a space where one is near. A text that is no longer than `bytes` is appended whole. REQUIRES valid
// UTF-8.
void sample_across(std::string_view text, std::size_t bytes, std::string& out);

}  // namespace dsprep::ops::language
