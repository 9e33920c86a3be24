// The parts of a split as they were seen: which there are, in which order they come, and how many records each has.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/op.h"
#include "ops/split/check/plan.h"

namespace dsprep::ops::check {

// By what a part is known before all are: a PartId's index, or the hash of a field's value.
using PartKey = std::uint64_t;

// The part of a record. Owned by one worker or observer.
class PartOf {
 public:
  explicit PartOf(const Plan& plan) : plan_(plan) {}
  // Nothing, and key() and name() are of it; else why the record has none.
  std::optional<Verdict> read(const Record& record);
  PartKey key() const { return key_; }
  std::string_view name() const { return name_; }  // valid until the next read, or edit of the record

 private:
  const Plan& plan_;
  PartKey key_ = 0;
  std::string_view name_;
};

struct Part {
  std::string name;
  std::uint64_t records = 0, labelled = 0;
};

// A member of an extractor's totals. More parts than `most` are no split: no more are counted then.
class PartCounts {
 public:
  static constexpr std::size_t most = 1000;

  Part* add(PartKey key, std::string_view name);  // null where there are too many
  void merge(PartCounts&& next);
  Status save(ByteSink& sink) const;
  Status load(ByteSource& source);

  bool too_many() const { return too_many_; }
  const std::map<PartKey, Part>& parts() const { return parts_; }

 private:
  std::map<PartKey, Part> parts_;
  bool too_many_ = false;
};

// Parts in their order, in which what an earlier part has is no leak there but in the later one: train, validation
// (dev), test, then others by name.
struct PartList {
  std::vector<Part> parts;               // a part that no record is in is there, too
  std::map<PartKey, std::size_t> ranks;  // index into parts

  PartList(const PartCounts& counts, const Plan& plan);
  std::size_t rank(PartKey key) const { return ranks.at(key); }
};

}  // namespace dsprep::ops::check
