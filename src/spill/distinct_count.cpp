// HyperLogLog: a hash's first 14 bits choose a register, which keeps the largest rank (position of the first 1) of the
// other 50. Registers only grow, so order does not matter; and a set of more than 1,024 values is one, whoever saw it.
#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <limits>
#include <span>
#include <vector>

#include "spill/sketches.h"
#include "spill/wire.h"

namespace dsprep::spill {
namespace {

constexpr int index_bits = 14;
constexpr std::size_t register_count = std::size_t{1} << index_bits;
constexpr int max_rank = 64 - index_bits + 1;

// The two series of Ertl (2017), Algorithms 5 and 6: what empty and full registers add.
double sigma(double x) {
  if (x == 1) return std::numeric_limits<double>::infinity();
  double y = 1, z = x, before;
  do {
    x *= x;
    before = z;
    z += x * y;
    y += y;
  } while (z != before);
  return z;
}

double tau(double x) {
  if (x == 0 || x == 1) return 0;
  double y = 1, z = 1 - x, before;
  do {
    x = std::sqrt(x);
    before = z;
    y *= 0.5;
    z -= (1 - x) * (1 - x) * y;
  } while (z != before);
  return z / 3;
}

}  // namespace

void DistinctCount::note(std::uint64_t hash) {
  const std::size_t i = static_cast<std::size_t>(hash >> (64 - index_bits));
  const std::uint64_t rest = hash << index_bits;
  const auto rank = static_cast<std::uint8_t>(rest == 0 ? max_rank : std::countl_zero(rest) + 1);
  registers_[i] = std::max(registers_[i], rank);
}

void DistinctCount::to_registers() {
  registers_.assign(register_count, 0);
  for (const std::uint64_t value : values_) note(value);
  values_ = {};
}

void DistinctCount::add(std::uint64_t hash) {
  if (!exact()) return note(hash);
  const auto place = std::lower_bound(values_.begin(), values_.end(), hash);
  if (place != values_.end() && *place == hash) return;
  values_.insert(place, hash);
  if (values_.size() > exact_limit) to_registers();
}

void DistinctCount::merge(const DistinctCount& other) {
  if (exact() && other.exact()) {
    std::vector<std::uint64_t> both;
    both.reserve(values_.size() + other.values_.size());
    std::set_union(values_.begin(), values_.end(), other.values_.begin(), other.values_.end(),
                   std::back_inserter(both));
    values_ = std::move(both);
    if (values_.size() > exact_limit) to_registers();
    return;
  }
  if (exact()) to_registers();
  if (other.exact()) {
    for (const std::uint64_t value : other.values_) note(value);
  } else {
    for (std::size_t i = 0; i < register_count; ++i) registers_[i] = std::max(registers_[i], other.registers_[i]);
  }
}

double DistinctCount::estimate() const {
  if (exact()) return static_cast<double>(values_.size());
  std::array<std::uint32_t, max_rank + 1> with_rank{};
  for (const std::uint8_t rank : registers_) ++with_rank[rank];
  constexpr double m = register_count;
  double z = m * tau(1 - with_rank[max_rank] / m);
  for (int rank = max_rank - 1; rank >= 1; --rank) z = 0.5 * (z + with_rank[rank]);
  z += m * sigma(with_rank[0] / m);
  constexpr double ln2 = 0.693147180559945309417;
  return std::round(m * m / (2 * ln2 * z));
}

Status DistinctCount::save(ByteSink& sink) const {
  if (!exact()) {
    DSPREP_CHECK(put_u64(sink, exact_limit + 1));
    return sink.write({reinterpret_cast<const char*>(registers_.data()), registers_.size()});
  }
  DSPREP_CHECK(put_u64(sink, values_.size()));
  for (const std::uint64_t value : values_) DSPREP_CHECK(put_u64(sink, value));
  return {};
}

Status DistinctCount::load(ByteSource& source) {
  DSPREP_TRY(const std::uint64_t size, get_u64(source));
  if (size == exact_limit + 1) {
    registers_.assign(register_count, 0);
    DSPREP_CHECK(source.read(std::span<char>(reinterpret_cast<char*>(registers_.data()), registers_.size())));
    for (const std::uint8_t rank : registers_)
      if (rank > max_rank) return failure("saved state is damaged: not a count of distinct values");
    return {};
  }
  if (size > exact_limit) return failure("saved state is damaged: not a count of distinct values");
  for (std::uint64_t i = 0; i < size; ++i) {
    DSPREP_TRY(const std::uint64_t value, get_u64(source));
    if (i > 0 && value <= values_.back()) return failure("saved state is damaged: not a count of distinct values");
    values_.push_back(value);
  }
  return {};
}

}  // namespace dsprep::spill
