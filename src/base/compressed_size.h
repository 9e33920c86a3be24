// CompressedSize: how many bytes a text takes, compressed with zstd. Measures; keeps nothing of the output.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

namespace dsprep::base {

// One per worker: holds zstd's working memory.
class CompressedSize {
 public:
  static constexpr int lowest_level = 1, highest_level = 19;

  // REQUIRES lowest_level <= level <= highest_level.
  explicit CompressedSize(int level);
  ~CompressedSize();
  CompressedSize(CompressedSize&&) noexcept;
  CompressedSize& operator=(CompressedSize&&) noexcept;

  // Bytes of one zstd frame with `bytes` in it, without content size and checksum. 0 where zstd has no memory left.
  std::size_t of(std::string_view bytes);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace dsprep::base
