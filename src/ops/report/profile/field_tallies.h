// FieldTallies: a FieldTally for each top-level field of a dataset.
//
// The number of fields is bounded without making the result depend on where chunks end: the 200 first names in byte
// order are kept. A name that is dropped had 200 smaller ones beside it, so it is not among the first 200 of the whole
// either; and one that is among them was never dropped, so its counts are complete.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/record.h"
#include "ops/report/profile/field_tally.h"
#include "spill/sketches.h"

namespace dsprep::ops::profile {

constexpr std::size_t most_fields = 200, longest_name = 256;

class FieldTallies {
 public:
  using Map = std::map<std::string, FieldTally, std::less<>>;

  void add(const Record& record);
  void merge(FieldTallies&& other);
  Status save(ByteSink& sink) const;
  Status load(ByteSource& source);

  const Map& tallies() const { return tallies_; }
  double names() const { return names_.estimate(); }
  bool names_exact() const { return names_.exact(); }
  bool all() const { return !long_names_ && names_.exact() && names_.estimate() <= static_cast<double>(most_fields); }

 private:
  struct Member {
    std::string_view raw_key, key;
    Value value;
  };
  struct Place {
    std::string raw_key;
    FieldTally* tally;
  };  // null: not counted (a later member has that name, or no room)

  // Most records have the members of the one before.
  bool same_shape() const;

  // Finds the tally of each name, for the last member that has it. In the order of names: where there is no room, the
  // last tally makes it, which then is not one that this record has found before.
  void learn_shape();
  FieldTally* tally_of(std::string_view key);

  Map tallies_;
  spill::DistinctCount names_;
  bool long_names_ = false;
  std::vector<Place> shape_;
  std::vector<Member> members_;
  std::vector<std::size_t> order_;
  std::deque<std::string> decoded_;
  std::string scratch_;
};

}  // namespace dsprep::ops::profile
