// Strata: the values of what a split is stratified by, or the labels of records that have several: how many records
// each has, and its name for people.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "dsprep/op.h"

namespace dsprep::split {

struct Stratum {
  std::string name;
  std::uint64_t records = 0;
};

// Not thread-safe. A total (spill/totals.h).
class Strata {
 public:
  using Map = std::map<std::uint64_t, Stratum>;  // by key: a hash of the value
  static constexpr std::size_t most = 65'536;    // with more, a stratum is too small to be divided anyway

  // Counts a record. `name` is called for a stratum's first record: its name for people, at most 1,024 bytes. An error
  // where there are too many strata.
  template <class Name>
  Status add(std::uint64_t key, Name name, std::uint64_t records = 1) {
    auto stratum = strata_.find(key);
    if (stratum == strata_.end()) {
      if (strata_.size() == most) return too_many();
      stratum = strata_.emplace(key, Stratum{name()}).first;
    }
    stratum->second.records += records;
    return {};
  }
  Status merge(Strata&& next);
  Status save(ByteSink& sink) const;
  Status load(ByteSource& source);

  const Map& strata() const { return strata_; }

 private:
  static Error too_many();
  Map strata_;
};

}  // namespace dsprep::split
