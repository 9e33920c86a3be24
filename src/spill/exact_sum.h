// ExactSum: a sum of doubles that does not depend on the order of addition: correctly rounded at the end (a fixed-point
// superaccumulator; Neal 2015). For Observers, whose results may not show where chunks end.
#pragma once

#include <array>
#include <cstdint>

#include "dsprep/op.h"

namespace dsprep::spill {

class ExactSum {
 public:
  void add(double value, std::uint64_t times = 1);  // NaN and infinities are sticky, as in IEEE sums
  void merge(const ExactSum& other);
  double value() const;               // nearest double, ties to even; an empty sum is 0
  Status save(ByteSink& sink) const;  // equal sums save equal bytes
  Status load(ByteSource& source);

 private:
  // 32 bits each and room for carries: 2^-1074 … 2^1024, and 2^64 terms. The top limb bears the sign.
  static constexpr int limbs = 70;
  using Limbs = std::array<std::int64_t, limbs>;
  enum Special : std::uint8_t { nan = 1, plus_infinity = 2, minus_infinity = 4 };

  void add_shifted(std::uint64_t mantissa, int position, bool negative);
  static void carry(Limbs& limb);

  Limbs limb_{};
  std::uint32_t pending_ = 0;  // additions since the last carry
  std::uint8_t special_ = 0;   // what was seen
};

}  // namespace dsprep::spill
