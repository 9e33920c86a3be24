// The sum is one wide two's-complement number whose lowest bit is worth 2^-1074, the smallest double there is. Every
// finite double is a whole multiple of that, so adding is integer addition: exact, and the same in any order. A limb
// carries 32 bits in 64, so that 2^30 additions fit before carries must be passed on.
#include "spill/exact_sum.h"

#include <bit>
#include <cmath>
#include <limits>

#include "spill/wire.h"

namespace dsprep::spill {
namespace {

__extension__ using u128 = unsigned __int128;
constexpr int lowest_exponent = -1074;
constexpr std::uint64_t low32 = 0xffffffffu;

}  // namespace

void ExactSum::add_shifted(std::uint64_t mantissa, int position, bool negative) {
  u128 bits = static_cast<u128>(mantissa) << (position % 32);
  for (int i = position / 32; bits != 0; ++i, bits >>= 32) {
    const std::int64_t piece = static_cast<std::int64_t>(static_cast<std::uint64_t>(bits) & low32);
    limb_[i] += negative ? -piece : piece;
  }
  if (++pending_ == (1u << 30)) {
    carry(limb_);
    pending_ = 0;
  }
}

void ExactSum::add(double value, std::uint64_t times) {
  if (times == 0) return;
  if (!std::isfinite(value)) {
    special_ |= std::isnan(value) ? nan : value > 0 ? plus_infinity : minus_infinity;
    return;
  }
  const std::uint64_t bits = std::bit_cast<std::uint64_t>(value);
  const int exponent = static_cast<int>(bits >> 52 & 0x7ff);
  std::uint64_t mantissa = bits & ((std::uint64_t{1} << 52) - 1);
  if (exponent != 0) mantissa |= std::uint64_t{1} << 52;
  if (mantissa == 0) return;
  const int position = exponent == 0 ? 0 : exponent - 1;
  for (; times != 0; times &= times - 1) add_shifted(mantissa, position + std::countr_zero(times), (bits >> 63) != 0);
}

// Afterwards every limb but the top one is in [0, 2^32): one representation for each number.
void ExactSum::carry(Limbs& limb) {
  for (int i = 0; i + 1 < limbs; ++i) {
    const std::int64_t over = limb[i] >> 32;
    limb[i] -= over * (std::int64_t{1} << 32);
    limb[i + 1] += over;
  }
}

void ExactSum::merge(const ExactSum& other) {
  Limbs theirs = other.limb_;
  carry(theirs);
  carry(limb_);
  for (int i = 0; i < limbs; ++i) limb_[i] += theirs[i];
  pending_ = 1;
  special_ |= other.special_;
}

double ExactSum::value() const {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  if ((special_ & nan) != 0 || special_ == (plus_infinity | minus_infinity))
    return std::numeric_limits<double>::quiet_NaN();
  if (special_ != 0) return special_ == plus_infinity ? infinity : -infinity;

  Limbs limb = limb_;
  carry(limb);
  const bool negative = limb[limbs - 1] < 0;
  if (negative) {
    for (std::int64_t& l : limb) l = -l;
    carry(limb);
  }
  if (limb[limbs - 1] != 0) return negative ? -infinity : infinity;  // at least 2^1134
  int top = limbs - 1;
  while (top >= 0 && limb[top] == 0) --top;
  if (top < 0) return 0;

  // Rounds to the 53 bits below the highest one, to nearest, ties to even.
  const auto bit = [&](int i) { return (limb[i / 32] >> (i % 32) & 1) != 0; };
  const int length = 32 * top + static_cast<int>(std::bit_width(static_cast<std::uint64_t>(limb[top])));
  const int lowest = length > 53 ? length - 53 : 0;
  std::uint64_t mantissa = 0;
  for (int i = length - 1; i >= lowest; --i) mantissa = mantissa << 1 | (bit(i) ? 1 : 0);
  if (lowest > 0 && bit(lowest - 1)) {
    bool more = false;
    for (int i = 0; i < lowest - 1 && !more; ++i) more = bit(i);
    if (more || (mantissa & 1) != 0) ++mantissa;
  }
  const double magnitude = std::ldexp(static_cast<double>(mantissa), lowest + lowest_exponent);
  return negative ? -magnitude : magnitude;
}

// Saves the limbs between the first and the last that are not zero.
Status ExactSum::save(ByteSink& sink) const {
  Limbs limb = limb_;
  carry(limb);
  int begin = 0, end = limbs;
  while (end > 0 && limb[end - 1] == 0) --end;
  while (begin < end && limb[begin] == 0) ++begin;
  DSPREP_CHECK(put_u64(sink, static_cast<std::uint64_t>(special_) << 32 | static_cast<std::uint64_t>(begin) << 16 |
                                 static_cast<std::uint64_t>(end)));
  for (int i = begin; i < end; ++i) DSPREP_CHECK(put_u64(sink, static_cast<std::uint64_t>(limb[i])));
  return {};
}

Status ExactSum::load(ByteSource& source) {
  DSPREP_TRY(const std::uint64_t head, get_u64(source));
  const std::uint64_t special = head >> 32, begin = head >> 16 & 0xffff, end = head & 0xffff;
  if (special > 7 || begin > end || end > limbs) return failure("saved state is damaged: not a sum");
  limb_ = {};
  pending_ = 0;
  special_ = static_cast<std::uint8_t>(special);
  for (std::uint64_t i = begin; i < end; ++i) {
    DSPREP_TRY(const std::uint64_t limb, get_u64(source));
    if (i + 1 < limbs && limb > low32) return failure("saved state is damaged: not a sum");
    limb_[i] = static_cast<std::int64_t>(limb);
  }
  return {};
}

}  // namespace dsprep::spill
