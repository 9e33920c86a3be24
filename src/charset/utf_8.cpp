// UTF-8: what is valid is copied; what is not becomes one U+FFFD for each sequence that began well and was cut short
// (Unicode's "maximal subpart").
#include <string_view>

#include "charset/decoder.h"

namespace dsprep::charset {
namespace {

class Utf8Decoder final : public Decoder {
 public:
  std::size_t decode(std::string_view bytes, bool last, Output& out) override {
    const auto* const begin = reinterpret_cast<const unsigned char*>(bytes.data());
    const auto* const end = begin + bytes.size();
    const auto* p = begin;
    while (p < end) {
      copy_ascii(p, end, out);
      if (p == end) break;
      const unsigned lead = *p;
      const unsigned wanted = lead < 0xc2 || lead > 0xf4 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
      unsigned good = 1;
      while (good < wanted && p + good < end && goes_on(lead, good, p[good])) ++good;
      if (wanted > 1 && good == wanted) {
        for (unsigned i = 0; i < wanted; ++i) *out.at++ = static_cast<char>(p[i]);
      } else if (p + good == end && good < wanted && !last) {
        break;
      } else {
        out.put_undecodable();
      }
      p += good;
    }
    return static_cast<std::size_t>(p - begin);
  }

 private:
  // Unicode's table 3-7: the second byte of some leads has a narrower range.
  static bool goes_on(unsigned lead, unsigned index, unsigned byte) {
    unsigned first = 0x80, last = 0xbf;
    if (index == 1) {
      if (lead == 0xe0) first = 0xa0;
      else if (lead == 0xed) last = 0x9f;
      else if (lead == 0xf0) first = 0x90;
      else if (lead == 0xf4) last = 0x8f;
    }
    return byte >= first && byte <= last;
  }
};

}  // namespace

std::unique_ptr<Decoder> utf_8_decoder() { return std::make_unique<Utf8Decoder>(); }

}  // namespace dsprep::charset
