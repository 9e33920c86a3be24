// CountedRows: RecordRows of which each is about some thing, and in how many records each of these things stands. Of
// things there are so many as memory holds; of rows as many as there are.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string_view>
#include <vector>

#include "dsprep/op.h"
#include "dsprep/record.h"
#include "dsprep/result.h"
#include "spill/record_rows.h"

namespace dsprep::ops::decontaminate {

// Not thread-safe. What goes wrong in add(), which an Observer calls where it cannot say so, is told by what comes
// after.
class CountedRows {
 public:
  explicit CountedRows(spill::Workspace& workspace) : rows_(workspace) {}

  // For every record, those without rows too: start(), add() for each row, finish().
  void start(const RecordId& id);
  void add(std::uint64_t thing, std::string_view row);
  void finish();
  bool ok() const { return status_.ok(); }  // else all further rows are in vain

  Status merge(CountedRows&& other);
  Status save(ByteSink& sink);
  Status load(ByteSource& source);

  std::uint64_t records() const { return records_; }
  std::uint64_t records_with(std::uint64_t thing) const;
  std::uint64_t rows() const { return rows_.rows(); }
  // As RecordRows::sorted().
  Result<std::unique_ptr<spill::SortedReader>> sorted();

 private:
  spill::RecordRows rows_;
  RecordId id_;
  std::vector<std::uint64_t> things_;  // of the record
  std::uint64_t records_ = 0;
  std::map<std::uint64_t, std::uint64_t> records_with_;
  Status status_;
};

}  // namespace dsprep::ops::decontaminate
