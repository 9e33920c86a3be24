// Strata: how many records each stratum has, and its name for people.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "dsprep/op.h"

namespace dsprep::ops::ratio {

struct Stratum {
  std::string name;
  std::uint64_t records = 0;
};

// Not thread-safe. A total (spill/totals.h).
class Strata {
 public:
  using Map = std::map<std::string, Stratum, std::less<>>;  // by key
  static constexpr std::size_t most = 65'536;               // with more, a stratum is too small to be divided anyway

  // Counts a record. `key`: at most 16 bytes, the same length for all. `name` is called for a stratum's first record:
  // its name for people, at most 1,024 bytes. An error where there are too many strata.
  template <class Name>
  Status add(std::string_view key, Name name) {
    auto stratum = strata_.find(key);
    if (stratum == strata_.end()) {
      if (strata_.size() == most) return too_many();
      stratum = strata_.emplace(key, Stratum{name()}).first;
    }
    ++stratum->second.records;
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

}  // namespace dsprep::ops::ratio
