#include "base/sha1.h"

#define OPENSSL_SUPPRESS_DEPRECATED  // the block function itself: EVP costs more than the hash of a short string
#include <openssl/sha.h>

#include <cstring>

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>
#endif

namespace dsprep::base {
namespace {

constexpr std::size_t block_size = 64, padding = 9;

// A string that fits one block together with its padding: one bit, zeros, the length in bits.
bool fits(std::string_view bytes) { return bytes.size() <= block_size - padding; }

void lay_out(std::string_view bytes, unsigned char* block) {
  std::memset(block, 0, block_size);
  std::memcpy(block, bytes.data(), bytes.size());
  block[bytes.size()] = 0x80;
  block[62] = static_cast<unsigned char>(bytes.size() * 8 >> 8);
  block[63] = static_cast<unsigned char>(bytes.size() * 8);
}

// The digest is the state, most significant byte of each word first.
std::uint64_t first_bytes(std::uint32_t a, std::uint32_t b) {
  return std::uint64_t{__builtin_bswap32(b)} << 32 | __builtin_bswap32(a);
}

#if defined(__x86_64__)

constexpr int initial[5] = {0x67452301, static_cast<int>(0xefcdab89), static_cast<int>(0x98badcfe), 0x10325476,
                            static_cast<int>(0xc3d2e1f0)};

// Four rounds of one block: number i of twenty.
struct Lane {
  __m128i words[20];     // the schedule, four at a time
  __m128i abcd, before;  // the state; and before the last four rounds, which is where E comes from
};

template <std::size_t i>
__attribute__((target("sha,sse4.1"), always_inline)) inline void four_rounds(Lane& lane) {
  if constexpr (i >= 4)
    lane.words[i] = _mm_sha1msg2_epu32(
        _mm_xor_si128(_mm_sha1msg1_epu32(lane.words[i - 4], lane.words[i - 3]), lane.words[i - 2]), lane.words[i - 1]);
  __m128i e;
  if constexpr (i == 0) e = _mm_add_epi32(_mm_set_epi32(initial[4], 0, 0, 0), lane.words[0]);
  else e = _mm_sha1nexte_epu32(lane.before, lane.words[i]);
  lane.before = lane.abcd;
  lane.abcd = _mm_sha1rnds4_epu32(lane.abcd, e, static_cast<int>(i / 5));
}

template <std::size_t... i>
__attribute__((target("sha,sse4.1"), always_inline)) inline void all_rounds(Lane& a, Lane& b,
                                                                            std::index_sequence<i...>) {
  ((four_rounds<i>(a), four_rounds<i>(b)), ...);
}

// Two blocks side by side: each round waits for the one before it, and the other block's fill the gap.
__attribute__((target("sha,sse4.1"))) void hash_two(const unsigned char* blocks, std::uint64_t out[2]) {
  const __m128i reverse = _mm_set_epi64x(0x0001020304050607ll, 0x08090a0b0c0d0e0fll);
  Lane lanes[2];
  for (std::size_t n = 0; n < 2; ++n) {
    for (std::size_t i = 0; i < 4; ++i)
      lanes[n].words[i] = _mm_shuffle_epi8(
          _mm_loadu_si128(reinterpret_cast<const __m128i*>(blocks + n * block_size + i * 16)), reverse);
    lanes[n].abcd = lanes[n].before = _mm_set_epi32(initial[0], initial[1], initial[2], initial[3]);
  }
  all_rounds(lanes[0], lanes[1], std::make_index_sequence<20>());
  for (std::size_t n = 0; n < 2; ++n)
    out[n] = first_bytes(
        static_cast<std::uint32_t>(_mm_extract_epi32(lanes[n].abcd, 3)) + static_cast<std::uint32_t>(initial[0]),
        static_cast<std::uint32_t>(_mm_extract_epi32(lanes[n].abcd, 2)) + static_cast<std::uint32_t>(initial[1]));
}

bool has_sha() {
  unsigned eax, ebx, ecx, edx;
  return __get_cpuid_count(7, 0, &eax, &ebx, &ecx, &edx) != 0 && (ebx >> 29 & 1) != 0 &&
         __builtin_cpu_supports("sse4.1");
}

#endif

}  // namespace

std::uint64_t sha1_hash64(std::string_view bytes) {
  SHA_CTX state;
  SHA1_Init(&state);
  if (fits(bytes)) {
    unsigned char block[block_size];
    lay_out(bytes, block);
    SHA1_Transform(&state, block);
    return first_bytes(static_cast<std::uint32_t>(state.h0), static_cast<std::uint32_t>(state.h1));
  }
  unsigned char digest[SHA_DIGEST_LENGTH];
  SHA1_Update(&state, bytes.data(), bytes.size());
  SHA1_Final(digest, &state);
  std::uint64_t word;
  std::memcpy(&word, digest, sizeof word);
  return word;
}

void sha1_hash64(std::string_view a, std::string_view b, std::uint64_t out[2]) {
#if defined(__x86_64__)
  static const bool fast = has_sha();
  if (fast && fits(a) && fits(b)) {
    unsigned char blocks[2 * block_size];
    lay_out(a, blocks);
    lay_out(b, blocks + block_size);
    return hash_two(blocks, out);
  }
#endif
  out[0] = sha1_hash64(a);
  out[1] = sha1_hash64(b);
}

}  // namespace dsprep::base
