// FieldPlan: which fields a pipeline touches, as the reader wants to know it. One per source (a [[source]] may
// map logical names to other pointers); slot numbers are the same in all of them. Immutable, shared by workers.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/record.h"
#include "dsprep/result.h"
#include "dsprep/span_labels.h"

namespace dsprep::json {

// RFC 6901 tokens, decoded ("~1" → "/", "~0" → "~"). A bare name without leading '/' is one token; "" is the
// whole record and is refused, as is a "~" that begins no escape, invalid UTF-8, and more than 1,024 tokens. A token
// "*" stands for every array element.
Result<std::vector<std::string>> parse_pointer(std::string_view pointer);

struct FieldBinding {
  std::string pointer;
  bool written = false;
};

// One of [dataset] spans: edits of `text` move `spans`.
struct SpansBinding {
  Field text, spans;
  SpanUnit unit = SpanUnit::code_points;
  LostSpan lost = LostSpan::drop;
  std::string where = {};  // begins messages: "clean.toml:3:9: "
};

class FieldPlan {
 public:
  struct Options {
    bool read_all = false;  // record every top-level member, for Record::walk
    Field id;               // the --id field, where there is one (a slot of `slots`); may not have "*"
    std::vector<SpansBinding> spans;
  };
  // slots[i] becomes Field{i}. Slots behind them are the plan's own.
  static Result<FieldPlan> make(const std::vector<FieldBinding>& slots, Options options);
  static Result<FieldPlan> make(const std::vector<FieldBinding>& slots) { return make(slots, Options()); }

  std::size_t size() const { return slots_.size(); }
  const Options& options() const { return options_; }
  const std::string& pointer(Field field) const { return slots_[field.slot].pointer; }

  // ---- for RecordReader and RecordWriter ----

  static constexpr std::uint32_t no_index = 0xffffffff;
  // The pointers as one tree in preorder: the nodes below node n are n + 1 … subtree_end - 1. nodes()[0] is the record.
  struct Node {
    std::string key;                      // decoded; unused for the star
    std::uint32_t index = no_index;       // the array index `key` names, too
    std::vector<std::uint32_t> children;  // by key, in binding order
    bool has_index = false;               // one of `children` names an array index
    std::int32_t star = -1;               // child for "*"
    std::int32_t parent = -1;
    std::uint32_t subtree_end = 0;
    std::vector<std::uint16_t> slots;   // what is bound here
    std::vector<std::uint16_t> below;   // slots strictly below: `within` of star, of each child
    std::vector<std::uint16_t> within;  // slots here, then those below
    std::uint32_t offset = 0;           // of our `within` in the parent's `below`
    bool anchor = false;                // a written slot is below: the reader notes where this object is
  };
  struct Slot {
    std::string pointer;
    std::vector<std::string> tokens;
    std::uint32_t node = 0;
    bool written = false;
    bool many = false;                    // the pointer has "*"
    std::vector<std::uint16_t> overlaps;  // slots above, below or in the same place: edits are rendered before
                                          // another of them is read
    std::vector<std::uint16_t> labels;    // of a text: the Options::spans over it, by index
    // Of a text and its labels with "*": the slots of the pointer's beginnings that end in "*", from the left.
    std::vector<std::uint16_t> stars;
  };
  const std::vector<Node>& nodes() const { return nodes_; }
  const std::vector<Slot>& slots() const { return slots_; }

 private:
  Status bind_spans();
  Status check_spans(const SpansBinding& list) const;
  void bind_stars(std::uint16_t slot);
  std::uint16_t slot_of(const std::vector<std::string>& tokens, std::size_t size, std::string_view pointer);

  std::vector<Node> nodes_;
  std::vector<Slot> slots_;
  Options options_;
};

}  // namespace dsprep::json
