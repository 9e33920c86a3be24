// Digits and marks of every script as the ASCII ones they stand for, for whoever looks for numbers and codes: １２３
// and ١٢٣ are 123, － and ‐ are '-', ＠ is '@', and what cannot be seen (zero-width characters) is left out.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dsprep::text {

// Keeps its storage from text to text. Not thread-safe.
class AsciiFold {
 public:
  // The folded text, valid until the next call: `text` itself where nothing changes. REQUIRES valid UTF-8.
  std::string_view fold(std::string_view text);
  // A byte offset of the folded text as one of the original: of the character there (or, at the end of a stretch, with
  // `end`, behind the last one before it).
  std::size_t original(std::size_t folded, bool end = false) const;

 private:
  struct Piece {
    std::uint32_t folded, original;
    bool kept;
  };  // where it begins; kept byte by byte, or one character
  std::string folded_;
  std::vector<Piece> pieces_;
};

}  // namespace dsprep::text
