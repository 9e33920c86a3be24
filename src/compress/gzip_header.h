// GzipHeader: reads past the header of a gzip member (RFC 1952, 2.3). Private to the room.
//
// Our own, because ISA-L 2.30 refuses correct headers that carry a checksum (FHCRC).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace dsprep::compress {

// Not thread-safe. Keeps nothing of what it reads past: names and comments may be of any length.
class GzipHeader {
 public:
  // Takes the header's bytes, or as many as there are, off the front of `rest`. Null, or why this is no header; then it
  // is not to be called again. REQUIRES that it is not complete().
  const char* take(std::string_view& rest);
  bool complete() const { return part_ == Part::end; }

 private:
  enum class Part : std::uint8_t { fixed, extra_size, extra, name, comment, checksum, end };

  void next_part();
  const char* take_byte(unsigned char byte);

  Part part_ = Part::fixed;
  unsigned char flags_ = 0;
  std::uint32_t seen_ = 0;      // bytes of the part
  std::uint32_t number_ = 0;    // extra_size: the size; checksum: as it stands there
  std::uint32_t checksum_ = 0;  // of what came before it
};

}  // namespace dsprep::compress
