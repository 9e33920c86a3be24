// Tables of the encodings, made from ICU's converters when first asked for, constant and shared from then on. Private
// to the room.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "charset/encodings.h"

namespace dsprep::charset {

// Characters by pair of bytes, row by row; 0 where there is none.
class PairTable {
 public:
  PairTable(unsigned first_lead, unsigned last_lead, unsigned first_trail, unsigned last_trail)
      : first_lead_(first_lead),
        first_trail_(first_trail),
        leads_(last_lead - first_lead + 1),
        trails_(last_trail - first_trail + 1),
        characters_(std::size_t{leads_} * trails_) {}

  char32_t operator()(unsigned lead, unsigned trail) const {
    const unsigned row = lead - first_lead_, column = trail - first_trail_;
    return row < leads_ && column < trails_ ? characters_[row * trails_ + column] : 0;
  }
  // REQUIRES a pair of the table.
  char32_t& at(unsigned lead, unsigned trail) {
    return characters_[(lead - first_lead_) * trails_ + (trail - first_trail_)];
  }

 private:
  unsigned first_lead_, first_trail_, leads_, trails_;
  std::vector<char32_t> characters_;
};

// By byte; 0 where there is none (but for byte 0).
using ByteTable = std::array<char16_t, 256>;

const ByteTable& byte_table(const KnownEncoding& encoding);  // REQUIRES Scheme::single_byte
const PairTable& gb18030_pairs();
// Code points below U+10000 by the number of their four bytes, from 81 30 81 30 on.
const std::vector<char16_t>& gb18030_fours();
const PairTable& big5_pairs();
const PairTable& euc_kr_pairs();
const PairTable& shift_jis_pairs();
// JIS X 0208 (with the extensions of NEC and IBM) and JIS X 0212 by two bytes from 0xa1 on, as EUC-JP has them.
const PairTable& jis_x_0208();
const PairTable& jis_x_0212();

}  // namespace dsprep::charset
