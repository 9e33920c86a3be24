#include "split/balance.h"

#include <algorithm>

#include "base/rng.h"

namespace dsprep::split {
namespace {

constexpr double size_weight = 4;    // of a part's size among the labels: sizes come first
constexpr double least_gain = 1e-9;  // below it a change is taken for rounding
constexpr std::uint64_t attempts_per_unit = 64, most_attempts = 1u << 20;
constexpr int most_rounds = 8;

// (x + a - q)² - (x - q)², divided by q: what `a` more change.
double change(double lacks, double a, double wanted) { return a * (a - 2 * lacks) / wanted; }

}  // namespace

Balance::Balance(std::vector<std::uint64_t> sizes, const std::vector<std::uint64_t>& labels)
    : sizes_(std::move(sizes)), has_(labels.size() * sizes_.size()), records_(sizes_.size()) {
  std::uint64_t all = 0;
  for (const std::uint64_t size : sizes_) all += size;
  wanted_.reserve(has_.size());
  for (const std::uint64_t records : labels)
    for (const std::uint64_t size : sizes_)
      wanted_.push_back(all == 0 ? 0
                                 : static_cast<double>(records) * static_cast<double>(size) / static_cast<double>(all));
}

double Balance::harm(std::uint64_t records, std::span<const LabelCount> labels, std::size_t part, int times) const {
  constexpr double smallest = 1e-3;  // a part of no size is no place for anything
  const double sign = times;
  double sum =
      size_weight * change(static_cast<double>(sizes_[part]) - static_cast<double>(records_[part]),
                           sign * static_cast<double>(records), std::max(static_cast<double>(sizes_[part]), smallest));
  for (const LabelCount& of : labels) {
    const std::size_t at = of.label * parts() + part;
    sum += change(wanted_[at] - static_cast<double>(has_[at]), sign * of.records, std::max(wanted_[at], smallest));
  }
  return sum;
}

std::size_t Balance::best_part(std::uint64_t records, std::span<const LabelCount> labels) const {
  std::size_t best = 0;
  double least = harm(records, labels, 0);
  const auto room = [&](std::size_t part) {
    return sizes_[part] == 0 ? -1 : 1 - static_cast<double>(records_[part]) / static_cast<double>(sizes_[part]);
  };
  for (std::size_t part = 1; part < parts(); ++part) {
    const double done = harm(records, labels, part);
    if (done < least || (done == least && room(part) > room(best))) {
      least = done;
      best = part;
    }
  }
  return best;
}

void Balance::place(std::uint64_t records, std::span<const LabelCount> labels, std::size_t part, int times) {
  const auto sign = static_cast<std::uint64_t>(times);  // counts wrap around and back
  records_[part] += sign * records;
  for (const LabelCount& of : labels) has_[of.label * parts() + part] += sign * of.records;
}

void UnitPool::add(std::uint64_t hash, std::uint64_t records, std::span<const LabelCount> labels, std::size_t part) {
  units_.push_back({hash, records, static_cast<std::uint32_t>(labels_.size()),
                    static_cast<std::uint32_t>(labels.size()), static_cast<std::uint32_t>(part)});
  labels_.insert(labels_.end(), labels.begin(), labels.end());
}

// Each unit to the part where it does least harm.
bool UnitPool::move_each(Balance& balance) {
  bool moved = false;
  for (Unit& unit : units_) {
    const auto of = labels(unit);
    balance.place(unit.records, of, unit.part, -1);
    std::size_t best = unit.part;
    double least = balance.harm(unit.records, of, unit.part) - least_gain;
    for (std::size_t part = 0; part < balance.parts(); ++part) {
      const double done = balance.harm(unit.records, of, part);
      if (done >= least) continue;
      least = done;
      best = part;
    }
    moved |= best != unit.part;
    unit.part = static_cast<std::uint32_t>(best);
    balance.place(unit.records, of, unit.part);
  }
  return moved;
}

// Pairs drawn by chance change places where that helps: two at once reach what neither can alone.
std::uint64_t UnitPool::exchange_some(Balance& balance, std::uint64_t attempts, std::uint64_t seed) {
  base::Rng rng(seed);
  std::uint64_t exchanged = 0;
  for (; attempts > 0; --attempts) {
    Unit& a = units_[rng.below(units_.size())];
    Unit& b = units_[rng.below(units_.size())];
    if (a.part == b.part) continue;
    const auto of_a = labels(a), of_b = labels(b);
    double change = balance.harm(a.records, of_a, a.part, -1) + balance.harm(b.records, of_b, b.part, -1);
    balance.place(a.records, of_a, a.part, -1);
    balance.place(b.records, of_b, b.part, -1);
    change += balance.harm(a.records, of_a, b.part) + balance.harm(b.records, of_b, a.part);
    if (change < -least_gain) {
      std::swap(a.part, b.part);
      ++exchanged;
    }
    balance.place(a.records, of_a, a.part);
    balance.place(b.records, of_b, b.part);
  }
  return exchanged;
}

void UnitPool::improve(Balance& balance, bool exchange) {
  if (units_.size() < 2 || balance.parts() < 2) return;
  const std::uint64_t attempts = std::min(most_attempts, attempts_per_unit * units_.size());
  for (int round = 0; round < most_rounds; ++round) {
    const bool moved = move_each(balance);
    const std::uint64_t exchanged =
        exchange ? exchange_some(balance, attempts / most_rounds, static_cast<std::uint64_t>(round) + 1) : 0;
    if (!moved && exchanged == 0) return;
  }
}

}  // namespace dsprep::split
