// A Decider that wants nothing and writes nothing, and what a table says of a record.
#pragma once

#include <string>

#include "dsprep/op.h"
#include "spill/ordered_number.h"
#include "spill/record_rows.h"
#include "spill/sorted_table.h"
#include "support/catch.h"

namespace dsprep::test {

struct QuietDecider : Decider {
  Findings& findings() override { return found; }
  Status write_artifact(Artifact, std::string_view) override { return {}; }
  Status write_artifact(Artifact, const std::function<Status(ByteSink&)>&) override { return {}; }
  Result<Resource> read_artifact(Artifact) override { return failure("no artifact"); }
  std::vector<OutputInfo> outputs() const override { return {}; }
  Status parallel_for(std::size_t n, const std::function<Status(std::size_t)>& task) override {
    for (std::size_t i = 0; i < n; ++i) DSPREP_CHECK(task(i));
    return {};
  }
  std::uint64_t memory_budget() const override { return 0; }
  bool stop_requested() const override { return false; }
  void progress(std::string_view, double) override {}
  void count(Counter, std::uint64_t) override {}
  std::string input_name(std::uint32_t) const override { return ""; }
  Findings found;
};

inline std::string where(const RecordId& id) {
  std::string out;
  spill::append_ordered(out, id);
  return out;
}

inline std::string value_of(spill::SortedTable::Cursor& cursor, const RecordId& id) {
  std::string key;
  spill::append_record_key(key, id);
  const auto found = cursor.find(key);
  REQUIRE(found.ok());
  return *found ? std::string(**found) : std::string();
}

}  // namespace dsprep::test
