// The answers of a whole dataset, sorted so that those to one task stand together.
//
// Entry: the task's key (16 bytes), then the lengths and bytes of the annotator's name and of the label. Where each
// record is a task of its own its key is its place in the input; with task = FIELD it is the hash of that field's
// value. A record whose gold label is known adds an entry without annotator.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <tuple>

#include "base/hash.h"
#include "dsprep/record.h"
#include "spill/hash_key.h"
#include "spill/ordered_number.h"
#include "spill/sorted_observer.h"
#include "spill/sorted_table.h"
#include "votes/answers.h"

namespace dsprep::votes {

inline constexpr std::size_t task_key_size = 16;

inline void append_task_key(std::string& key, const AnswerFields& fields, const Record& record) {
  if (fields.shape == Shape::tasks) spill::append_hash_key(key, base::hash128(record.raw(fields.task)));
  else spill::append_record_key(key, record.id());
}

// What stands behind the key.
struct AnswerEntry {
  bool gold = false;
  std::string_view annotator, label;
};

inline void append_answer(std::string& entry, const AnswerEntry& answer) {
  entry += answer.gold ? '\1' : '\0';
  spill::append_ordered(entry, answer.annotator.size());
  entry += answer.annotator;
  entry += answer.label;
}

inline AnswerEntry read_answer(std::string_view payload) {
  AnswerEntry answer;
  answer.gold = payload[0] != '\0';
  payload.remove_prefix(1);
  const std::size_t size = spill::take_ordered(payload);
  answer.annotator = payload.substr(0, size);
  answer.label = payload.substr(size);
  return answer;
}

// The extractor of spill::SortedObserver. A record that is malformed adds nothing: the mapper says so.
class AnswerExtractor {
 public:
  struct Totals {
    std::uint64_t answers = 0;
    auto all() { return std::tie(answers); }
  };
  // `gold`: unbound, or the field whose value is the right label where there is one. Both must outlive the extractor.
  AnswerExtractor(const AnswerFields& fields, const Field& gold) : fields_(fields), gold_(gold), reader_(fields) {}

  Status extract(const Record& record, Totals& totals, spill::Sorter& entries) {
    if (reader_.read(record)) return {};
    key_.clear();
    append_task_key(key_, fields_, record);
    for (const Answer& answer : reader_.answers()) {
      ++totals.answers;
      DSPREP_CHECK(add(entries, {false, answer.annotator, answer.label}));
    }
    if (!gold_.bound()) return {};
    const auto gold = canonical_label(record.value(gold_), scratch_);
    return gold ? add(entries, {true, {}, *gold}) : Status();
  }

 private:
  Status add(spill::Sorter& entries, const AnswerEntry& answer) {
    key_.resize(task_key_size);
    append_answer(key_, answer);
    return entries.add(key_);
  }

  const AnswerFields& fields_;
  const Field& gold_;
  AnswerReader reader_;
  std::string key_, scratch_;
};

using AnswerObserver = spill::SortedObserver<AnswerExtractor>;

}  // namespace dsprep::votes
