// HashingStream: the hash of a file, taken while it is read.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "dsprep/result.h"
#include "port/files.h"

namespace dsprep::io {

// Passes bytes through and hashes them. digest() is of what has passed. `failed`, where there is one, becomes true with
// the first error: it is told also when the stream is gone.
class HashingStream final : public port::InputStream {
 public:
  explicit HashingStream(std::unique_ptr<port::InputStream> input, bool* failed = nullptr);
  ~HashingStream() override;
  Result<std::size_t> read(std::span<char> into) override;
  std::string digest() const;  // 32 hex digits
  std::uint64_t bytes() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace dsprep::io
