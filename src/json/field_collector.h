// FieldCollector: notes where the bound fields of a record stand, while a walk goes through its bytes.
//
// The walk knows grammar, the collector knows the plan. Walking down the record we walk down the plan's tree of
// pointers, with a set of nodes instead of one: in an array, "*" and "3" both match element 3. Containers that nothing
// is bound below are none of our business: the walk calls us only where its depth is our depth(), so that in a record
// with three bound fields all else costs one comparison a value.
//
// Of members of one name the last one counts. A later one takes back whatever the earlier one put below that node: each
// frame remembers how many hits every slot below it had when its object began, and cuts them back to that.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "json/field_plan.h"
#include "json/record_state.h"

namespace dsprep::json {

class FieldCollector {
 public:
  // Forgets what `state` knows about fields, and fills it from `bytes`, which becomes its `current`.
  FieldCollector(RecordState& state, std::string_view bytes);

  // How many open containers are of interest. They are the outermost ones.
  int depth() const { return static_cast<int>(frames_.size()); }

  void open_record(std::uint32_t begin);
  void close_record(std::uint32_t end);
  // ---- only where the walk's depth is depth() ----
  void key(std::uint32_t begin, std::uint32_t end);  // of the next value; without the quotes
  void element();                                    // the next value is the next element
  void scalar(std::uint32_t begin, std::uint32_t end, FieldType type);
  void open(std::uint32_t begin, FieldType type);  // a container; depth() grows if anything is bound below
  void close();                                    // the innermost container of interest ends …
  void end_container(std::uint32_t end);           // … or, depth() being that of its parent, any other

  // More places than most_hits match, or more members are there: the record must be refused.
  bool overflowed() const { return overflowed_; }

 private:
  using Hit = RecordState::Hit;

  void select(std::uint32_t child, std::uint32_t sizes);
  void supersede(RecordState::Slot& slot, const Hit& hit);
  void place(std::uint32_t begin, std::uint32_t end, FieldType type);

  const FieldPlan& plan_;
  RecordState& state_;
  const char* bytes_;
  std::vector<RecordState::Frame>& frames_;
  std::vector<std::uint32_t>& active_;  // nodes of each frame, one after another; last, those of the value at hand
  std::vector<std::uint32_t>& sizes_;   // of each frame and each of its nodes: hits of the slots below
  bool read_all_;
  bool provenance_ = false;  // the value at hand is that of a top-level "_dsprep"
  bool overflowed_ = false;
};

}  // namespace dsprep::json
