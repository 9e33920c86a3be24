// RecordClass: what a draw looks at: which class a record is of, how large it is, and its place in the order in which
// the records of a class are drawn.
//
// The place is a hash of the seed and of the record's key, so that neither files nor the order of records matter, and
// that of fewer records none is drawn that is not among more.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "dsprep/binder.h"
#include "dsprep/record.h"
#include "dsprep/verdict.h"
#include "split/record_key.h"

namespace dsprep::split {

struct ClassPlan {
  enum class By : std::uint8_t { nothing, source, labels };
  By by = By::nothing;
  std::vector<std::string> sources;  // their names, by SourceId; by source alone
  KeyPlan labels;                    // its `stratify`; by labels alone
  bool one_label = false;            // each record needs one; else one without any, or with several, has a class, too
  std::vector<std::string> part_names;  // by PartId
  std::vector<bool> parts;              // whether records are drawn of it, by PartId; empty: of all
  bool by_part = false;                 // equal labels in two parts are two classes
  bool marks_all = false;               // records that are not drawn from have a class, too
  Field text;                           // whose bytes are a record's size; unbound: each is of size 1
  std::string text_pointer;
  std::uint64_t seed = 0;

  // `names`: of parts; empty: `usual` where records are in parts, else all. An error where there is no such part.
  Status bind_parts(const std::vector<std::string>& names, const std::vector<std::string>& usual, Binder& binder);
};

// Owned by one worker or observer.
class RecordClass {
 public:
  explicit RecordClass(const ClassPlan& plan) : plan_(plan), labels_(plan.labels) {}

  // Nothing where the record has all that is needed; else why not.
  std::optional<Verdict> read(const Record& record);
  bool is_drawn() const { return drawn_; }  // false: it is of a part that is left alone
  std::uint64_t key() const { return key_; }
  std::uint64_t size() const { return size_; }
  std::uint64_t place(const Record& record) const;
  std::string name(const Record& record) const;
  bool has_label(std::size_t field) const { return labels_.has_stratify(field); }

 private:
  const ClassPlan& plan_;
  RecordKey labels_;
  bool drawn_ = true;
  std::uint64_t key_ = 0, size_ = 1;
};

}  // namespace dsprep::split
