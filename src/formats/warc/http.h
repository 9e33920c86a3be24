// HTTP messages as crawlers store them: raw.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "formats/warc/fields.h"

namespace dsprep::formats::warc {

struct HttpHead {
  std::int64_t status = 0;
  Fields fields;
  std::size_t size = 0;  // with the blank line; the body follows
};
// None where `message` does not begin with a status line. Without a blank line all of it is head.
std::optional<HttpHead> http_head(std::string_view message);

// Takes the frames of `Transfer-Encoding: chunked` away.
enum class Chunked : std::uint8_t {
  whole,
  none,    // the body does not begin with the size of a chunk: it is not chunked, whatever its head says
  cut,     // it ends before the last chunk
  broken,  // something else than a chunk follows a chunk
};
// Replaces `out` by what is in the chunks, as far as they are right. `fault`: where in the body it goes wrong.
Chunked undo_chunked(std::string_view body, std::string& out, std::size_t& fault);

// "text/html" of "Text/HTML; charset=gbk": lower case.
std::string media_type_of(std::string_view content_type);

}  // namespace dsprep::formats::warc
