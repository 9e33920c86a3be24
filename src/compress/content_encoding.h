// Content encodings of HTTP: a whole body in memory, decoded, with a limit to what it may become.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "dsprep/result.h"

namespace dsprep::compress {

enum class ContentEncoding : std::uint8_t { identity, gzip, deflate, br, zstd };

// One token of a Content-Encoding header ("gzip", "x-gzip", "BR"); "" is identity. Nothing for what we cannot decode.
std::optional<ContentEncoding> content_encoding_named(std::string_view token);

// What became of a body. Bad data is no Error: what stood before the fault has been decoded and is good.
enum class Inflated : std::uint8_t {
  whole,
  cut_short,    // the body ends before its end
  too_large,    // it becomes more than `most` bytes, of which the first are there
  damaged,      // what follows cannot be decoded, or the checksum is another
  not_encoded,  // it is not in that encoding at all: many archives hold decoded bodies under the headers of encoded
                // ones
};

// Appends what `bytes` become, at most `most` bytes. "deflate" is read as zlib and, as some servers send it, without
// its header; bytes behind the end are ignored, as browsers do. May be called from any thread.
Result<Inflated> inflate_body(std::string_view bytes, ContentEncoding encoding, std::size_t most, std::string& out);

}  // namespace dsprep::compress
