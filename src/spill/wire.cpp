#include "spill/wire.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <span>

namespace dsprep::spill {

Status put_u64(ByteSink& sink, std::uint64_t value) {
  char bytes[8];
  for (int i = 0; i < 8; ++i) bytes[i] = static_cast<char>(value >> (8 * i));
  return sink.write({bytes, sizeof bytes});
}

Status put_double(ByteSink& sink, double value) { return put_u64(sink, std::bit_cast<std::uint64_t>(value)); }

Status put_text(ByteSink& sink, std::string_view text) {
  DSPREP_CHECK(put_u64(sink, text.size()));
  return text.empty() ? Status() : sink.write(text);
}

Result<std::uint64_t> get_u64(ByteSource& source) {
  char bytes[8];
  DSPREP_CHECK(source.read(bytes));
  std::uint64_t value = 0;
  for (int i = 0; i < 8; ++i) value |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
  return value;
}

Result<double> get_double(ByteSource& source) {
  DSPREP_TRY(const std::uint64_t bits, get_u64(source));
  return std::bit_cast<double>(bits);
}

// Reads in pieces, so that a length that lies costs no more memory than there are bytes.
Result<std::string> get_text(ByteSource& source, std::uint64_t limit) {
  DSPREP_TRY(const std::uint64_t size, get_u64(source));
  if (size > limit) {
    return failure("saved state is damaged: a text of " + std::to_string(size) + " bytes where at most " +
                   std::to_string(limit) + " can stand");
  }
  constexpr std::uint64_t piece = 1u << 20;
  std::string text;
  while (text.size() < size) {
    const std::size_t begin = text.size();
    const std::size_t n = static_cast<std::size_t>(std::min(piece, size - begin));
    text.resize(begin + n);
    DSPREP_CHECK(source.read(std::span<char>(text.data() + begin, n)));
  }
  return text;
}

}  // namespace dsprep::spill
