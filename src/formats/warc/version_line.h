// VersionLine: finds `WARC/1.0`, `WARC/1.1`, `WARC/0.18` and their like, with the line end behind, in bytes that come
// in pieces. The first letter stands nowhere else in it, so that no byte need be looked at twice.
#pragma once

#include <cstddef>
#include <cstdint>

namespace dsprep::formats::warc {

class VersionLine {
 public:
  // Takes the next byte. True: the line ends with it, and the next one is looked for.
  bool take(char c);
  // Takes bytes up to the end of the next version line, which it returns; null where none ends in them.
  const char* search(const char* p, const char* end);
  // How many of the bytes taken last may be the beginning of one.
  std::size_t seen() const { return seen_; }
  void reset() { seen_ = 0, part_ = 0; }

 private:
  bool fits(char c);

  std::size_t seen_ = 0;
  std::uint8_t part_ = 0;  // letters, then digits, digits, white space, carriage return
};

}  // namespace dsprep::formats::warc
