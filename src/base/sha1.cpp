#include "base/sha1.h"

#define OPENSSL_SUPPRESS_DEPRECATED                    // the block function itself: EVP costs more than the hash of a short string
#include <openssl/sha.h>

#include <bit>
#include <cstring>

namespace dsprep::base {

std::uint64_t sha1_hash64(std::string_view bytes) {
  SHA_CTX state;
  SHA1_Init(&state);
  // A string that fits one block together with its padding is laid out here: one bit, zeros, the length in bits.
  constexpr std::size_t block_size = 64, padding = 9;
  if (bytes.size() <= block_size - padding) {
    unsigned char block[block_size] = {};
    std::memcpy(block, bytes.data(), bytes.size());
    block[bytes.size()] = 0x80;
    block[62] = static_cast<unsigned char>(bytes.size() * 8 >> 8);
    block[63] = static_cast<unsigned char>(bytes.size() * 8);
    SHA1_Transform(&state, block);
  } else {
    unsigned char digest[SHA_DIGEST_LENGTH];
    SHA1_Update(&state, bytes.data(), bytes.size());
    SHA1_Final(digest, &state);
    std::uint64_t word;
    std::memcpy(&word, digest, sizeof word);
    return word;
  }
  // The digest is the state, most significant byte of each word first.
  const std::uint64_t first = __builtin_bswap32(state.h0), second = __builtin_bswap32(state.h1);
  return second << 32 | first;
}

}  // namespace dsprep::base
