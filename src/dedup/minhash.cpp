// A block of permutations is held in registers while all hashes pass: each hash is loaded once a block, and the minima
// never leave the registers. Which instructions there are is asked once; NEON is on every arm64.
#include "dedup/minhash.h"

#include <algorithm>
#include <cassert>
#include <limits>

#include "base/rng.h"
#include "dedup/mt19937.h"

#if defined(__x86_64__)
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"  // GCC 12 says so of its own _mm512_undefined_epi32()
#endif
#include <immintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

namespace dsprep::dedup {
namespace {

constexpr std::uint64_t prime = MinHash61::prime;

std::uint64_t permute(std::uint64_t x, std::uint64_t a, std::uint64_t b) { return (a * x + b) % prime; }

using Sign32 = void (*)(const std::uint64_t* hashes, std::size_t count, const std::uint32_t* a, const std::uint32_t* b,
                        std::uint32_t* out, std::size_t n);
using Sign61 = void (*)(const std::uint64_t* hashes, std::size_t count, const std::uint64_t* a, const std::uint64_t* b,
                        std::uint64_t* out, std::size_t n);

void sign32_plainly(const std::uint64_t* hashes, std::size_t count, const std::uint32_t* a, const std::uint32_t* b,
                    std::uint32_t* out, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) {
    std::uint32_t least = std::numeric_limits<std::uint32_t>::max();
    for (std::size_t k = 0; k < count; ++k)
      least = std::min(least, a[i] * static_cast<std::uint32_t>(hashes[k]) + b[i]);
    out[i] = least;
  }
}

void sign61_plainly(const std::uint64_t* hashes, std::size_t count, const std::uint64_t* a, const std::uint64_t* b,
                    std::uint64_t* out, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) {
    std::uint64_t least = std::numeric_limits<std::uint64_t>::max();
    for (std::size_t k = 0; k < count; ++k) least = std::min(least, permute(hashes[k], a[i], b[i]));
    out[i] = least;
  }
}

#if defined(__x86_64__)

__attribute__((target("avx2"))) void sign32_avx2(const std::uint64_t* hashes, std::size_t count, const std::uint32_t* a,
                                                 const std::uint32_t* b, std::uint32_t* out, std::size_t n) {
  constexpr std::size_t lanes = 8, held = 4;
  std::size_t i = 0;
  for (; i + held * lanes <= n; i += held * lanes) {
    __m256i factor[held], term[held], least[held];
    for (std::size_t j = 0; j < held; ++j) {
      factor[j] = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(a + i + j * lanes));
      term[j] = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(b + i + j * lanes));
      least[j] = _mm256_set1_epi32(-1);
    }
    for (std::size_t k = 0; k < count; ++k) {
      const __m256i x = _mm256_set1_epi32(static_cast<int>(hashes[k]));
      for (std::size_t j = 0; j < held; ++j)
        least[j] = _mm256_min_epu32(least[j], _mm256_add_epi32(_mm256_mullo_epi32(factor[j], x), term[j]));
    }
    for (std::size_t j = 0; j < held; ++j)
      _mm256_storeu_si256(reinterpret_cast<__m256i*>(out + i + j * lanes), least[j]);
  }
  for (; i + lanes <= n; i += lanes) {
    const __m256i factor = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(a + i));
    const __m256i term = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(b + i));
    __m256i least = _mm256_set1_epi32(-1);
    for (std::size_t k = 0; k < count; ++k) {
      const __m256i x = _mm256_set1_epi32(static_cast<int>(hashes[k]));
      least = _mm256_min_epu32(least, _mm256_add_epi32(_mm256_mullo_epi32(factor, x), term));
    }
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(out + i), least);
  }
  if (i < n) sign32_plainly(hashes, count, a + i, b + i, out + i, n - i);
}

__attribute__((target("avx512f"))) void sign32_avx512(const std::uint64_t* hashes, std::size_t count,
                                                      const std::uint32_t* a, const std::uint32_t* b,
                                                      std::uint32_t* out, std::size_t n) {
  constexpr std::size_t lanes = 16, held = 7;  // 112 permutations at once
  std::size_t i = 0;
  for (; i + held * lanes <= n; i += held * lanes) {
    __m512i factor[held], term[held], least[held];
    for (std::size_t j = 0; j < held; ++j) {
      factor[j] = _mm512_loadu_si512(a + i + j * lanes);
      term[j] = _mm512_loadu_si512(b + i + j * lanes);
      least[j] = _mm512_set1_epi32(-1);
    }
    for (std::size_t k = 0; k < count; ++k) {
      const __m512i x = _mm512_set1_epi32(static_cast<int>(hashes[k]));
      for (std::size_t j = 0; j < held; ++j)
        least[j] = _mm512_min_epu32(least[j], _mm512_add_epi32(_mm512_mullo_epi32(factor[j], x), term[j]));
    }
    for (std::size_t j = 0; j < held; ++j) _mm512_storeu_si512(out + i + j * lanes, least[j]);
  }
  for (; i + lanes <= n; i += lanes) {
    const __m512i factor = _mm512_loadu_si512(a + i), term = _mm512_loadu_si512(b + i);
    __m512i least = _mm512_set1_epi32(-1);
    for (std::size_t k = 0; k < count; ++k) {
      const __m512i x = _mm512_set1_epi32(static_cast<int>(hashes[k]));
      least = _mm512_min_epu32(least, _mm512_add_epi32(_mm512_mullo_epi32(factor, x), term));
    }
    _mm512_storeu_si512(out + i, least);
  }
  if (i < n) sign32_plainly(hashes, count, a + i, b + i, out + i, n - i);
}

// a·x + b mod 2^64 from 32-bit products: low·low in full, and the two mixed ones, of which the low halves count.
// Then mod 2^61 - 1: 2^61 is 1, so the three bits above are added to the rest, and the prime is taken off once where
// that reaches it.
__attribute__((target("avx2"))) void sign61_avx2(const std::uint64_t* hashes, std::size_t count, const std::uint64_t* a,
                                                 const std::uint64_t* b, std::uint64_t* out, std::size_t n) {
  constexpr std::size_t lanes = 4, held = 2;
  const __m256i p = _mm256_set1_epi64x(static_cast<long long>(prime));
  const __m256i last = _mm256_set1_epi64x(static_cast<long long>(prime - 1));
  std::size_t i = 0;
  for (; i + held * lanes <= n; i += held * lanes) {
    __m256i factor[held], factor_high[held], term[held], least[held];
    for (std::size_t j = 0; j < held; ++j) {
      factor[j] = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(a + i + j * lanes));
      factor_high[j] = _mm256_srli_epi64(factor[j], 32);
      term[j] = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(b + i + j * lanes));
      least[j] = _mm256_set1_epi64x(std::numeric_limits<long long>::max());
    }
    for (std::size_t k = 0; k < count; ++k) {
      const __m256i x = _mm256_set1_epi64x(static_cast<long long>(hashes[k]));
      const __m256i x_high = _mm256_srli_epi64(x, 32);
      for (std::size_t j = 0; j < held; ++j) {
        const __m256i mixed =
            _mm256_add_epi64(_mm256_mul_epu32(factor_high[j], x), _mm256_mul_epu32(factor[j], x_high));
        const __m256i low = _mm256_add_epi64(_mm256_mul_epu32(factor[j], x), term[j]);
        const __m256i whole = _mm256_add_epi64(low, _mm256_slli_epi64(mixed, 32));
        __m256i rest = _mm256_add_epi64(_mm256_and_si256(whole, p), _mm256_srli_epi64(whole, 61));
        rest = _mm256_sub_epi64(rest, _mm256_and_si256(p, _mm256_cmpgt_epi64(rest, last)));
        least[j] = _mm256_blendv_epi8(least[j], rest, _mm256_cmpgt_epi64(least[j], rest));
      }
    }
    for (std::size_t j = 0; j < held; ++j) {
      // Nothing was smaller only where there were no hashes.
      if (count == 0) least[j] = _mm256_set1_epi64x(-1);
      _mm256_storeu_si256(reinterpret_cast<__m256i*>(out + i + j * lanes), least[j]);
    }
  }
  if (i < n) sign61_plainly(hashes, count, a + i, b + i, out + i, n - i);
}

__attribute__((target("avx512f,avx512dq"))) void sign61_avx512(const std::uint64_t* hashes, std::size_t count,
                                                               const std::uint64_t* a, const std::uint64_t* b,
                                                               std::uint64_t* out, std::size_t n) {
  constexpr std::size_t lanes = 8, held = 7;  // 112 permutations are two rounds
  const __m512i p = _mm512_set1_epi64(static_cast<long long>(prime));
  std::size_t i = 0;
  for (; i + held * lanes <= n; i += held * lanes) {
    __m512i factor[held], term[held], least[held];
    for (std::size_t j = 0; j < held; ++j) {
      factor[j] = _mm512_loadu_si512(a + i + j * lanes);
      term[j] = _mm512_loadu_si512(b + i + j * lanes);
      least[j] = _mm512_set1_epi64(-1);
    }
    for (std::size_t k = 0; k < count; ++k) {
      const __m512i x = _mm512_set1_epi64(static_cast<long long>(hashes[k]));
      for (std::size_t j = 0; j < held; ++j) {
        const __m512i whole = _mm512_add_epi64(_mm512_mullo_epi64(factor[j], x), term[j]);
        const __m512i rest = _mm512_add_epi64(_mm512_and_si512(whole, p), _mm512_srli_epi64(whole, 61));
        // Below the prime, taking it off wraps around to something huge.
        least[j] = _mm512_min_epu64(least[j], _mm512_min_epu64(rest, _mm512_sub_epi64(rest, p)));
      }
    }
    for (std::size_t j = 0; j < held; ++j) _mm512_storeu_si512(out + i + j * lanes, least[j]);
  }
  if (i < n) sign61_avx2(hashes, count, a + i, b + i, out + i, n - i);
}

Sign32 choose32() {
  if (__builtin_cpu_supports("avx512f")) return sign32_avx512;
  return __builtin_cpu_supports("avx2") ? sign32_avx2 : sign32_plainly;
}
Sign61 choose61() {
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq")) return sign61_avx512;
  return __builtin_cpu_supports("avx2") ? sign61_avx2 : sign61_plainly;
}

#elif defined(__aarch64__)

void sign32_neon(const std::uint64_t* hashes, std::size_t count, const std::uint32_t* a, const std::uint32_t* b,
                 std::uint32_t* out, std::size_t n) {
  constexpr std::size_t lanes = 4, held = 4;
  std::size_t i = 0;
  for (; i + held * lanes <= n; i += held * lanes) {
    uint32x4_t factor[held], term[held], least[held];
    for (std::size_t j = 0; j < held; ++j) {
      factor[j] = vld1q_u32(a + i + j * lanes);
      term[j] = vld1q_u32(b + i + j * lanes);
      least[j] = vdupq_n_u32(std::numeric_limits<std::uint32_t>::max());
    }
    for (std::size_t k = 0; k < count; ++k) {
      const uint32x4_t x = vdupq_n_u32(static_cast<std::uint32_t>(hashes[k]));
      for (std::size_t j = 0; j < held; ++j) least[j] = vminq_u32(least[j], vmlaq_u32(term[j], factor[j], x));
    }
    for (std::size_t j = 0; j < held; ++j) vst1q_u32(out + i + j * lanes, least[j]);
  }
  if (i < n) sign32_plainly(hashes, count, a + i, b + i, out + i, n - i);
}

Sign32 choose32() { return sign32_neon; }
Sign61 choose61() { return sign61_plainly; }  // 64-bit products are scalar on NEON

#else

Sign32 choose32() { return sign32_plainly; }
Sign61 choose61() { return sign61_plainly; }

#endif

}  // namespace

MinHash32::MinHash32(std::size_t n) : a_(n), b_(n) {
  base::Rng rng(0x6d696e68617368ull);  // "minhash"
  for (std::size_t i = 0; i < n; ++i) {
    a_[i] = static_cast<std::uint32_t>(rng.next() >> 32) | 1;
    b_[i] = static_cast<std::uint32_t>(rng.next() >> 32);
  }
}

void MinHash32::sign(std::span<const std::uint64_t> hashes, std::span<std::uint32_t> out) const {
  assert(out.size() == size());
  static const Sign32 best = choose32();
  best(hashes.data(), hashes.size(), a_.data(), b_.data(), out.data(), size());
}

void MinHash32::sign_plainly(std::span<const std::uint64_t> hashes, std::span<std::uint32_t> out) const {
  sign32_plainly(hashes.data(), hashes.size(), a_.data(), b_.data(), out.data(), size());
}

MinHash61::MinHash61(std::size_t n) : a_(n), b_(n) {
  Mt19937 twister(1);
  for (std::uint64_t& a : a_) a = twister.randint64(1, prime);
  for (std::uint64_t& b : b_) b = twister.randint64(0, prime);
}

void MinHash61::sign(std::span<const std::uint64_t> hashes, std::span<std::uint64_t> out) const {
  assert(out.size() == size());
  static const Sign61 best = choose61();
  best(hashes.data(), hashes.size(), a_.data(), b_.data(), out.data(), size());
}

void MinHash61::sign_plainly(std::span<const std::uint64_t> hashes, std::span<std::uint64_t> out) const {
  sign61_plainly(hashes.data(), hashes.size(), a_.data(), b_.data(), out.data(), size());
}

}  // namespace dsprep::dedup
