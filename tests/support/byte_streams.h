// Streams over bytes in memory for tests of those who read them.
#pragma once

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "base/rng.h"
#include "compress/codec.h"
#include "port/files.h"

namespace dsprep::compress {

// Hands out `bytes` in pieces of 1 to `most` (as a pipe may), then an error where one is given.
class PiecewiseInput final : public port::InputStream {
 public:
  PiecewiseInput(std::string bytes, std::size_t most, std::uint64_t seed, std::optional<Error> error = std::nullopt)
      : bytes_(std::move(bytes)), most_(most), rng_(seed), error_(std::move(error)) {}
  Result<std::size_t> read(std::span<char> into) override {
    const std::size_t n = bytes_.copy(into.data(), std::min<std::size_t>(into.size(), 1 + rng_.below(most_)), at_);
    at_ += n;
    if (n == 0 && error_) return *error_;
    return n;
  }

 private:
  std::string bytes_;
  std::size_t most_, at_ = 0;
  base::Rng rng_;
  std::optional<Error> error_;
};

inline std::unique_ptr<port::InputStream> input_of(std::string bytes, std::size_t most = 1u << 20,
                                                   std::uint64_t seed = 1) {
  return std::make_unique<PiecewiseInput>(std::move(bytes), most, seed);
}

// A decompressed stream that need not fill what it is given. An error of kind failure is damage.
class PiecewiseBytes final : public ByteStream {
 public:
  PiecewiseBytes(std::string bytes, std::size_t most, std::uint64_t seed, std::optional<Error> error = std::nullopt)
      : input_(std::move(bytes), most, seed, std::move(error)) {}
  Result<std::size_t> read(std::span<char> into) override {
    Result<std::size_t> n = input_.read(into);
    if (n.ok()) position_ += *n;
    else damaged_ = n.error().kind == Error::Kind::failure;
    return n;
  }
  bool damaged() const override { return damaged_; }
  std::uint64_t compressed_position() const override { return position_; }

 private:
  PiecewiseInput input_;
  bool damaged_ = false;
  std::uint64_t position_ = 0;
};

struct Drained {
  std::string bytes, error;
  bool damaged = false;
  Codec codec = Codec::none;
  std::uint64_t position = 0;
};

// Everything a stream gives, asked for `block` bytes at a time.
inline Drained drain(std::unique_ptr<port::InputStream> input, std::size_t block = 4096) {
  Drained drained;
  auto opened = open_stream(std::move(input));
  if (!opened.ok()) return drained.error = opened.error().message, drained;
  drained.codec = opened->codec;
  std::string buffer(block, '\0');
  for (;;) {
    const auto n = opened->stream->read(buffer);
    if (!n.ok()) {
      drained.error = n.error().message;
      drained.damaged = opened->stream->damaged();
    }
    if (!n.ok() || *n == 0) break;
    drained.bytes.append(buffer, 0, *n);
  }
  drained.position = opened->stream->compressed_position();
  return drained;
}

// Bytes like text: compressible, with lines.
inline std::string some_text(std::size_t bytes, std::uint64_t seed) {
  static constexpr std::string_view words[] = {"{\"text\":\"", "the ", "数据 ", "of ",   "\"}\n",
                                               "данные ",      "and ", "🙂",  "Zwölf "};
  base::Rng rng(seed);
  std::string text;
  while (text.size() < bytes) {
    text += words[rng.below(std::size(words))];
    text += static_cast<char>('a' + rng.below(26));
  }
  text.resize(bytes);
  return text;
}

}  // namespace dsprep::compress
