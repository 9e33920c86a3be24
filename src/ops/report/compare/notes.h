// Notes: what is noted of each record of either dataset, as entries of one Sorter whose first byte says of what kind
// they are.
//
// | kind | key | then |
// |---|---|---|
// | by_id | hash of the id (16), hash of the content (16) | side (1), place (3 to 12), the id's beginning (1 + n), of
// each | | | member in the order of the hashes of their names: hash of the name (8), hash of the value (8), its
// beginning | by_content | hash of the content (16) | side (1), place, the record's beginning (1 + n) | | number | hash
// of the name (8), what is measured (1), the number (8) | side (1) |
//
// Two records have the same content where they have the same members with equal values, in any order; texts are equal
// decoded, numbers by their value (1 and 1.0), objects and arrays in the same way.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "base/hash128.h"
#include "ops/report/compare/field_counts.h"
#include "ops/report/compare/plan.h"
#include "ops/report/compare/word_counts.h"
#include "spill/sorted_observer.h"

namespace dsprep::ops::compare {

enum class Note : char { by_id = 1, by_content, number };
// What stands for a value among numbers.
enum class Measured : char { value = 1, chars, elements };

constexpr std::size_t most_labels = 10'000, most_samples = 2000;

struct NoteTotals {
  explicit NoteTotals(spill::Workspace& workspace) : words(workspace) {}
  std::uint64_t records = 0, with_id = 0, labelled = 0, texts = 0;
  FieldCounts fields;
  spill::ValueCounts labels{most_labels};
  WordCounts words;
  // Whole records, of those with an id: the hash of the id, and the record as JSON. Those with the smallest hashes,
  // which notes are read in the order of: the examples of what changed are mostly among them.
  spill::BottomK samples{most_samples};
  auto all() { return std::tie(records, with_id, labelled, texts, fields, labels, words, samples); }
};

// A value by its meaning. Not thread-safe.
class ValueHash {
 public:
  base::Hash128 of(const Value& value);

 private:
  std::string number_;
};

class NoteExtractor {
 public:
  using Totals = NoteTotals;
  NoteExtractor(const Plan& plan, Side side) : plan_(plan), side_(side) {}
  Status extract(const Record& record, Totals& totals, spill::Sorter& entries);

 private:
  struct Member {
    std::uint64_t name_hash;
    base::Hash128 hash;
    std::string_view raw_key;
    Value value;
    std::string shown;
    std::string name;
    bool is_id;
  };
  Status take_members(const Record& record, Totals& totals, spill::Sorter& entries);
  Status note_number(std::uint64_t name, Measured measured, double value, spill::Sorter& entries);
  Status note_record(const Record& record, Totals& totals, spill::Sorter& entries);
  void take_labels(const Record& record, Totals& totals);
  bool take_label(const Value& value, Totals& totals);
  Status take_words(const Record& record, Totals& totals);

  const Plan& plan_;
  const Side side_;
  ValueHash values_;
  std::vector<Member> members_;
  std::size_t used_ = 0;  // of members_, which keep their storage
  std::vector<const Member*> order_;
  std::string entry_, scratch_;
  words::Segmenter::Scratch word_scratch_;
  std::vector<TextSpan> words_;
};

using NoteObserver = spill::SortedObserver<NoteExtractor>;

std::uint64_t hash_of_name(std::string_view name);

}  // namespace dsprep::ops::compare
