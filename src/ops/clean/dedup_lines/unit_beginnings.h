// UnitBeginnings: how units look whose hashes alone are kept: beginnings of the units of a sample of records, chosen by
// their RecordId. A unit that stands in one of 100 records is in the sample of 512 with a chance of 99.4 %.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "dsprep/op.h"
#include "dsprep/record.h"
#include "dsprep/result.h"
#include "spill/sketches.h"

namespace dsprep::ops::dedup_lines {

// Not thread-safe. Merges in any order.
class UnitBeginnings {
 public:
  static constexpr std::size_t sample = 512, longest = 100;  // records; bytes of a beginning

  // For a record: wants(), start(), add() for each unit, finish(). What is not wanted need not be added.
  bool wants(const RecordId& id);
  void start(const RecordId& id);
  void add(std::uint64_t hash, std::string_view beginning);  // REQUIRES at most `longest` bytes
  void finish() { records_.add(hash_, item_); }
  // Of a record with very many units, the first and the last are enough: that is where boilerplate stands.
  static bool shows(std::size_t unit, std::size_t units) { return unit < edge || unit + edge >= units; }

  void merge(const UnitBeginnings& other) { records_.merge(other.records_); }
  Status save(ByteSink& sink) const { return records_.save(sink); }
  Status load(ByteSource& source) { return records_.load(source); }

  // Fills in the beginnings of the hashes asked for, where they are known and the text is still empty.
  void look_up(std::map<std::uint64_t, std::string>& wanted) const;

 private:
  static constexpr std::size_t edge = 64;
  spill::BottomK records_{sample};
  std::uint64_t hash_ = 0;
  std::string item_;
};

}  // namespace dsprep::ops::dedup_lines
