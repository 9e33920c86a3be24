#include "io/hashing_stream.h"

#include <string>

#include "base/hash.h"
#include "base/hex.h"
#include "support/byte_streams.h"
#include "support/catch.h"

namespace dsprep::io {

TEST_CASE("hashing passes the bytes on") {
  const std::string text = compress::some_text(100'000, 9);
  HashingStream stream(compress::input_of(text, 999));
  std::string out, buffer(1234, '\0');
  while (const std::size_t n = stream.read(buffer).value()) out.append(buffer, 0, n);
  CHECK((out == text));
  CHECK(stream.bytes() == text.size());
  CHECK(stream.digest() == base::hex(base::hash128(text)));
  CHECK(HashingStream(compress::input_of("")).digest() ==
        "99aa06d3014798d86001c324468d497f");  // of nothing, as published
}

}  // namespace dsprep::io
