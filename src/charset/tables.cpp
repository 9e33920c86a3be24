#include "charset/tables.h"

#include <unicode/ucnv.h>
#include <unicode/ucnv_err.h>

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace dsprep::charset {
namespace {

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};

// What ICU says of single characters. An encoding that this ICU lacks has none.
class IcuConverter {
 public:
  explicit IcuConverter(std::string_view name) {
    UErrorCode status = U_ZERO_ERROR;
    converter_.reset(ucnv_open(std::string(name).c_str(), &status));
    if (converter_) ucnv_setToUCallBack(converter_.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
    if (U_FAILURE(status)) converter_.reset();
  }

  // The one character that the bytes are, or 0.
  char32_t operator()(std::string_view bytes) const {
    if (!converter_) return 0;
    char16_t units[4];
    UErrorCode status = U_ZERO_ERROR;
    const std::int32_t size =
        ucnv_toUChars(converter_.get(), units, 4, bytes.data(), static_cast<std::int32_t>(bytes.size()), &status);
    if (U_FAILURE(status)) return 0;
    if (size == 1 && (units[0] & 0xf800) != 0xd800 && units[0] != 0xfffd) return units[0];
    if (size == 2 && (units[0] & 0xfc00) == 0xd800) return 0x10000u + ((units[0] & 0x3ffu) << 10) + (units[1] & 0x3ffu);
    return 0;
  }
  char32_t operator()(unsigned a, unsigned b) const {
    const char bytes[] = {static_cast<char>(a), static_cast<char>(b)};
    return (*this)(std::string_view(bytes, 2));
  }

 private:
  std::unique_ptr<UConverter, CloseConverter> converter_;
};

bool is_private_use(char32_t c) { return c >= 0xe000 && c < 0xf900; }

// Each pair of the ranges, as `character` gives it.
template <class Character>
PairTable pair_table(unsigned first_lead, unsigned last_lead, unsigned first_trail, unsigned last_trail,
                     const Character& character) {
  PairTable table(first_lead, last_lead, first_trail, last_trail);
  for (unsigned lead = first_lead; lead <= last_lead; ++lead)
    for (unsigned trail = first_trail; trail <= last_trail; ++trail)
      if (trail != 0x7f) table.at(lead, trail) = character(lead, trail);
  return table;
}

// What ICU does not have.
constexpr struct {
  std::string_view name;
  unsigned first;
  std::u16string_view characters;
} lacking[] = {
    {"iso-8859-16", 0xa0,
     u"\u00a0ĄąŁ€„Š§š©Ș«Ź\u00adźŻ°±ČłŽ”¶·žčș»ŒœŸżÀÁÂĂÄĆÆÇÈÉÊËÌÍÎÏĐŃÒÓÔŐÖŚŰÙÚÛÜĘȚßàáâăäćæçèéêëìíîïđńòóôőöśűùúûüęțÿ"},
    {"ibm852", 0xaa, u"¬"},
};

std::vector<ByteTable> make_byte_tables() {
  std::vector<ByteTable> tables;
  for (const KnownEncoding& encoding : known_encodings()) {
    ByteTable& table = tables.emplace_back();
    if (encoding.scheme != Scheme::single_byte) continue;
    const IcuConverter icu(encoding.converter);
    for (unsigned byte = 0; byte < 0xa0; ++byte) table[byte] = static_cast<char16_t>(byte);
    for (unsigned byte = 0x80; byte < 0x100 && !encoding.converter.empty(); ++byte) {
      const char bytes[] = {static_cast<char>(byte)};
      const char32_t c = icu(std::string_view(bytes, 1));
      // Private use stands for "none" where ICU has a place for every byte; Apple's logo alone is meant so.
      table[byte] = c == 0xf8ff || !is_private_use(c) ? static_cast<char16_t>(c) : u'\0';
    }
    for (const auto& [name, first, characters] : lacking)
      if (name == encoding.name)
        for (std::size_t i = 0; i < characters.size(); ++i) table[first + i] = characters[i];
  }
  return tables;
}

// The pairs that GB 18030-2022 took out of the private use area, where older converters still have them.
constexpr struct {
  unsigned pair;
  char16_t character;
} moved_in_2022[] = {{0xa6d9, 0xfe10}, {0xa6da, 0xfe12}, {0xa6db, 0xfe11}, {0xa6dc, 0xfe13}, {0xa6dd, 0xfe14},
                     {0xa6de, 0xfe15}, {0xa6df, 0xfe16}, {0xa6ec, 0xfe17}, {0xa6ed, 0xfe18}, {0xa6f3, 0xfe19},
                     {0xfe59, 0x9fb4}, {0xfe61, 0x9fb5}, {0xfe66, 0x9fb6}, {0xfe67, 0x9fb7}, {0xfe6d, 0x9fb8},
                     {0xfe7e, 0x9fb9}, {0xfe90, 0x9fba}, {0xfea0, 0x9fbb}};

PairTable make_gb18030_pairs() {
  const IcuConverter icu("gb18030");
  PairTable table = pair_table(0x81, 0xfe, 0x40, 0xfe, [&](unsigned lead, unsigned trail) { return icu(lead, trail); });
  for (const auto& [pair, character] : moved_in_2022) table.at(pair >> 8, pair & 0xff) = character;
  return table;
}

std::vector<char16_t> make_gb18030_fours() {
  constexpr unsigned count = 39420;  // up to 84 31 a4 39
  const IcuConverter icu("gb18030");
  std::vector<char16_t> characters(count);
  for (unsigned i = 0; i < count; ++i) {
    const char bytes[] = {static_cast<char>(0x81 + i / 12600), static_cast<char>(0x30 + i / 1260 % 10),
                          static_cast<char>(0x81 + i / 10 % 126), static_cast<char>(0x30 + i % 10)};
    characters[i] = static_cast<char16_t>(icu(std::string_view(bytes, 4)));
  }
  return characters;
}

// Big5 as Windows has it, with the characters of Hong Kong where that has none or is private.
PairTable make_big5_pairs() {
  const IcuConverter windows("windows-950"), hong_kong("Big5-HKSCS");
  return pair_table(0x81, 0xfe, 0x40, 0xfe, [&](unsigned lead, unsigned trail) {
    const char32_t c = windows(lead, trail);
    if (c != 0 && !is_private_use(c)) return c;
    const char32_t further = hong_kong(lead, trail);
    return is_private_use(further) ? char32_t{0} : further;
  });
}

}  // namespace

const ByteTable& byte_table(const KnownEncoding& encoding) {
  static const std::vector<ByteTable> tables = make_byte_tables();
  return tables[static_cast<std::size_t>(&encoding - known_encodings().data())];
}

const PairTable& gb18030_pairs() {
  static const PairTable table = make_gb18030_pairs();
  return table;
}

const std::vector<char16_t>& gb18030_fours() {
  static const std::vector<char16_t> characters = make_gb18030_fours();
  return characters;
}

const PairTable& big5_pairs() {
  static const PairTable table = make_big5_pairs();
  return table;
}

const PairTable& euc_kr_pairs() {
  static const PairTable table =
      pair_table(0x81, 0xfe, 0x41, 0xfe, [icu = IcuConverter("windows-949")](unsigned lead, unsigned trail) {
        const char32_t c = icu(lead, trail);
        return is_private_use(c) ? char32_t{0} : c;
      });
  return table;
}

const PairTable& shift_jis_pairs() {
  static const PairTable table =
      pair_table(0x81, 0xfc, 0x40, 0xfc, [icu = IcuConverter("windows-31j")](unsigned lead, unsigned trail) {
        return lead >= 0xa0 && lead <= 0xdf ? char32_t{0} : icu(lead, trail);
      });
  return table;
}

const PairTable& jis_x_0208() {
  // Shift_JIS puts two rows of it into one of its own.
  static const PairTable table = pair_table(0xa1, 0xfe, 0xa1, 0xfe, [](unsigned lead, unsigned trail) {
    const unsigned position = (lead - 0xa1) * 94 + (trail - 0xa1);
    const unsigned row = position / 188, column = position % 188;
    return shift_jis_pairs()(row + (row < 0x1f ? 0x81 : 0xc1), column + (column < 0x3f ? 0x40 : 0x41));
  });
  return table;
}

const PairTable& jis_x_0212() {
  static const PairTable table =
      pair_table(0xa1, 0xfe, 0xa1, 0xfe, [icu = IcuConverter("EUC-JP")](unsigned lead, unsigned trail) {
        const char bytes[] = {'\x8f', static_cast<char>(lead), static_cast<char>(trail)};
        return icu(std::string_view(bytes, 3));
      });
  return table;
}

}  // namespace dsprep::charset
