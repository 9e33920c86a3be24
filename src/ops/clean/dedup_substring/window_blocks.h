// Window blocks: cuts the windows of a sequence into blocks, so that equal stretches have equal blocks.
//
// A window is `length` tokens in a row; window p is tokens [p, p + length). Of the hashes of all runs of k tokens in a
// window the smallest is its anchor (winnowing: Schleimer, Wilkerson, Aiken 2003). A block is a maximal row of windows
// with the same anchor, at the same place. Two equal windows have anchors with the same hash; so a window whose
// anchor's hash comes nowhere else is not repeated, and one look at a twentieth of all positions finds nearly all text
// that is not.
//
// Where the smallest hash stands at several places of a window, the place chosen before stays as long as it is in the
// window, else it is the last: a text of one repeated character has few blocks. Equal windows may then share one
// anchor; `again` marks blocks of which a window holds another place with the same hash.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/hash.h"

namespace dsprep::ops::dedup_substring {

struct WindowBlock {
  std::size_t begin, end;  // windows
  std::uint64_t anchor;    // hash
  bool again;
};

// Not thread-safe; keeps its memory. find() REQUIRES tokens that are spread over 64 bits (hashes, not bytes).
class WindowBlocks {
 public:
  explicit WindowBlocks(std::size_t length)  // REQUIRES length >= 1
      : length_(length), run_((length + 1) / 2), window_(length - run_ + 1), ring_(std::bit_ceil(window_ + 1)) {
    for (std::size_t i = 0; i < run_; ++i) power_ *= base;
  }

  std::size_t length() const { return length_; }

  // Calls visit(WindowBlock) for the blocks of tokens token(0) … token(size - 1), in order. Fewer than `length` tokens
  // have none.
  template <class Token, class Visit>
  void find(std::size_t size, Token token, Visit visit) {
    if (size < length_) return;
    const std::size_t mask = ring_.size() - 1;
    std::size_t head = 0, tail = 0;  // of the ring: hashes ascending, each with its last place and the one before
    std::uint64_t hash = 0;
    WindowBlock block{0, 0, 0, false};
    std::size_t chosen = none;
    for (std::size_t i = 0; i < size; ++i) {
      hash = hash * base + token(i);
      if (i >= run_) hash -= token(i - run_) * power_;
      if (i + 1 < run_) continue;
      const std::size_t place = i + 1 - run_;
      const std::uint64_t mixed = base::mix(hash, 0);
      while (tail != head && ring_[(tail - 1) & mask].hash > mixed) --tail;
      if (tail != head && ring_[(tail - 1) & mask].hash == mixed) {
        Entry& equal = ring_[(tail - 1) & mask];
        equal.before = equal.last;
        equal.last = place;
      } else {
        ring_[tail++ & mask] = {mixed, place, none};
      }
      if (i + 1 < length_) continue;
      const std::size_t window = i + 1 - length_;  // its runs begin at [window, place]
      while (ring_[head & mask].last < window) ++head;
      const Entry& smallest = ring_[head & mask];
      if (chosen != none && chosen >= window && block.anchor == smallest.hash) {
        block.again |= smallest.last != chosen;
        continue;
      }
      if (chosen != none) {
        block.end = window;
        visit(block);
      }
      chosen = smallest.last;
      block = {window, window, smallest.hash, smallest.before != none && smallest.before >= window};
    }
    block.end = size - length_ + 1;
    visit(block);
  }

 private:
  static constexpr std::size_t none = static_cast<std::size_t>(-1);
  static constexpr std::uint64_t base = 0x9e3779b97f4a7c15ull;
  struct Entry {
    std::uint64_t hash;
    std::size_t last, before;
  };
  const std::size_t length_, run_, window_;
  std::vector<Entry> ring_;
  std::uint64_t power_ = 1;
};

}  // namespace dsprep::ops::dedup_substring
