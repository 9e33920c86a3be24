// Encodings of ASCII and pairs of bytes: Big5, EUC-KR, Shift_JIS, EUC-JP. Where two bytes are no pair, the second goes
// on as a character of its own if it is ASCII, as the WHATWG standard has it: a quote or a line end is never swallowed.
#include <string_view>

#include "charset/decoder.h"
#include "charset/tables.h"

namespace dsprep::charset {
namespace {

// `Rules` knows which byte stands alone, and what a pair is: single(byte) gives a character, or `pair` for the first of
// two, or `none`; put_pair() puts its character, or says that there is none.
constexpr char32_t none = 0xffffffff, pair = 0xfffffffe, triple = 0xfffffffd;

template <class Rules>
class PairDecoder final : public Decoder {
 public:
  std::size_t decode(std::string_view bytes, bool last, Output& out) override {
    const auto* const begin = reinterpret_cast<const unsigned char*>(bytes.data());
    const auto* const end = begin + bytes.size();
    const auto* p = begin;
    while (p < end) {
      copy_ascii(p, end, out);
      while (p < end && *p >= 0x80) {
        const char32_t c = rules_.single(*p);
        if (c < triple) {
          out.put(c);
          ++p;
          continue;
        }
        if (c == none) {
          out.put_undecodable();
          ++p;
          continue;
        }
        const auto length = c == triple ? 3 : 2;
        // A triple is cut short, too, where its second byte is of no use.
        const bool cut = end - p < length && (end - p < 2 || rules_.is_trail(p[1]));
        if (cut) {
          if (!last) return static_cast<std::size_t>(p - begin);
          out.put_undecodable();
          return bytes.size();
        }
        if (c == triple && rules_.is_trail(p[1])) {
          if (rules_.put_triple(p[1], p[2], out)) {
            p += 3;
          } else {
            out.put_undecodable();
            p += p[2] < 0x80 ? 2 : 3;
          }
        } else if (c == pair && rules_.put_pair(p[0], p[1], out)) {
          p += 2;
        } else {
          out.put_undecodable();
          p += p[1] < 0x80 ? 1 : 2;
        }
      }
    }
    return static_cast<std::size_t>(p - begin);
  }

 private:
  Rules rules_;
};

struct NoTriples {
  static bool is_trail(unsigned) { return false; }
  static bool put_triple(unsigned, unsigned, Output&) { return false; }
};

struct Big5 : NoTriples {
  const PairTable& pairs = big5_pairs();

  static char32_t single(unsigned byte) { return byte == 0x80 || byte == 0xff ? none : pair; }
  bool put_pair(unsigned lead, unsigned trail, Output& out) const {
    // Four pairs are a letter and a combining mark.
    switch (lead << 8 | trail) {
      case 0x8862: return put_both(0xca, 0x304, out);
      case 0x8864: return put_both(0xca, 0x30c, out);
      case 0x88a3: return put_both(0xea, 0x304, out);
      case 0x88a5: return put_both(0xea, 0x30c, out);
      default: break;
    }
    const char32_t c = pairs(lead, trail);
    if (c != 0) out.put(c);
    return c != 0;
  }
  static bool put_both(char32_t letter, char32_t mark, Output& out) {
    out.put(letter);
    out.put(mark);
    return true;
  }
};

struct EucKr : NoTriples {
  const PairTable& pairs = euc_kr_pairs();

  static char32_t single(unsigned byte) { return byte == 0x80 || byte == 0xff ? none : pair; }
  bool put_pair(unsigned lead, unsigned trail, Output& out) const {
    const char32_t c = pairs(lead, trail);
    if (c != 0) out.put(c);
    return c != 0;
  }
};

struct ShiftJis : NoTriples {
  const PairTable& pairs = shift_jis_pairs();

  static char32_t single(unsigned byte) {
    if (byte == 0x80) return 0x80;
    if (byte >= 0xa1 && byte <= 0xdf) return 0xff61 + byte - 0xa1;
    return byte == 0xa0 || byte > 0xfc ? none : pair;
  }
  bool put_pair(unsigned lead, unsigned trail, Output& out) const {
    const char32_t c = pairs(lead, trail);
    if (c != 0) out.put(c);
    return c != 0;
  }
};

struct EucJp {
  const PairTable &pairs = jis_x_0208(), &triples = jis_x_0212();

  static char32_t single(unsigned byte) {
    if (byte == 0x8f) return triple;
    return byte == 0x8e || (byte >= 0xa1 && byte <= 0xfe) ? pair : none;
  }
  static bool is_trail(unsigned byte) { return byte >= 0xa1 && byte <= 0xfe; }
  bool put_pair(unsigned lead, unsigned trail, Output& out) const {
    if (lead == 0x8e) {
      if (trail < 0xa1 || trail > 0xdf) return false;
      out.put(0xff61 + trail - 0xa1);
      return true;
    }
    const char32_t c = pairs(lead, trail);
    if (c != 0) out.put(c);
    return c != 0;
  }
  bool put_triple(unsigned lead, unsigned trail, Output& out) const {
    const char32_t c = triples(lead, trail);
    if (c != 0) out.put(c);
    return c != 0;
  }
};

}  // namespace

std::unique_ptr<Decoder> big5_decoder() { return std::make_unique<PairDecoder<Big5>>(); }
std::unique_ptr<Decoder> euc_kr_decoder() { return std::make_unique<PairDecoder<EucKr>>(); }
std::unique_ptr<Decoder> shift_jis_decoder() { return std::make_unique<PairDecoder<ShiftJis>>(); }
std::unique_ptr<Decoder> euc_jp_decoder() { return std::make_unique<PairDecoder<EucJp>>(); }

}  // namespace dsprep::charset
