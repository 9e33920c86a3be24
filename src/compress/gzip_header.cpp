#include "compress/gzip_header.h"

#include <libdeflate.h>

namespace dsprep::compress {
namespace {

enum Flag : unsigned char { has_checksum = 2, has_extra = 4, has_name = 8, has_comment = 16, reserved = 0xe0 };

}  // namespace

const char* GzipHeader::take(std::string_view& rest) {
  std::size_t taken = 0, summed = 0;
  const char* fault = nullptr;
  while (taken < rest.size() && !complete() && fault == nullptr) {
    const bool covered = part_ != Part::checksum;
    fault = take_byte(static_cast<unsigned char>(rest[taken++]));
    if (covered) summed = taken;
    if (covered && part_ == Part::checksum) checksum_ = ::libdeflate_crc32(checksum_, rest.data(), summed);
  }
  if (part_ < Part::checksum) checksum_ = ::libdeflate_crc32(checksum_, rest.data(), summed);
  rest.remove_prefix(taken);
  return fault;
}

// Goes on to the next part that the flags announce.
void GzipHeader::next_part() {
  seen_ = 0;
  for (;;) {
    part_ = static_cast<Part>(static_cast<std::uint8_t>(part_) + 1);
    switch (part_) {
      case Part::extra_size:
        if (flags_ & has_extra) return;
        break;
      case Part::extra:
        if (number_ > 0) return;
        break;
      case Part::name:
        if (flags_ & has_name) return;
        break;
      case Part::comment:
        if (flags_ & has_comment) return;
        break;
      case Part::checksum:
        number_ = 0;
        if (flags_ & has_checksum) return;
        break;
      default: return;
    }
  }
}

const char* GzipHeader::take_byte(unsigned char byte) {
  const std::uint32_t at = seen_;
  if (part_ != Part::name && part_ != Part::comment) ++seen_;
  switch (part_) {
    case Part::fixed:
      if (at == 0 && byte != 0x1f) return "invalid header";
      if (at == 1 && byte != 0x8b) return "invalid header";
      if (at == 2 && byte != 8) return "unknown compression method";
      if (at == 3 && (byte & reserved) != 0) return "unknown flags in the header";
      if (at == 3) flags_ = byte;
      if (at == 9) next_part();  // behind the time, the level and the system, which do not matter here
      return nullptr;
    case Part::extra_size:
      number_ |= std::uint32_t{byte} << (8 * at);
      if (at == 1) next_part();
      return nullptr;
    case Part::extra:
      if (seen_ == number_) next_part();
      return nullptr;
    case Part::name:
    case Part::comment:
      if (byte == 0) next_part();
      return nullptr;
    case Part::checksum:
      number_ |= std::uint32_t{byte} << (8 * at);
      if (at == 1 && number_ != (checksum_ & 0xffff)) return "invalid checksum of the header";
      if (at == 1) next_part();
      return nullptr;
    case Part::end: break;
  }
  return nullptr;
}

}  // namespace dsprep::compress
