// FieldStats: what was seen at one place of the records (/meta/lang, /messages/*/content): how often which kind of
// value, and where first.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <numeric>
#include <string>
#include <string_view>

#include "dsprep/record.h"
#include "ops/clean/unify/value_kind.h"
#include "spill/ordered_number.h"

namespace dsprep::ops::unify {

inline constexpr RecordId nowhere = {std::numeric_limits<std::uint32_t>::max(),
                                     std::numeric_limits<std::uint64_t>::max(),
                                     std::numeric_limits<std::uint32_t>::max()};

// Merging is associative and takes the first of both, so that it does not show where chunks end.
struct FieldStats {
  // Why nothing is known of what is inside. Bits.
  enum Closed : std::uint8_t {
    many_names = 1,  // more different names than `max_names`
    long_name = 2,
    too_deep = 4,
    asked_for = 8,  // the parameter `json`
  };

  std::array<std::uint64_t, kinds> counts{};
  std::array<RecordId, kinds> examples;  // the first record with such a value
  std::uint64_t no_double = 0;           // integers that no double holds, but 64 bits do
  std::uint64_t no_type = 0;             // numbers that neither holds
  std::uint64_t rounded = 0;             // fractions that a double rounds
  RecordId first = nowhere;              // where the name was first seen, and as which member of that record: the order
  std::uint64_t first_member = 0;        // of names
  std::uint8_t closed = 0;

  FieldStats() { examples.fill(nowhere); }

  std::uint64_t count(Kind kind) const { return counts[static_cast<std::size_t>(kind)]; }
  const RecordId& example(Kind kind) const { return examples[static_cast<std::size_t>(kind)]; }
  bool has(Kind kind) const { return count(kind) != 0; }
  std::uint64_t values() const { return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0}); }
  bool comes_before(const FieldStats& other) const {
    return first != other.first ? first < other.first : first_member < other.first_member;
  }

  void add(Kind kind, const Value& value, const RecordId& record) {
    const auto index = static_cast<std::size_t>(kind);
    ++counts[index];
    examples[index] = std::min(examples[index], record);
    if (kind != Kind::integer && kind != Kind::number) return;
    const Holder holder = holder_of(kind, value);
    no_double += holder == Holder::integer;
    no_type += holder == Holder::nobody;
    rounded += holder == Holder::rounded;
  }

  void merge(const FieldStats& other) {
    for (std::size_t i = 0; i < kinds; ++i) {
      counts[i] += other.counts[i];
      examples[i] = std::min(examples[i], other.examples[i]);
    }
    no_double += other.no_double;
    no_type += other.no_type;
    rounded += other.rounded;
    if (other.comes_before(*this)) {
      first = other.first;
      first_member = other.first_member;
    }
    closed |= other.closed;
  }

  void append(std::string& out) const {
    for (const std::uint64_t n : counts) spill::append_ordered(out, n);
    for (std::size_t i = 0; i < kinds; ++i)
      if (counts[i] != 0) spill::append_ordered(out, examples[i]);
    for (const std::uint64_t n : {no_double, no_type, rounded, first_member}) spill::append_ordered(out, n);
    spill::append_ordered(out, first);
    out += static_cast<char>(closed);
  }
  static FieldStats take(std::string_view& bytes) {  // REQUIRES what append() made
    FieldStats stats;
    for (std::uint64_t& n : stats.counts) n = spill::take_ordered(bytes);
    for (std::size_t i = 0; i < kinds; ++i)
      if (stats.counts[i] != 0) stats.examples[i] = spill::take_ordered_id(bytes);
    for (std::uint64_t* n : {&stats.no_double, &stats.no_type, &stats.rounded, &stats.first_member})
      *n = spill::take_ordered(bytes);
    stats.first = spill::take_ordered_id(bytes);
    stats.closed = static_cast<std::uint8_t>(bytes[0]);
    bytes.remove_prefix(1);
    return stats;
  }
};

}  // namespace dsprep::ops::unify
