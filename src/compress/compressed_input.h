// CompressedInput: a block of the compressed file at hand, and how far we are. Private to the room.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "dsprep/result.h"
#include "port/files.h"

namespace dsprep::compress {

// Not thread-safe.
class CompressedInput {
 public:
  // `begin`: bytes that were already read from `input`.
  CompressedInput(std::unique_ptr<port::InputStream> input, std::string_view begin)
      : input_(std::move(input)), block_(new char[block_size]), size_(begin.size()), position_(begin.size()) {
    std::copy(begin.begin(), begin.end(), block_.get());
  }

  std::string_view rest() const { return {block_.get() + begin_, size_ - begin_}; }
  void consume(std::size_t bytes) { begin_ += bytes; }
  // Reads the next block, in full where the file has as much: where blocks end is a function of the file. False at its
  // end. An error comes after the bytes before it. REQUIRES rest() to be empty.
  Result<bool> refill() {
    begin_ = size_ = 0;
    while (size_ < block_size && !error_) {
      Result<std::size_t> n = input_->read({block_.get() + size_, block_size - size_});
      if (!n.ok()) error_ = std::move(n).error();
      else if (*n == 0) break;
      else size_ += *n;
    }
    position_ += size_;
    if (size_ == 0 && error_) return *error_;
    return size_ > 0;
  }
  // Of the first byte of rest() in the file.
  std::uint64_t position() const { return position_ - rest().size(); }

 private:
  static constexpr std::size_t block_size = 256u << 10;

  std::unique_ptr<port::InputStream> input_;
  std::unique_ptr<char[]> block_;
  std::size_t begin_ = 0, size_;
  std::uint64_t position_;  // bytes read from the file
  std::optional<Error> error_;
};

}  // namespace dsprep::compress
