// MinHash: a set of 64-bit hashes as a short signature. For each of n permutations the smallest permuted hash is kept;
// two sets agree in a place with a probability that is their Jaccard similarity (Broder 1997). The permutations are
// fixed for ever: signatures go into files.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace dsprep::dedup {

// n permutations of 32-bit numbers: x -> a·x + b mod 2^32, a odd, over the hash's low half. Immutable, thread-safe.
class MinHash32 {
 public:
  explicit MinHash32(std::size_t n);
  std::size_t size() const { return a_.size(); }
  // Signature of a set; all ones for an empty one. The hashes may repeat. REQUIRES out.size() == size().
  void sign(std::span<const std::uint64_t> hashes, std::span<std::uint32_t> out) const;
  void sign_plainly(std::span<const std::uint64_t> hashes,
                    std::span<std::uint32_t> out) const;  // the same, without SIMD

 private:
  std::vector<std::uint32_t> a_, b_;
};

// The permutations of datatrove: x -> ((a·x + b) mod 2^64) mod (2^61 - 1), with constants as NumPy's
// RandomState(1).randint draws them: n times a in [1, 2^61 - 1), then n times b in [0, 2^61 - 1). Immutable,
// thread-safe.
class MinHash61 {
 public:
  static constexpr std::uint64_t prime = (std::uint64_t{1} << 61) - 1;
  explicit MinHash61(std::size_t n);
  std::size_t size() const { return a_.size(); }
  std::span<const std::uint64_t> a() const { return a_; }
  std::span<const std::uint64_t> b() const { return b_; }
  void sign(std::span<const std::uint64_t> hashes, std::span<std::uint64_t> out) const;
  void sign_plainly(std::span<const std::uint64_t> hashes, std::span<std::uint64_t> out) const;

 private:
  std::vector<std::uint64_t> a_, b_;
};

}  // namespace dsprep::dedup
