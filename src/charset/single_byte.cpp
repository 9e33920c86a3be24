// Encodings of one byte a character.
#include <array>
#include <cstring>
#include <string_view>

#include "charset/decoder.h"
#include "charset/encodings.h"
#include "charset/tables.h"

namespace dsprep::charset {
namespace {

class SingleByteDecoder final : public Decoder {
 public:
  explicit SingleByteDecoder(const ByteTable& table) {
    for (unsigned byte = 0x80; byte < 0x100; ++byte) {
      Utf8& utf8 = characters_[byte - 0x80];
      Output out{utf8.bytes};
      utf8.is_none = table[byte] == 0;
      out.put(utf8.is_none ? U'\ufffd' : table[byte]);
      utf8.length = static_cast<unsigned char>(out.at - utf8.bytes);
    }
  }

  std::size_t decode(std::string_view bytes, bool, Output& out) override {
    const auto* p = reinterpret_cast<const unsigned char*>(bytes.data());
    const auto* const end = p + bytes.size();
    while (p < end) {
      copy_ascii(p, end, out);
      for (; p < end && *p >= 0x80; ++p) {
        const Utf8& utf8 = characters_[*p - 0x80];
        std::memcpy(out.at, utf8.bytes, 4);
        out.at += utf8.length;
        out.undecodable += utf8.is_none;
      }
    }
    return bytes.size();
  }

 private:
  struct Utf8 {
    char bytes[4] = {};
    unsigned char length = 0;
    bool is_none = false;
  };
  std::array<Utf8, 128> characters_;
};

}  // namespace

std::unique_ptr<Decoder> single_byte_decoder(const KnownEncoding& encoding) {
  return std::make_unique<SingleByteDecoder>(byte_table(encoding));
}

}  // namespace dsprep::charset
