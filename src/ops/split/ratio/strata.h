// Strata: 64-bit hashes with their strata, sorted in bounded memory, and how many records each stratum has.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "spill/sorter.h"

namespace dsprep::ops::ratio {

struct Stratum {
  std::string name;
  std::uint64_t records = 0;
};

// Not thread-safe. What goes wrong is remembered: everything after it answers the same.
class Strata {
 public:
  using Map = std::map<std::string, Stratum, std::less<>>;  // by key
  static constexpr std::size_t most = 65'536;               // with more, a stratum is too small to be divided anyway

  // `too_many`: the error where there are more.
  Strata(spill::Workspace& workspace, std::string too_many) : rows_(workspace), too_many_(std::move(too_many)) {}

  // `key`: at most 16 bytes, the same length for all. `name` is called for a stratum's first record: its name for
  // people, at most 1,024 bytes.
  template <class Name>
  void add(std::string_view key, std::uint64_t hash, Name name) {
    if (!status_.ok()) return;
    auto stratum = strata_.find(key);
    if (stratum == strata_.end()) stratum = strata_.emplace(key, Stratum{name()}).first;
    ++stratum->second.records;
    add_row(key, hash);
  }
  Status merge(Strata&& other);

  const Map& strata() const { return strata_; }
  // Rows of hash (8 bytes, big-endian) and key, in that order: what has one hash stands together. Empty afterwards.
  Result<std::unique_ptr<spill::SortedReader>> sorted();

  Status save(ByteSink& sink);
  Status load(ByteSource& source);

 private:
  void add_row(std::string_view key, std::uint64_t hash);

  spill::Sorter rows_;
  Map strata_;
  std::string row_, too_many_;
  Status status_;
};

}  // namespace dsprep::ops::ratio
