// The encodings that UTF-8 is read in by mistake, in the order in which they are tried (ftfy's): one byte a character.
//
// Those of Windows are "sloppy": a byte without a meaning is the one of Latin-1, as decoders of the Web have it, and
// U+FFFD is byte 1A, so that a text in which single characters were lost can still be decoded.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace dsprep::ops::fix_encoding {

enum Encoding : std::uint8_t {
  latin_1,
  windows_1252,
  windows_1251,
  windows_1250,
  windows_1253,
  windows_1254,
  windows_1257,
  iso_8859_2,
  mac_roman,
  cp437,
};
inline constexpr unsigned encodings = 10;
inline constexpr unsigned all_encodings = (1u << encodings) - 1;

// What the bytes of UTF-8 look like when read in Latin-1 or the encodings of Windows.
enum Clue : std::uint8_t {
  first_of_2 = 1,           // C2–DF
  first_of_3 = 2,           // E0–EF
  first_of_4 = 4,           // F0, F3: all others begin nothing that is assigned
  continuation = 8,         // 80–BF, or a space in place of A0
  strict_continuation = 16  // without space, dashes, quotes, bullet and ellipsis, which may stand for themselves
};

class SingleByteEncodings {
 public:
  static const SingleByteEncodings& get();

  static constexpr bool is_sloppy(unsigned encoding) { return encoding >= windows_1252 && encoding <= windows_1257; }
  static char32_t decode(unsigned char byte, unsigned encoding);

  // Those that have the character, a bit each.
  unsigned having(char32_t c) const { return entry(c).encodings; }
  // REQUIRES an encoding that has it.
  unsigned char encode(char32_t c, unsigned encoding) const { return entry(c).bytes[encoding]; }
  unsigned clues(char32_t c) const { return entry(c).clues; }

 private:
  struct Entry {
    std::uint16_t encodings = 0;
    std::uint8_t clues = 0;
    std::array<unsigned char, fix_encoding::encodings> bytes = {};
  };

  SingleByteEncodings();
  const Entry& entry(char32_t c) const { return entries_[c < index_.size() ? index_[c] : 0]; }

  std::vector<std::uint16_t> index_;  // by code point
  std::vector<Entry> entries_;        // the first is of all characters that none has
};

}  // namespace dsprep::ops::fix_encoding
