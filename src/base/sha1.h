// SHA-1 of short byte strings, for hashes that other tools define by it. Nothing here is meant to be secret or safe.
#pragma once

#include <cstdint>
#include <string_view>

namespace dsprep::base {

// The first eight bytes of the digest as a little-endian number (datasketch's and datatrove's sha1_hash64).
std::uint64_t sha1_hash64(std::string_view bytes);

// The same of two at once, which takes little longer than one where the processor has instructions for it.
void sha1_hash64(std::string_view a, std::string_view b, std::uint64_t out[2]);

}  // namespace dsprep::base
