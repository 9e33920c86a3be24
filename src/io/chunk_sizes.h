// How large chunks and what they are made of may be. Private to io.
#pragma once

#include <cstddef>
#include <cstdint>

namespace dsprep::io {

// Of a record that is too long. A multiple of 3; as large as a usual chunk.
inline constexpr std::size_t piece_size = 1'572'864;
// A growing chunk doubles until the steps are this large: at most so much beyond a long record is read with it.
inline constexpr std::size_t largest_step = 8u << 20;
// A chunk's memory beyond this is given back before it is filled again.
inline constexpr std::size_t kept_storage = 16u << 20;
// TextSpan counts in 32 bits.
inline constexpr std::uint64_t longest_record = 0xffff0000;
// Whole files are read in steps of so much, until their end is known.
inline constexpr std::size_t first_step = 64u << 10;

}  // namespace dsprep::io
