// Encodings of seven bits that switch between character sets: ISO-2022-JP and ISO-2022-KR by escape sequences and shift
// characters, HZ by "~{" and "~}".
//
// ISO-2022-JP departs from the WHATWG standard in two points. That one calls two escape sequences one behind the other
// an error, which guards pages against smuggled markup and would count the text of joined mails as undecodable here.
// And JIS X 0212 is read (ISO-2022-JP-1).
#include <array>
#include <cstdint>
#include <string_view>

#include "charset/decoder.h"
#include "charset/encodings.h"
#include "charset/tables.h"

namespace dsprep::charset {
namespace {

enum class Set : std::uint8_t { ascii, roman, katakana, pairs, more_pairs };

// What every encoding of this kind does between its switches. `Switch` looks at a byte that may begin one.
class SwitchingDecoder : public Decoder {
 public:
  std::size_t decode(std::string_view bytes, bool last, Output& out) final {
    const auto* const begin = reinterpret_cast<const unsigned char*>(bytes.data());
    const auto* const end = begin + bytes.size();
    const auto* p = begin;
    while (p < end) {
      if (may_switch(*p)) {
        const std::string_view rest(reinterpret_cast<const char*>(p), static_cast<std::size_t>(end - p));
        const std::size_t length = switch_at(rest, last, out);
        if (length == 0) return static_cast<std::size_t>(p - begin);
        p += length;
      } else if (*p == '\n') {
        out.put(*p++);
        at_line_end();
      } else if ((set_ == Set::pairs || set_ == Set::more_pairs) && *p > 0x20) {
        if (end - p < 2) {
          if (!last) break;
          out.put_undecodable();
          ++p;
        } else {
          p += put_pair(p[0], p[1], out);
        }
      } else {
        put_single(*p++, out);
      }
    }
    return static_cast<std::size_t>(p - begin);
  }
  void reset() override { set_ = Set::ascii; }

 protected:
  virtual bool may_switch(unsigned byte) const = 0;
  // Bytes of the switch, or of what it is instead; 0 where it may go on behind `rest`.
  virtual std::size_t switch_at(std::string_view rest, bool last, Output& out) = 0;
  virtual char32_t character(unsigned lead, unsigned trail) const = 0;
  virtual void at_line_end() {}

  Set set_ = Set::ascii;

 private:
  void put_single(unsigned byte, Output& out) const {
    if (set_ == Set::katakana && byte >= 0x21 && byte <= 0x5f) out.put(0xff61 + byte - 0x21);
    else if (set_ == Set::roman && byte == 0x5c) out.put(0xa5);
    else if (set_ == Set::roman && byte == 0x7e) out.put(0x203e);
    else if (byte >= 0x80) out.put_undecodable();
    else out.put(byte);
  }
  std::size_t put_pair(unsigned lead, unsigned trail, Output& out) const {
    if (trail <= 0x20) {
      out.put_undecodable();
      return 1;
    }
    const char32_t c = lead < 0x80 && trail < 0x80 ? character(lead | 0x80, trail | 0x80) : 0;
    if (c == 0) out.put_undecodable();
    else out.put(c);
    return 2;
  }
};

class Iso2022Jp final : public SwitchingDecoder {
 private:
  struct Escape {
    std::string_view sequence;
    Set set;
  };
  static constexpr std::array<Escape, 6> escapes{{{"\x1b(B", Set::ascii},
                                                  {"\x1b(J", Set::roman},
                                                  {"\x1b(I", Set::katakana},
                                                  {"\x1b$@", Set::pairs},
                                                  {"\x1b$B", Set::pairs},
                                                  {"\x1b$(D", Set::more_pairs}}};

  bool may_switch(unsigned byte) const override { return byte == 0x1b; }
  std::size_t switch_at(std::string_view rest, bool last, Output& out) override {
    bool may_follow = false;
    for (const Escape& escape : escapes) {
      if (rest.starts_with(escape.sequence)) {
        set_ = escape.set;
        return escape.sequence.size();
      }
      may_follow = may_follow || escape.sequence.starts_with(rest);
    }
    if (may_follow && !last) return 0;
    out.put_undecodable();
    return 1;
  }
  char32_t character(unsigned lead, unsigned trail) const override {
    return set_ == Set::pairs ? jis_x_0208()(lead, trail) : jis_x_0212()(lead, trail);
  }
};

class Iso2022Kr final : public SwitchingDecoder {
 private:
  static constexpr std::string_view announcement = "\x1b$)C";

  bool may_switch(unsigned byte) const override { return byte == 0x1b || byte == 0x0e || byte == 0x0f; }
  std::size_t switch_at(std::string_view rest, bool last, Output& out) override {
    if (rest[0] != '\x1b') {
      set_ = rest[0] == '\x0e' ? Set::pairs : Set::ascii;
      return 1;
    }
    if (rest.starts_with(announcement)) return announcement.size();
    if (announcement.starts_with(rest) && !last) return 0;
    out.put_undecodable();
    return 1;
  }
  char32_t character(unsigned lead, unsigned trail) const override { return euc_kr_pairs()(lead, trail); }
  void at_line_end() override { set_ = Set::ascii; }
};

class Hz final : public SwitchingDecoder {
 private:
  bool may_switch(unsigned byte) const override { return byte == '~'; }
  std::size_t switch_at(std::string_view rest, bool last, Output& out) override {
    if (rest.size() < 2) {
      if (!last) return 0;
      out.put('~');
      return 1;
    }
    switch (rest[1]) {
      case '{': set_ = Set::pairs; return 2;
      case '}': set_ = Set::ascii; return 2;
      case '~': out.put('~'); return 2;
      case '\n': return 2;  // a line that goes on
      default: out.put_undecodable(); return 1;
    }
  }
  char32_t character(unsigned lead, unsigned trail) const override { return gb18030_pairs()(lead, trail); }
  void at_line_end() override { set_ = Set::ascii; }
};

}  // namespace

std::unique_ptr<Decoder> switching_decoder(Scheme scheme) {
  switch (scheme) {
    case Scheme::iso_2022_kr: return std::make_unique<Iso2022Kr>();
    case Scheme::hz: return std::make_unique<Hz>();
    default: return std::make_unique<Iso2022Jp>();
  }
}

}  // namespace dsprep::charset
