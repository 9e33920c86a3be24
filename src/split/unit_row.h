// UnitRow: what a split notes of a record before it is known which records may not be parted.
//
// As bytes: key (8), frozen (1), group, source and RecordId as ordered numbers, labels (8 each). So rows sort by key,
// then by place in the input. Where equal keys alone hold records together that is the order in which units are read;
// where groups or clusters do, too, the place of its unit stands in front of the row (split/join_units.h).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "dsprep/record.h"
#include "spill/ordered_number.h"
#include "spill/sorter.h"

namespace dsprep::split {

// Which part a ledger gives a record.
struct Frozen {
  static constexpr std::uint8_t none = 0, several = 255;  // several: its key and its group are of different parts
  static constexpr std::size_t most_parts = 250;
  static std::uint8_t of_part(std::size_t part) { return static_cast<std::uint8_t>(part + 1); }
  static std::size_t part(std::uint8_t frozen) { return frozen - 1u; }
};

struct UnitRow {
  std::uint64_t key = 0;    // hash of its key
  std::uint64_t group = 0;  // hash of its group; 0 where there are none
  std::uint8_t frozen = Frozen::none;
  std::uint16_t source = 0;
  RecordId id;
  std::string_view labels;  // keys of its strata (split/strata.h), 8 bytes each, each once

  static constexpr std::size_t frozen_at = 8;
};

inline void append_row(std::string& out, const UnitRow& row) {
  spill::append_be64(out, row.key);
  out += static_cast<char>(row.frozen);
  spill::append_ordered(out, row.group);
  spill::append_ordered(out, std::uint64_t{row.source});
  spill::append_ordered(out, row.id);
  out += row.labels;
}

inline UnitRow row_of(std::string_view bytes) {  // REQUIRES a row; its labels stand on it
  UnitRow row;
  row.key = spill::read_be64(bytes);
  row.frozen = static_cast<std::uint8_t>(bytes[UnitRow::frozen_at]);
  bytes.remove_prefix(UnitRow::frozen_at + 1);
  row.group = spill::take_ordered(bytes);
  row.source = static_cast<std::uint16_t>(spill::take_ordered(bytes));
  row.id = spill::take_ordered_id(bytes);
  row.labels = bytes;
  return row;
}

}  // namespace dsprep::split
