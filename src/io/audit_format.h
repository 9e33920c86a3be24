// The columns of an audit: what --audit measured of every record, by step and rule. docs/audit.md is the specification
// of the file; this is what it holds, in memory. A block is a stretch of rows, column by column; AuditWriter and
// AuditReader (audit_file.h) carry blocks to disk and back.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/op.h"
#include "dsprep/result.h"

namespace dsprep::io {

static_assert(std::endian::native == std::endian::little, "columns go to disk as they lie in memory");

// What a step made of a record: bits of the column STEP.outcome. 0: the record never came to it.
namespace audit_outcome {
inline constexpr std::uint8_t reached = 1;
inline constexpr std::uint8_t dropped = 2;    // it would be dropped
inline constexpr std::uint8_t malformed = 4;  // it went to malformed/
inline constexpr std::uint8_t changed = 8;    // the step edited it
inline constexpr std::uint8_t own_verdict =
    16;  // the verdict is not what the rules say: dropped though none failed, or kept though one did
}  // namespace audit_outcome

struct AuditRule {
  std::string name, metric, param;                              // param: what sets the limit; "" where nothing does
  Judge::Limit::Compare compare = Judge::Limit::Compare::none;  // of the rule, whether it is on or not
  std::optional<double> limit;                                  // when it was measured; nothing: the rule was off
  bool operator==(const AuditRule&) const = default;
};

struct AuditStep {
  std::string name, op;
  bool whole_dataset = false;  // decided by what it saw of all records
  std::vector<AuditRule> rules;
  bool operator==(const AuditStep&) const = default;
};

enum class AuditType : std::uint8_t { u8, u32, u64, f64, text };
std::string_view name_of(AuditType type);

// What is in a file: which steps were measured in that pass over that shard.
struct AuditSchema {
  std::uint64_t pass = 1;
  std::uint32_t shard = 0;
  std::uint32_t first_file = 0;    // of the shard, as RecordId::shard counts them
  std::string file;                // the shard's name, as in the manifest
  std::vector<std::string> files;  // of a shard of many files: their names; the column `line` counts them, from 1
  std::vector<AuditStep> steps;

  // Columns by number: line, derived, id, text, then for each step its outcome, its detail and its rules.
  static constexpr std::size_t line = 0, derived = 1, id = 2, text = 3;
  std::size_t columns() const;
  AuditType type(std::size_t column) const;
  std::string column_name(std::size_t column) const;
  std::size_t outcome(std::size_t step) const;
  std::size_t detail(std::size_t step) const { return outcome(step) + 1; }
  std::size_t rule(std::size_t step, std::size_t rule) const { return outcome(step) + 2 + rule; }

  std::string json() const;
  static Result<AuditSchema> from_json(std::string_view json);
};

// One column of some rows: numbers as they go to disk, texts one after another with their ends.
struct AuditColumn {
  std::string bytes;
  std::vector<std::uint32_t> ends;  // of texts

  void clear() {
    bytes.clear();
    ends.clear();
  }
  template <class T>
  void add(T value) {
    bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  void add_text(std::string_view value) {
    bytes.append(value);
    ends.push_back(static_cast<std::uint32_t>(bytes.size()));
  }
  template <class T>
  T at(std::size_t row) const {
    T value;
    std::memcpy(&value, bytes.data() + row * sizeof value, sizeof value);
    return value;
  }
  std::string_view text_at(std::size_t row) const {
    const std::uint32_t begin = row == 0 ? 0 : ends[row - 1];
    return std::string_view(bytes).substr(begin, ends[row] - begin);
  }
};

struct AuditBlock {
  std::size_t rows = 0;
  std::vector<AuditColumn> columns;  // empty, or one for each of the schema
  void clear();
};

// Two kinds of NaN: nobody asked the rule, and it was asked and had nothing to measure. Both pass.
inline double not_asked() { return std::bit_cast<double>(std::uint64_t{0x7ff8000000000000}); }
inline double not_measurable() { return std::bit_cast<double>(std::uint64_t{0x7ff8000000000001}); }
inline bool was_asked(double value) {
  return value == value || std::bit_cast<std::uint64_t>(value) == std::uint64_t{0x7ff8000000000001};
}

std::string_view name_of(Judge::Limit::Compare compare);  // "at_least", …
std::string_view sign_of(Judge::Limit::Compare compare);  // "≥", …: what a record that passes is to the limit
// Whether `value` keeps to the limit, as Judge::check says.
bool keeps(Judge::Limit::Compare compare, double value, double limit);

}  // namespace dsprep::io
