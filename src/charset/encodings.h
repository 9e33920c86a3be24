// The encodings that we read: their names, their labels, and how each is decoded. Private to the room.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace dsprep::charset {

// How the bytes of an encoding become characters.
enum class Scheme : std::uint8_t {
  utf_8,
  utf_16le,
  utf_16be,
  utf_32le,
  utf_32be,
  single_byte,  // one table of 256
  gb18030,      // and GBK, which is a part of it
  big5,
  euc_kr,
  shift_jis,
  euc_jp,
  iso_2022_jp,
  iso_2022_kr,
  hz,
};

struct KnownEncoding {
  std::string_view name;  // of the WHATWG Encoding Standard, where it has it
  Scheme scheme;
  std::string_view converter;  // ICU's, for the tables of single_byte; "" where it has none
  std::string_view labels;     // further labels as label_key() makes them, each between spaces
};

std::span<const KnownEncoding> known_encodings();
// Null where there is none of that name.
const KnownEncoding* find_encoding(std::string_view name);

}  // namespace dsprep::charset
