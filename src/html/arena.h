// Arena: memory for one document, given back all at once and used again for the next.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace dsprep::html {

class Arena {
 public:
  Arena() = default;
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;
  ~Arena() { reset(); }

  void* allocate(std::size_t bytes) {
    if (bytes > most_small) return allocate_large(bytes);
    bytes = (bytes + 2 * alignment - 1) / alignment * alignment;  // with room for the mark in front
    if (bytes > static_cast<std::size_t>(end_ - next_)) next_block();
    char* const at = next_ + alignment;
    next_ += bytes;
    mark(at) = small;
    return at;
  }
  // What is small stays until the reset. What is large goes at once: a buffer that doubles again and again would else
  // hold all its former selves.
  void release(void* at) {
    if (at != nullptr && mark(at) != small) release_large(at);
  }
  // Forgets everything; keeps the memory of small things.
  void reset();

 private:
  static constexpr std::size_t alignment = 16, block_bytes = 256 << 10, most_small = 32 << 10;
  // In front of what is large.
  struct Large {
    Large *before, *behind;
    std::uint64_t padding, mark;
  };
  static constexpr std::uint64_t small = 0, large = 1;
  static std::uint64_t& mark(void* at) { return static_cast<std::uint64_t*>(at)[-1]; }
  void* allocate_large(std::size_t bytes);
  void release_large(void* at);
  void next_block();

  std::vector<std::unique_ptr<char[]>> blocks_;
  std::size_t used_ = 0;  // blocks
  char *next_ = nullptr, *end_ = nullptr;
  Large* large_ = nullptr;
};

}  // namespace dsprep::html
