// The bit pattern of a positive double grows with its value, so its top bits are a bucket number: 7 bits of mantissa
// give 128 buckets an octave, each less than 0.8 % wide. Between 2^8 and 2^12 more bits are kept, as many as make
// buckets one unit wide, so that every integer to 4,096 begins a bucket. A bucket's lower edge is then split from its
// inside:
//
//   bucket = ±(2 · steps from zero + (0 for exactly the edge, 1 for what lies between it and the next))
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <limits>
#include <map>
#include <vector>

#include "spill/exact_sum.h"
#include "spill/sketches.h"
#include "spill/wire.h"

namespace dsprep::spill {
namespace {

constexpr int mantissa_bits = 52, coarse_bits = 7;
constexpr int fine_from = 8, fine_to = 12;  // exponents with buckets one unit wide: [from, to)
constexpr std::uint32_t bias = 1023;
constexpr std::uint32_t fine_begin = (bias + fine_from) << coarse_bits;
constexpr std::uint32_t fine_end = fine_begin + (1u << fine_to) - (1u << fine_from);
constexpr std::uint32_t coarse_resumes = (bias + fine_to) << coarse_bits;

// Steps from zero of the bucket that holds a value ≥ 0, and the lower edge of a step.
constexpr std::uint32_t step_of(double value) {
  const std::uint64_t bits = std::bit_cast<std::uint64_t>(value);
  const auto coarse = static_cast<std::uint32_t>(bits >> (mantissa_bits - coarse_bits));
  if (coarse < fine_begin) return coarse;
  if (coarse >= coarse_resumes) return coarse - coarse_resumes + fine_end;
  return fine_begin + static_cast<std::uint32_t>(value) - (1u << fine_from);
}

double edge_of(std::uint32_t step) {
  if (step >= fine_begin && step < fine_end) return step - fine_begin + (1u << fine_from);
  const std::uint64_t coarse = step < fine_begin ? step : step - fine_end + coarse_resumes;
  return std::bit_cast<double>(coarse << (mantissa_bits - coarse_bits));
}

constexpr std::uint32_t infinity_step = step_of(std::numeric_limits<double>::infinity());

std::uint32_t step_in(std::int32_t bucket) { return static_cast<std::uint32_t>(bucket < 0 ? -bucket : bucket) / 2; }

}  // namespace

std::int32_t Quantiles::bucket_of(double value) {
  const double magnitude = std::fabs(value);
  const std::uint32_t step = step_of(magnitude);
  const auto bucket = static_cast<std::int32_t>(2 * step + (edge_of(step) == magnitude ? 0 : 1));
  return value < 0 ? -bucket : bucket;
}

double Quantiles::value_of(std::int32_t bucket) {
  const std::uint32_t step = step_in(bucket);
  double magnitude = edge_of(step);
  if (bucket % 2 != 0) {
    const double next = edge_of(step + 1);
    magnitude = std::isfinite(next) ? magnitude + (next - magnitude) / 2 : std::numeric_limits<double>::max();
  }
  return bucket < 0 ? -magnitude : magnitude;
}

// Of a negative bucket the edge nearer to zero.
double Quantiles::upper_edge_of(std::int32_t bucket) {
  const std::uint32_t step = step_in(bucket);
  if (bucket < 0) return 0 - edge_of(step);
  return edge_of(bucket % 2 != 0 ? step + 1 : step);
}

void Quantiles::add(double value, std::uint64_t times) {
  if (times == 0) return;
  if (std::isnan(value)) {
    nan_ += times;
    return;
  }
  if (value == 0) value = 0;  // -0 is 0
  min_ = count_ == 0 ? value : std::min(min_, value);
  max_ = count_ == 0 ? value : std::max(max_, value);
  count_ += times;
  buckets_[bucket_of(value)] += times;
  sum_.add(value, times);
}

void Quantiles::merge(const Quantiles& other) {
  nan_ += other.nan_;
  if (other.count_ == 0) return;
  min_ = count_ == 0 ? other.min_ : std::min(min_, other.min_);
  max_ = count_ == 0 ? other.max_ : std::max(max_, other.max_);
  count_ += other.count_;
  auto hint = buckets_.begin();
  for (const auto& [bucket, count] : other.buckets_) {
    hint = buckets_.try_emplace(hint, bucket, 0);
    hint->second += count;
  }
  sum_.merge(other.sum_);
}

double Quantiles::quantile(double q) const {
  if (count_ == 0) return std::numeric_limits<double>::quiet_NaN();
  // 0.07 · 100 is a little above 7: what is that near to a whole number is meant to be one.
  const double product = std::clamp(q, 0.0, 1.0) * static_cast<double>(count_), whole = std::round(product);
  const double wanted = std::fabs(product - whole) <= 1e-12 * product ? whole : std::ceil(product);
  const std::uint64_t rank = wanted < 1                              ? 1
                             : wanted >= static_cast<double>(count_) ? count_
                                                                     : static_cast<std::uint64_t>(wanted);
  if (rank == count_) return max_;
  if (rank == 1) return min_;
  std::uint64_t seen = 0;
  for (const auto& [bucket, count] : buckets_) {
    seen += count;
    if (seen >= rank) return std::clamp(value_of(bucket), min_, max_);
  }
  return max_;
}

std::vector<std::pair<double, std::uint64_t>> Quantiles::buckets() const {
  std::vector<std::pair<double, std::uint64_t>> edges;
  edges.reserve(buckets_.size());
  for (const auto& [bucket, count] : buckets_) {
    const double edge = upper_edge_of(bucket);
    if (!edges.empty() && edges.back().first == edge) edges.back().second += count;
    else edges.emplace_back(edge, count);
  }
  return edges;
}

Status Quantiles::save(ByteSink& sink) const {
  DSPREP_CHECK(put_u64(sink, nan_));
  DSPREP_CHECK(put_u64(sink, buckets_.size()));
  if (buckets_.empty()) return {};
  DSPREP_CHECK(put_double(sink, min_));
  DSPREP_CHECK(put_double(sink, max_));
  for (const auto& [bucket, count] : buckets_) {
    DSPREP_CHECK(put_u64(sink, static_cast<std::uint64_t>(static_cast<std::int64_t>(bucket))));
    DSPREP_CHECK(put_u64(sink, count));
  }
  return sum_.save(sink);
}

Status Quantiles::load(ByteSource& source) {
  const auto damaged = [] { return failure("saved state is damaged: not a summary of numbers"); };
  DSPREP_TRY(nan_, get_u64(source));
  DSPREP_TRY(const std::uint64_t size, get_u64(source));
  if (size == 0) return {};
  DSPREP_TRY(min_, get_double(source));
  DSPREP_TRY(max_, get_double(source));
  if (!(min_ <= max_)) return damaged();
  for (std::uint64_t i = 0; i < size; ++i) {
    DSPREP_TRY(const std::uint64_t bits, get_u64(source));
    DSPREP_TRY(const std::uint64_t count, get_u64(source));
    const auto bucket = static_cast<std::int64_t>(bits);
    const std::int64_t last = 2 * static_cast<std::int64_t>(infinity_step);
    if (bucket < -last || bucket > last || count == 0) return damaged();
    if (!buckets_.empty() && bucket <= buckets_.rbegin()->first) return damaged();
    buckets_.emplace_hint(buckets_.end(), static_cast<std::int32_t>(bucket), count);
    count_ += count;
  }
  return sum_.load(source);
}

}  // namespace dsprep::spill
