// CompressedInput: a block of the compressed file at hand, and how far we are. Private to io.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "dsprep/result.h"
#include "port/files.h"

namespace dsprep::io {

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
  // Reads the next block. False at the end of the file. REQUIRES rest() to be empty.
  Result<bool> refill() {
    begin_ = size_ = 0;
    DSPREP_TRY(size_, input_->read({block_.get(), block_size}));
    position_ += size_;
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
};

}  // namespace dsprep::io
