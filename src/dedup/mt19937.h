// Mt19937: the Mersenne Twister (Matsumoto and Nishimura 1998), seeded as NumPy's RandomState seeds it, for constants
// that other tools draw from it. Choices of our own come from base::Rng.
#pragma once

#include <array>
#include <cstdint>

namespace dsprep::dedup {

class Mt19937 {
 public:
  explicit Mt19937(std::uint32_t seed) {
    for (std::uint32_t i = 0; i < state_.size(); ++i) {
      state_[i] = seed;
      seed = 1812433253u * (seed ^ (seed >> 30)) + i + 1;
    }
  }

  std::uint32_t next32() {
    if (at_ == state_.size()) twist();
    std::uint32_t y = state_[at_++];
    y ^= y >> 11;
    y ^= (y << 7) & 0x9d2c5680u;
    y ^= (y << 15) & 0xefc60000u;
    return y ^ (y >> 18);
  }

  std::uint64_t next64() {  // the high half first
    const std::uint64_t high = next32();
    return high << 32 | next32();
  }

  // RandomState.randint(low, high, dtype=uint64): draws under a mask until one is in range. REQUIRES high - low > 2^32.
  std::uint64_t randint64(std::uint64_t low, std::uint64_t high) {
    const std::uint64_t range = high - 1 - low;
    std::uint64_t mask = range;
    for (int shift = 1; shift < 64; shift *= 2) mask |= mask >> shift;
    std::uint64_t value;
    do value = next64() & mask;
    while (value > range);
    return low + value;
  }

 private:
  void twist() {
    constexpr std::size_t n = 624, m = 397;
    for (std::size_t i = 0; i < n; ++i) {
      const std::uint32_t y = (state_[i] & 0x80000000u) | (state_[(i + 1) % n] & 0x7fffffffu);
      state_[i] = state_[(i + m) % n] ^ (y >> 1) ^ ((y & 1) ? 0x9908b0dfu : 0u);
    }
    at_ = 0;
  }

  std::array<std::uint32_t, 624> state_;
  std::size_t at_ = 624;
};

}  // namespace dsprep::dedup
