// UTF-16 and UTF-32, little and big endian. A surrogate without its partner is undecodable.
#include <string_view>

#include "charset/decoder.h"
#include "charset/encodings.h"

namespace dsprep::charset {
namespace {

template <bool big>
class Utf16Decoder final : public Decoder {
 public:
  std::size_t decode(std::string_view bytes, bool last, Output& out) override {
    const auto* const begin = reinterpret_cast<const unsigned char*>(bytes.data());
    const auto* const end = begin + bytes.size();
    const auto* p = begin;
    while (end - p >= 2) {
      const char32_t c = unit(p);
      if ((c & 0xf800) != 0xd800) {
        out.put(c);
        p += 2;
        continue;
      }
      const bool leads = (c & 0x400) == 0;
      if (leads && end - p < 4) {
        if (!last) return static_cast<std::size_t>(p - begin);
        out.put_undecodable();
        return bytes.size();
      }
      if (leads && (unit(p + 2) & 0xfc00) == 0xdc00) {
        out.put(0x10000 + ((c & 0x3ff) << 10) + (unit(p + 2) & 0x3ff));
        p += 4;
      } else {
        out.put_undecodable();
        p += 2;
      }
    }
    if (p < end && last) {
      out.put_undecodable();
      p = end;
    }
    return static_cast<std::size_t>(p - begin);
  }

 private:
  static char32_t unit(const unsigned char* p) { return big ? p[0] << 8 | p[1] : p[1] << 8 | p[0]; }
};

template <bool big>
class Utf32Decoder final : public Decoder {
 public:
  std::size_t decode(std::string_view bytes, bool last, Output& out) override {
    const auto* const begin = reinterpret_cast<const unsigned char*>(bytes.data());
    const auto* const end = begin + bytes.size();
    const auto* p = begin;
    for (; end - p >= 4; p += 4) {
      const char32_t c = unit(p);
      if (c > 0x10ffff || (c & 0xfffff800) == 0xd800) out.put_undecodable();
      else out.put(c);
    }
    if (p < end && last) {
      out.put_undecodable();
      p = end;
    }
    return static_cast<std::size_t>(p - begin);
  }

 private:
  static char32_t unit(const unsigned char* p) {
    const auto byte = [p](int i) { return static_cast<char32_t>(p[big ? i : 3 - i]); };
    return byte(0) << 24 | byte(1) << 16 | byte(2) << 8 | byte(3);
  }
};

}  // namespace

std::unique_ptr<Decoder> wide_decoder(Scheme scheme) {
  switch (scheme) {
    case Scheme::utf_16be: return std::make_unique<Utf16Decoder<true>>();
    case Scheme::utf_32le: return std::make_unique<Utf32Decoder<false>>();
    case Scheme::utf_32be: return std::make_unique<Utf32Decoder<true>>();
    default: return std::make_unique<Utf16Decoder<false>>();
  }
}

}  // namespace dsprep::charset
