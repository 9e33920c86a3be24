// GB 18030: ASCII, pairs of bytes (as GBK), and four bytes for all other code points of Unicode.
#include <string_view>
#include <vector>

#include "charset/decoder.h"
#include "charset/tables.h"

namespace dsprep::charset {
namespace {

bool is_digit(unsigned byte) { return byte >= 0x30 && byte <= 0x39; }
bool is_lead(unsigned byte) { return byte >= 0x81 && byte <= 0xfe; }

class Gb18030Decoder final : public Decoder {
 public:
  std::size_t decode(std::string_view bytes, bool last, Output& out) override {
    const auto* const begin = reinterpret_cast<const unsigned char*>(bytes.data());
    const auto* const end = begin + bytes.size();
    const auto* p = begin;
    while (p < end) {
      copy_ascii(p, end, out);
      while (p < end && *p >= 0x80) {
        if (*p == 0x80) {  // the euro of Windows, which has no place of its own in GBK
          out.put(U'€');
          ++p;
          continue;
        }
        if (*p == 0xff) {
          out.put_undecodable();
          ++p;
          continue;
        }
        const bool cut = end - p < 2 || (is_digit(p[1]) && (end - p < 3 || (is_lead(p[2]) && end - p < 4)));
        if (cut) {
          if (!last) return static_cast<std::size_t>(p - begin);
          out.put_undecodable();
          return bytes.size();
        }
        p += is_digit(p[1]) ? four(p, out) : two(p, out);
      }
    }
    return static_cast<std::size_t>(p - begin);
  }

 private:
  std::size_t two(const unsigned char* p, Output& out) const {
    if (const char32_t c = pairs_(p[0], p[1])) {
      out.put(c);
      return 2;
    }
    out.put_undecodable();
    return p[1] < 0x80 ? 1 : 2;
  }

  // What is no character after all is undecodable in its first byte alone; the others are read again.
  static std::size_t four(const unsigned char* p, Output& out) {
    const char32_t c = is_lead(p[2]) && is_digit(p[3]) ? character(p) : 0;
    if (c == 0) {
      out.put_undecodable();
      return 1;
    }
    out.put(c);
    return 4;
  }

  static char32_t character(const unsigned char* p) {
    const unsigned number = ((p[0] - 0x81u) * 10 + (p[1] - 0x30u)) * 1260 + (p[2] - 0x81u) * 10 + (p[3] - 0x30u);
    constexpr unsigned first_beyond = 189000;  // 90 30 81 30
    if (number < gb18030_fours().size()) return gb18030_fours()[number];
    if (number >= first_beyond && number < first_beyond + 0x100000) return 0x10000 + number - first_beyond;
    return 0;
  }

  const PairTable& pairs_ = gb18030_pairs();
};

}  // namespace

std::unique_ptr<Decoder> gb18030_decoder() { return std::make_unique<Gb18030Decoder>(); }

}  // namespace dsprep::charset
