// Decompressor: one codec's decoding loop. Private to the room; open_stream turns one into a ByteStream.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "compress/compressed_input.h"
#include "dsprep/result.h"

namespace dsprep::compress {

// What a call gave: `size` good bytes, then possibly an error. Fewer than asked for and no error is the end.
struct Decoded {
  std::size_t size = 0;
  std::optional<Error> error;
  bool damaged = false;  // the error is the data's, and not one of reading it

  void damage(std::string what) {
    error = failure(std::move(what));
    damaged = true;
  }
};

// Not thread-safe. Not to be called again after an error or the end.
class Decompressor {
 public:
  virtual ~Decompressor() = default;
  // REQUIRES that `into` is not empty.
  virtual Decoded decode(std::span<char> into) = 0;
  virtual std::uint64_t compressed_position() const = 0;
};

std::unique_ptr<Decompressor> gzip_decompressor(CompressedInput input);
std::unique_ptr<Decompressor> zstd_decompressor(CompressedInput input, std::uint64_t max_window);
std::unique_ptr<Decompressor> bzip2_decompressor(CompressedInput input);
std::unique_ptr<Decompressor> xz_decompressor(CompressedInput input, std::uint64_t max_window);
std::unique_ptr<Decompressor> lz4_decompressor(CompressedInput input);

}  // namespace dsprep::compress
