// Decoder: the bytes of one encoding to UTF-8. Private to the room; Converter turns one into a stream.
#pragma once

#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>

#include "charset/encodings.h"

namespace dsprep::charset {

// Where characters go. Whoever calls a Decoder sees to the room: see Decoder::room_for.
struct Output {
  char* at;
  std::uint64_t undecodable = 0;

  // REQUIRES a code point that is not a surrogate.
  void put(char32_t c) {
    const auto tail = [&](int shift) { return static_cast<char>(0x80 | (c >> shift & 0x3f)); };
    if (c < 0x80) {
      *at++ = static_cast<char>(c);
    } else if (c < 0x800) {
      *at++ = static_cast<char>(0xc0 | c >> 6);
      *at++ = tail(0);
    } else if (c < 0x10000) {
      *at++ = static_cast<char>(0xe0 | c >> 12);
      *at++ = tail(6);
      *at++ = tail(0);
    } else {
      *at++ = static_cast<char>(0xf0 | c >> 18);
      *at++ = tail(12);
      *at++ = tail(6);
      *at++ = tail(0);
    }
  }
  void put_undecodable() {
    put(U'\ufffd');
    ++undecodable;
  }
};

// Not thread-safe; what the tables behind it hold is constant and shared.
class Decoder {
 public:
  // No byte becomes more than three of UTF-8; and some to spare, so that characters can be stored in one piece.
  static constexpr std::size_t room_for(std::size_t bytes) { return 3 * bytes + 16; }
  // Of a character that is not whole, fewer bytes than this are left over.
  static constexpr std::size_t longest = 4;

  virtual ~Decoder() = default;
  // Decodes all but what begins a character that does not end within `bytes`; with `last`, that too, as undecodable.
  // Returns how many bytes it took.
  virtual std::size_t decode(std::string_view bytes, bool last, Output& out) = 0;
  // For the next text.
  virtual void reset() {}
};

// Copies the ASCII characters at `p`, eight at a time.
inline void copy_ascii(const unsigned char*& p, const unsigned char* end, Output& out) {
  while (end - p >= 8) {
    std::uint64_t word;
    std::memcpy(&word, p, sizeof word);
    if ((word & 0x8080808080808080ull) != 0) break;
    std::memcpy(out.at, &word, sizeof word);
    p += 8;
    out.at += 8;
  }
  while (p < end && *p < 0x80) *out.at++ = static_cast<char>(*p++);
}

std::unique_ptr<Decoder> utf_8_decoder();
std::unique_ptr<Decoder> wide_decoder(Scheme scheme);  // UTF-16 and UTF-32
std::unique_ptr<Decoder> single_byte_decoder(const KnownEncoding& encoding);
std::unique_ptr<Decoder> gb18030_decoder();
std::unique_ptr<Decoder> big5_decoder();
std::unique_ptr<Decoder> euc_kr_decoder();
std::unique_ptr<Decoder> shift_jis_decoder();
std::unique_ptr<Decoder> euc_jp_decoder();
std::unique_ptr<Decoder> switching_decoder(Scheme scheme);  // ISO-2022-JP, ISO-2022-KR, HZ

std::unique_ptr<Decoder> decoder_of(const KnownEncoding& encoding);

}  // namespace dsprep::charset
