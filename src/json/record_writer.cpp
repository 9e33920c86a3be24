// Writing splices: what nobody touched is copied, and in between stand new values, new members, and gaps.
//
// The hard part is commas. Members are erased in runs: those that stand side by side, with nothing but a comma between
// them. A run takes the comma behind it, if there is one; else it was the end of the object, and takes the one before
// it; else it was the whole object. New members come last in their object, behind a comma unless the object is, or has
// just been made, empty. Erased values hold no other splices, since overlapping edits are rendered one after another.
#include "json/record_writer.h"

#include <algorithm>
#include <cstdint>
#include <deque>
#include <vector>

#include "json/escape.h"
#include "json/field_plan.h"
#include "json/record_access.h"
#include "json/record_state.h"
#include "json/value_scan.h"

namespace dsprep::json {
namespace {

using Splice = RecordState::Splice;

// Where the member begins whose value begins at `value`: at the quote before its key. Between the two stand a colon and
// white space; inside the key every quote has an odd number of backslashes before it.
std::uint32_t member_begin(std::string_view json, std::uint32_t value) {
  std::uint32_t at = value;
  while (json[at - 1] != '"') --at;
  --at;  // on the closing quote
  for (;;) {
    do --at;
    while (json[at] != '"');
    std::uint32_t before = at;
    while (json[before - 1] == '\\') --before;
    if ((at - before) % 2 == 0) return at;
  }
}

std::uint32_t space_begin(std::string_view json, std::uint32_t end) {
  while (is_json_space(json[end - 1])) --end;
  return end;
}

std::uint32_t space_end(std::string_view json, std::uint32_t begin) {
  while (is_json_space(json[begin])) ++begin;
  return begin;
}

void collect_edits(RecordState& state, const RecordState::Slot& slot, std::vector<Splice>& splices) {
  for (const RecordState::Hit& hit : slot.hits) {
    if (hit.note == RecordState::none) continue;
    const RecordState::Note& note = state.notes[hit.note];
    if (note.edited) {
      splices.push_back({hit.begin, hit.end, Splice::Kind::value, hit.note});
    } else if (note.erased) {
      splices.push_back({member_begin(state.current, hit.begin), hit.end, Splice::Kind::removal, 0});
      for (std::uint32_t i = note.superseded; i != RecordState::none; i = state.superseded[i].next) {
        const RecordState::Superseded& earlier = state.superseded[i];
        splices.push_back({member_begin(state.current, earlier.begin), earlier.end, Splice::Kind::removal, 0});
      }
    }
  }
}

// One splice for each object that gets new members, however many.
void collect_additions(const RecordState& state, std::vector<Splice>& splices) {
  const std::size_t first = splices.size();
  for (std::size_t i = 0; i < state.slots.size(); ++i) {
    if (!state.slots[i].added) continue;
    const auto node = static_cast<std::uint32_t>(place_to_add(state, static_cast<std::uint16_t>(i)));
    const auto same = [node](const Splice& splice) { return splice.what == node; };
    if (std::any_of(splices.begin() + static_cast<std::ptrdiff_t>(first), splices.end(), same)) continue;
    const std::uint32_t at = space_begin(state.current, state.anchors[node].end - 1);
    splices.push_back({at, at, Splice::Kind::addition, node});
  }
}

void collect(RecordState& state, std::vector<Splice>& splices) {
  splices.clear();
  bool added = false;
  for (const RecordState::Slot& slot : state.slots) {
    if (slot.pending != 0) collect_edits(state, slot, splices);
    added |= slot.added;
  }
  if (added) collect_additions(state, splices);
  if (state.members_erased) {
    for (const RecordState::Member& member : state.members) {
      if (member.erased) splices.push_back({member.key_begin - 1, member.end, Splice::Kind::removal, 0});
    }
  }
  std::sort(splices.begin(), splices.end(), [](const Splice& a, const Splice& b) { return a.begin < b.begin; });
}

void append_value(const RecordState& state, std::uint32_t note, std::string& out) {
  const std::string& edit = state.texts[state.notes[note].edit];
  if (!state.notes[note].as_text) {
    out += edit;
    return;
  }
  out += '"';
  append_escaped(out, edit);
  out += '"';
}

// Appends the members that were added somewhere below `node`: each slot's, in slot order, and those of one missing
// object together where its first one stands. Recursion as deep as a pointer, which the user wrote.
void append_added(const RecordState& state, std::uint32_t node, std::string& out) {
  const std::vector<FieldPlan::Node>& nodes = state.plan->nodes();
  const auto is_added = [&](std::uint16_t slot) { return state.slots[slot].added; };
  bool first = true;
  for (std::size_t i = 0; i < state.slots.size(); ++i) {
    if (!is_added(static_cast<std::uint16_t>(i))) continue;
    std::uint32_t child = state.plan->slots()[i].node;
    if (child <= node || child >= nodes[node].subtree_end) continue;
    while (nodes[child].parent != static_cast<std::int32_t>(node)) {
      child = static_cast<std::uint32_t>(nodes[child].parent);
    }
    // What exists is a place of its own.
    if (nodes[child].anchor && state.anchors[child].type != FieldType::missing) continue;
    const std::vector<std::uint16_t>& within = nodes[child].within;
    const auto is_done = [&](std::uint16_t slot) { return slot < i && is_added(slot); };
    if (std::any_of(within.begin(), within.end(), is_done)) continue;
    if (!first) out += ',';
    first = false;
    out += '"';
    append_escaped(out, nodes[child].key);
    out += "\":";
    if (state.plan->slots()[i].node == child) {
      append_value(state, state.slots[i].hits[0].note, out);
    } else {
      out += '{';
      append_added(state, child, out);
      out += '}';
    }
  }
}

class Splicer {
 public:
  Splicer(const RecordState& state, std::string& out) : state_(state), json_(state.current), out_(out) {}

  void run(const std::vector<Splice>& splices) {
    for (std::size_t i = 0; i < splices.size(); ++i) {
      const Splice& splice = splices[i];
      switch (splice.kind) {
        case Splice::Kind::value:
          copy_to(splice.begin);
          append_value(state_, splice.what, out_);
          done_ = splice.end;
          break;
        case Splice::Kind::removal: {
          std::uint32_t end = splice.end;
          while (i + 1 < splices.size() && is_next(splices[i + 1], end)) end = splices[++i].end;
          remove(splice.begin, end);
          break;
        }
        case Splice::Kind::addition:
          copy_to(splice.begin);
          if (json_[splice.begin - 1] != '{' && emptied_at_ != splice.begin) out_ += ',';
          append_added(state_, splice.what, out_);
          break;
      }
    }
    copy_to(static_cast<std::uint32_t>(json_.size()));
  }

 private:
  void copy_to(std::uint32_t end) {
    out_ += json_.substr(done_, end - done_);
    done_ = end;
  }

  // Does `splice` remove the member next to the one that ends at `end`?
  bool is_next(const Splice& splice, std::uint32_t end) const {
    if (splice.kind != Splice::Kind::removal) return false;
    const std::uint32_t comma = space_end(json_, end);
    return json_[comma] == ',' && space_end(json_, comma + 1) == splice.begin;
  }

  // Removes a run of members.
  void remove(std::uint32_t begin, std::uint32_t end) {
    const std::uint32_t behind = space_end(json_, end);
    if (json_[behind] == ',') {
      copy_to(begin);
      done_ = space_end(json_, behind + 1);
      return;
    }
    const std::uint32_t before = space_begin(json_, begin);
    if (json_[before - 1] == ',') {
      copy_to(before - 1);
    } else {
      copy_to(begin);
      emptied_at_ = end;
    }
    done_ = end;
  }

  const RecordState& state_;
  const std::string_view json_;
  std::string& out_;
  std::uint32_t done_ = 0;                        // how far `json_` has been copied or passed over
  std::uint32_t emptied_at_ = RecordState::none;  // where the last member of an object ended all of whose members went
};

bool is_touched(const RecordState& state) {
  const auto touched = [](const RecordState::Slot& slot) { return slot.touched(); };
  return state.members_erased || std::any_of(state.slots.begin(), state.slots.end(), touched);
}

}  // namespace

bool write_record(const Record& record, std::string& out) {
  // The splices are scratch; what the record says stays as it is.
  RecordState& state = Record(record).state();
  const bool as_read = state.current.data() == state.line.data();
  if (!is_touched(state)) {
    out += state.current;
    return !as_read && state.current != state.line;
  }
  const std::size_t begin = out.size();
  collect(state, state.splices);
  Splicer(state, out).run(state.splices);
  return as_read || std::string_view(out).substr(begin) != state.line;
}

bool changed(const Record& record) {
  RecordState& state = Record(record).state();
  const bool as_read = state.current.data() == state.line.data();
  if (!is_touched(state)) return !as_read && state.current != state.line;
  if (as_read) return true;
  state.scratch.clear();
  return write_record(record, state.scratch);
}

}  // namespace dsprep::json
