// FieldCounts: what is counted of each member of the records of one dataset. Of two of them come missing shares, types,
// and the drift of values.
//
// The number of fields is bounded without making the result depend on where chunks end, as FieldTallies does it: the
// first names in byte order are kept.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "dsprep/op.h"
#include "dsprep/value.h"
#include "spill/sketches.h"

namespace dsprep::ops::compare {

constexpr std::size_t most_fields = 200, longest_name = 256, most_values = 1000, type_count = 7;

struct FieldCount {
  std::array<std::uint64_t, type_count> types{};  // records by FieldType
  std::uint64_t finite = 0;                       // numbers that are
  spill::ValueCounts values{most_values};         // of texts and booleans, by their beginnings

  std::uint64_t of(FieldType type) const { return types[static_cast<std::size_t>(type)]; }
  std::uint64_t present() const;                           // missing and null are not
  void add(const Value& value, std::string_view decoded);  // `decoded`: of a text
  void merge(const FieldCount& next);
  Status save(ByteSink& sink) const;
  Status load(ByteSource& source);
};

class FieldCounts {
 public:
  using Map = std::map<std::string, FieldCount, std::less<>>;
  // Null where there is no room for that name.
  FieldCount* of(std::string_view name);
  const FieldCount* find(std::string_view name) const;
  const Map& all() const { return counts_; }
  bool complete() const { return !left_out_; }
  void merge(FieldCounts&& next);
  Status save(ByteSink& sink) const;
  Status load(ByteSource& source);

 private:
  Map counts_;
  bool left_out_ = false;
};

// The first characters of a text, and "…" where there are more.
std::string beginning(std::string_view text, std::uint64_t chars);

}  // namespace dsprep::ops::compare
