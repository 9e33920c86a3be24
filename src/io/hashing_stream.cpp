#include "io/hashing_stream.h"

#include <variant>
#include "io/byte_hash.h"

namespace dsprep::io {

struct HashingStream::State {
  std::unique_ptr<port::InputStream> input;
  bool* failed = nullptr;
  ByteHash hash;
  std::uint64_t bytes = 0;
};

HashingStream::HashingStream(std::unique_ptr<port::InputStream> input, bool* failed)
    : state_(std::make_unique<State>()) {
  state_->failed = failed;
  state_->input = std::move(input);
}
HashingStream::~HashingStream() = default;

Result<std::size_t> HashingStream::read(std::span<char> into) {
  Result<std::size_t> n = state_->input->read(into);
  if (!n.ok()) {
    if (state_->failed) *state_->failed = true;
    return n;
  }
  state_->hash.add({into.data(), *n});
  state_->bytes += *n;
  return n;
}

std::string HashingStream::digest() const { return state_->hash.digest(); }
std::uint64_t HashingStream::bytes() const { return state_->bytes; }

}  // namespace dsprep::io
