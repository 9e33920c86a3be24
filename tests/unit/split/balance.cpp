#include "split/balance.h"

#include <cmath>

#include "base/quotas.h"
#include "base/rng.h"
#include "split/fill_quotas.h"
#include "support/catch.h"

using namespace dsprep;
using namespace dsprep::split;

namespace {

// All of the harm, counted out: sizes weigh four times.
double all_harm(const Balance& balance) {
  double sum = 0;
  for (std::size_t part = 0; part < balance.parts(); ++part) {
    const double size = static_cast<double>(balance.sizes()[part]);
    sum += 4 * std::pow(static_cast<double>(balance.records(part)) - size, 2) / size;
    for (std::size_t label = 0; label < balance.labels(); ++label)
      sum += std::pow(static_cast<double>(balance.has(label, part)) - balance.wanted(label, part), 2) /
             balance.wanted(label, part);
  }
  return sum;
}

struct Drawn {
  std::uint64_t records;
  std::vector<LabelCount> labels;
};

std::vector<Drawn> draw_units(base::Rng& rng, std::size_t units, std::uint32_t labels) {
  std::vector<Drawn> drawn;
  for (std::size_t i = 0; i < units; ++i) {
    Drawn unit{0, {}};
    for (std::uint32_t label = 0; label < labels; ++label)
      if (const auto n = static_cast<std::uint32_t>(rng.below(4)); n > 0) {
        unit.labels.push_back({label, n});
        unit.records += n;
      }
    if (unit.records > 0) drawn.push_back(unit);
  }
  return drawn;
}

}  // namespace

TEST_CASE("Balance: the harm of a unit is what it changes in all of it") {
  base::Rng rng(1);
  const auto units = draw_units(rng, 100, 5);
  std::uint64_t all = 0;
  std::vector<std::uint64_t> labels(5);
  for (const Drawn& unit : units) {
    all += unit.records;
    for (const LabelCount& of : unit.labels) labels[of.label] += of.records;
  }
  Balance balance(base::apportion(all, {0.7, 0.2, 0.1}), labels);
  double harm = all_harm(balance);
  for (const Drawn& unit : units) {
    const std::size_t best = balance.best_part(unit.records, unit.labels);
    const double told = balance.harm(unit.records, unit.labels, best);
    for (std::size_t part = 0; part < 3; ++part) CHECK(balance.harm(unit.records, unit.labels, part) >= told);
    balance.place(unit.records, unit.labels, best);
    CHECK(std::fabs(all_harm(balance) - harm - told) < 1e-9 * std::max(1.0, harm));
    harm = all_harm(balance);
    CHECK(std::fabs(balance.harm(unit.records, unit.labels, best, -1) + told) < 1e-9 * std::max(1.0, harm));
  }
}

TEST_CASE("UnitPool: improving never makes it worse, and what it tells is what is counted") {
  base::Rng rng(5);
  for (int round = 0; round < 10; ++round) {
    const auto units = draw_units(rng, 60 + rng.below(200), 3);
    std::uint64_t all = 0;
    std::vector<std::uint64_t> labels(3);
    for (const Drawn& unit : units) {
      all += unit.records;
      for (const LabelCount& of : unit.labels) labels[of.label] += of.records;
    }
    const auto sizes = base::apportion(all, {0.6, 0.3, 0.1});
    Balance balance(sizes, labels);
    UnitPool pool;
    for (std::size_t i = 0; i < units.size(); ++i) {
      const std::size_t part = rng.below(3);
      balance.place(units[i].records, units[i].labels, part);
      pool.add(i, units[i].records, units[i].labels, part);
    }
    const double before = all_harm(balance);
    pool.improve(balance, true);
    CHECK(all_harm(balance) < before);
    CHECK(all_harm(balance) < 1);
    Balance again(sizes, labels);
    for (std::size_t i = 0; i < pool.size(); ++i)
      again.place(units[pool.hash(i)].records, units[pool.hash(i)].labels, pool.part(i));
    for (std::size_t part = 0; part < 3; ++part) {
      CHECK(again.records(part) == balance.records(part));
      for (std::size_t label = 0; label < 3; ++label) CHECK(again.has(label, part) == balance.has(label, part));
    }
  }
}

TEST_CASE("fill_quotas: all singles are given away, sizes come out, and no label is further off than it must be") {
  base::Rng rng(9);
  for (int round = 0; round < 200; ++round) {
    const std::size_t count = 1 + rng.below(8);
    std::vector<std::uint64_t> labels(count), left(count);
    std::uint64_t all = 0;
    const bool compound = round % 2 == 1;
    for (std::size_t label = 0; label < count; ++label) {
      left[label] = 20 + rng.below(300);
      labels[label] = left[label] + (compound ? rng.below(15) : 0);
      all += labels[label];
    }
    const auto sizes = base::apportion(all, {0.5, 0.25, 0.15, 0.1});
    Balance balance(sizes, labels);
    for (std::size_t label = 0; label < count; ++label)
      for (std::uint64_t n = labels[label] - left[label]; n > 0; --n) {
        const LabelCount one{static_cast<std::uint32_t>(label), 1};
        balance.place(1, {&one, 1}, balance.best_part(1, {&one, 1}));
      }
    const auto quotas = fill_quotas(left, balance);
    for (std::size_t label = 0; label < count; ++label) {
      std::uint64_t given = 0;
      for (std::size_t part = 0; part < 4; ++part) {
        given += quotas[label][part];
        CHECK(std::fabs(static_cast<double>(balance.has(label, part)) - balance.wanted(label, part)) < 2);
      }
      CHECK(given == left[label]);
    }
    for (std::size_t part = 0; part < 4; ++part) CHECK(balance.records(part) == sizes[part]);
  }
}

TEST_CASE("fill_quotas: where no exchange between two parts helps, one among three does") {
  // Two records each, of these labels, that already have a part.
  const std::vector<std::pair<std::vector<LabelCount>, std::size_t>> placed = {
      {{{0, 1}, {2, 1}}, 0}, {{{2, 2}}, 1}, {{{0, 2}}, 1}, {{{0, 1}, {2, 1}}, 3}, {{{0, 1}, {1, 1}}, 0}, {{{3, 2}}, 2}};
  const std::vector<std::uint64_t> left = {21, 44, 57, 53};
  std::vector<std::uint64_t> labels = left;
  for (const auto& [of, part] : placed)
    for (const LabelCount& count : of) labels[count.label] += count.records;
  Balance balance({47, 47, 47, 46}, labels);
  for (const auto& [of, part] : placed) balance.place(2, of, part);
  fill_quotas(left, balance);
  for (std::size_t label = 0; label < 4; ++label)
    for (std::size_t part = 0; part < 4; ++part)
      CHECK(std::fabs(static_cast<double>(balance.has(label, part)) - balance.wanted(label, part)) < 0.69);
}
