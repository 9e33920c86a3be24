// Which records of the one dataset are in the other: read once from the notes of both, sorted.
//
// By id: of the records that have an id in common those with the same content are the same; the others pair off as
// changed, in the order of their contents; what is left over was added or removed. Without an id the content alone
// decides: a record that stands there twice and here three times was added once.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ops/report/compare/notes.h"

namespace dsprep::ops::compare {

struct FieldChange {
  std::uint64_t name;                        // its hash
  std::optional<std::string> before, after;  // beginnings; nothing where the member is missing
};

struct ChangedRecord {
  std::string id_hash, id;
  std::vector<FieldChange> fields;
};

struct NamedRecord {
  std::string id_hash, shown;            // the id's beginning, or without one the text's
  std::vector<FieldChange> fields = {};  // of one with an id: its members, as `after`
};

struct RecordChanges {
  std::uint64_t same = 0, changed = 0, added = 0, removed = 0;
  std::uint64_t repeated[2] = {0, 0};               // by Side: records whose id an earlier one has
  std::map<std::uint64_t, std::uint64_t> by_field;  // hash of a name → records in which it changed
  std::vector<ChangedRecord> changed_examples;
  std::vector<NamedRecord> added_examples, removed_examples;
};

// Takes the notes of records in their order. finish() after the last.
class RecordMatcher {
 public:
  explicit RecordMatcher(std::size_t examples) : examples_(examples) {}
  void add(std::string_view note);  // REQUIRES Note::by_id or Note::by_content
  void finish();
  const RecordChanges& changes() const { return changes_; }

 private:
  static constexpr std::size_t most_pairs = 64;  // of one id, whose members are compared
  void close_content();
  void close_group();
  void compare(std::string_view before, std::string_view after);

  const std::size_t examples_;
  RecordChanges changes_;
  std::string group_, content_;                            // keys
  std::uint64_t of_group_[2] = {0, 0};                     // records, by Side
  std::uint64_t of_content_[2] = {0, 0};                   // records
  std::uint64_t left_[2] = {0, 0};                         // records of the group without a partner of the same content
  std::vector<std::string> at_content_[2], left_over_[2];  // their first notes, behind the side
};

}  // namespace dsprep::ops::compare
