// Notes: what is noted of each record, as entries of one Sorter whose first byte says of what kind they are.
//
// | kind | key, equal in records to be compared | then |
// |---|---|---|
// | text | hash of the normalized text (16) | hash of the text (16), part (8), label (8), id |
// | group | hash of the group (16) | part (8), id |
// | band | hash of a band of the MinHash signature (8) | part (8), normalized (16), id |
// | anchor | hash of a word window (8) | 0 for a text to be found, 1 for where it may be, part (8), normalized (16), id
// | | label | hash of the label (16) | part (8), its beginning | | length | characters, ordered | part (8) |
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "dedup/text_signature.h"
#include "ops/split/check/anchors.h"
#include "ops/split/check/parts.h"
#include "ops/split/check/plan.h"
#include "spill/sorted_observer.h"
#include "spill/sorter.h"

namespace dsprep::ops::check {

enum class Note : char { text = 1, group, band, anchor, label, length };

struct NoteTotals {
  PartCounts parts;
  std::uint64_t empty_texts = 0;  // nothing but white space: not compared
  std::uint64_t grouped = 0;      // records that have a group
  auto all() { return std::tie(parts, empty_texts, grouped); }
};

class NoteExtractor {
 public:
  using Totals = NoteTotals;

  explicit NoteExtractor(const Plan& plan)
      : plan_(plan), part_(plan), signature_(plan.signature), anchors_(plan.min_words) {}
  Status extract(const Record& record, Totals& totals, spill::Sorter& entries);

 private:
  Status note_text(const Record& record, std::string_view text, spill::Sorter& entries);
  Status note_labels(const Record& record, Part& part, spill::Sorter& entries);
  void begin(Note note) { entry_.assign(1, static_cast<char>(note)); }
  void append_part();

  const Plan& plan_;
  PartOf part_;
  dedup::TextSignature signature_;
  Anchors anchors_;
  std::vector<std::uint64_t> labels_;
  std::uint64_t label_ = 0;  // a hash of all labels of the record; 0: none
  std::string entry_, spelled_, folded_, normalized_, scratch_;
};

using NoteObserver = spill::SortedObserver<NoteExtractor>;

// What makes a record malformed, if anything does.
std::optional<Verdict> lacks(const Plan& plan, const Record& record, PartOf& part);

}  // namespace dsprep::ops::check
