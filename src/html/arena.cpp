#include "html/arena.h"

#include <cstdlib>
#include <new>

namespace dsprep::html {

void Arena::next_block() {
  if (used_ == blocks_.size()) blocks_.push_back(std::make_unique_for_overwrite<char[]>(block_bytes));
  next_ = blocks_[used_++].get();
  end_ = next_ + block_bytes;
}

void* Arena::allocate_large(std::size_t bytes) {
  static_assert(sizeof(Large) % alignment == 0);
  auto* const block = static_cast<Large*>(std::malloc(sizeof(Large) + bytes));
  if (block == nullptr) throw std::bad_alloc();
  *block = {nullptr, large_, 0, large};
  if (large_ != nullptr) large_->before = block;
  large_ = block;
  return block + 1;
}

void Arena::release_large(void* at) {
  auto* const block = static_cast<Large*>(at) - 1;
  (block->before != nullptr ? block->before->behind : large_) = block->behind;
  if (block->behind != nullptr) block->behind->before = block->before;
  std::free(block);
}

void Arena::reset() {
  while (large_ != nullptr) {
    Large* const behind = large_->behind;
    std::free(large_);
    large_ = behind;
  }
  used_ = 0;
  next_ = end_ = nullptr;
}

}  // namespace dsprep::html
